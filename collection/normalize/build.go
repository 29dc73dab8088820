package normalize

import (
	"crypto/sha256"
	"hash"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
)

type builder struct {
	resolver address.Resolver
	folder   *collection.Item // the folder around the current element
	hash     hash.Hash
	buffer   []byte

	lazy        bool // requests are shut, see [Lazy]
	sums, noted map[string]sums
}

func newBuilder(d *jsontree.Document) *builder {
	return &builder{resolver: address.Resolver{Collection: collection.Of(d)}}
}

// build returns the outline of a whole document.
func (b *builder) build(d *jsontree.Document) *Element {
	b.hash = sha256.New()
	kind := Collection
	if IsEnvironment(d) {
		kind = Environment
	}
	e := &Element{Kind: kind, Node: d.Root()}
	b.read(e, shapeOf(kind))
	b.identify(e)
	e.SetPlaces()
	return e
}

// items reads a list of folders and requests.
func items(b *builder, at site) {
	if at.node.Kind() != jsontree.Array {
		as(blank)(b, at)
		return
	}
	for node := range at.node.Elements() {
		item := collection.Item{Node: node, Folder: b.folder}
		e := &Element{Kind: Request, Node: node, Parent: at.element, Identity: Identity{Name: item.Name(), ID: id(node)}}
		if item.IsFolder() {
			e.Kind = Folder
			b.folder = &item
		}
		if e.Kind == Folder {
			b.element(e)
			b.identify(e)
		} else {
			b.address(e, item)
			b.request(e)
		}
		b.folder = item.Folder
		at.element.Items = append(at.element.Items, e)
	}
}

// request reads a request, unless a lazy outline knows it.
func (b *builder) request(e *Element) {
	if e.lazy = b.lazy; !b.known(e) {
		b.element(e)
		b.identify(e)
		b.note(e)
	}
	e.Shut()
}

// element reads an element of a list. A value that is not an object becomes one field.
func (b *builder) element(e *Element) {
	if e.Node.Kind() != jsontree.Object {
		e.Fields = []Field{{Name: "value", Node: e.Node, Value: data(e.Node)}}
		return
	}
	b.read(e, shapeOf(e.Kind))
}

// id returns an item's or example's id.
func id(n jsontree.Node) string {
	for _, key := range []string{"id", "_postman_id"} {
		if text := n.Get(key).Text(); text != "" {
			return text
		}
	}
	return ""
}

// list reads a list of elements of a kind.
func list(kind Kind) reader {
	return func(b *builder, at site) {
		l := List{Name: at.name, Kind: kind, Keys: at.keys, Node: at.node}
		switch {
		case at.node.Kind() == jsontree.Array:
			for node := range at.node.Elements() {
				e := &Element{Kind: kind, Node: node, Parent: at.element}
				e.Identity.Name = nameOf(e)
				if kind == Example {
					e.Identity.ID = id(node)
				}
				b.element(e)
				l.Elements = append(l.Elements, e)
			}
		case kind == Header && at.node.Kind() == jsontree.String:
			l.Elements = headerLines(at)
		default:
			as(blank)(b, at)
			return
		}
		at.element.addList(l)
	}
}

// addList adds a list that is not empty.
func (e *Element) addList(l List) {
	if len(l.Elements) > 0 {
		e.Lists = append(e.Lists, l)
	}
}

// nameOf returns the name or key of an element.
func nameOf(e *Element) string {
	switch e.Kind {
	case Script:
		return e.Node.Get("listen").Text()
	case Example:
		return e.Node.Get("name").Text()
	}
	return collection.Variable{Node: e.Node}.Key()
}

// headerLines returns the headers of a block that is one string. The lines that
// Postman does not send become one field.
func headerLines(at site) []*Element {
	var sent []*Element
	var others []string
	text := at.node.Text()
	for _, line := range collection.HeaderLines(text) {
		if line.Sent {
			sent = append(sent, written(at, Header, line.Key, line.Value, true))
		} else {
			others = append(others, text[line.Start:line.End])
		}
	}
	if others != nil {
		at.field(strings.Join(others, "\n"), Data)
	}
	return sent
}

// written returns an element that has no node of its own.
func written(at site, kind Kind, key, value string, hasValue bool) *Element {
	e := &Element{Kind: kind, Node: at.node, Inline: true, Parent: at.element, Identity: Identity{Name: key}}
	if kind == Header {
		e.Fields = append(e.Fields, Field{Name: "key", Keys: []string{"key"}, Value: key, Sort: Text})
	}
	if value != "" || kind == Query && hasValue {
		e.Fields = append(e.Fields, Field{Name: "value", Keys: []string{"value"}, Value: jsontree.Quote(value)})
	}
	return e
}

// auth reads an authorization. Null inherits, as does none at all.
func auth(b *builder, at site) {
	if at.node.Kind() != jsontree.Object {
		as(blank)(b, at)
		return
	}
	e := &Element{Kind: Auth, Node: at.node, Parent: at.element}
	for name, value := range members(at.node) {
		inner := site{e, value, []string{name}, name}
		if name == "type" || value.Kind() != jsontree.Array && value.Kind() != jsontree.Object {
			as(blank)(b, inner)
			continue
		}
		if l := attributes(b, inner); len(l.Elements) > 0 {
			e.Lists = append(e.Lists, l)
		}
	}
	e.sort()
	if at.name != "auth" {
		// An authorization in the request of an example is one field.
		at.field(meaning(e), Data)
		return
	}
	at.element.Auth = e
}

// meaning returns the content of an authorization as one string.
func meaning(e *Element) string {
	var b strings.Builder
	b.WriteString(e.Value("type"))
	for _, l := range e.Lists {
		for _, attribute := range byName(l.Elements) {
			if !attribute.IsBlank() {
				b.WriteString("\x00" + l.Name + "." + attribute.Identity.Name + "=" + attribute.Value("value"))
			}
		}
	}
	return b.String()
}

// attributes reads the attributes of one authorization type: a list of
// {key, value, type} in v2.1.0, an object in v2.0.0.
func attributes(b *builder, at site) List {
	l := List{Name: at.name, Kind: Attribute, Keys: at.keys, Node: at.node}
	for node := range at.node.Elements() {
		e := &Element{Kind: Attribute, Node: node, Parent: at.element, Identity: Identity{Name: node.Get("key").Text()}}
		b.element(e)
		l.Elements = append(l.Elements, e)
	}
	for name, value := range members(at.node) {
		e := &Element{Kind: Attribute, Node: value, Parent: at.element, Identity: Identity{Name: name}}
		attribute(b, site{e, value, nil, "value"})
		l.Elements = append(l.Elements, e)
	}
	return l
}

// byName returns elements in the alphabetical order of their names.
func byName(elements []*Element) []*Element {
	sorted := slices.Clone(elements)
	slices.SortStableFunc(sorted, func(a, b *Element) int { return strings.Compare(a.Identity.Name, b.Identity.Name) })
	return sorted
}
