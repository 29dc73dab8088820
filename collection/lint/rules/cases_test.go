package rules_test

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/template"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// The cases of a rule are in testdata/RULE.txtar and, if they need an
// environment, in RULE-environment.txtar:
//
//	-- environment.json --       (lint all cases of the file with this environment)
//	-- api.yaml --               (lint all cases without a template against this document)
//	-- fires/NAME.KIND --        «marks» what is reported; lines "# TEXT" below
//	                             are parts of the messages, in order
//	-- quiet/NAME.KIND --        the rule reports nothing
//	-- fix/NAME.KIND --          before …
//	-- want/NAME --              … and after the fix, in which the rule finds nothing
//	-- environment/NAME --       … and the environment after it, if it changes
//	                             (of KIND files, want/NAME is all files after the fix)
//
// KIND is how the piece becomes a collection: file, collection, item, request,
// auth, script or response (package rule). A case NAME.TEMPLATE.KIND is linted
// with that embedded template.
func TestCases(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) {
			archive := runCases(t, r, r.Name)
			if _, err := os.Stat(filepath.Join("testdata", r.Name+"-environment.txtar")); err == nil {
				runCases(t, r, r.Name+"-environment")
			}
			for _, kind := range []string{"fires/", "quiet/"} {
				if !slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, kind) }) {
					t.Errorf("there is no case %s…", kind)
				}
			}
			if r.Fix != "" && !slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "fix/") }) {
				t.Errorf("the repair has no case")
			}
		})
	}
}

func runCases(t *testing.T, r *rule.Rule, name string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	c := casesOf(t, r, archive)
	for _, f := range archive.Files {
		c.run(f.Name)
	}
	return archive
}

func casesOf(t *testing.T, r *rule.Rule, archive *txtar.Archive) caseFile {
	c := caseFile{t: t, rule: r, sections: map[string]string{}}
	for _, f := range archive.Files {
		c.sections[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
	}
	return c
}

// eachCases runs something over the cases of each rule.
func eachCases(t *testing.T, run func(t *testing.T, c caseFile)) {
	for _, r := range rules.All() {
		for _, name := range []string{r.Name, r.Name + "-environment"} {
			archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			t.Run(name, func(t *testing.T) {
				if err != nil {
					t.Fatal(err)
				}
				run(t, casesOf(t, r, archive))
			})
		}
	}
}

type caseFile struct {
	t        *testing.T
	rule     *rule.Rule
	sections map[string]string
}

func (c caseFile) run(section string) {
	kind, name, _ := strings.Cut(section, "/")
	switch kind {
	case "fires":
		c.t.Run(name, func(t *testing.T) { c.fires(t, section) })
	case "quiet":
		c.t.Run(name, func(t *testing.T) {
			found, _ := c.lint(t, section, wrap(t, path.Ext(name), c.sections[section]))
			for _, d := range found {
				t.Errorf("%d:%d: %s", d.Line, d.Column, d.Message)
			}
		})
	case "fix":
		c.t.Run(name, func(t *testing.T) { c.fix(t, section, strings.Split(name, ".")[0]) })
	}
}

func wrap(t *testing.T, kind, piece string) string {
	t.Helper()
	kinds := map[string]func(string) rule.Example{
		".file": rule.File, ".collection": rule.Collection, ".item": rule.Item, ".request": rule.Request,
		".auth": rule.Auth, ".script": rule.Script, ".response": rule.Response, ".files": rule.Files,
	}
	example, ok := kinds[kind]
	if !ok {
		t.Fatalf("no kind %q", kind)
	}
	return example(piece).Text()
}

func (c caseFile) linter(t *testing.T, section string) *lint.Linter {
	t.Helper()
	o := lint.Options{Rules: []*rule.Rule{c.rule}}
	if parts := strings.Split(section, "."); len(parts) == 3 {
		known, err := template.Embedded(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		if err := template.EmbeddedAPI(known); err != nil {
			t.Fatal(err)
		}
		o.API = known
	}
	if text, ok := c.sections["api.yaml"]; ok && o.API == nil {
		d, err := openapi.Read("api.yaml", text, nil)
		if err != nil {
			t.Fatal(err)
		}
		o.Contract = contract.New(d.API)
	}
	if text, ok := c.sections["environment.json"]; ok {
		o.Environment = environment(t, text)
	}
	return lint.New(o)
}

func (c caseFile) lint(t *testing.T, section, text string) ([]diagnostic.Diagnostic, *jsontree.Document) {
	t.Helper()
	if path.Ext(section) == ".files" {
		r := v3.Read("Clinic", rule.Files(text).Folder())
		return c.linter(t, section).Files(r), r.Document
	}
	found, d, err := c.linter(t, section).Text(text)
	if err != nil {
		t.Fatal(err)
	}
	return found, d
}

// place is a finding's place as an editor shows it.
type place struct{ line, column, endLine, endColumn int }

func (c caseFile) fires(t *testing.T, section string) {
	piece, messages, _ := strings.Cut(c.sections[section], "\n# ")
	text, want := marks(wrap(t, path.Ext(section), piece))
	found, _ := c.lint(t, section, text)
	var got []place
	for _, d := range found {
		got = append(got, place{d.Line, d.Column, d.EndLine, d.EndColumn})
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
		for _, d := range found {
			t.Logf("%d:%d: %s", d.Line, d.Column, d.Message)
		}
		return
	}
	if messages == "" {
		return
	}
	for i, part := range strings.Split(messages, "\n# ") {
		if i >= len(found) || !strings.Contains(found[i].Message, part) {
			t.Errorf("finding %d does not say %q: %v", i+1, part, found)
		}
	}
}

// marks takes the «marks» out of a text and gives the places that they marked.
func marks(text string) (string, []place) {
	var b strings.Builder
	var places []place
	line, column := 1, 1
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		switch r {
		case '«':
			places = append(places, place{line: line, column: column})
			continue
		case '»':
			last := &places[len(places)-1]
			last.endLine, last.endColumn = line, column
			continue
		case '\n':
			line, column = line+1, 0
		}
		if r != '\uFEFF' || b.Len() > 0 {
			column++
		}
		b.WriteRune(r)
	}
	return b.String(), places
}

func (c caseFile) fix(t *testing.T, section, name string) {
	kind := path.Ext(section)
	if kind == ".files" {
		c.fixFiles(t, section, name)
		return
	}
	_, before := c.lint(t, section, wrap(t, kind, c.sections[section]))
	fixed, err := c.linter(t, section).Fix(before)
	if err != nil {
		t.Fatal(err)
	}
	want := wrap(t, kind, c.sections["want/"+name])
	testkit.Same(t, fixed.Document.Text(), want)
	if environment, ok := c.sections["environment/"+name]; ok && fixed.Environment.Document.Text() != environment {
		t.Errorf("the environment is now\n%s\nwant\n%s", fixed.Environment.Document.Text(), environment)
	}
	for _, d := range fixed.Left {
		if d.Fixable {
			t.Errorf("still to repair: %d:%d: %s", d.Line, d.Column, d.Message)
		}
	}
}

// TestCasesHaveRules: no file of cases is left behind by a rule that is gone.
func TestCasesHaveRules(t *testing.T) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".txtar")
		name = strings.TrimSuffix(name, "-environment")
		if _, err := lint.Named(rules.All(), name); ok && err != nil {
			t.Error(err)
		}
	}
}
