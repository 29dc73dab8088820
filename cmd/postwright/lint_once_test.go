package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/lintconfig"
)

// TestFixLintsOnce counts how often a file is linted that has nothing to fix.
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
		r, err := newLintRun(s, lintFlags{fix: fix, format: "text", output: "-"}, []string{path})
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
