package sandbox_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/postwright/postwright/internal/sandbox"
)

// TestScopes: missing scopes are named; scopes that an operation does not
// need are not required.
func TestScopes(t *testing.T) {
	b := clinic(t)
	tokens := b.signIn("scope=write")
	a := b.get("/v2/records", tokens.Access)
	a.check(t, 403, "lacks the scope read,", "GET /records", "authorize again")
	if got := a.header.Get("WWW-Authenticate"); !strings.Contains(got, `error="insufficient_scope", scope="read"`) {
		t.Errorf("WWW-Authenticate: %s", got)
	}
	b.get("/v2/secrets", tokens.Access).check(t, 403, "read admin")
	b.get("/v2/open", tokens.Access).check(t, 200)
	b.get("/v2/open", "").check(t, 401)
	b.get("/v2/me", tokens.Access).check(t, 200)
	reader := b.signIn("scope=read").Access
	b.get("/v2/me", reader).check(t, 403, "lacks the scope write, which GET /v2/me needs")
	b.get("/v2/records", reader).check(t, 200)
	b.write("POST", "/v2/records", tokens.Access, `{"name": "Kim"}`).check(t, 201, "Kim")
	b.write("POST", "/v2/records", reader, `{"name": "Kim"}`).check(t, 403, "lacks the scope write, which POST /records needs")
}

// TestBearer: a token counts only in the header, in the forms that HTTP
// allows.
func TestBearer(t *testing.T) {
	b := clinic(t)
	tokens := b.signIn()
	for header, want := range map[string]int{
		"Bearer " + tokens.Access:                  200,
		"bearer " + tokens.Access:                  200,
		"Bearer  " + tokens.Access + " ":           200,
		"Bearer":                                   401,
		"Bearer ":                                  401,
		"Basic " + tokens.Access:                   401,
		tokens.Access:                              401,
		"Bearer " + tokens.Access + "x":            401,
		"Bearer " + strings.ToLower(tokens.Access): 401,
	} {
		r := httptest.NewRequest("GET", "/v2/me", nil)
		r.Header.Set("Authorization", header)
		b.send(r).check(t, want)
	}
	b.get("/v2/me?access_token="+tokens.Access, "").check(t, 401, "no access token")
	head := httptest.NewRequest("HEAD", "/v2/me", nil)
	head.Header.Set("Authorization", "Bearer "+tokens.Access)
	b.send(head).check(t, 200)
}

// TestLimits: each limit holds over any period of its length, and only if
// enabled.
func TestLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := play(t, clinicTemplate, sandbox.Options{Limits: true})
		token := b.signIn().Access
		for range 3 {
			b.get("/v2/me", token).check(t, 200)
			time.Sleep(300 * time.Millisecond)
		}
		a := b.get("/v2/me", token)
		a.check(t, 429, "Too many requests")
		if got := a.header.Get("Retry-After"); got != "1" {
			t.Errorf("Retry-After: %s", got)
		}
		time.Sleep(100 * time.Millisecond) // a second after the first
		b.get("/v2/open", token).check(t, 200)
		b.get("/v2/me", token).check(t, 429)
		time.Sleep(time.Second)
		b.get("/v2/me", token).check(t, 200)
		a = b.get("/v2/me", token) // the sixth within a minute
		a.check(t, 429)
		if got := a.header.Get("Retry-After"); got != "58" {
			t.Errorf("Retry-After: %s", got)
		}
		// Refused requests do not count, and neither do those without a
		// token.
		b.get("/v2/me", "").check(t, 401)
		time.Sleep(58 * time.Second)
		b.get("/v2/me", token).check(t, 200)
	})
	b := clinic(t)
	token := b.signIn().Access
	for range 20 {
		b.get("/v2/me", token).check(t, 200)
	}
}
