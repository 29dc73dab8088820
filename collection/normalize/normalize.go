// Package normalize normalizes a collection or environment for comparison: it reads
// a document into elements with fields and lists, and an identity for each element
// by which it is matched.
//
// Documents that mean the same have equal outlines, whether a URL is one string or
// in parts, headers are a list or a string, attributes of an authorization are in
// v2.1.0 or v2.0.0 form, a script is one string or a list of lines, and a default
// is explicit or omitted. IDs and exporter metadata are marked as noise.
package normalize

import (
	"slices"
	"sort"

	"github.com/postwright/postwright/collection/jsontree"
)

// Kind is the kind of an element, in words for people.
type Kind string

// The kinds of elements.
const (
	Collection   Kind = "collection"
	Environment  Kind = "environment"
	Folder       Kind = "folder"
	Request      Kind = "request"
	Example      Kind = "example"
	Script       Kind = "script"
	Auth         Kind = "auth"
	Attribute    Kind = "attribute" // of an authorization
	Variable     Kind = "variable"
	PathVariable Kind = "path variable"
	Query        Kind = "query parameter"
	Header       Kind = "header"
	FormField    Kind = "form field"
)

// Ordered reports whether the order of a list's entries of this kind may mean something.
func (k Kind) Ordered() bool {
	switch k {
	case Header, Query, FormField, Example:
		return true
	}
	return false
}

// Element is one part of a file that people add, change, move and remove: a folder,
// a request, a header, a script and so on.
type Element struct {
	Kind     Kind
	Node     jsontree.Node // its place in the document
	Inline   bool          // it is part of a string, such as a header block; Node is or holds that string
	Parent   *Element      // nil for the whole file
	Identity Identity

	// The element's own content, without Items. A shut request (see [Lazy]) has neither
	// fields nor lists.
	Fields []Field // in alphabetical order of their names
	Lists  []List
	Auth   *Element // the element's own authorization; nil if it has none

	Items []*Element // of a folder or the collection: folders and requests

	lazy bool // it may be shut, see [Lazy]
	shut bool
}

// Identity is the evidence by which an element is matched with one in another file.
// "" matches nothing.
type Identity struct {
	ID      string
	Name    string // of a header and the like its key
	Place   string // hash of the names of the folders around an item and its own name
	Written string // method and URL as written
	Address string // method and URL without query, variables resolved, path variables by position
	Route   string // Address without protocol and host
	Content string // hash of the item's content without its name
	Own     string // hash of the element's own content and name, without the items in it
}

// Field is a property of an element.
type Field struct {
	Name  string   // such as "description" or "body.raw"
	Keys  []string // path from the element's node to the value
	Node  jsontree.Node
	Value string // normalized: equal for values that mean the same, "" for none
	Sort  Sort
	Noise bool // an ID or exporter metadata
}

// Sort is how a field's value is compared and merged.
type Sort uint8

// The sorts of fields.
const (
	Data    Sort = iota
	Text         // lines of text: a description, a script, a body; Value is that text
	Scope        // a set of scopes; Value is in alphabetical order, separated as the text is
	Address      // a URL without its query; Value is the text
	Setting      // data with a default, which applies if the file has no value
)

// List is a list of elements of one kind inside an element.
type List struct {
	Name     string // such as "header" or "url.query"
	Kind     Kind
	Keys     []string // path from the element's node to the list
	Node     jsontree.Node
	Elements []*Element
}

// Of returns the outline of a document. It never fails: a document that is neither a
// collection nor an environment has an outline with fields only.
func Of(d *jsontree.Document) *Element { return newBuilder(d).build(d) }

// IsEnvironment reports whether a document is an environment, and not a collection.
func IsEnvironment(d *jsontree.Document) bool {
	return d.Root().Get("values").Exists() && !d.Root().Get("info").Exists()
}

// IsItem reports whether the element is a folder or a request.
func (e *Element) IsItem() bool { return e.Kind == Folder || e.Kind == Request }

// Item returns the folder or request that the element is or belongs to, or the whole
// file if there is none.
func (e *Element) Item() *Element {
	for !e.IsItem() && e.Parent != nil {
		e = e.Parent
	}
	return e
}

// Path returns the names of the folders around the element's item and its own, outermost
// first; none for parts of the collection itself.
func (e *Element) Path() []string {
	var path []string
	for at := e; at.Parent != nil; at = at.Parent {
		if at.IsItem() {
			path = append(path, at.Identity.Name)
		}
	}
	slices.Reverse(path)
	return path
}

// Field returns the named field, and reports whether the element has it.
func (e *Element) Field(name string) (Field, bool) {
	e.Open()
	i := sort.Search(len(e.Fields), func(i int) bool { return e.Fields[i].Name >= name })
	if i == len(e.Fields) || e.Fields[i].Name != name {
		return Field{}, false
	}
	return e.Fields[i], true
}

// Value returns the normalized value of the named field, or "" if there is none.
func (e *Element) Value(name string) string {
	f, _ := e.Field(name)
	return f.Value
}

// List returns the named list, which is empty if the element has none.
func (e *Element) List(name string) List {
	e.Open()
	for _, l := range e.Lists {
		if l.Name == name {
			return l
		}
	}
	return List{}
}

// IsBlank reports whether the element has no content, such as a script without lines,
// which exporters like to add.
func (e *Element) IsBlank() bool {
	switch e.Kind {
	case Script, Attribute:
	default:
		if e.Identity.Name != "" {
			return false
		}
	}
	e.Open()
	for _, f := range e.Fields {
		if f.Value != "" && !f.Noise {
			return false
		}
	}
	return !e.IsItem() && e.Kind != Auth && len(e.Lists) == 0
}

// All yields the element and the folders and requests in it at every depth, a folder
// before its contents.
func (e *Element) All(yield func(*Element) bool) { e.all(yield) }

func (e *Element) all(yield func(*Element) bool) bool {
	if !yield(e) {
		return false
	}
	for _, item := range e.Items {
		if !item.all(yield) {
			return false
		}
	}
	return true
}
