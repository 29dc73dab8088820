package structure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// commandLine matches what a user types: a command or a flag.
var commandLine = regexp.MustCompile("\\bpostwright [a-z]+|(^|[ `(])--[a-z]{2,}")

// typed are the packages and files whose texts are about command lines, and why.
var typed = map[string]string{
	"collection/lint/ruledoc":               "the words of explain, and the page on lint",
	"collection/snippet":                    "commands of cURL",
	"collection/redact/secret/assigned.go":  "reads commands of cURL",
	"collection/lint/rules/duplicate_id.go": "a flag of Newman",
}

// TestWords: packages that a page, an editor and the command share say nothing that one
// types. Findings carry a [diagnostic.Offer], errors a value, and cmd adds the words.
func TestWords(t *testing.T) {
	texts, used := 0, map[string]bool{}
	for _, s := range sources(t) {
		if !below(s.name(), "collection") {
			continue
		}
		for _, name := range s.GoFiles {
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, filepath.Join(s.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				texts++
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				found := commandLine.FindString(text)
				if found == "" {
					return true
				}
				for _, reason := range []string{s.name(), path.Join(s.name(), name)} {
					if typed[reason] != "" {
						used[reason] = true
						return true
					}
				}
				t.Errorf("%s:%d says %q: let cmd say it", path.Join(s.name(), name), set.Position(literal.Pos()).Line, found)
				return true
			})
		}
	}
	if texts < 1000 {
		t.Errorf("only %d texts found", texts)
	}
	for reason := range typed {
		if !used[reason] {
			t.Errorf("%s says nothing that one types: take it out of the list", reason)
		}
	}
}
