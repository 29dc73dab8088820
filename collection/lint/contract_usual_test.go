package lint_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/openapi"
	v3 "github.com/postwright/postwright/collection/v3"
)

// TestUsual checks what documents usually say in their several ways, one case each:
//
//	-- CASE/api.yaml --   the document
//	-- CASE/quiet --      one item a line that fits it
//	-- CASE/fires --      one item a line that does not, by one finding, in a comment before it
//
// Findings say where the document disagrees, unless there is no such place.
func TestUsual(t *testing.T) {
	for _, file := range []string{"requests", "answers", "styles"} {
		archive, err := txtar.ParseFile("testdata/contract/" + file + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		var l *lint.Linter
		for _, f := range archive.Files {
			name, kind := path.Split(f.Name)
			if kind == "api.yaml" {
				read, err := openapi.Read("api.yaml", string(f.Data), nil)
				if err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
				l = lint.New(lint.Options{Rules: contractRules(), Contract: contract.New(read.API)})
				continue
			}
			want := ""
			for line := range strings.Lines(string(f.Data)) {
				if text, is := strings.CutPrefix(line, "# "); is {
					want = strings.TrimSpace(text)
					continue
				}
				t.Run(path.Join(file, name, kind), func(t *testing.T) { judge(t, l, line, want) })
				want = ""
			}
		}
	}
}

// judge checks that a linter finds in a collection with one item what is wanted, and no more.
func judge(t *testing.T, l *lint.Linter, item, want string) {
	d, err := jsontree.Parse(`{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + item + `]}`)
	if err != nil {
		t.Fatalf("%v: %s", err, item)
	}
	for format, found := range map[string][]diagnostic.Diagnostic{"v2.1": l.Document(d), "v3": l.Files(v3.Read("C", v3.Lay(d).Files))} {
		var got []string
		for _, f := range found {
			got = append(got, fmt.Sprintf("%s %s: %s", f.Rule, f.Severity, f.Message))
			if !strings.Contains(f.Help, "api.yaml:") && !strings.Contains(f.Help, "no such endpoint") {
				t.Errorf("%s: %q names no place in the document: %q", f.Rule, f.Message, f.Help)
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: got %q, want %q for %s", format, got, want, item)
		}
	}
}
