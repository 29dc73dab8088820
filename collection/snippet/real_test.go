package snippet_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/snippet"
	"github.com/postwright/postwright/internal/testkit"
)

// TestRealCollections: each language takes the snippets of all real collections
// for programs.
func TestRealCollections(t *testing.T) {
	checks := map[string][]string{
		"sh":     {"-n"},
		"python": {"-c", "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())"},
		"js":     {"--check"},
	}
	files := testkit.Collections(t)
	eachLanguage(t, func(t *testing.T, l snippet.Language) {
		var whole strings.Builder
		for _, file := range files {
			if testing.Short() && len(file.Text) > 500_000 {
				continue
			}
			if _, err := jsontree.Parse(file.Text); err == nil {
				whole.WriteString(program(t, l, file.Text))
			}
		}
		if whole.Len() < 100_000 {
			t.Fatalf("only %d bytes of snippets", whole.Len())
		}
		path := filepath.Join(t.TempDir(), "all"+interpreters[l.ID].extension)
		if err := os.WriteFile(path, []byte(whole.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		interpreter, err := programs[l.ID]()
		if err != nil {
			t.Fatal(err)
		}
		if out, err := exec.CommandContext(t.Context(), interpreter, append(checks[l.ID], path)...).CombinedOutput(); err != nil {
			t.Errorf("%v\n%.2000s", err, out)
		}
	})
}

// FuzzOf: whatever a collection holds, a snippet has only characters that can be
// seen, and line ends and tabs.
func FuzzOf(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		text, _ := os.ReadFile(file)
		_, behind, _ := strings.Cut(string(text), "-- collection.json --\n")
		json, _, _ := strings.Cut(behind, "\n-- ")
		f.Add(json)
	}
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 5000 {
			f.Add(file.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		known := analysis.New(d, nil)
		for i := range known.Collection.Requests() {
			r, ok := snippet.Of(i, func(s string) string { return known.Resolve(s, &i) })
			if !ok {
				continue
			}
			for _, l := range snippet.Languages() {
				for _, c := range r.In(l).Code {
					if c != '\n' && c != '\t' && !unicode.IsPrint(c) {
						t.Fatalf("%s has %q", l.Name, c)
					}
				}
			}
		}
	})
}
