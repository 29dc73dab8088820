package v3

import (
	"path"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// IsEnvironment reports whether a path is that of an environment, or of globals, in
// format v3.
func IsEnvironment(file string) bool {
	base, ok := withoutExtension(path.Base(strings.ReplaceAll(file, `\`, "/")))
	return ok && (path.Ext(base) == ".environment" || path.Ext(base) == ".globals")
}

// ReadEnvironment reads an environment or globals. The document is what Postman exports
// as JSON.
func ReadEnvironment(file File) *Result {
	r := &Result{places: &places{}}
	c := &reader{result: r, schemas: compileAll()}
	tree, err := yamltree.Parse(file.Text)
	s := &Source{Path: file.Path, Tree: tree, failed: err != nil}
	r.Files = []*Source{s}
	switch {
	case err != nil:
		c.syntax(s, err)
	case tree.Root == nil:
		c.report(s, 0, 0, RuleSyntax, diagnostic.Error, "the file is empty", left(s.Path))
	default:
		c.fits(s, "environment")
	}
	w := &writer{places: r.places, file: s}
	w.group("{}", s.root(), func() {
		c.name(w, s, stem(s.Path))
		w.key("values", nil)
		w.environmentValues(s.get("values"))
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

// environmentValues writes the variables; a missing "enabled" means that one is on.
func (w *writer) environmentValues(n *yamltree.Node) {
	w.group("[]", n, func() {
		if n == nil {
			return
		}
		for _, item := range n.Items {
			w.group("{}", item, func() {
				for _, p := range item.Pairs {
					w.key(p.Key.Text, p.Key)
					w.value(p.Value)
				}
				if item.Get("enabled") == nil {
					w.key("enabled", nil)
					w.raw("true")
				}
			})
		}
	})
}

// EnvironmentText returns an environment, or globals, as Postman exports it, in format v3.
// What only an export has, such as its date and the environment's ID, is left out.
func EnvironmentText(d *jsontree.Document) string {
	root := &yamltree.Node{Kind: yamltree.Mapping}
	root.Set("name", yamltree.Text(d.Root().Get("name").Text()))
	values := &yamltree.Node{Kind: yamltree.Sequence}
	for v := range d.Root().Get("values").Elements() {
		entry := &yamltree.Node{Kind: yamltree.Mapping}
		entry.Set("key", yamltree.Text(v.Get("key").Text()))
		entry.Set("value", yamltree.Text(textOf(v.Get("value"))))
		if t := v.Get("type"); t.Exists() && !t.Is("default") && !t.Is("any") {
			entry.Set("type", yamltree.Text(t.Text()))
		}
		if description := v.Get("description"); description.Kind() == jsontree.String && description.Text() != "" {
			entry.Set("description", yamltree.Text(description.Text()))
		}
		enabled := v.Get("enabled")
		entry.Set("enabled", &yamltree.Node{Kind: yamltree.Bool, Text: strconv.FormatBool(!enabled.Exists() || enabled.True())})
		values.Items = append(values.Items, entry)
	}
	root.Set("values", values)
	root.Set("color", &yamltree.Node{Kind: yamltree.Null})
	return yamltree.Print(root)
}

// textOf is a value as the text that Postman puts in its place.
func textOf(n jsontree.Node) string {
	switch n.Kind() {
	case jsontree.String:
		return n.Text()
	case jsontree.Absent, jsontree.Null:
		return ""
	}
	return n.Raw()
}
