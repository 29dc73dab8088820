package sandbox_test

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/sandbox"
)

// TestPage: the page shows who asks for which scopes, and repeats the
// request's parameters.
func TestPage(t *testing.T) {
	b := clinic(t)
	a := b.get("/oauth/authorize?"+values(asked(`state="><script>alert(1)</script>`)...).Encode(), "")
	a.check(t, 200, "Sandbox application", "Clinic API", "<dt>read</dt><dd>See &lt;all&gt; records.</dd>", "<dt>write</dt>", ">Ada</option>", ">Bo</option>",
		`value="authorize"`, `value="cancel"`, html.EscapeString(callback))
	for _, absent := range []string{"<script", "<dt>admin</dt>"} {
		if strings.Contains(a.body, absent) {
			t.Errorf("the page has %s\n%s", absent, a.body)
		}
	}
	policy := a.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "form-action 'self' https://client.example", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %q", policy, want)
		}
	}
	// Without a scope, all are asked for.
	b.get("/oauth/authorize?"+values(asked("scope=")...).Encode(), "").check(t, 200, "<dt>admin</dt>")
}

// TestNeverRedirected: an unverified application gets no redirect, and the
// page shows what is wrong as text.
func TestNeverRedirected(t *testing.T) {
	b := clinic(t)
	for _, c := range []struct{ change, says string }{
		{"client_id=", "no application with the client ID"},
		{"client_id=<b>other</b>", "&lt;b&gt;other"},
		{"redirect_uri=", "It must be exactly"},
		{"redirect_uri=https://client.example/back", "It must be exactly"},
		{"redirect_uri=" + callback + "/", "It must be exactly"},
		{"redirect_uri=https://evil.client.example/back?from=sandbox", "It must be exactly"},
		{"redirect_uri=javascript:alert(1)", "It must be exactly"},
		{"redirect_uri=" + strings.ToUpper(callback), "It must be exactly"},
	} {
		for _, a := range []answer{
			b.get("/oauth/authorize?"+values(asked(c.change)...).Encode(), ""),
			b.post("/oauth/authorize", asked(c.change, "decision=authorize", "user=user-1")...),
			b.post("/oauth/authorize", asked(c.change, "decision=cancel")...),
		} {
			a.check(t, 400, c.says)
			if to := a.header.Get("Location"); to != "" {
				t.Errorf("%s: sent to %s", c.change, to)
			}
		}
	}
	b.post("/oauth/authorize", asked("decision=authorize", "user=user-9")...).check(t, 400)
	b.post("/oauth/authorize", asked("decision=maybe", "user=user-1")...).check(t, 400)
	b.get("/oauth/authorize?a=%zz", "").check(t, 400)
}

// TestSentBack: a known application gets errors by redirect, with the state.
func TestSentBack(t *testing.T) {
	b := clinic(t)
	for _, c := range []struct{ change, want string }{
		{"decision=cancel", "access_denied"},
		{"scope=read everything", "invalid_scope"},
		{"response_type=token", "unsupported_response_type"},
		{"response_type=", "invalid_request"},
		{"code_challenge=short", "invalid_request"},
		{"code_challenge_method=S512", "invalid_request"},
		{"code_challenge_method=plain", "invalid_request"}, // without a challenge
	} {
		to := b.post("/oauth/authorize", asked(c.change)...).location(t)
		if to.Get("error") != c.want || to.Get("state") != "s & t" || to.Has("code") {
			t.Errorf("%s: sent back with %v, want %s", c.change, to, c.want)
		}
	}
	to := b.post("/oauth/authorize", asked("decision=authorize", "user=user-1")...).location(t)
	if to.Get("code") == "" || to.Get("state") != "s & t" || to.Has("error") {
		t.Errorf("sent back with %v", to)
	}
	if to := b.post("/oauth/authorize", asked("decision=cancel", "state=")...).location(t); to.Has("state") {
		t.Errorf("sent back with a state that was not given: %v", to)
	}
}

// TestOtherSites: another site cannot press the button for the user.
func TestOtherSites(t *testing.T) {
	b := clinic(t)
	r := form("/oauth/authorize", asked("decision=authorize", "user=user-1")...)
	r.Header.Set("Origin", "https://evil.example")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	b.send(r).check(t, http.StatusForbidden)
}

// TestPKCE: a code that was asked for with a challenge needs its verifier.
func TestPKCE(t *testing.T) {
	b := clinic(t)
	verifier := strings.Repeat("verifier", 6)
	sum := sha256.Sum256([]byte(verifier))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	ask := []string{"code_challenge=" + challenge, "code_challenge_method=S256"}
	b.exchange(b.authorize(ask...), "code_verifier="+verifier).check(t, 200)
	b.exchange(b.authorize(ask...), "code_verifier="+verifier+"x").check(t, 400, "invalid_grant")
	b.exchange(b.authorize(ask...)).check(t, 400, "invalid_grant")
	b.exchange(b.authorize(), "code_verifier="+verifier).check(t, 400, "invalid_grant")
	b.exchange(b.authorize("code_challenge="+verifier), "code_verifier="+verifier).check(t, 200)
}

// TestChallenge: a challenge that no verifier can have is refused before the user is
// asked (RFC 7636, section 4.2).
func TestChallenge(t *testing.T) {
	b := clinic(t)
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct {
		method, challenge string
		good              bool
	}{
		{"S256", a(43), true}, {"S256", a(42) + "_", true}, {"S256", a(42) + "-", true},
		{"S256", a(42), false}, {"S256", a(44), false}, {"S256", a(128), false}, {"S256", a(42) + "=", false},
		{"S256", a(42) + "+", false}, {"S256", a(42) + "/", false}, {"S256", a(42) + "~", false}, {"S256", a(42) + ".", false},
		{"plain", a(43), true}, {"plain", a(128), true}, {"plain", a(42) + "~", true}, {"plain", a(42) + ".", true},
		{"plain", a(42), false}, {"plain", a(129), false}, {"plain", a(42) + " ", false}, {"plain", a(42) + "ä", false},
		{"", a(43), true}, {"", a(42), false}, {"", a(42) + "%", false},
	} {
		changes := []string{"code_challenge=" + c.challenge, "decision=authorize", "user=user-1"}
		if c.method != "" {
			changes = append(changes, "code_challenge_method="+c.method)
		}
		to := b.post("/oauth/authorize", asked(changes...)...).location(t)
		if c.good != to.Has("code") || !c.good && to.Get("error") != "invalid_request" {
			t.Errorf("%s %q: sent back with %v", c.method, c.challenge, to)
		}
	}
	// A parameter that is present but empty.
	query := values(asked()...)
	query.Set("code_challenge", "")
	if to := b.get("/oauth/authorize?"+query.Encode(), "").location(t); to.Get("error") != "invalid_request" {
		t.Errorf("an empty challenge: sent back with %v", to)
	}
}

// TestTwoUsers: each user is recognized, and neither's authorization ends the
// other's.
func TestTwoUsers(t *testing.T) {
	b := clinic(t)
	ada, bo := b.signIn(), b.signIn("user=user-2")
	b.get("/v2/me", ada.Access).check(t, 200, "Ada")
	b.get("/v2/me", bo.Access).check(t, 200, "Bo")
	b.refresh(ada.Refresh).check(t, 200)
	again := b.signIn()
	b.refresh(ada.Refresh).check(t, 400, "invalid_grant")
	b.refresh(again.Refresh).check(t, 200)
	b.refresh(bo.Refresh).check(t, 200)
	b.get("/v2/me", ada.Access).check(t, 200)
}

// TestRedirectURIs: an additional redirect URI gets codes valid for it alone,
// and the page's form may lead there; an unregistered URI gets none.
func TestRedirectURIs(t *testing.T) {
	const further = "http://127.0.0.1:8787/callback"
	b := play(t, clinicTemplate, sandbox.Options{RedirectURIs: []string{further}})
	a := b.get("/oauth/authorize?"+values(asked("redirect_uri="+further)...).Encode(), "")
	if policy := a.header.Get("Content-Security-Policy"); a.code != http.StatusOK || !strings.Contains(policy, "form-action 'self' http://127.0.0.1:8787;") {
		t.Errorf("%d %s", a.code, policy)
	}
	for at, want := range map[string]int{further: http.StatusOK, callback: http.StatusBadRequest, "http://127.0.0.1:8787/": http.StatusBadRequest} {
		sent := b.post("/oauth/authorize", asked("redirect_uri="+further, "decision=authorize", "user=user-1")...).header.Get("Location")
		to, err := url.Parse(sent)
		if err != nil || !strings.HasPrefix(sent, further+"?") {
			t.Fatalf("sent to %q, %v", sent, err)
		}
		code := to.Query().Get("code")
		got := b.post("/oauth/token/", "grant_type=authorization_code", "code="+code, "redirect_uri="+at, "client_id="+sandbox.ClientID, "client_secret="+sandbox.ClientSecret)
		if got.code != want {
			t.Errorf("%s: %d %s", at, got.code, got.body)
		}
	}
	for _, other := range []string{"http://127.0.0.1:8788/callback", "http://localhost:8787/callback", further + "/"} {
		if a := b.post("/oauth/authorize", asked("redirect_uri="+other, "decision=authorize", "user=user-1")...); a.code != http.StatusBadRequest || a.header.Get("Location") != "" {
			t.Errorf("%s: %d %s", other, a.code, a.header.Get("Location"))
		}
	}
}
