package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/postwright/postwright/internal/sandbox"
)

// TestClient: the client must always authenticate, by header or body, and
// never by URL.
func TestClient(t *testing.T) {
	b := clinic(t)
	tokens := b.signIn()
	basic := func(id, secret string, fields ...string) *http.Request {
		r := form("/oauth/token/", fields...)
		r.SetBasicAuth(id, secret)
		return r
	}
	refresh := []string{"grant_type=refresh_token", "refresh_token=" + tokens.Refresh}
	exchange := func() []string {
		return []string{"grant_type=authorization_code", "redirect_uri=" + callback, "code=" + b.authorize("user=user-2")}
	}
	b.send(basic(sandbox.ClientID, sandbox.ClientSecret, refresh...)).check(t, 200)
	b.send(basic(sandbox.ClientID, sandbox.ClientSecret, exchange()...)).check(t, 200)
	b.send(basic(sandbox.ClientID, sandbox.ClientSecret, append(refresh, "client_id="+sandbox.ClientID)...)).check(t, 200)

	for _, fields := range [][]string{refresh, exchange()} {
		for _, r := range []*http.Request{
			form("/oauth/token/", fields...),
			form("/oauth/token/", append(fields, "client_id="+sandbox.ClientID)...),
			form("/oauth/token/", append(fields, "client_id="+sandbox.ClientID, "client_secret=wrong")...),
			form("/oauth/token/", append(fields, "client_id=other", "client_secret="+sandbox.ClientSecret)...),
			form("/oauth/token/?"+values("client_id="+sandbox.ClientID, "client_secret="+sandbox.ClientSecret).Encode(), fields...),
			basic(sandbox.ClientID, "wrong", fields...),
			basic("other", sandbox.ClientSecret, fields...),
			basic("", "", fields...),
		} {
			a := b.send(r)
			a.check(t, 401, "invalid_client")
			if a.header.Get("WWW-Authenticate") == "" {
				t.Error("no WWW-Authenticate")
			}
		}
		b.send(basic(sandbox.ClientID, sandbox.ClientSecret, append(fields, "client_secret="+sandbox.ClientSecret)...)).check(t, 400, "invalid_request")
		b.send(basic(sandbox.ClientID, sandbox.ClientSecret, append(fields, "client_id=other")...)).check(t, 400, "invalid_request")
	}
	for _, r := range []*http.Request{
		form("/oauth/revoke", "token="+tokens.Refresh),
		form("/oauth/revoke", "token="+tokens.Refresh, "client_id="+sandbox.ClientID, "client_secret=wrong"),
	} {
		b.send(r).check(t, 401, "invalid_client")
	}
	b.refresh(tokens.Refresh).check(t, 200)
	b.revoke("unknown").check(t, 200)
	b.revoke("").check(t, 400, "invalid_request")
}

// TestTokenErrors: each invalid request gets the error that OAuth2 defines
// for it.
func TestTokenErrors(t *testing.T) {
	b := clinic(t)
	b.exchange("unknown").check(t, 400, "invalid_grant")
	b.exchange("").check(t, 400, "invalid_request")
	b.exchange(b.authorize(), "redirect_uri=").check(t, 400, "invalid_request")
	b.exchange(b.authorize(), "redirect_uri=https://client.example/back").check(t, 400, "invalid_grant")
	b.refresh("").check(t, 400, "invalid_request")
	b.refresh("unknown").check(t, 400, "invalid_grant")
	b.exchange("x", "grant_type=password", "username=a", "password=b").check(t, 400, "unsupported_grant_type")
	b.exchange("x", "grant_type=client_credentials").check(t, 400, "unsupported_grant_type")
	b.post("/oauth/token/").check(t, 400, "unsupported_grant_type")
	b.post("/oauth/token/", "grant_type="+strings.Repeat("x", 100<<10)).check(t, 400, "invalid_request")
	a := b.exchange("unknown")
	if a.header.Get("Cache-Control") != "no-store" || a.header.Get("Pragma") != "no-cache" || !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
		t.Errorf("headers %v", a.header)
	}
	// An access token cannot refresh, and a refresh token cannot authorize.
	tokens := b.signIn()
	b.refresh(tokens.Access).check(t, 400, "invalid_grant")
	b.get("/v2/me", tokens.Refresh).check(t, 401)
}

// TestCodeOnce: of many concurrent exchanges, one succeeds.
func TestCodeOnce(t *testing.T) {
	b := clinic(t)
	for range 20 {
		code := b.authorize()
		var wg sync.WaitGroup
		codes := make([]int, 8)
		for i := range codes {
			wg.Go(func() { codes[i] = b.exchange(code).code })
		}
		wg.Wait()
		good := strings.Count(fmt.Sprint(codes), "200")
		if good != 1 || strings.Count(fmt.Sprint(codes), "400") != len(codes)-1 {
			t.Fatalf("exchanges answered %v", codes)
		}
	}
}

// TestCodeTwice: a second use of a code revokes the tokens it was exchanged
// for, and no others.
func TestCodeTwice(t *testing.T) {
	b := clinic(t)
	other := b.signIn("user=user-2")
	code := b.authorize()
	b.exchange(code, "redirect_uri=https://client.example/back").check(t, 400, "invalid_grant")
	tokens := b.exchange(code).tokens(t)
	fresh := b.refresh(tokens.Refresh).tokens(t)
	b.exchange(code, "client_secret=wrong").check(t, 401, "invalid_client")
	b.get("/v2/me", tokens.Access).check(t, 200)
	b.exchange(code).check(t, 400, "invalid_grant")
	b.get("/v2/me", tokens.Access).check(t, 401)
	b.get("/v2/me", fresh.Access).check(t, 401)
	b.refresh(tokens.Refresh).check(t, 400, "invalid_grant")
	b.get("/v2/me", other.Access).check(t, 200)
	b.refresh(other.Refresh).check(t, 200)
}

// TestRepeated: a request with a repeated parameter is refused.
func TestRepeated(t *testing.T) {
	b := clinic(t)
	tokens := b.signIn()
	client := []string{"client_id=" + sandbox.ClientID, "client_secret=" + sandbox.ClientSecret}
	for path, more := range map[string][]string{
		"/oauth/token/": {"grant_type=refresh_token", "refresh_token=" + tokens.Refresh},
		"/oauth/revoke": {"token=" + tokens.Refresh},
	} {
		fields := append(more, client...)
		for _, field := range append(fields, "scope=read", "other=x") {
			body := values(append(fields, field)...)
			name, value, _ := strings.Cut(field, "=")
			body.Add(name, value)
			r := httptest.NewRequest("POST", path, strings.NewReader(body.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			b.send(r).check(t, 400, "invalid_request")
		}
	}
	b.refresh(tokens.Refresh).check(t, 200)
	for _, field := range asked() {
		query := values(asked()...)
		name, value, _ := strings.Cut(field, "=")
		query.Add(name, value)
		a := b.get("/oauth/authorize?"+query.Encode(), "")
		if name == "client_id" || name == "redirect_uri" {
			a.check(t, 400, name+" more than once")
		} else if to := a.location(t); to.Get("error") != "invalid_request" || to.Get("state") != "s & t" {
			t.Errorf("%s twice: sent back with %v", name, to)
		}
		// Other repeated parameters must not hide that the application is
		// unknown.
		query.Add("a", "1")
		query.Add("a", "2")
		if name == "client_id" || name == "redirect_uri" {
			b.get("/oauth/authorize?"+query.Encode(), "").check(t, 400, name+" more than once")
		}
	}
}

// TestScopesNeverWiden: a refresh may request fewer scopes, for that token
// only, and never more.
func TestScopesNeverWiden(t *testing.T) {
	b := clinic(t)
	tokens := b.signIn("scope=read write")
	b.refresh(tokens.Refresh, "scope=read admin").check(t, 400, "invalid_scope")
	narrow := b.refresh(tokens.Refresh, "scope=write").tokens(t)
	if narrow.Scope != "write" {
		t.Errorf("narrowed to %q", narrow.Scope)
	}
	b.get("/v2/records", narrow.Access).check(t, 403, "read")
	if again := b.refresh(tokens.Refresh).tokens(t); again.Scope != "read write" {
		t.Errorf("a narrow token narrowed the grant to %q", again.Scope)
	}
}

// TestTime: tokens and codes are valid for their whole lifetime and no
// longer.
func TestTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := play(t, clinicTemplate, sandbox.Options{TokenLifetime: 5 * time.Second})
		tokens := b.signIn()
		if tokens.ExpiresIn != 5 {
			t.Errorf("expires in %d", tokens.ExpiresIn)
		}
		time.Sleep(5 * time.Second)
		b.get("/v2/me", tokens.Access).check(t, 200)
		time.Sleep(time.Millisecond)
		b.get("/v2/me", tokens.Access).check(t, 401, "expired")
		fresh := b.refresh(tokens.Refresh).tokens(t)
		b.get("/v2/me", fresh.Access).check(t, 200)
		b.get("/v2/me", tokens.Access).check(t, 401, "expired")

		code := b.authorize()
		time.Sleep(time.Minute + time.Millisecond)
		b.exchange(code).check(t, 400, "invalid_grant")

		// The refresh token does not expire.
		time.Sleep(10 * 365 * 24 * time.Hour)
		b.refresh(tokens.Refresh).check(t, 200)
	})
	synctest.Test(t, func(t *testing.T) {
		b := clinic(t)
		tokens := b.signIn()
		time.Sleep(time.Hour)
		b.get("/v2/me", tokens.Access).check(t, 200)
		time.Sleep(time.Millisecond)
		b.get("/v2/me", tokens.Access).check(t, 401)
	})
}
