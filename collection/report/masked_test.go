package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/report"
)

// unmasked are the fields of changes and conflicts that hold what files say.
var unmasked = []string{"Before", "After", "Changes", "OldNode", "NewNode", "OurValue", "TheirValue", "Ours", "Theirs", "Reasons", "ScopesAdded", "ScopesRemoved"}

// TestOneDoor: only the files with the masker in them look at what a change or conflict
// says; the formats do not.
func TestOneDoor(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	behind := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(unmasked, s.Sel.Name) {
				return true
			}
			if strings.HasPrefix(name, "masked") {
				behind++
			} else if x, ok := s.X.(*ast.Ident); !ok || x.Name != "merge" { // merge.Ours is a word
				t.Errorf("%s reads %s, which is not masked; it has to come through the masker", name, s.Sel.Name)
			}
			return true
		})
	}
	if behind < 10 {
		t.Errorf("only %d fields are read behind the door: have they other names now?", behind)
	}
}

// TestDifferenceOfMoved: a value that the old text hides at its place is hidden where the
// new text has it, whatever surrounds it there.
func TestDifferenceOfMoved(t *testing.T) {
	const before = `{"item": [{"name": "a", "request": {"url": {"raw": "https://h.example/x", "host": ["h", "example"],
"path": ["rosalind.okonkwo84@gmail.com", "PASSWORD=Sommer2024!x"]}}}]}`
	after := strings.Replace(before, "h.example/x", "h.example/rosalind.okonkwo84@gmail.com/Sommer2024!x.json", 1)
	for name, difference := range map[string]func(io.Writer, string, string, string, report.Options) error{
		"lines": report.LineDifference, "spread": report.Difference,
	} {
		var b strings.Builder
		if err := difference(&b, "a.json", before, after, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "+") || strings.Contains(b.String(), "rosalind") || strings.Contains(b.String(), "ommer2024") {
			t.Errorf("%s: %s", name, b.String())
		}
	}
}
