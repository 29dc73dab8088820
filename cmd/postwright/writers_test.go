//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/inputs"
)

// writer is a call of a command that writes files, in a folder of inputs.
type writer struct {
	args   string
	code   int    // the exit code
	again  int    // of a second call, over the output of the first
	writes string // the files that it creates or changes
}

// writers are all commands that write, in all their ways.
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
	{args: "convert --to v3 theirs-v3.json -o made", writes: "made"},
	{args: "convert --to v3 theirs-v3.json -o v3", writes: "v3"},
	{args: "convert --to v3 exported -o postman", writes: "postman"},
	{args: "convert --to v2.1 v3 -o made.json", writes: "made.json"},
	{args: "generate --to v3 -o postman --include patients", writes: "postman"},
	{args: "generate --to v3 -o generated --scopes calendar:read --exclude Patients", writes: "generated"},
	{args: "fmt -w v3", writes: "v3"},
	{args: "lint --fix v3", writes: "v3"},
	{args: "merge v3-base v3 v3-theirs", writes: "v3"},
	{args: "convert --to v3 swapped.json -o swaps", writes: "swaps"},
	{args: "merge swaps-base swaps swaps-theirs", writes: "swaps"},
	{args: "convert --to v3 onto.json -o onto", writes: "onto"},
	{args: "merge onto-base onto onto-theirs", writes: "onto"},
	{args: "init", again: exitFailed, writes: "postwright.yaml"},
}

const openAPI = `openapi: 3.0.3
info: {title: An API, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /things:
    get: {summary: List things, responses: {"200": {description: ok}}}
`

// writersInputs returns the inputs of writers, with Windows line endings in
// files that people edit.
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
	inputs := map[string]string{
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
	maps.Copy(inputs, v3Inputs())
	return inputs
}

// filesIn returns the texts of the files in and below a folder by path, and
// the folders below it, whose paths end with a slash.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if name = filepath.ToSlash(name); entry.IsDir() {
			files[name+"/"] = ""
			return nil
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) { // a link to a file that is yet to be created
			return nil
		}
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// some returns a few of the writers, for tests that run them often, or all without
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

// process returns the command line as a separate process in a folder.
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

// wholeRun is the result of a writer if nothing goes wrong.
type wholeRun struct {
	before, after map[string]string // the files
	took          time.Duration
	writes        string // of the writer
}

var wholeRuns sync.Map // by the writer's arguments

// whole runs the writer, once for all tests.
func (w writer) whole(t *testing.T) wholeRun {
	t.Helper()
	if known, ok := wholeRuns.Load(w.args); ok {
		return known.(wholeRun)
	}
	before := writersInputs()
	maps.DeleteFunc(before, func(name, _ string) bool {
		folder, _, below := strings.Cut(name, "/")
		return below && !slices.Contains(strings.Fields(w.args), folder)
	})
	if strings.Contains(w.args, "generated") {
		maps.Copy(before, generatedInputs(t))
	}
	folder := folderOf(t, before)
	before = filesIn(t, folder)
	started := time.Now()
	code, said := finish(t, w.process(t, folder))
	took := time.Since(started)
	if code != w.code {
		t.Fatalf("exit code %d, want %d\n%s", code, w.code, said)
	}
	after := filesIn(t, folder)
	var changed []string
	for name, text := range after {
		if old, was := before[name]; !strings.HasSuffix(name, "/") && (!was || old != text) {
			top, _, _ := strings.Cut(name, "/")
			changed = append(changed, top)
		}
	}
	want := strings.Fields(w.writes)
	slices.Sort(changed)
	slices.Sort(want)
	if changed = slices.Compact(changed); !slices.Equal(changed, want) {
		t.Fatalf("it wrote %q, want %q", changed, want)
	}
	r := wholeRun{before, after, took, w.writes}
	wholeRuns.Store(w.args, r)
	return r
}

// finish runs a process to its end and returns its output and exit code,
// which is -1 if a signal ended it.
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

var temporary = regexp.MustCompile(`(^|/)\.([^/]+?)[0-9]{8,}(/|$)`)

// leftovers returns the temporary files among files.
func leftovers(files map[string]string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(name string) bool { return !temporary.MatchString(name) })
}

// isWhole checks that each file is either the old or the new one, and that no text is lost
// that is in both.
func isWhole(t *testing.T, got, before, after map[string]string) {
	t.Helper()
	known := map[string]bool{}
	for _, files := range []map[string]string{before, after} {
		for _, text := range files {
			known[text] = true
		}
	}
	for name, text := range got {
		old, was := before[name]
		made, is := after[name]
		if temporary.MatchString(name) || path.Base(name) == inputs.Unfinished || was && text == old || is && text == made || strings.HasSuffix(name, "/") {
			continue
		}
		if known[text] && (elementOf.MatchString(name) || !(was && is)) {
			continue // it has moved, or is about to move
		}
		t.Errorf("%s is neither the old file nor the new one: %d bytes, %d before, %d after", name, len(text), len(old), len(made))
	}
	kept, all := map[string]bool{}, ""
	for name, text := range after {
		if elementOf.MatchString(name) {
			kept[content(text)] = true
		}
	}
	for _, text := range got {
		all += content(text)
	}
	for name, text := range before {
		_, there := got[name]
		_, stays := after[name]
		switch {
		case !elementOf.MatchString(name):
			if !there && stays && !ofRequest.MatchString(name) {
				t.Errorf("%s is gone", name)
			}
		case kept[content(text)] && !strings.Contains(all, content(text)):
			t.Errorf("the text of %s is nowhere", name)
		}
	}
}

// elementOf matches the files of requests and examples in format v3, which may move.
var elementOf = regexp.MustCompile(`\.(request|example)\.yaml$`)

// ownLine matches the lines of such a file that change when it moves.
var ownLine = regexp.MustCompile(`(?m)^(name|order|examples): .*\n`)

// content returns what such a file says wherever it is.
func content(text string) string { return ownLine.ReplaceAllString(text, "") }

// eachWriter runs a test for each writer.
func eachWriter(t *testing.T, writers []writer, test func(t *testing.T, w writer)) {
	for _, w := range writers {
		t.Run(w.args, func(t *testing.T) {
			t.Parallel()
			test(t, w)
		})
	}
}
