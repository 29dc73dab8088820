package report_test

import (
	"encoding/base64"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
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

// TestRepeatedSecret: the lines of a file shown in a report do not repeat a value that
// another place shows to be a secret, nor what base64 makes of it.
func TestRepeatedSecret(t *testing.T) {
	const password = "Kr0kodil!2024#x"
	for _, repeated := range []string{
		password, "see " + password, "Kr0kodil%212024%23x",
		base64.StdEncoding.EncodeToString([]byte(password)),
		base64.StdEncoding.EncodeToString([]byte("admin:" + password)),
		base64.RawURLEncoding.EncodeToString([]byte("ab:" + password)),
	} {
		d := testkit.Parse(t, `{"item": [{"name": "`+repeated+`", "request": {"url": "https://h.example",
			"auth": {"type": "basic", "basic": [{"key": "password", "value": "`+password+`"}]}}}]}`)
		var name jsontree.Node
		for item := range d.Root().Get("item").Elements() {
			name = item.Get("name")
		}
		at := d.Position(name.Start())
		f := report.OfDocument("a.json", d, []diagnostic.Diagnostic{{
			Path: "a.json", Line: at.Line, Column: at.Column, EndLine: at.Line, EndColumn: at.Column + 3, Start: name.Start(), End: name.Start() + 3,
			Rule: "x", Severity: diagnostic.Error, Message: "m",
		}})
		var b strings.Builder
		if err := report.Text(&b, []report.File{f}, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), `"name"`) {
			t.Errorf("no line is shown: %s", b.String())
		}
		if core := repeated[len(repeated)-9 : len(repeated)-4]; strings.Contains(b.String(), core) {
			t.Errorf("%s is shown: %s", repeated, b.String())
		}
	}
}
