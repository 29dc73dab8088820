// Package collection is Postman's model: typed views ([Collection], [Item],
// [Request], [Auth], …) of the nodes of a document. Every fact of the format is read
// here, once.
package collection

import (
	"iter"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// Collection is the view of a whole document as a Postman collection (format v2.1.0).
// Views hold nodes and copy no text. On a document of another shape they find nothing,
// and never fail.
type Collection struct {
	Node jsontree.Node
}

// Of returns a document's view as a collection.
func Of(d *jsontree.Document) Collection { return Collection{d.Root()} }

// Name returns the collection's name.
func (c Collection) Name() string { return c.Node.Get("info", "name").Text() }

// Schema returns the node of the schema URL, which names the version of the format.
func (c Collection) Schema() jsontree.Node { return c.Node.Get("info", "schema") }

// schemaURL matches Postman's schema URLs, which name a format version. Both of its
// hosts and both schemes are in use, with and without the draft in the path.
var schemaURL = lazy.Regexp{Expr: `^https?://schema\.(?:get)?postman\.com/.*\bcollection/v(\d+\.\d+\.\d+)/`}

// Version returns the format version that the file declares, such as "2.1.0"; "" if the
// schema URL is missing or not one of Postman's.
func (c Collection) Version() string {
	if found := schemaURL.Get().FindStringSubmatch(c.Schema().Text()); found != nil {
		return found[1]
	}
	return ""
}

// Auth returns the collection's own authorization.
func (c Collection) Auth() Auth { return Auth{c.Node.Get("auth")} }

// Variables yields the variables that the collection defines.
func (c Collection) Variables() iter.Seq[Variable] {
	return func(yield func(Variable) bool) { eachVariable(c.Node.Get("variable"), yield) }
}

// Events yields the collection's own scripts.
func (c Collection) Events() iter.Seq[Event] {
	return func(yield func(Event) bool) { eachEvent(c.Node.Get("event"), yield) }
}

// Items yields all folders and requests at every depth, a folder before what it
// holds.
func (c Collection) Items() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		number := 0
		walk(c.Node.Get("item"), nil, &number, yield)
	}
}

// AllItems returns the items that [Collection.Items] yields.
func (c Collection) AllItems() []Item {
	list := make([]Item, 0, countItems(c.Node.Get("item")))
	for item := range c.Items() {
		list = append(list, item)
	}
	return list
}

// countItems returns the number of items in a list, at every depth.
func countItems(list jsontree.Node) int {
	count := 0
	for item := range list.Elements() {
		count += 1 + countItems(item.Get("item"))
	}
	return count
}

// Requests yields the items that are requests, at every depth.
func (c Collection) Requests() iter.Seq[Item] {
	return func(yield func(Item) bool) { eachRequest(c, yield) }
}

func eachRequest(c Collection, yield func(Item) bool) {
	for item := range c.Items() {
		if !item.IsFolder() && !yield(item) {
			return
		}
	}
}

func walk(list jsontree.Node, folder *Item, number *int, yield func(Item) bool) bool {
	for node := range list.Elements() {
		*number++
		item := Item{Node: node, Folder: folder, Number: *number, parts: partsOfItem(node)}
		if !yield(item) {
			return false
		}
		if held := item.items(); held.Exists() {
			around := item
			if !walk(held, &around, number, yield) {
				return false
			}
		}
	}
	return true
}

// Item is one entry of a collection: a request or a folder.
type Item struct {
	Node   jsontree.Node
	Folder *Item // the folder that holds it; nil at the top
	Number int   // among all items of the collection in order, from 1; 0 where it is not known

	parts itemParts
}

// IsFolder reports whether the item is a folder, which has a list of items.
func (i Item) IsFolder() bool { return i.items().Exists() }

// items returns the list of items of a folder.
func (i Item) items() jsontree.Node { return part(i.Node, i.parts.known, i.parts.items, "item") }

// Name returns the item's name.
func (i Item) Name() string { return part(i.Node, i.parts.known, i.parts.name, "name").Text() }

// Path returns the names of the folders around the item, outermost first, and its own.
func (i Item) Path() []string {
	var names []string
	for at := &i; at != nil; at = at.Folder {
		names = append(names, at.Name())
	}
	slices.Reverse(names)
	return names
}

// Request returns the item's request; it does not exist in a folder.
func (i Item) Request() Request {
	return Request{part(i.Node, i.parts.known, i.parts.request, "request"), i.parts.inRequest}
}

// Responses yields the saved examples.
func (i Item) Responses() iter.Seq[Response] {
	return func(yield func(Response) bool) {
		eachResponse(part(i.Node, i.parts.known, i.parts.response, "response"), yield)
	}
}

func eachResponse(list jsontree.Node, yield func(Response) bool) {
	for node := range list.Elements() {
		if !yield(Response{node}) {
			return
		}
	}
}

// Variables yields the variables that the item itself defines.
func (i Item) Variables() iter.Seq[Variable] {
	return func(yield func(Variable) bool) {
		eachVariable(part(i.Node, i.parts.known, i.parts.variable, "variable"), yield)
	}
}

// Events yields the item's own scripts.
func (i Item) Events() iter.Seq[Event] {
	return func(yield func(Event) bool) { eachEvent(part(i.Node, i.parts.known, i.parts.event, "event"), yield) }
}

// Collection returns the collection that the item is part of.
func (i Item) Collection() Collection { return Of(i.Node.Document()) }

// OwnAuth returns the authorization that the item itself defines: inside the request of
// a request, next to the items of a folder.
func (i Item) OwnAuth() Auth {
	if i.IsFolder() {
		return Auth{part(i.Node, i.parts.known, i.parts.auth, "auth")}
	}
	return i.Request().Auth()
}

// Auth returns the authorization in force: the item's own, or else the inherited one. It
// does not exist if no level defines one.
func (i Item) Auth() Auth {
	if own := i.OwnAuth(); own.IsSet() {
		return own
	}
	return i.InheritedAuth()
}

// InheritedAuth returns the authorization in force if the item defines none: that of the
// nearest folder that has one, or else the collection's.
func (i Item) InheritedAuth() Auth {
	for at := i.Folder; at != nil; at = at.Folder {
		if own := at.OwnAuth(); own.IsSet() {
			return own
		}
	}
	if auth := i.Collection().Auth(); auth.IsSet() {
		return auth
	}
	return Auth{}
}

// Scope yields the variables that the item sees, the innermost level first: its own, its
// folders', the collection's. The first one with a name is in force.
func (i Item) Scope() iter.Seq[Variable] {
	return func(yield func(Variable) bool) { eachInScope(i, yield) }
}

func eachInScope(i Item, yield func(Variable) bool) {
	for at := &i; at != nil; at = at.Folder {
		for v := range at.Variables() {
			if !yield(v) {
				return
			}
		}
	}
	for v := range i.Collection().Variables() {
		if !yield(v) {
			return
		}
	}
}

// Behavior returns a setting of how Postman sends a request (protocolProfileBehavior):
// the item's own, or else that of the nearest folder that has it, or else the
// collection's. Source: postman-runtime, which merges them.
func (i Item) Behavior(name string) jsontree.Node {
	for at := &i; at != nil; at = at.Folder {
		if value := at.Node.Get("protocolProfileBehavior", name); value.Exists() {
			return value
		}
	}
	return i.Collection().Node.Get("protocolProfileBehavior", name)
}
