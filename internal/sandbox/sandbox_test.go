package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/sandbox"
)

// browser sends requests to a sandbox.
type browser struct {
	t testing.TB
	*sandbox.Server
}

func play(t testing.TB, text string, o sandbox.Options) browser {
	t.Helper()
	s, err := sandbox.New(read(t, text), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return browser{t, s}
}

func clinic(t testing.TB) browser { return play(t, clinicTemplate, sandbox.Options{}) }

// answer is what came back.
type answer struct {
	code   int
	header http.Header
	body   string
}

func (b browser) send(r *http.Request) answer {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}

func (b browser) get(path, token string) answer {
	r := httptest.NewRequest("GET", path, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return b.send(r)
}

// write sends a body, as JSON if it is not empty.
func (b browser) write(method, path, token, body string) answer {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return b.send(r)
}

// post sends a form. Fields are "key=value".
func (b browser) post(path string, fields ...string) answer {
	return b.send(form(path, fields...))
}

func form(path string, fields ...string) *http.Request {
	r := httptest.NewRequest("POST", path, strings.NewReader(values(fields...).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func values(fields ...string) url.Values {
	v := url.Values{}
	for _, f := range fields {
		key, value, _ := strings.Cut(f, "=")
		v.Set(key, value)
	}
	return v
}

// asked returns the parameters of a valid authorization request, with
// changes. A change to an empty value removes a parameter.
func asked(changes ...string) []string {
	v := values("response_type=code", "client_id="+sandbox.ClientID, "redirect_uri="+callback, "state=s & t", "scope=read write")
	for _, c := range changes {
		key, value, _ := strings.Cut(c, "=")
		v.Set(key, value)
		if value == "" {
			v.Del(key)
		}
	}
	var fields []string
	for key := range v {
		fields = append(fields, key+"="+v.Get(key))
	}
	return fields
}

// authorize presses Authorize and returns the code.
func (b browser) authorize(changes ...string) string {
	b.t.Helper()
	changes = append([]string{"decision=authorize", "user=user-1"}, changes...)
	to := b.post("/oauth/authorize", asked(changes...)...).location(b.t)
	code := to.Get("code")
	if code == "" {
		b.t.Fatalf("no code: %v", to)
	}
	return code
}

// location returns the query of the URL that a browser is redirected to,
// which must be the callback.
func (a answer) location(t testing.TB) url.Values {
	t.Helper()
	to, err := url.Parse(a.header.Get("Location"))
	if err != nil || a.code != http.StatusFound || to.Host != "client.example" || to.Path != "/back" || to.Query().Get("from") != "sandbox" {
		t.Fatalf("sent to %q (%v): %d %s", a.header.Get("Location"), err, a.code, a.body)
	}
	return to.Query()
}

// issued are the tokens of an answer.
type issued struct {
	Access    string `json:"access_token"`
	Refresh   string `json:"refresh_token"`
	Type      string `json:"token_type"`
	ExpiresIn int    `json:"expires_in"`
	Scope     string
	Error     string
}

func (a answer) tokens(t testing.TB) issued {
	t.Helper()
	var i issued
	if err := json.Unmarshal([]byte(a.body), &i); err != nil {
		t.Fatalf("%v: %d %s", err, a.code, a.body)
	}
	return i
}

func (b browser) exchange(code string, more ...string) answer {
	return b.post("/oauth/token/", append([]string{"grant_type=authorization_code", "code=" + code, "redirect_uri=" + callback,
		"client_id=" + sandbox.ClientID, "client_secret=" + sandbox.ClientSecret}, more...)...)
}

func (b browser) refresh(token string, more ...string) answer {
	return b.post("/oauth/token/", append([]string{"grant_type=refresh_token", "refresh_token=" + token,
		"client_id=" + sandbox.ClientID, "client_secret=" + sandbox.ClientSecret}, more...)...)
}

func (b browser) revoke(token string) answer {
	return b.post("/oauth/revoke", "token="+token, "client_id="+sandbox.ClientID, "client_secret="+sandbox.ClientSecret)
}

// signIn runs the whole flow and returns the tokens.
func (b browser) signIn(changes ...string) issued {
	b.t.Helper()
	i := b.exchange(b.authorize(changes...)).tokens(b.t)
	if i.Access == "" || i.Refresh == "" {
		b.t.Fatalf("no tokens: %+v", i)
	}
	return i
}

// check compares an answer's status, and looks for texts in its body.
func (a answer) check(t testing.TB, code int, says ...string) {
	t.Helper()
	if a.code != code {
		t.Errorf("answers %d, want %d: %s", a.code, code, a.body)
	}
	for _, want := range says {
		if !strings.Contains(a.body, want) {
			t.Errorf("answers %d %s, want %q in it", a.code, a.body, want)
		}
	}
}

// TestTheWay runs the whole flow, from the authorization page to the revoked
// token.
func TestTheWay(t *testing.T) {
	b := clinic(t)
	first := b.signIn()
	if first.Type != "Bearer" || first.ExpiresIn != 3600 || first.Scope != "read write" {
		t.Errorf("issued %+v", first)
	}
	b.get("/v2/me", first.Access).check(t, 200, `{"id":7,"name":"Ada"}`)
	second := b.refresh(first.Refresh).tokens(t)
	if second.Refresh != first.Refresh || second.Access == first.Access || second.Access == "" || second.Scope != first.Scope || second.ExpiresIn != 3600 {
		t.Errorf("refreshed %+v, from %+v", second, first)
	}
	b.get("/v2/me", first.Access).check(t, 200)
	b.get("/v2/me", second.Access).check(t, 200)
	b.revoke(second.Access).check(t, 200)
	a := b.get("/v2/me", second.Access)
	a.check(t, 401, `"problem"`, "revoked")
	if got := a.header.Get("WWW-Authenticate"); !strings.Contains(got, `error="invalid_token"`) {
		t.Errorf("WWW-Authenticate: %s", got)
	}
	b.refresh(first.Refresh).check(t, 200)
	b.revoke(first.Refresh).check(t, 200)
	b.refresh(first.Refresh).check(t, 400, "invalid_grant")
	b.get("/v2/me", first.Access).check(t, 401)
}

// TestNotPlayable: the error about an incomplete template says what is
// missing.
func TestNotPlayable(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"no sandbox", clinicTemplate[strings.Index(clinicTemplate, "sandbox:\n  token"):strings.Index(clinicTemplate, "items:")], "", `no section "sandbox"`},
		{"no authorization URL", "    authUrl: https://clinic.example/oauth/authorize\n", "", "no authUrl with a path"},
		{"authorization URL without a host", "https://clinic.example/oauth/authorize", "/oauth/authorize", "no authUrl with a path"},
		{"token URL without a path", "https://clinic.example/oauth/token/", "https://clinic.example", "no accessTokenUrl with a path"},
		{"no callback", "    redirect_uri: " + callback + "\n", "", "no redirect_uri"},
		{"one path for two", "https://clinic.example/oauth/token/", "https://clinic.example/oauth/authorize", "/oauth/authorize has two meanings"},
		{"tokens that do not live", "token-lifetime: 1h", "token-lifetime: 0s", "at least a second"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(clinicTemplate, c.from, c.to, 1)
			if text == clinicTemplate {
				t.Fatal("nothing was replaced")
			}
			if _, err := sandbox.New(read(t, text), sandbox.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
	if _, err := sandbox.New(read(t, clinicTemplate), sandbox.Options{TokenLifetime: time.Millisecond}); err == nil {
		t.Error("a token may live for a millisecond")
	}
}

// TestPaths: paths must match exactly, and the answer to a near miss says so.
func TestPaths(t *testing.T) {
	b := clinic(t)
	b.post("/oauth/token", "grant_type=refresh_token").check(t, 404, "ends with a slash: /oauth/token/")
	b.get("/oauth/token/", "").check(t, 405, "takes POST")
	b.send(httptest.NewRequest("DELETE", "/oauth/authorize", nil)).check(t, 405)
	b.get("/oauth/revoke", "").check(t, 405)
	b.get("/nothing", "").check(t, 404, "no GET /nothing")
	for request, allowed := range map[string]string{
		"POST /v2/me": "GET, HEAD", "DELETE /v2/records": "GET, HEAD, POST", "PUT /v2/secrets": "GET, HEAD", "GET /oauth/token/": "POST",
	} {
		method, path, _ := strings.Cut(request, " ")
		a := b.send(httptest.NewRequest(method, path, nil))
		if a.check(t, 405, "takes "+allowed); a.header.Get("Allow") != allowed {
			t.Errorf("%s: Allow: %s", request, a.header.Get("Allow"))
		}
	}
	b.get("/me", "").check(t, 404)
	b.get("/records", "").check(t, 404)
	a := play(t, strings.Replace(clinicTemplate, "/oauth/authorize", "/oauth/authorize/", 1), sandbox.Options{}).get("/oauth/authorize?state=1", "")
	if a.code != 301 || a.header.Get("Location") != "/oauth/authorize/?state=1" {
		t.Errorf("%d, to %s", a.code, a.header.Get("Location"))
	}
}
