package rules

import (
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lint/rule"
)

func TestFieldsOfOneFormat(t *testing.T) {
	cause := func(message string) string { return sameField(rule.Finding{Message: message, Help: message}) }
	if a, b := cause(`"phases[0].endDate" must be a date, such as 2026-01-31`), cause(`"endDate" must be a date, such as 2026-01-31`); a != b {
		t.Errorf("the same field has the causes %q and %q", a, b)
	}
	if a, b := cause(`"endDate" must be a date, such as 2026-01-31`), cause(`"startDate" must be a date, such as 2026-01-31`); a == b {
		t.Errorf("two fields have the cause %q", a)
	}
	if a, b := cause(`"a.kind" must be one of "x", "y"`), cause(`"b.kind" must be one of "x", "y"`); a == b {
		t.Errorf("two lists of allowed values have the cause %q", a)
	}
}

func TestOutsideOfWhatAllPathsStartWith(t *testing.T) {
	known := &api.API{}
	for _, path := range []string{"/v2/members/{id}", "/v2/members/search"} {
		known.Operations = append(known.Operations, &api.Operation{Method: "GET", Path: path})
	}
	for start, want := range map[string]bool{"/v2/groups": true, "/health": true, "/v2/members/{id}/skills": false} {
		if got := sharedBy(known).excludes(start); got != want {
			t.Errorf("excludes(%q) = %v", start, got)
		}
	}
	known.Operations = append(known.Operations, &api.Operation{Method: "GET", Path: "/v3/members"})
	if sharedBy(known).excludes("/v2/groups") {
		t.Error("/v2/groups is outside of paths that have no start in common")
	}
}

func TestKindsOfMessages(t *testing.T) {
	for message, want := range map[string]string{
		`"a[0].b.size" is a string, and must be an integer, as in 3 other items`: `"size" is a string, and must be an integer`,
		`POST /a/{id} does not take text/plain; it takes application/json`:       `does not take text/plain; it takes application/json`,
		`/a/{id} does not take PUT; it takes PATCH`:                              `does not take PUT; it takes PATCH`,
		`"a.due" must be a date, such as 2026-01-31`:                             `must be a date, such as 2026-01-31`,
		`"id" is read-only: leave it out`:                                        `is read-only: leave it out`,
		`the required header "X-Tenant" is missing`:                              `the required header "X-Tenant" is missing`,
	} {
		if got := sameKind(message); got != want {
			t.Errorf("sameKind(%q) = %q, want %q", message, got, want)
		}
	}
}
