//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A writer is a call of a command that writes files, in a folder of inputs.
type writer struct {
	args   string
	code   int    // the exit code
	again  int    // that of a second call, over what the first one wrote
	writes string // the files that it makes or changes
}

// writers are all commands that write, in all their ways to do so.
var writers = []writer{
	{args: "generate -o made.json", writes: "made.json postwright.lock"},
	{args: "generate -o old.json --force", writes: "old.json postwright.lock"},
	{args: "generate -o made.json --environment made-too.json", writes: "made.json made-too.json postwright.lock"},
	{args: "generate --openapi api.yaml -o made.json", writes: "made.json postwright.lock"},
	{args: "fmt -w c.json old.json", writes: "c.json old.json"},
	{args: "fmt --stable-ids -o made.json c.json", writes: "made.json"},
	{args: "lint --fix c.json", writes: "c.json"},
	{args: "lint --fix --environment e.json secret.json", writes: "secret.json e.json"},
	{args: "lint --baseline known.json --update-baseline c.json", writes: "known.json"},
	{args: "lint --format sarif -o made.json secret.json", code: exitProblems, again: exitProblems, writes: "made.json"},
	{args: "validate --format junit -o made.json c.json", writes: "made.json"},
	{args: "upgrade -w old.json", writes: "old.json"},
	{args: "upgrade -o made.json old.json", writes: "made.json"},
	{args: "merge base.json ours.json theirs.json", writes: "ours.json"},
	{args: "merge base.json ours.json theirs.json -o made.json", writes: "made.json"},
	{args: "diff base.json theirs.json --format json -o made.json", writes: "made.json"},
	{args: "docs -o made.json c.json", writes: "made.json"},
	{args: "scopes --format markdown -o made.json", writes: "made.json"},
	{args: "import-template api.yaml -o .", again: exitFailed, writes: "template.yaml operations.json"},
	{args: "import-template api.yaml --catalogue -o made.json", writes: "made.json"},
	{args: "init", again: exitFailed, writes: "postwright.yaml"},
}

const openAPI = `openapi: 3.0.3
info: {title: An API, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /things:
    get: {summary: List things, responses: {"200": {description: ok}}}
`

// inputs of writers, with Windows line ends where a person edits.
func writersInputs() map[string]string {
	const (
		head = `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},` + "\r\n"
		auth = `"auth": {"type": "basic", "basic": [{"key": "username", "value": "clinic"}, {"key": "password", "value": "hV7-qTz0pW"}]},` + "\r\n"
	)
	items := func(path, name string) string {
		var b strings.Builder
		b.WriteString("\"item\": [\r\n")
		for i := range 100 {
			fmt.Fprintf(&b, `  {"id": "i%d", "name": "%s %d", "request": {"method": "GET", "url": {"raw": "https://api.example.com/patients/%[1]d", "protocol": "https", "host": ["api", "example", "com"], "path": ["%[4]s", "%[3]d"]}}},`+"\r\n", i, name, i, path)
		}
		return b.String() + `  {"name": "Ping", "request": "https://api.example.com/ping"}` + "\r\n]}\r\n"
	}
	base := head + items("patients", "Get")
	return map[string]string{
		"c.json":      head + items("patient", "Get"), // "raw" is another address
		"secret.json": head + auth + items("patients", "Get"),
		"e.json":      `{"name": "E", "values": []}`,
		"old.json": strings.Replace(strings.Replace(head+auth, "v2.1.0", "v2.0.0", 1),
			`[{"key": "username", "value": "clinic"}, {"key": "password", "value": "hV7-qTz0pW"}]`, `{"username": "clinic", "password": "{{password}}"}`, 1) + items("patients", "Get"),
		"base.json":   base,
		"ours.json":   strings.Replace(base, "Get 7\"", "Mine\"", 1),
		"theirs.json": strings.Replace(strings.Replace(base, "Get 9\"", "Theirs\"", 1), `"name": "Ping"`, `"name": "Ping", "description": "one\r\ntwo"`, 1),
		"api.yaml":    openAPI,
	}
}

// folderOf is a new folder with files.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// filesIn are the texts of the files in a folder by their names.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil && !errors.Is(err, os.ErrNotExist) { // a link to a file that is to be made
			t.Fatal(err)
		}
		if err == nil {
			files[e.Name()] = string(text)
		}
	}
	return files
}

// some are a few of the writers, for tests that run them often, and all without
// -short.
func some(rounds int) ([]writer, int) {
	if !testing.Short() {
		return writers, rounds
	}
	var few []writer
	for i, w := range writers {
		if i%4 == 0 {
			few = append(few, w)
		}
	}
	return few, 2
}

// process is the command line as a process of its own, in a folder.
func process(t *testing.T, folder string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self, args...)
	c.Args[0] = "postwright" // see TestMain
	c.Dir = folder
	return c
}

func (w writer) process(t *testing.T, folder string) *exec.Cmd {
	t.Helper()
	return process(t, folder, strings.Fields(w.args)...)
}

// wholeRun is what a writer does where nothing goes wrong.
type wholeRun struct {
	before, after map[string]string // the files
	took          time.Duration
}

var wholeRuns sync.Map // by the writer's arguments

// whole runs the writer, once for all tests.
func (w writer) whole(t *testing.T) wholeRun {
	t.Helper()
	if known, ok := wholeRuns.Load(w.args); ok {
		return known.(wholeRun)
	}
	before := writersInputs()
	folder := folderOf(t, before)
	started := time.Now()
	code, said := finish(t, w.process(t, folder))
	took := time.Since(started)
	if code != w.code {
		t.Fatalf("exit code %d, want %d\n%s", code, w.code, said)
	}
	after := filesIn(t, folder)
	var changed []string
	for name, text := range after {
		if before[name] != text {
			changed = append(changed, name)
		}
	}
	want := strings.Fields(w.writes)
	slices.Sort(changed)
	slices.Sort(want)
	if !slices.Equal(changed, want) {
		t.Fatalf("it wrote %q, want %q", changed, want)
	}
	r := wholeRun{before, after, took}
	wholeRuns.Store(w.args, r)
	return r
}

// finish runs a process to its end and gives its exit code, -1 for the end by a
// signal, and what it said.
func finish(t *testing.T, c *exec.Cmd) (code int, said string) {
	t.Helper()
	var out, complaints bytes.Buffer
	if c.Stdout == nil {
		c.Stdout = &out
	}
	c.Stderr = &complaints
	err := c.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	said = out.String() + complaints.String()
	if strings.Contains(said, "goroutine ") {
		t.Errorf("it panics:\n%s", said)
	}
	return c.ProcessState.ExitCode(), said
}

var temporary = regexp.MustCompile(`^\.(.+?)[0-9]+$`)

// leftovers are the temporary files among those in a folder.
func leftovers(files map[string]string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(name string) bool { return !temporary.MatchString(name) })
}

// isWhole checks that each file is the old one or the new one.
func isWhole(t *testing.T, got, before, after map[string]string) {
	t.Helper()
	for name, text := range got {
		old, was := before[name]
		made, is := after[name]
		if temporary.MatchString(name) || was && text == old || is && text == made {
			continue
		}
		t.Errorf("%s is neither the old file nor the new one: %d bytes, %d before, %d after", name, len(text), len(old), len(made))
	}
	for name := range before {
		if _, ok := got[name]; !ok {
			t.Errorf("%s is gone", name)
		}
	}
}

// eachWriter runs a test for the writers.
func eachWriter(t *testing.T, writers []writer, test func(t *testing.T, w writer)) {
	for _, w := range writers {
		t.Run(w.args, func(t *testing.T) {
			t.Parallel()
			test(t, w)
		})
	}
}
