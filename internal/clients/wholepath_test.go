package clients

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// seen is what a browser saw of the authorization page.
type seen struct {
	Title, Heading, Location        string
	Scopes, Buttons                 []string
	Violations, Complaints, Outside []string
}

// requireBrowser returns Chromium's program.
func requireBrowser(t *testing.T) string {
	t.Helper()
	requireNode(t)
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	const missing = "there is no Chromium here; on Debian: apt-get install chromium"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// browse opens the authorization page as the application would that the
// collection's OAuth2 configuration describes, and presses a button.
func (p *played) browse(t *testing.T, program, state, press string, user int, inspect bool) (seen, url.Values) {
	t.Helper()
	authorize, err := url.Parse(oauth2["authUrl"].(string))
	if err != nil {
		t.Fatal(err)
	}
	callback := oauth2["redirect_uri"].(string)
	query := url.Values{
		"response_type": {"code"}, "client_id": {p.values["client_id"]}, "redirect_uri": {callback},
		"scope": {oauth2["scope"].(string)}, "state": {state},
	}
	asked, err := json.Marshal(map[string]any{
		"program": program, "url": p.URL + authorize.Path + "?" + query.Encode(),
		"callback": callback, "press": press, "user": user, "inspect": inspect,
	})
	if err != nil {
		t.Fatal(err)
	}
	ran := execute(t, "node", "testdata/authorize.mjs", string(asked))
	var s seen
	if err := json.Unmarshal([]byte(ran.stdout), &s); ran.code != 0 || err != nil {
		t.Fatalf("the browser: exit code %d, %v\n%s", ran.code, err, ran.stderr)
	}
	back, err := url.Parse(s.Location)
	if err != nil || !strings.HasPrefix(s.Location, callback+"?") {
		t.Fatalf("the browser was sent to %q, %v", s.Location, err)
	}
	if got := back.Query().Get("state"); got != state {
		t.Errorf("the state came back as %q", got)
	}
	return s, back.Query()
}

// TestAuthorizationPage looks at the page in a browser, and uses it by keyboard.
func TestAuthorizationPage(t *testing.T) {
	program := requireBrowser(t)
	p := play(t)
	s, back := p.browse(t, program, "a state & more", "Cancel", 0, true)
	if back.Get("error") != "access_denied" || back.Has("code") {
		t.Errorf("Cancel sends %v", back)
	}
	if !strings.Contains(s.Heading, "Sandbox application") || !strings.Contains(s.Title, "DrChrono API") ||
		!slices.Equal(s.Buttons, []string{"Authorize", "Cancel"}) || !slices.Equal(s.Scopes, strings.Fields(scopes)) {
		t.Errorf("the page says %+v", s)
	}
	if len(s.Violations)+len(s.Complaints)+len(s.Outside) > 0 {
		t.Errorf("accessibility %q, complaints %q, requests to others %q", s.Violations, s.Complaints, s.Outside)
	}
	proven(t, "the page names the application and its 22 scopes, axe-core finds nothing, and it works by keyboard")
}

// exchange trades a code for tokens as Postman does: the client in a Basic
// header.
func (p *played) exchange(t *testing.T, code string) (access, refresh string) {
	t.Helper()
	return p.exchangeFor(t, code, scopes)
}

// exchangeFor is exchange of a code for some scopes.
func (p *played) exchangeFor(t *testing.T, code, scopes string) (access, refresh string) {
	t.Helper()
	token, err := url.Parse(oauth2["accessTokenUrl"].(string))
	if err != nil {
		t.Fatal(err)
	}
	answer := p.post(t, token.Path, url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {oauth2["redirect_uri"].(string)},
	})
	var issued struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Scope   string
	}
	if err := json.Unmarshal(answer, &issued); err != nil || issued.Access == "" || issued.Refresh == "" || issued.Scope != scopes {
		t.Fatalf("the exchange gives %s, %v", answer, err)
	}
	return issued.Access, issued.Refresh
}

// refresh gets a new access token.
func (p *played) refresh(t *testing.T, token string) string {
	t.Helper()
	var issued struct {
		Access string `json:"access_token"`
	}
	answer := p.post(t, "/o/token/", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}})
	if err := json.Unmarshal(answer, &issued); err != nil || issued.Access == "" {
		t.Fatalf("the refresh gives %s, %v", answer, err)
	}
	return issued.Access
}

func (p *played) post(t *testing.T, path string, form url.Values) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", p.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(p.values["client_id"], p.values["client_secret"])
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != http.StatusOK {
		t.Fatalf("POST %s: %s, %v\n%s", path, got.Status, err, body)
	}
	return body
}

// TestWholePath lives through the article: authorize in a browser, then with the
// generated collection the first request, refresh, refresh after the tokens have
// expired, and what it says after they were revoked.
func TestWholePath(t *testing.T) {
	program := requireBrowser(t)
	for _, r := range []runner{newman, postmanCLI} {
		t.Run(r.name, func(t *testing.T) {
			eachLevel(t, func(t *testing.T, file string, _ bool) { wholePath(t, program, r, file) })
		})
	}
}

func wholePath(t *testing.T, program string, r runner, file string) {
	state := filepath.Join(t.TempDir(), "state.db")
	p := play(t, "--state", state)
	client := application{p.values["client_id"], p.values["client_secret"]}
	// As the second user: the sandbox authorizes as the first for its environment.
	_, back := p.browse(t, program, "", "Authorize", 1, false)
	access, renewal := p.exchange(t, back.Get("code"))
	run := func(access, rounds string) (outcome, []sent) {
		before := len(p.received())
		o := r.run(t, r.collection(t, file), "--env-var", "base_url="+p.URL, "--env-var", "oauth_url="+p.URL, "-n", rounds,
			"-e", fill(t, environmentFile, "values", map[string]string{
				"client_id": client.id, "client_secret": client.secret, "access_token": access, "refresh_token": renewal,
			}))
		o.silent(t, p.secrets()...)
		return o, p.received()[before:]
	}

	o, log := run(access, "1")
	o.check(t, 2, 0)
	checkUser(t, log[0], access)
	checkRefreshOf(t, client, log[1], renewal)

	p.restart(t, "--state", state, "--token-lifetime", "1s")
	short := p.refresh(t, renewal)
	time.Sleep(1100 * time.Millisecond)
	p.restart(t, "--state", state)
	o, log = run(short, "2")
	o.check(t, 4, 1, "401", "the token in access_token has expired or was revoked", refresh)
	checkUser(t, log[0], short)
	checkRefreshOf(t, client, log[1], renewal)
	fresh := log[2].bearer()
	if fresh == "" || fresh == short || fresh == access {
		t.Error("the refreshed token was not sent")
	}

	p.post(t, "/o/revoke_token/", url.Values{"token": {renewal}})
	o, _ = run(fresh, "1")
	o.check(t, 2, 2, "401", "the token in access_token has expired or was revoked", "invalid_grant", "authorize again")
	proven(t, "authorize, users/current, refresh, refresh after expiry, revoke, and the explanation after it")
}
