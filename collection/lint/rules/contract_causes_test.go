package rules

import (
	"testing"

	"github.com/postwright/postwright/collection/api"
)

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
