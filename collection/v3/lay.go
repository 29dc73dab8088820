package v3

import (
	"cmp"
	"iter"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// part is an element of a collection as its file defines it: the collection, a folder, a
// request or an example.
type part struct {
	role    role // definition for the collection and for folders
	node    jsontree.Node
	name    string
	content *yamltree.Node   // the content of its file, without name, order and place of examples
	auths   []*yamltree.Node // further authorizations of a collection or folder
	spare   []string         // members of the content that a new file leaves out
	idle    *yamltree.Node   // variables of a folder, which Postman ignores in v3
	parts   []*part          // requests and folders, in their order
	answers []*part          // examples, in their order

	parent *part // nil for the collection

	// The place on disk; for a part without a file, its future place.
	source *Source // nil if it has no file
	folder string  // the folder that the file is in; for a folder, its own
	stem   string
	order  float64
	unsent []*Source // requests in the folder that v2.1 has no place for

	was    *part // for a wanted part, what it was before; nil if it is new
	next   *part // for an old part, what it becomes; nil if it is removed
	placed bool  // for a wanted part, whether its order changes
}

// layer makes the parts from a document.
type layer struct {
	losses   []Loss
	path     []string      // the names of the folders around the element, and its own name
	element  jsontree.Node // the current element
	scripted bool          // whether a script around the element may change its query
}

// lay returns the parts of a document in format v3, and the losses. It accepts v2.1 and
// v2.0, in any spelling that Postman reads.
func lay(d *jsontree.Document) (*part, []Loss) {
	l := &layer{}
	root := l.collection(d.Root())
	slices.SortStableFunc(l.losses, func(a, b Loss) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return root, l.losses
}

func (l *layer) collection(n jsontree.Node) *part {
	l.element = n
	info := n.Get("info")
	l.rest(n, "info", "item", "event", "auth", "variable")
	l.rest(info, "_postman_id", "id", "name", "description", "schema")
	p := &part{role: definition, node: n, name: info.Get("name").Text()}
	id := info.Get("_postman_id")
	if !id.Exists() {
		id = info.Get("id")
	}
	events := collection.Of(n.Document()).Events()
	p.content = l.definition(p, id, info, events, n.Get("auth"))
	l.scripted = changesQuery(events)
	p.parts = l.items(n)
	p.adopt()
	return p
}

// adopt sets the parents of all parts below one.
func (p *part) adopt() {
	for _, q := range p.parts {
		q.parent = p
		q.adopt()
	}
	for _, answer := range p.answers {
		answer.parent = p
	}
}

// definition returns the content that a collection and a folder have in common.
func (l *layer) definition(p *part, id, described jsontree.Node, events iter.Seq[collection.Event], auth jsontree.Node) *yamltree.Node {
	m := newMembers()
	m.set("$kind", text("collection"))
	m.setText("id", id.Text())
	m.setText("description", l.description(described))
	if len(l.path) == 0 {
		m.set("variables", l.variables(p.node))
	} else {
		p.idle = new(layer).variables(p.node)
	}
	m.set("scripts", l.scripts(events, definitionScripts))
	m.set("auth", l.auth(collection.Auth{Node: auth}))
	p.auths = l.extras(m, p.node)
	return m.node
}

// extras adds the members of a v3 file that a v2.1 document keeps under [extension]. It
// returns the file's further authorizations.
func (l *layer) extras(m members, n jsontree.Node) (auths []*yamltree.Node) {
	for key, value := range n.Get(extension).Members() {
		if key.Is("auth") {
			for e := range value.Elements() {
				auths = append(auths, fromJSON(e))
			}
			continue
		}
		m.set(key.Text(), fromJSON(value))
	}
	return auths
}

func (l *layer) items(n jsontree.Node) []*part {
	var all []*part
	for node := range n.Get("item").Elements() {
		if node.Kind() != jsontree.Object {
			l.lose(node, "it is neither a request nor a folder")
			continue
		}
		around := l.element
		l.element = node
		l.path = append(l.path, node.Get("name").Text())
		if item := (collection.Item{Node: node}); item.IsFolder() {
			all = append(all, l.folder(item))
		} else {
			all = append(all, l.request(item))
		}
		l.path = l.path[:len(l.path)-1]
		l.element = around
	}
	return all
}

func (l *layer) folder(item collection.Item) *part {
	n := item.Node
	l.rest(n, "id", "_postman_id", "name", "description", "item", "event", "auth")
	p := &part{role: definition, node: n, name: item.Name()}
	p.content = l.definition(p, idOf(n), n, item.Events(), n.Get("auth"))
	around := l.scripted
	l.scripted = around || changesQuery(item.Events())
	p.parts = l.items(n)
	l.scripted = around
	return p
}

// idOf returns the id of an item, which has another key in older exports.
func idOf(n jsontree.Node) jsontree.Node {
	if id := n.Get("id"); id.Exists() {
		return id
	}
	return n.Get("_postman_id")
}

// description returns the text of an element's description, which is a string or an
// object.
func (l *layer) description(n jsontree.Node) string {
	d := n.Get("description")
	if d.Kind() != jsontree.Object {
		return d.Text()
	}
	l.rest(d, "content")
	return d.Get("content").Text()
}

// variables returns the variables of a collection.
func (l *layer) variables(n jsontree.Node) *yamltree.Node {
	var all []pair
	for v := range (collection.Collection{Node: n}).Variables() {
		all = append(all, l.pair(v.Node, v.Key(), v.Value(), pairOf{id: true}))
	}
	made := spell(all)
	if made != nil && made.Kind == yamltree.Sequence {
		for i, p := range all {
			if !p.disabled { // Postman writes "disabled: false" only for variables
				made.Items[i].Pairs = slices.Insert(made.Items[i].Pairs, 2, yamltree.Pair{Key: text("disabled"), Value: boolean(false)})
			}
		}
	}
	return made
}

// The types of the scripts that run before a request and after its response.
var (
	definitionScripts = [2]string{"http:beforeRequest", "http:afterResponse"}
	requestScripts    = [2]string{"beforeRequest", "afterResponse"}
	graphQLScripts    = [2]string{"beforeQuery", "afterResponse"}
)

func (l *layer) scripts(events iter.Seq[collection.Event], types [2]string) *yamltree.Node {
	var all []*yamltree.Node
	for e := range events {
		script := e.Node.Get("script")
		code := e.Source()
		kind := ""
		switch e.Listen() {
		case "prerequest":
			kind = types[0]
		case "test":
			kind = types[1]
		}
		switch {
		case code == "" && isBlank(script.Get("src")):
			continue
		case kind == "":
			l.lose(e.Node.Get("listen"), "v3 has scripts before a request and after a response only; it is left out")
			continue
		case e.Disabled():
			l.lose(e.Node.Get("disabled"), "v3 cannot switch a script off; it is left out, so that it does not run")
			continue
		}
		l.rest(e.Node, "listen", "script", "disabled")
		l.rest(script, "type", "exec", "packages")
		if code == "" {
			continue
		}
		if slices.ContainsFunc(all, func(before *yamltree.Node) bool { return before.Get("type").Is(kind) }) {
			l.lose(script, "of several scripts for one event, Postman runs the first only in v3")
		}
		m := newMembers()
		m.set("type", text(kind))
		m.set("code", text(code))
		switch language := script.Get("type"); {
		case language.Is("text/javascript"):
			m.set("language", text("text/javascript"))
		case !isBlank(language):
			l.lose(language, "v3 knows scripts in JavaScript only")
		}
		if packages := script.Get("packages"); packages.Len() > 0 {
			m.set("packages", fromJSON(packages))
		}
		all = append(all, m.node)
	}
	return list(all)
}

// auth returns an authorization; nil if it inherits.
func (l *layer) auth(a collection.Auth) *yamltree.Node {
	kind := a.Type()
	if !a.IsSet() || kind == "" || kind == "inherit" {
		return nil
	}
	l.rest(a.Node, "type", kind)
	m := newMembers()
	if _, known := collection.AuthTypeOf(kind); !known && kind != "noauth" {
		l.lose(a.Node.Get("type"), "v3 does not know this authorization; it is switched off")
		m.set("type", text("noauth"))
		return m.node
	}
	m.set("type", text(kind))
	for attribute := range a.Attributes() {
		l.rest(attribute.Node, "key", "value")
	}
	var all []pair
	for key, value := range a.Values() {
		if isNull(value) {
			continue
		}
		p := pair{key: key, value: fromJSON(value)}
		all = append(all, p)
	}
	m.set("credentials", spell(all))
	return m.node
}

func isNull(n jsontree.Node) bool { return n.Kind() == jsontree.Null || n.Kind() == jsontree.Absent }
