// Package outline is what a collection or environment says, apart from how it
// is spelled: its elements, their fields, and what tells an element from others.
//
// Two spellings that mean the same have equal outlines: a URL in one piece or in
// parts, headers as a list or a text, attributes of an authorization as v2.1.0
// or v2.0.0 write them, a script as one string or by lines, a default written
// out or left out. Ids, and what exporters note for themselves, are marked as
// noise.
package outline

import (
	"slices"
	"sync/atomic"

	"github.com/postwright/postwright/collection"
)

// Kind is what an element is, in words.
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

// Ordered tells the kinds of a list's entries whose order may mean something.
func (k Kind) Ordered() bool {
	switch k {
	case Header, Query, FormField, Example:
		return true
	}
	return false
}

// Element is one thing in a file that people add, change, move and remove.
type Element struct {
	Kind     Kind
	Node     collection.Node // where it stands
	Inline   bool            // it stands in a text, which Node is or holds, with its siblings
	Parent   *Element        // nil for the whole file
	Identity Identity

	// What the element says itself. A request that is shut, see [Lazy], has neither
	// fields nor lists.
	Fields []Field
	Lists  []List
	Auth   *Element // the element's own authorization; nil where it has none

	Items []*Element // of a folder or the collection: folders and requests

	known atomic.Pointer[fieldIndex]
	lazy  bool // it may be shut, see [Lazy]
	shut  bool
}

// Identity is what an element can be recognized by in another file. A text that
// is "" recognizes nothing.
type Identity struct {
	ID      string
	Name    string // of a header and the like its key
	Place   string // stands for the names of the folders around an item and its own
	Written string // method and URL as written
	Address string // method and URL without query, variables resolved, path variables by position
	Route   string // Address without protocol and host
	Content string // stands for all that the item says, but for its name
	Own     string // stands for all that the element says itself, without the items in it
}

// Field is a property of an element.
type Field struct {
	Name  string   // such as "description" or "body.raw"
	Keys  []string // the way from the element's node to the value
	Node  collection.Node
	Value string // what it means: equal for two spellings of one meaning, "" where nothing is said
	Sort  Sort
	Noise bool // an id, or a note that an exporter made for itself
}

// Sort is how a field's value is compared and merged.
type Sort uint8

// The sorts of fields.
const (
	Data    Sort = iota
	Text         // lines of text: a description, a script, a body; Value is that text
	Scope        // a set of scopes; Value is in alphabetical order, separated as the text is
	Address      // a URL without its query; Value is the text
	Setting      // data that has a default: where nothing is said, that holds
)

// List is a list of elements of one kind inside an element.
type List struct {
	Name     string // such as "header" or "url.query"
	Kind     Kind
	Keys     []string // the way from the element's node to the list
	Node     collection.Node
	Elements []*Element
}

// Of is the outline of a document. Whatever the document is, it has one: of
// another shape than a collection's or environment's it only has fields.
func Of(d *collection.Document) *Element { return newBuilder(d).build(d) }

// IsEnvironment tells an environment's document from a collection's.
func IsEnvironment(d *collection.Document) bool {
	return d.Root().Get("values").Exists() && !d.Root().Get("info").Exists()
}

// IsItem tells folders and requests from all else.
func (e *Element) IsItem() bool { return e.Kind == Folder || e.Kind == Request }

// Item is the folder or request that the element is or belongs to; the whole
// file where there is none.
func (e *Element) Item() *Element {
	for !e.IsItem() && e.Parent != nil {
		e = e.Parent
	}
	return e
}

// Path is the names of the folders around the element's item and its own,
// outermost first; none for what belongs to the collection itself.
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

// Field is the field of a name, and whether the element has it.
func (e *Element) Field(name string) (Field, bool) {
	e.Open()
	if len(e.Fields) > manyFields {
		i, ok := e.index()[name]
		if !ok {
			return Field{}, false
		}
		return e.Fields[i], true
	}
	for _, f := range e.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// manyFields are more than are looked through for a name.
const manyFields = 32

// fieldIndex is where each of so many fields stands, by name.
type fieldIndex struct {
	count int
	at    map[string]int
}

func (e *Element) index() map[string]int {
	if known := e.known.Load(); known != nil && known.count == len(e.Fields) {
		return known.at
	}
	made := &fieldIndex{len(e.Fields), make(map[string]int, len(e.Fields))}
	for i, f := range e.Fields {
		if _, twice := made.at[f.Name]; !twice {
			made.at[f.Name] = i
		}
	}
	e.known.Store(made)
	return made.at
}

// Value is what the field of a name means; "" where nothing is said.
func (e *Element) Value(name string) string {
	f, _ := e.Field(name)
	return f.Value
}

// List is the list of a name; an empty one where the element has none.
func (e *Element) List(name string) List {
	e.Open()
	for _, l := range e.Lists {
		if l.Name == name {
			return l
		}
	}
	return List{}
}

// IsBlank tells an element that says nothing, such as a script without a line,
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

// All yields the element and the folders and requests in it at every depth, a
// folder before what it holds.
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
