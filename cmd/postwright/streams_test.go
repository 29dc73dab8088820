package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStdinTwice: standard input is one file. Naming it twice on a command
// line is an error that says so.
func TestStdinTwice(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	const (
		document   = "openapi: 3.0.3\ninfo: {title: Pets}\npaths: {/a: {get: {}}}\n"
		template   = "name: pets\ntitle: Pets\nitems:\n  - {id: one, name: One, method: GET, url: 'https://example.com'}\n"
		collection = `{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`
	)
	if err := os.WriteFile(filepath.Join(folder, "c.json"), []byte(collection), 0o644); err != nil {
		t.Fatal(err)
	}
	for args, in := range map[string]string{
		"validate --schema - -":                      collection,
		"scopes --openapi - -":                       document,
		"scopes --template - --environment - c.json": template,
		"scopes --environment - -":                   collection,
		"generate - --openapi -":                     document,
		"generate --openapi - --scopes @-":           document,
		"lint --template - -":                        template,
		"lint --environment - c.json -":              collection,
		"docs --template - -":                        collection,
		"diff - -":                                   collection,
		"merge c.json - -":                           collection,
	} {
		var out, complaints bytes.Buffer
		code := run(strings.Fields(args), streams{strings.NewReader(in), &out, &complaints})
		said := complaints.String()
		if code != exitFailed || !strings.Contains(said, "standard input") || !strings.Contains(said, "name a file") && !strings.Contains(said, "only one") {
			t.Errorf("%s: exit code %d\n%s", args, code, said)
		}
	}
}

// noRoom is a device that is full.
type noRoom struct{}

func (noRoom) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestNoRoom: a command that cannot print its text says so.
func TestNoRoom(t *testing.T) {
	t.Chdir(t.TempDir())
	collection := `{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "item": [{"name": "A", "request": {"url": {"raw": "https://example.com/a", "protocol": "https", "host": ["example", "com"], "path": ["b"]}}}]}`
	if err := os.WriteFile("c.json", []byte(collection), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"init -o -", "explain", "explain secret", "templates", "templates drchrono", "version", "--version", "--help", "help lint",
		"completion bash", "completion zsh", "completion fish", "completion powershell",
		"fmt -d c.json", "lint --fix --diff c.json", "generate --check -o d.json", "generate -o c.json",
	} {
		var complaints bytes.Buffer
		code := run(strings.Fields(args), streams{strings.NewReader(""), noRoom{}, &complaints})
		if said := complaints.String(); code != exitFailed || !strings.Contains(said, "postwright: cannot write to standard output: no space left on device\n") {
			t.Errorf("%s: exit code %d\n%s", args, code, said)
		}
	}
}
