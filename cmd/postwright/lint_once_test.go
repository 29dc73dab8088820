package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lintconfig"
)

// TestFixLintsOnce checks that a file without anything to fix is linted once.
func TestFixLintsOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clinic.json")
	if err := os.WriteFile(path, []byte(`{"info": {}, "item": []}`), 0o644); err != nil {
		t.Fatal(err)
	}
	calls := 0
	counting := &rule.Rule{Name: "counting", Severity: diagnostic.Warning, Visit: rule.Visit{File: func(*rule.Pass) { calls++ }}}
	for _, fix := range []bool{false, true} {
		calls = 0
		s := streams{nil, os.Stdout, os.Stderr}
		r, err := newLintRun(s, lintFlags{fix: fix, format: "text", output: "-"}, []string{path}, new(inputs.V3Set))
		if err != nil {
			t.Fatal(err)
		}
		if r.linters, err = lintconfig.New([]*rule.Rule{counting}, lintconfig.Flags{}, readers(s)); err != nil {
			t.Fatal(err)
		}
		if result := r.lint(path); result.err != nil || result.unread != nil {
			t.Fatal(result.err, result.unread)
		}
		if calls != 1 {
			t.Errorf("with fix %t the file was linted %d times, expected once", fix, calls)
		}
	}
}

// TestFixNamedFilesOnce checks how often a collection in format v3 is linted
// when several of its files are named.
func TestFixNamedFilesOnce(t *testing.T) {
	folder := folderOf(t, map[string]string{
		"c/.resources/definition.yaml": "$kind: collection\nname: C\n",
		"c/a.request.yaml":             "$kind: http-request\nurl: https://a.example\nmethod: GET\norder: 1000\n",
		"c/b.request.yaml":             "$kind: http-request\nurl: https://a.example\nmethod: GET\norder: 2000\n",
	})
	paths := []string{filepath.Join(folder, "c", "a.request.yaml"), filepath.Join(folder, "c", "b.request.yaml")}
	calls := 0
	counting := &rule.Rule{Name: "counting", Severity: diagnostic.Warning, Visit: rule.Visit{File: func(*rule.Pass) { calls++ }}}
	s := streams{nil, io.Discard, io.Discard}
	r, err := newLintRun(s, lintFlags{fix: true, format: "text", output: "-"}, paths, new(inputs.V3Set))
	if err != nil {
		t.Fatal(err)
	}
	if r.linters, err = lintconfig.New([]*rule.Rule{counting}, lintconfig.Flags{}, readers(s)); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if result := r.lint(path); result.err != nil || result.unread != nil || len(result.reports) != 1 {
			t.Fatal(result.err, result.unread, len(result.reports))
		}
	}
	if calls != 1 {
		t.Errorf("the collection was linted %d times, expected once", calls)
	}
}

// TestFixNamedFiles: the named files of a collection in format v3 are fixed
// together, and no others.
func TestFixNamedFiles(t *testing.T) {
	const faulty = "$kind: http-request\nurl: https://a.example\nmethod: GET\nheader:\n  A: b\norder: 1000\n"
	folder := folderOf(t, map[string]string{
		"c/.resources/definition.yaml": "$kind: collection\nname: C\n",
		"c/a.request.yaml":             faulty, "c/b.request.yaml": faulty, "c/d.request.yaml": faulty,
	})
	var out strings.Builder
	s := streams{nil, &out, &out}
	code := run([]string{"lint", "--fix", filepath.Join(folder, "c", "a.request.yaml"), filepath.Join(folder, "c", "b.request.yaml")}, s)
	if code != exitFine && code != exitProblems || !strings.Contains(out.String(), "2 files") {
		t.Errorf("exit code %d\n%s", code, out.String())
	}
	for name, want := range map[string]bool{"a": true, "b": true, "d": false} {
		text, err := os.ReadFile(filepath.Join(folder, "c", name+".request.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if repaired := strings.Contains(string(text), "headers:"); repaired != want {
			t.Errorf("%s is repaired: %t\n%s", name, repaired, text)
		}
	}
}
