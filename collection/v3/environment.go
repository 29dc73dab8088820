package v3

import (
	"path"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// IsEnvironment reports whether a path is that of an environment or of globals in format
// v3.
func IsEnvironment(file string) bool {
	base, ok := withoutExtension(path.Base(strings.ReplaceAll(file, `\`, "/")))
	return ok && (path.Ext(base) == ".environment" || path.Ext(base) == ".globals")
}

// ReadEnvironment reads an environment or globals. The document is the one that Postman
// exports as JSON.
func ReadEnvironment(file File) *Result {
	r := &Result{places: &places{}, name: file.Path, files: []File{file}}
	c := &reader{result: r, schemas: compileAll.Get()}
	tree, err := yamltree.Parse(file.Text)
	s := newSource(file.Path, tree)
	s.failed = err != nil
	r.Files = []*Source{s}
	switch {
	case err != nil:
		c.syntax(s, err)
	case tree.Root == nil:
		c.report(s, 0, 0, RuleSyntax, diagnostic.Error, "the file is empty", left(s.Path))
	default:
		c.fits(s, "environment")
	}
	c.repairAll(s, err)
	w := &writer{places: r.places, file: s}
	w.group("{}", s.root(), func() {
		c.name(w, s, stem(s.Path))
		w.key("values", nil)
		if values := s.get("values"); values != nil && values.Kind == yamltree.Sequence {
			w.value(values)
		} else {
			w.raw("[]")
		}
		if strings.Contains(path.Base(s.Path), ".globals.") {
			w.key("_postman_variable_scope", nil)
			w.raw(`"globals"`)
		}
	})
	d, failed := jsontree.Parse(string(w.json))
	if failed != nil {
		panic(failed) // the writer writes JSON
	}
	r.Document, r.places.document = d, d
	return r
}

// switchOn returns the edits that enable each variable that does not say whether it is
// enabled, as Postman's own exports do.
func switchOn(d *jsontree.Document) []jsontree.Edit {
	var edits []jsontree.Edit
	for n := range d.Root().Get("values").Elements() {
		if n.Kind() == jsontree.Object && !n.Get("enabled").Exists() {
			edits = append(edits, n.Append(jsontree.Member{Key: "enabled", JSON: "true"}))
		}
	}
	return edits
}
