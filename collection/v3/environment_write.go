package v3

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// globalsFile is the file name that Postman gives to globals.
const globalsFile = "workspace.globals.yaml"

// LayEnvironment returns the file of an environment or globals in format v3, and the
// losses.
func LayEnvironment(d *jsontree.Document) (File, []Loss) {
	content, losses := environment(d)
	file := File{stemOf(definition, d.Root().Get("name").Text()) + ".environment.yaml", yamltree.Print(content)}
	if d.Root().Get("_postman_variable_scope").Is("globals") {
		file.Path = globalsFile
	}
	return file, losses
}

// WriteEnvironment is like [Write], for the file of an environment.
func WriteEnvironment(r *Result, d *jsontree.Document) (*Written, error) {
	old, before := environment(r.Document)
	wanted, losses := environment(d)
	s := r.Files[0]
	made := &Written{Losses: news(losses, before)}
	text := yamltree.Print(wanted)
	if s.root() != nil {
		want := s.written().Clone()
		c := changer{rank: rankIn(environmentKeys), known: environmentKeys}
		c.members(want, old, wanted)
		var err error
		if text, err = yamltree.Rewrite(s.Tree(), want); err != nil {
			return nil, err
		}
	}
	if text != s.Text() {
		made.Changes = []Change{{Path: s.Path, Before: s.Text(), Text: text}}
	}
	return made, nil
}

// The members of an environment and of its variables, as Postman writes them.
var (
	environmentKeys = []string{"name", "values", "color"}
	valueKeys       = []string{"key", "value", "enabled", "type", "description", "secret", "source"}
)

// environment returns the content of an environment's file, and the losses.
func environment(d *jsontree.Document) (*yamltree.Node, []Loss) {
	root := d.Root()
	l := &layer{element: root}
	l.rest(root, "name", "values", "color", "_postman_variable_scope")
	if scope := root.Get("_postman_variable_scope"); !isBlank(scope) && !scope.Is("environment") && !scope.Is("globals") {
		l.lose(scope, noPlace)
	}
	m := newMembers()
	m.set("name", text(root.Get("name").Text()))
	values := &yamltree.Node{Kind: yamltree.Sequence}
	for n := range root.Get("values").Elements() {
		if n.Kind() != jsontree.Object {
			l.lose(n, "it is not a variable")
			continue
		}
		l.rest(n, valueKeys...)
		values.Items = append(values.Items, l.environmentValue(n))
	}
	m.set("values", values)
	if color := root.Get("color"); color.Exists() {
		m.set("color", fromJSON(color))
	}
	return m.node, l.losses
}

func (l *layer) environmentValue(n jsontree.Node) *yamltree.Node {
	m := newMembers()
	m.set("key", text(n.Get("key").Text()))
	if value := n.Get("value"); value.Exists() || !n.Get("source").Exists() {
		m.set("value", l.value(value, false))
	}
	if n.Get("enabled").Exists() {
		m.set("enabled", boolean(collection.IsEnabled(n)))
	}
	for _, key := range valueKeys[3:] {
		if value := n.Get(key); !isNull(value) && (key != "description" || !isBlank(value)) {
			m.set(key, fromJSON(value))
		}
	}
	return m.node
}
