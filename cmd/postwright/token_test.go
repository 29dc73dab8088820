//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// issuing is an authorization server for programs.
type issuing struct {
	*httptest.Server
	mutex    sync.Mutex
	requests []url.Values
}

func issue(t *testing.T, answer func(form url.Values) (int, string)) *issuing {
	t.Helper()
	s := &issuing{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		r.PostForm.Set("path", r.URL.Path)
		if id, secret, ok := r.BasicAuth(); ok {
			r.PostForm.Set("basic", id+":"+secret)
		}
		s.mutex.Lock()
		s.requests = append(s.requests, r.PostForm)
		s.mutex.Unlock()
		status, text := answer(r.PostForm)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(s.Close)
	return s
}

// tokenRun runs the command in a folder of files.
func tokenRun(t *testing.T, files map[string]string, args ...string) (code int, out, said string) {
	t.Helper()
	t.Chdir(folderOf(t, files))
	var printed, complaints strings.Builder
	code = run(append([]string{"token"}, args...), streams{strings.NewReader(""), &printed, &complaints})
	return code, printed.String(), complaints.String()
}

const withClient = `{"name": "E", "values": [{"key": "client_id", "value": "ours"}, {"key": "client_secret", "value": "hush-hush"}, {"key": "refresh_token", "value": "old-refresh"}]}`

// documentWith returns an OpenAPI document with flows.
func documentWith(flows string) string {
	return `openapi: 3.2.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example.com"}]
components: {securitySchemes: {o: {type: oauth2, flows: {` + flows + `}}}}
paths: {/pets: {get: {security: [{o: ["pets:read"]}], responses: {"200": {description: Pets.}}}}}
`
}

// TestTokenGrants: client credentials and device codes work if the document
// declares them.
func TestTokenGrants(t *testing.T) {
	s := issue(t, func(form url.Values) (int, string) {
		switch {
		case form.Get("path") == "/device":
			return 200, `{"device_code": "device-secret", "user_code": "WDJB-MJHT", "verification_uri": "https://pets.example.com/device", "interval": 1}`
		case form.Get("grant_type") == "client_credentials":
			return 200, `{"access_token": "the-access", "token_type": "Bearer", "expires_in": 60, "scope": "pets:read"}`
		}
		return 200, `{"access_token": "the-access", "refresh_token": "the-refresh", "token_type": "Bearer"}`
	})
	const scopes = `scopes: {"pets:read": Read., "pets:write": Write.}`
	credentials := `clientCredentials: {tokenUrl: "` + s.URL + `/token", ` + scopes + `}`
	device := `deviceAuthorization: {deviceAuthorizationUrl: "` + s.URL + `/device", tokenUrl: "` + s.URL + `/token", ` + scopes + `}`
	code := `authorizationCode: {authorizationUrl: "` + s.URL + `/authorize", tokenUrl: "` + s.URL + `/token", ` + scopes + `}`
	for name, c := range map[string]struct {
		document, grant string
		code            int
		want, granted   string
		said            []string
	}{
		"credentials":        {credentials, "", exitProblems, "client_credentials", "pets:read", []string{"not granted: pets:write", "no refresh token"}},
		"device alone":       {device, "", exitFine, "urn:ietf:params:oauth:grant-type:device_code", "pets:read pets:write", []string{"The code to enter: WDJB-MJHT", "https://pets.example.com/device"}},
		"device beside code": {code + ", " + device, "device_code", exitFine, "urn:ietf:params:oauth:grant-type:device_code", "pets:read pets:write", nil},
		"chosen":             {code + ", " + credentials, "client_credentials", exitProblems, "client_credentials", "pets:read", nil},
	} {
		t.Run(name, func(t *testing.T) {
			args := []string{"--openapi", "api.yaml", "--environment", "e.json", "--no-browser"}
			if c.grant != "" {
				args = append(args, "--grant", c.grant)
			}
			ended, out, said := tokenRun(t, map[string]string{"api.yaml": documentWith(c.document), "e.json": withClient}, args...)
			if ended != c.code || out != "" {
				t.Fatalf("exit code %d, want %d\n%s%s", ended, c.code, out, said)
			}
			for _, want := range c.said {
				if !strings.Contains(said, want) {
					t.Errorf("it does not say %q\n%s", want, said)
				}
			}
			for _, secret := range []string{"hush-hush", "the-access", "the-refresh", "device-secret", "old-refresh"} {
				if strings.Contains(said, secret) {
					t.Errorf("it prints %q\n%s", secret, said)
				}
			}
			last := s.requests[len(s.requests)-1]
			if last.Get("grant_type") != c.want || last.Get("basic") != "ours:hush-hush" {
				t.Errorf("%v", last)
			}
			values := valuesOf(t, "e.json")
			if values["access_token"] != "the-access" || values["access_token_scope"] != c.granted || values["client_secret"] != "hush-hush" || values["refresh_token"] == "old-refresh" {
				t.Errorf("%v", values)
			}
		})
	}
	ended, _, said := tokenRun(t, map[string]string{"api.yaml": documentWith(code), "e.json": withClient}, "--openapi", "api.yaml", "--environment", "e.json", "--grant", "client_credentials")
	if ended != exitFailed || !strings.Contains(said, "does not declare the grant client_credentials; it declares authorization_code") {
		t.Errorf("%d %s", ended, said)
	}
}

func valuesOf(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var environment struct{ Values []struct{ Key, Value string } }
	if err := json.Unmarshal(text, &environment); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, v := range environment.Values {
		values[v.Key] = v.Value
	}
	return values
}

// aTemplate returns a template whose tokens come from a server.
func aTemplate(server string) string {
	return fmt.Sprintf(`name: pets
title: Pets
variables: [{key: host, value: %q}]
auth: {type: oauth2, attributes: {grant_type: authorization_code, authUrl: "{{host}}/a", accessTokenUrl: "{{host}}/t", clientId: "{{client_id}}", clientSecret: "{{client_secret}}", accessToken: "{{access_token}}"}}
authorization-server: {revoke-url: "{{host}}/r", client: body, pkce: true}
items: [{id: me, name: Me, method: GET, url: "{{host}}/me"}]
`, server)
}

// TestTokenKeepsOnFailure: a failure leaves the file unchanged, and JSON is
// printed only about what was done.
func TestTokenKeepsOnFailure(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		answer string
		code   int
	}{
		"refused":  {400, `{"error": "invalid_grant"}`, exitProblems},
		"broken":   {500, `{}`, exitFailed},
		"no token": {200, `{}`, exitFailed},
		"a page":   {200, `<html>`, exitFailed},
	} {
		t.Run(name, func(t *testing.T) {
			s := issue(t, func(url.Values) (int, string) { return c.status, c.answer })
			code, out, said := tokenRun(t, map[string]string{"pets.yaml": aTemplate(s.URL), "e.json": withClient}, "./pets.yaml", "--environment", "e.json", "--refresh", "--format", "json")
			text, err := os.ReadFile("e.json")
			if code != c.code || out != "" || err != nil || string(text) != withClient || strings.Contains(said, "old-refresh") || strings.Contains(said, "hush-hush") {
				t.Errorf("exit code %d\n%s%s%s", code, out, said, text)
			}
			if form := s.requests[0]; form.Get("client_secret") != "hush-hush" || form.Get("basic") != "" {
				t.Errorf("%v", form)
			}
		})
	}
}

// TestTokenReadOnly: if the file cannot be written, no request is sent: the
// server would replace a refresh token, and the new one could not be stored.
func TestTokenReadOnly(t *testing.T) {
	s := issue(t, func(url.Values) (int, string) { return 200, `{"access_token": "a"}` })
	folder := folderOf(t, map[string]string{"pets.yaml": aTemplate(s.URL), "e.json": withClient})
	t.Chdir(folder)
	if err := os.Chmod("e.json", 0o400); err != nil {
		t.Fatal(err)
	}
	for _, flag := range []string{"--refresh", "--revoke", "--no-browser"} {
		var out, said strings.Builder
		code := run([]string{"token", "./pets.yaml", "--environment", "e.json", flag}, streams{strings.NewReader(""), &out, &said})
		if code != exitFailed || !strings.Contains(said.String(), "cannot write e.json") || len(s.requests) > 0 {
			t.Errorf("%s: exit code %d, %d requests\n%s", flag, code, len(s.requests), said.String())
		}
	}
}

// TestTokenTogether: of two concurrent refreshes, the second one sends the
// refresh token that the first one got.
func TestTokenTogether(t *testing.T) {
	var mutex sync.Mutex
	current := "old-refresh"
	s := issue(t, func(form url.Values) (int, string) {
		mutex.Lock()
		defer mutex.Unlock()
		if form.Get("refresh_token") != current {
			return 400, `{"error": "invalid_grant"}`
		}
		current += "+"
		return 200, `{"access_token": "a", "token_type": "Bearer", "refresh_token": "` + current + `"}`
	})
	folder := folderOf(t, map[string]string{"pets.yaml": aTemplate(s.URL), "e.json": withClient})
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if code, said := finish(t, process(t, folder, "token", "./pets.yaml", "--environment", "e.json", "--refresh")); code != exitFine {
				t.Errorf("exit code %d\n%s", code, said)
			}
		})
	}
	all.Wait()
	if got := valuesOf(t, filepath.Join(folder, "e.json"))["refresh_token"]; got != "old-refresh+++++" {
		t.Errorf("the file has %q", got)
	}
}

// TestTokenProxy: the environment's proxy is used for other machines and
// named if it fails, but never used for this machine.
func TestTokenProxy(t *testing.T) {
	asked := make(chan string, 10)
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	go func() {
		for {
			c, err := proxy.Accept()
			if err != nil {
				return
			}
			line := make([]byte, 200)
			n, _ := c.Read(line)
			first, _, _ := strings.Cut(string(line[:n]), "\r\n")
			asked <- first
			_, _ = io.WriteString(c, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
			_ = c.Close()
		}
	}()
	s := issue(t, func(url.Values) (int, string) { return 200, `{"access_token": "a", "token_type": "Bearer"}` })
	for server, want := range map[string]int{"https://auth.example": exitFailed, s.URL: exitFine} {
		folder := folderOf(t, map[string]string{"pets.yaml": aTemplate(server), "e.json": withClient})
		c := process(t, folder, "token", "./pets.yaml", "--environment", "e.json", "--refresh")
		c.Env = append(os.Environ(), "HTTPS_PROXY=http://user:proxy-secret@"+proxy.Addr().String(), "HTTP_PROXY=http://user:proxy-secret@"+proxy.Addr().String(), "NO_PROXY=")
		code, said := finish(t, c)
		if code != want || strings.Contains(said, "proxy-secret") || want == exitFailed && !strings.Contains(said, "through the proxy in HTTPS_PROXY: Proxy Authentication Required") {
			t.Errorf("%s: exit code %d\n%s", server, code, said)
		}
	}
	if n := len(asked); n != 1 {
		t.Fatalf("the proxy was asked %d times", n)
	}
	if first := <-asked; first != "CONNECT auth.example:443 HTTP/1.1" {
		t.Errorf("the proxy was asked %q", first)
	}
}
