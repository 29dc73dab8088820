package v3

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestWriteEnvironment: writing back an environment changes no byte, and a new value
// changes one line.
func TestWriteEnvironment(t *testing.T) {
	seen := map[string]bool{}
	for _, folder := range testkit.V3Folders(t) {
		repository := filepath.Dir(filepath.Dir(folder))
		if filepath.Base(repository) != "postman" || seen[repository] {
			continue
		}
		seen[repository] = true
		for _, f := range testkit.Below(t, repository) {
			if !IsEnvironment(f.Name) {
				continue
			}
			r := ReadEnvironment(File{f.Name, f.Text})
			w, err := WriteEnvironment(r, r.Document)
			if err != nil || len(w.Changes) > 0 || len(w.Losses) > 0 {
				t.Errorf("%s changes: %v %v %v", f.Path, w.Changes, w.Losses, err)
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("only %d repositories", len(seen))
	}
	const file = `# Ours.
name: 'Test'
color: null
values:
  - key: 'base' # the server
    value: 'https://one'
  - key: vaulted
    secret: true
    source: {provider: postman}
`
	r := ReadEnvironment(File{"t.environment.yaml", file})
	for _, c := range []struct{ old, json, yaml string }{
		{`"https://one"`, `"https://two"`, strings.ReplaceAll(file, "https://one", "https://two")},
		{`"Test"`, `"Prod"`, strings.ReplaceAll(file, "Test", "Prod")},
		{`{"provider":"postman"}`, `{"provider":"other"}`, strings.ReplaceAll(file, "provider: postman", "provider: other")},
		{`"https://one"`, `"https://one","enabled":false`, strings.ReplaceAll(file, "'https://one'\n", "'https://one'\n    enabled: false\n")},
		{`[`, `[{"key":"new","value":""},`, strings.ReplaceAll(file, "values:\n", "values:\n  - key: 'new'\n    value: ''\n")},
	} {
		w, err := WriteEnvironment(r, testkit.Parse(t, strings.Replace(r.Document.Text(), c.old, c.json, 1)))
		if err != nil || len(w.Changes) != 1 {
			t.Errorf("%s: %v %v", c.json, w, err)
			continue
		}
		testkit.Same(t, w.Changes[0].Text, c.yaml)
	}
}
