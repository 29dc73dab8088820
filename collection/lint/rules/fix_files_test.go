package rules_test

import (
	"path"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/normalize"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// otherwiseInFolders are cases of which a folder says something else to begin with, or
// has its parts in another order: an object in place of a list is none there, and the
// variables are numbered as their places come in the files.
var otherwiseInFolders = map[string]bool{
	"path-variable-undeclared/object": true, "auth-redundant/another-beside-it": true,
	"secret/an-object-in-place-of-the-variables": true, "secret/into-the-collection": true, "secret/in-a-folder": true,
}

// inFolders repairs a case as a collection in format v3. What the repair leaves means the
// same as the case's own result, as a folder.
func (c caseFile) inFolders(t *testing.T, section, want string) {
	text := wrap(t, path.Ext(section), c.sections[section])
	d, err := jsontree.Parse(text)
	if err != nil || normalize.IsEnvironment(d) {
		return
	}
	r := folderOf(d)
	linter := c.linter(t, section)
	fixable := 0
	for _, found := range linter.Files(r) {
		if found.Fixable {
			fixable++
		}
	}
	if fixable == 0 {
		t.Logf("nothing to repair in a folder")
		return
	}
	fixed, err := linter.FixFiles(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, left := range fixed.Left {
		if left.Fixable {
			t.Errorf("still to repair in %s:%d:%d: %s", left.Path, left.Line, left.Column, left.Message)
		}
	}
	if len(fixed.Applied) == 0 {
		t.Errorf("nothing is repaired in the folder")
	}
	wanted, err := jsontree.Parse(wrap(t, path.Ext(section), c.sections["want/"+want]))
	if err != nil {
		t.Fatal(err)
	}
	if otherwiseInFolders[c.rule.Name+"/"+want] {
		return
	}
	if got, want := format.Canonical(fixed.Files.Document), format.Canonical(folderOf(wanted).Document); got != want {
		t.Errorf("in a folder the repair gives\n%s\nwant\n%s", got, want)
	}
}

// folderOf returns a collection in format v3.
func folderOf(d *jsontree.Document) *v3.Result {
	made := v3.Lay(d)
	return v3.Read(made.Name, made.Files)
}

// TestCasesInFolders: every repair works on a collection in format v3.
func TestCasesInFolders(t *testing.T) {
	eachCases(t, func(t *testing.T, c caseFile) {
		if c.rule.JSON {
			return
		}
		for section := range c.sections {
			if kind, name, _ := strings.Cut(section, "/"); kind == "fix" && path.Ext(name) != ".files" {
				t.Run(name, func(t *testing.T) { c.inFolders(t, section, strings.Split(name, ".")[0]) })
			}
		}
	})
}

// fixFiles repairs the files of a case.
func (c caseFile) fixFiles(t *testing.T, section, name string) {
	r := v3.Read("Clinic", rule.Files(c.sections[section]).Folder())
	fixed, err := c.linter(t, section).FixFiles(r)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, s := range fixed.Files.Files {
		got.WriteString(s.Text())
	}
	testkit.Same(t, strings.TrimSuffix(got.String(), "\n"), c.sections["want/"+name])
}
