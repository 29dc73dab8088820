package authorize_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/authorize"
)

// visit sends a request to the redirect URI.
func (r *run) visit(t *testing.T, change func(*http.Request), pairs ...string) (int, string, http.Header) {
	t.Helper()
	query := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		query.Add(pairs[i], pairs[i+1])
	}
	request, err := http.NewRequestWithContext(t.Context(), "GET", r.uri+"?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(request)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(page), answer.Header
}

// TestCode: the authorization request says all that it must, the code is exchanged with
// what proves it, and the browser gets a page that keeps the code to itself.
func TestCode(t *testing.T) {
	s := serve(t, answers(200, issued))
	at := s.at()
	at.AuthorizeParameters = [][2]string{{"prompt", "consent"}, {"state", "fixed"}, {"redirect_uri", "https://evil.example"}, {"client_secret", clientSecret}}
	at.TokenParameters = [][2]string{{"audience", "x"}}
	r := start(t, t.Context(), newSession(t, at, "a", "b"))
	address, err := url.Parse(r.attempt.URL())
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"response_type": "code", "client_id": clientID, "redirect_uri": r.uri, "scope": "a b", "prompt": "consent", "code_challenge_method": "S256",
	} {
		if got := address.Query()[key]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if len(r.state) < 26 || r.state == "fixed" || strings.Contains(r.attempt.URL(), "s3cret") {
		t.Errorf("%s", r.attempt.URL())
	}
	status, page, header := r.visit(t, nil, "code", "the code", "state", r.state)
	if status != 200 || !strings.Contains(page, "<h1>Authorized</h1>") || strings.Contains(page, "the code") {
		t.Errorf("%d %s", status, page)
	}
	if header.Get("Cache-Control") != "no-store" || header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v", header)
	}
	if err := r.end(t); err != nil {
		t.Fatal(err)
	}
	if got := r.tokens; got.Access != "the-access" || got.Refresh != "the-refresh" || strings.Join(got.Scopes, " ") != "a b" || time.Until(got.Expires).Round(time.Minute) != time.Hour {
		t.Errorf("%+v", got)
	}
	log := s.log()
	if len(log) != 1 || log[0].path != "/token" {
		t.Fatalf("%v", log)
	}
	sum := sha256.Sum256([]byte(log[0].form.Get("code_verifier")))
	if base64.RawURLEncoding.EncodeToString(sum[:]) != r.challenge {
		t.Error("the verifier is not that of the challenge")
	}
	for key, want := range map[string]string{"grant_type": "authorization_code", "code": "the code", "redirect_uri": r.uri, "audience": "x", "client_secret": ""} {
		if got := log[0].form.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(clientID)+":"+url.QueryEscape(clientSecret)))
	if log[0].header.Get("Authorization") != basic {
		t.Error("the client is not in the header")
	}
}

// TestInBody: the client's credentials go into the body where the server wants that, and
// those of a public client have no secret.
func TestInBody(t *testing.T) {
	for secret, inHeader := range map[string]bool{clientSecret: false, "": true} {
		s := serve(t, answers(200, issued))
		at := s.at()
		at.ClientInHeader, at.PKCE = inHeader, false
		session, err := authorize.New(at, authorize.Client{ID: clientID, Secret: secret}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := start(t, t.Context(), session)
		r.visit(t, nil, "code", "c", "state", r.state)
		if err := r.end(t); err != nil {
			t.Fatal(err)
		}
		got := s.log()[0]
		if got.header.Get("Authorization") != "" || got.form.Get("client_id") != clientID || got.form.Get("client_secret") != secret || got.form.Has("code_verifier") || r.challenge != "" {
			t.Errorf("%v", got)
		}
	}
}

// TestRefusedRequests: what is not the answer to this run is refused with a page and a
// sentence, and the run goes on to the right answer.
func TestRefusedRequests(t *testing.T) {
	s := serve(t, answers(200, issued))
	r := start(t, t.Context(), newSession(t, s.at()))
	host := func(host string) func(*http.Request) { return func(q *http.Request) { q.Host = host } }
	for name, c := range map[string]struct {
		change func(*http.Request)
		pairs  []string
		status int
		told   string
	}{
		"no parameters": {nil, nil, 400, `"state" is not that of this run`},
		"foreign state": {nil, []string{"code", "c", "state", "foreign"}, 400, `"state" is not that of this run`},
		"foreign error": {nil, []string{"error", "access_denied"}, 400, `"state" is not that of this run`},
		"no code":       {nil, []string{"state", r.state}, 400, "neither a code nor an error"},
		"two codes":     {nil, []string{"state", r.state, "code", "a", "code", "b"}, 400, `"code" more than once`},
		"two states":    {nil, []string{"state", r.state, "state", "x", "code", "b"}, 400, `"state" more than once`},
		"foreign host":  {host("evil.example:80"), []string{"code", "c", "state", r.state}, 421, "another host"},
		"other name":    {host("localhost"), []string{"code", "c", "state", r.state}, 421, "another host"},
		"post":          {func(q *http.Request) { q.Method = "POST" }, []string{"code", "c", "state", r.state}, 405, "not GET"},
		"broken query":  {func(q *http.Request) { q.URL.RawQuery = "code=%zz" }, nil, 400, "cannot be read"},
		"another path":  {func(q *http.Request) { q.URL.Path = "/favicon.ico" }, nil, 404, ""},
		"hostile":       {nil, []string{"error", "<script>", "state", "<script>alert(1)</script>"}, 400, "state"},
	} {
		before := r.said()
		status, page, _ := r.visit(t, c.change, c.pairs...)
		told := strings.TrimPrefix(r.said(), before)
		if status != c.status || !strings.Contains(told, c.told) || c.told == "" && told != "" || strings.Contains(page, "<script") {
			t.Errorf("%s: %d %q\n%s", name, status, told, page)
		}
		if c.told != "" && (!strings.Contains(page, "still waits") || !strings.Contains(told, "refused a request")) {
			t.Errorf("%s: %s", name, page)
		}
	}
	if len(s.log()) != 0 {
		t.Fatal("one of them reached the server")
	}
	if status, page, _ := r.visit(t, nil, "code", "c", "state", r.state); status != 200 || !strings.Contains(page, "Authorized") {
		t.Errorf("%d %s", status, page)
	}
	if err := r.end(t); err != nil || len(s.log()) != 1 {
		t.Errorf("%v, %d requests", err, len(s.log()))
	}
}

// TestSecondAnswer: while the first answer's code is exchanged, another one is refused.
func TestSecondAnswer(t *testing.T) {
	arrived, let := make(chan bool), make(chan bool)
	s := serve(t, func(w http.ResponseWriter, q *http.Request) {
		arrived <- true
		<-let
		answers(200, issued)(w, q)
	})
	r := start(t, t.Context(), newSession(t, s.at()))
	first := make(chan string)
	go func() {
		answer, err := http.Get(r.uri + "?" + url.Values{"code": {"c"}, "state": {r.state}}.Encode())
		if err != nil {
			first <- err.Error()
			return
		}
		defer answer.Body.Close()
		page, _ := io.ReadAll(answer.Body)
		first <- string(page)
	}()
	<-arrived
	status, page, _ := r.visit(t, nil, "code", "c", "state", r.state)
	if status != 409 || !strings.Contains(page, "Already answered") || !strings.Contains(r.said(), "second answer") {
		t.Errorf("%d %s %s", status, page, r.said())
	}
	let <- true
	if page := <-first; !strings.Contains(page, "Authorized") {
		t.Error(page)
	}
	if err := r.end(t); err != nil || len(s.log()) != 1 {
		t.Errorf("%v, %d requests", err, len(s.log()))
	}
}

// TestDenied: an error answer ends the run, with its meaning.
func TestDenied(t *testing.T) {
	for code, want := range map[string]string{
		"access_denied": "the user denied access", "invalid_scope": "--scopes", "temporarily_unavailable": "try again later", "something_else": "refused the authorization (something_else)",
	} {
		r := start(t, t.Context(), newSession(t, serve(t, answers(200, issued)).at()))
		_, page, _ := r.visit(t, nil, "error", code, "error_description", "words\n of <b>it</b>", "state", r.state)
		var denied *authorize.DeniedError
		if err := r.end(t); !errors.As(err, &denied) || !strings.Contains(err.Error(), want) || !strings.HasSuffix(err.Error(), ": words of <b>it</b>") {
			t.Errorf("%s: %v", code, err)
		}
		if !strings.Contains(page, "Not authorized") || strings.Contains(page, "<b>") {
			t.Error(page)
		}
	}
}

// TestEnds: the wait ends by itself and by an interruption, and frees the port.
func TestEnds(t *testing.T) {
	session := newSession(t, serve(t, answers(200, issued)).at())
	short, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond) // it must not end before it listens
	defer cancel()
	r := start(t, short, session)
	if err := r.end(t); !errors.Is(err, authorize.ErrTimeout) {
		t.Error(err)
	}
	interrupted, interrupt := context.WithCancel(t.Context())
	r = start(t, interrupted, session)
	interrupt()
	if err := r.end(t); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	u, err := url.Parse(r.uri)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", u.Host)
	if err != nil {
		t.Fatalf("the port is still in use: %v", err)
	}
	defer l.Close()
	attempt, err := session.Start(r.uri)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := attempt.Listen(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "address already in use") || !strings.Contains(err.Error(), "--redirect-uri") {
		t.Error(err)
	}
}

// TestRedirectURIs: only an address of this machine is listened on; others can be pasted.
func TestRedirectURIs(t *testing.T) {
	session := newSession(t, serve(t, answers(200, issued)).at())
	for uri, want := range map[string]string{
		"https://oauth.pstmn.io/v1/browser-callback": "add --paste", "http://example.com:8080/": "add --paste", "https://127.0.0.1:8787/callback": "add --paste",
		"http://127.0.0.1:0/callback": "fixed port", "http://127.0.0.1.evil.example/": "add --paste",
	} {
		attempt, err := session.Start(uri)
		if err != nil {
			t.Errorf("%s: %v", uri, err)
			continue
		}
		if _, err := attempt.Listen(t.Context(), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", uri, err, want)
		}
	}
	for _, uri := range []string{"", "callback", "http://127.0.0.1:8787/a#b", "://"} {
		if _, err := session.Start(uri); err == nil {
			t.Errorf("%q is taken", uri)
		}
	}
}

// TestPasted: the code of the pasted address is taken if the address is the answer to this
// run.
func TestPasted(t *testing.T) {
	const uri = "https://client.example/back"
	attempt, err := newSession(t, serve(t, answers(200, issued)).at()).Start(uri)
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(attempt.URL())
	if err != nil {
		t.Fatal(err)
	}
	state := address.Query().Get("state")
	for _, pasted := range []string{uri + "?code=c%2Fd&state=" + state, "  \"" + uri + "?state=" + state + "&code=c/d#_=_\"\r", "https://client.example:443/back?code=c/d&state=" + state} {
		if code, err := attempt.Pasted(pasted); err != nil || code != "c/d" {
			t.Errorf("%s: %q, %v", pasted, code, err)
		}
	}
	for pasted, want := range map[string]string{
		"": "nothing was pasted", "c/d": "not the redirect URI", "https://other.example/back?code=c&state=" + state: "not the redirect URI",
		uri + "/?code=c&state=" + state: "not the redirect URI", uri + "?code=c&state=x": `"state"`, uri + "?state=" + state: "neither",
		uri + "?error=access_denied&state=" + state: "denied access", attempt.URL(): "not the redirect URI", "%zz://": "not an address",
	} {
		if code, err := attempt.Pasted(pasted); err == nil || code != "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v; want %q", pasted, code, err, want)
		}
	}
}
