package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// tellOf runs the readings on files and passes each output to look. Files
// that a command writes count, except those that are meant to contain the
// file's secrets.
func tellOf(t *testing.T, files map[string]string, look func(args, said string)) {
	t.Helper()
	for _, args := range readings {
		t.Chdir(t.TempDir())
		for name, text := range files {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var out, complaints strings.Builder
		if code := run(strings.Fields(args), streams{strings.NewReader(""), &out, &complaints}); code < exitFine || code > exitFailed {
			t.Errorf("%s: exit code %d", args, code)
		}
		look(args, out.String()+complaints.String())
		for _, name := range []string{"written-baseline.json", "postwright.lock"} {
			if text, err := os.ReadFile(filepath.Clean(name)); err == nil {
				look(args+" ("+name+")", string(text))
			}
		}
	}
}

// environment is an environment with V in every place.
const environment = `{"name": "V", "values": [{"key": "V", "value": "V", "type": "V"}, {"key": "access_token", "value": "V", "type": "secret"}]}`

// TestTokensEverywhere: no command shows what looks like a token, wherever it
// is in a collection or in the three sides of a conflict.
func TestTokensEverywhere(t *testing.T) {
	var planted []string
	// plant puts a unique token into each string of a text, before the
	// string's own content if that matters.
	plant := func(text string) string {
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var edits []jsontree.Edit
		for n := range d.Root().Descendants() {
			if n.Kind() != jsontree.String || n.IsKey() {
				continue
			}
			switch said := n.Text(); {
			case strings.Contains(said, "V"):
				core := fmt.Sprintf("%04dZq7xK9Rw2hV", len(planted))
				planted = append(planted, core)
				edits = append(edits, n.Replace(jsontree.Quote(strings.Replace(said, "V", "ghp_Mb"+core+"5tY8uJ3mN6bX1cQ4zWd", 1))))
			}
		}
		text, err = d.Apply(edits...)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	everything := testkit.Hostile("V")
	files := map[string]string{"a.json": plant(everything), "b.json": plant(everything), "o.json": plant(everything), "e.json": plant(environment), "schema.json": `{"properties": {"info": {"type": "string"}}}`}
	if len(planted) < 200 {
		t.Fatalf("only %d tokens planted", len(planted))
	}
	shown := map[string]bool{}
	tellOf(t, files, func(args, said string) {
		for _, core := range planted {
			if at := strings.Index(said, core); at >= 0 {
				t.Errorf("%s shows a token: …%s…", args, said[max(0, at-120):min(len(said), at+60)])
				return
			}
		}
		if strings.Contains(said, "**") {
			shown[args] = true
		}
	})
	if len(shown) < 10 {
		t.Errorf("only %d commands show masked values", len(shown))
	}
}

// TestSecretsInTheirPlaces: no command shows the value of a place for
// secrets, whatever it looks like.
func TestSecretsInTheirPlaces(t *testing.T) {
	var planted []string
	plant := func(text string) string {
		for strings.Contains(text, "SECRET") {
			core := fmt.Sprintf("7-%03d-qTz0pW", len(planted))
			planted = append(planted, core)
			text = strings.Replace(text, "SECRET", "Zt"+core+"4k", 1)
		}
		for strings.Contains(text, secretNumber) {
			number := fmt.Sprintf("48151623%03d", len(planted))
			planted = append(planted, number)
			text = strings.Replace(text, secretNumber, number, 1)
		}
		return text
	}
	files := map[string]string{"a.json": plant(secretPlaces), "b.json": plant(secretPlaces), "o.json": plant(secretPlaces), "schema.json": `{"properties": {"info": {"type": "string"}}}`,
		"e.json": plant(`{"name": "E", "values": [{"key": "api_key", "value": "SECRET"}, {"key": "x", "value": "SECRET", "type": "secret"}]}`)}
	tellOf(t, files, func(args, said string) {
		for _, core := range planted {
			if at := strings.Index(said, core); at >= 0 {
				t.Errorf("%s shows a secret: …%s…", args, said[max(0, at-120):min(len(said), at+60)])
				return
			}
		}
	})
}

// TestBrokenFilesShowNoSecret truncates a file with secrets at many places,
// and damages it there in other ways.
func TestBrokenFilesShowNoSecret(t *testing.T) {
	t.Parallel()
	text := strings.ReplaceAll(secretPlaces, "SECRET", "my-rest-of-it-99")
	step := 67
	if testing.Short() {
		step = 997
	}
	for cut := 1; cut < len(text); cut += step {
		for _, broken := range []string{text[:cut], text[:cut] + "\n" + text[cut:], text[:cut] + "\x01" + text[cut:], text[:cut] + `"` + text[cut:], text[:cut] + "}" + text[cut:]} {
			for _, command := range []string{"validate -", "lint -", "fmt -", "docs -", "scopes -", "upgrade -", "generate -", "generate --openapi -"} {
				if _, err := jsontree.Parse(broken); err == nil {
					continue
				}
				var out, complaints strings.Builder
				run(strings.Fields(command), streams{strings.NewReader(broken), &out, &complaints})
				if said := out.String() + complaints.String(); strings.Contains(said, "rest-of-it") || strings.Contains(said, secretNumber) {
					t.Fatalf("%s of a file broken at %d shows a secret:\n%s", command, cut, said)
				}
			}
		}
	}
}

// secretNumber is used in secretPlaces where a secret is a number.
const secretNumber = "4815162342"

// secretPlaces has SECRET in all places for secrets.
const secretPlaces = `{
 "info": {"name": "S", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "SECRET"}, {"key": "accessToken", "value": "SECRET"}, {"key": "refreshToken", "value": "SECRET"}, {"key": "password", "value": "SECRET"},
  {"key": "code_verifier", "value": "SECRET"}, {"key": "tokenRequestParams", "value": [{"key": "client_secret", "value": "SECRET", "enabled": true}]}]},
 "variable": [{"key": "access_token", "value": "SECRET"}, {"key": "x", "value": "SECRET", "type": "secret"}, {"key": "apiKey", "value": "SECRET"}, {"id": "idToken", "value": "SECRET"}, {"key": "password", "value": 4815162342}],
 "item": [
  {"name": "basic", "request": {"method": "GET", "url": "https://api.example.com/1", "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": "SECRET"}]}}},
  {"name": "bearer", "request": {"method": "GET", "url": "https://api.example.com/2", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "SECRET"}]}}},
  {"name": "apikey", "request": {"method": "GET", "url": "https://api.example.com/3", "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "X-Key"}, {"key": "value", "value": "SECRET"}, {"key": "in", "value": "query"}]}}},
  {"name": "awsv4", "request": {"method": "GET", "url": "https://api.example.com/4", "auth": {"type": "awsv4", "awsv4": [{"key": "accessKey", "value": "SECRET"}, {"key": "secretKey", "value": "SECRET"}, {"key": "sessionToken", "value": "SECRET"}]}}},
  {"name": "digest", "request": {"method": "GET", "url": "https://api.example.com/5", "auth": {"type": "digest", "digest": [{"key": "username", "value": "u"}, {"key": "password", "value": "SECRET"}]}}},
  {"name": "hawk", "request": {"method": "GET", "url": "https://api.example.com/6", "auth": {"type": "hawk", "hawk": [{"key": "authId", "value": "u"}, {"key": "authKey", "value": "SECRET"}]}}},
  {"name": "ntlm", "request": {"method": "GET", "url": "https://api.example.com/7", "auth": {"type": "ntlm", "ntlm": [{"key": "password", "value": "SECRET"}]}}},
  {"name": "oauth1", "request": {"method": "GET", "url": "https://api.example.com/8", "auth": {"type": "oauth1", "oauth1": [{"key": "consumerSecret", "value": "SECRET"}, {"key": "tokenSecret", "value": "SECRET"}, {"key": "token", "value": "SECRET"}]}}},
  {"name": "edgegrid", "request": {"method": "GET", "url": "https://api.example.com/9", "auth": {"type": "edgegrid", "edgegrid": [{"key": "clientSecret", "value": "SECRET"}, {"key": "clientToken", "value": "SECRET"}, {"key": "accessToken", "value": "SECRET"}]}}},
  {"name": "jwt", "request": {"method": "GET", "url": "https://api.example.com/10", "auth": {"type": "jwt", "jwt": [{"key": "secret", "value": "SECRET"}, {"key": "privateKey", "value": "SECRET"}]}}},
  {"name": "asap", "request": {"method": "GET", "url": "https://api.example.com/11", "auth": {"type": "asap", "asap": [{"key": "privateKey", "value": "SECRET"}]}}},
  {"name": "old", "request": {"method": "GET", "url": "https://api.example.com/12", "auth": {"type": "basic", "basic": {"password": "SECRET"}}}},
  {"name": "sent", "request": {"method": "POST", "certificate": {"passphrase": "SECRET"}, "proxy": {"password": "SECRET"},
    "url": {"raw": "https://api.example.com/13/:token", "protocol": "https", "host": ["api", "example", "com"], "path": ["13", ":token"], "query": [{"key": "api_key", "value": "SECRET"}], "variable": [{"key": "token", "value": "SECRET"}]},
    "header": [{"key": "Authorization", "value": "Bearer SECRET"}, {"key": "X-Api-Key", "value": "SECRET"}, {"key": "X-Auth-Token", "value": "SECRET"}],
    "body": {"mode": "urlencoded", "urlencoded": [{"key": "client_secret", "value": "SECRET"}, {"key": "refresh_token", "value": "SECRET"}, {"key": "password", "value": "SECRET"}]}},
   "response": [{"name": "e", "header": [{"key": "Authorization", "value": "SECRET"}], "originalRequest": {"method": "GET", "url": "https://api.example.com", "header": [{"key": "X-Api-Key", "value": "SECRET"}]}}]},
  {"name": "numbers", "request": {"method": "POST", "url": {"raw": "https://api.example.com/15", "protocol": "https", "host": ["api", "example", "com"], "path": ["15"], "query": [{"key": "api_key", "value": 4815162342}]},
    "header": [{"key": "X-Auth-Token", "value": 4815162342}], "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": 4815162342}]},
    "body": {"mode": "urlencoded", "urlencoded": [{"key": "password", "value": 4815162342}]}},
   "response": [{"name": "e", "header": [{"key": "X-Auth-Token", "value": 4815162342}], "cookie": [{"domain": "example.com", "path": "/", "name": "sid", "value": "SECRET"}, {"domain": "example.com", "path": "/", "name": "n", "value": 4815162342}]}]},
  {"name": "form", "request": {"method": "POST", "url": "https://api.example.com/14", "body": {"mode": "formdata", "formdata": [{"key": "password", "value": "SECRET", "type": "text"}]}}}
 ]}`

// TestTerminal: no control characters for a terminal are printed, whatever a
// file or its name contains.
func TestTerminal(t *testing.T) {
	const (
		escapes = "a\x1b[31mb\x1b]0;t\x07c\rd\be\x7ff\u009b31mg\u0085h\u202ei\x00j"
		name    = "evil\x1b[2J\n::error::x\r\u009b1m.json"
	)
	quoted, err := json.Marshal(escapes)
	if err != nil {
		t.Fatal(err)
	}
	inside := string(quoted[1 : len(quoted)-1])
	hostile := testkit.Hostile(escapes)
	look := func(args, said string) {
		for at, r := range said {
			if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f {
				t.Errorf("%q prints U+%04X: %q", args, r, said[max(0, at-120):min(len(said), at+60)])
				return
			}
		}
		if strings.Contains(said, "\n::error::x") {
			t.Errorf("%q starts a line with a part of a file's name", args)
		}
	}
	files := map[string]string{"a.json": hostile, "b.json": strings.ReplaceAll(hostile, inside, inside+"b"), "o.json": strings.ReplaceAll(hostile, inside, inside+"o"),
		"e.json": strings.ReplaceAll(environment, "V", inside), "schema.json": `{"properties": {"info": {"type": "string"}}}`}
	tellOf(t, files, func(args, said string) {
		if !strings.HasSuffix(args, ")") { // printed, not a file
			look(args, said)
		}
	})

	t.Chdir(t.TempDir())
	if err := os.WriteFile(name, []byte(hostile), 0o644); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile("b.json", []byte(files["b.json"]), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range readings {
		var out, complaints strings.Builder
		words := strings.Fields(args)
		for i, word := range words {
			if word == "a.json" {
				words[i] = name
			}
		}
		run(words, streams{strings.NewReader(""), &out, &complaints})
		look(strings.Join(words, " "), out.String()+complaints.String())
	}
	// Words on the command line, and missing or invalid files.
	for _, words := range [][]string{
		{name}, {"validate", "--" + name}, {"validate", "absent" + name}, {"validate", "--format", name, name}, {"lint", "--enable", name, "b.json"},
		{"generate", name}, {"generate", "./" + name}, {"generate", "--openapi", name}, {"generate", "--scopes", name, "-o", "-"}, {"generate", "--include", name, "-o", "made.json"},
		{"generate", "-o", "absent" + name + "/x.json"}, {"explain", name}, {"templates", name}, {"completion", name}, {"import-template", name},
		{"lint", "--environment", name, "b.json"}, {"lint", "--baseline", name, "b.json"}, {"lint", "--shard", name, "b.json"}, {"lint", "--template", "./" + name, "b.json"},
		{"init", "-o", "absent" + name + "/x"}, {"docs", "b.json", "-o", "absent" + name + "/x"}, {"sandbox", "--addr", name}, {"token", name, "--environment", "e.json"}, {"token", "--environment", name}, {"token", "--environment", "e.json", "--collection", name},
		{"token", "--environment", "e.json", "--redirect-uri", name, "--client-id", name, "--paste", "--no-browser"}, {"token", "--environment", "e.json", "--scopes", name}, {"token", "--environment", "e.json", "--grant", name}, {"sandbox", "--state", "absent" + name + "/x"},
		{"__complete", "explain", name},
	} {
		var out, complaints strings.Builder
		run(words, streams{strings.NewReader(""), &out, &complaints})
		look(strings.Join(words, " "), complaints.String())
	}
}
