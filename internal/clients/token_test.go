package clients

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestTokenByPage does what docs/headless.md shows, from the authorization in a browser to
// the job that runs with the stored secret, and back.
func TestTokenByPage(t *testing.T) {
	program := requireBrowser(t)
	parts := headlessParts(t)
	generate, authorize, store, nightly, renew := parts[0], parts[1], parts[2], parts[3], parts[5]
	p := play(t)
	j := prepare(t, generate, nightly)
	const environment = "drchrono.postman_environment.json"
	file := filepath.Join(j.folder, environment)
	before := fill(t, file, "values", map[string]string{"client_id": p.values["client_id"], "client_secret": p.values["client_secret"]})
	// The one difference from what a reader does: the server is the sandbox.
	text := strings.Replace(string(read(t, before)), `"values":[`, `"values":[{"key":"oauth_url","value":"`+p.URL+`"},`, 1)
	write(t, file, text)

	shown := filepath.Join(t.TempDir(), "shown")
	asked, err := json.Marshal(map[string]any{"program": program, "callback": "http://127.0.0.1:8787/callback", "press": "Authorize", "user": 1, "answered": true, "url": "ADDRESS"})
	if err != nil {
		t.Fatal(err)
	}
	testdataFolder, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(t.TempDir(), "kept")
	for name, shim := range map[string]string{
		"xdg-open": fmt.Sprintf("cd '%s' && node authorize.mjs \"$(printf %%s '%s' | sed \"s|ADDRESS|$(printf %%s \"$1\" | sed 's/[&|]/\\\\&/g')|\")\" > '%s.part' 2> '%[3]s.error'; mv '%[3]s.part' '%[3]s'", testdataFolder, asked, shown),
		"gh":       "[ \"$*\" = 'secret set REFRESH_TOKEN' ] && exec cat > '" + kept + "'",
	} {
		if err := os.WriteFile(filepath.Join(j.path, name), []byte("#!/bin/sh\n"+shim+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	display := map[string]string{"DISPLAY": ":0"}
	ran := j.run(t, display, "-ec", authorize)
	if ran.code != 0 || ran.stdout != "" || !strings.Contains(ran.stderr, "wrote "+environment) || !strings.Contains(ran.stderr, "22 scopes granted") {
		failure, _ := os.ReadFile(shown + ".error")
		t.Fatalf("exit code %d\n%s%s\n%s", ran.code, ran.stdout, ran.stderr, failure)
	}
	for range 200 { // the browser ends after the command
		if _, err := os.Stat(shown); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if failure, _ := os.ReadFile(shown + ".error"); len(failure) > 0 {
		t.Errorf("the browser: %s", failure)
	}
	var page seen
	readJSON(t, shown, &page)
	if page.Heading != "Authorized" || len(page.Violations)+len(page.Outside)+len(page.Complaints) > 0 {
		t.Errorf("the browser shows %+v", page)
	}
	values := environmentValues(t, file)
	silentAbout(t, ran, values)
	for _, name := range []string{"access_token", "refresh_token", "access_token_expires_at", "access_token_scope"} {
		if values[name] == "" {
			t.Errorf("the file has no %s", name)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}

	if ran = j.run(t, nil, "-ec", store); ran.code != 0 || strings.TrimSpace(string(read(t, kept))) != values["refresh_token"] {
		t.Fatalf("exit code %d\n%s", ran.code, ran.stderr)
	}
	silentAbout(t, ran, values)
	job, _ := j.nightly(t, map[string]string{
		"CLIENT_ID": values["client_id"], "CLIENT_SECRET": values["client_secret"], "BASE_URL": p.URL, "REFRESH_TOKEN": strings.TrimSpace(string(read(t, kept))),
	})
	if job.code != 0 {
		t.Errorf("the job: exit code %d\n%s%s", job.code, job.stdout, job.stderr)
	}

	// Newman with the environment itself.
	direct := j.run(t, nil, "-ec", "newman run drchrono.postman_collection.json -e "+environment+" --env-var base_url="+p.URL)
	if direct.code != 0 || strings.Count(direct.stdout, "[200 OK") < 2 {
		t.Errorf("Newman: exit code %d\n%s", direct.code, direct.stdout)
	}

	if err := os.Rename(file, filepath.Join(j.folder, "e.json")); err != nil {
		t.Fatal(err)
	}
	ran = j.run(t, nil, "-ec", renew)
	silentAbout(t, ran, values)
	after := environmentValues(t, filepath.Join(j.folder, "e.json"))
	if ran.code != 0 || after["access_token"] != "" || after["refresh_token"] != "" || after["client_id"] == "" {
		t.Errorf("exit code %d\n%s", ran.code, ran.stderr)
	}
	if ran = j.run(t, nil, "-c", "sh nightly.sh; postwright token --environment e.json --refresh"); ran.code == 0 {
		t.Error("revoked tokens are renewed")
	}
	proven(t, "authorize in Chromium, store the secret, run the job with Newman, renew and revoke, as the page writes it")
}

var blank = regexp.MustCompile(`\s+`)

// silentAbout checks that a command printed none of an environment's secrets.
func silentAbout(t *testing.T, ran done, values map[string]string) {
	t.Helper()
	for _, name := range []string{"client_secret", "access_token", "refresh_token"} {
		if printed := blank.ReplaceAllString(ran.stdout+ran.stderr, ""); values[name] != "" && strings.Contains(printed, values[name]) {
			t.Errorf("%s is printed", name)
		}
	}
}
