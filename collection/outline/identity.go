package outline

import (
	"crypto/sha256"
	"hash"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
)

// address notes where a request goes.
func (b *builder) address(e *Element, item collection.Item) {
	u := item.Request().URL()
	verb := item.Request().Method() + " "
	if shown := u.Shown(); shown != "" {
		e.Identity.Written = verb + shown
		a := address.Split(b.resolver.Resolve(u.Sent(), &item))
		e.Identity.Route = verb + positions(a.Path)
		e.Identity.Address = verb + a.Host + positions(a.Path)
	}
}

// positions is a path in which variables have no names: "/users/:" for
// "/users/:id" and "/users/{{user}}/".
func positions(path string) string {
	if !strings.ContainsAny(path, ":{") {
		return strings.TrimSuffix(path, "/")
	}
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if collection.PathVariable(s) != "" || strings.HasPrefix(s, "{{") && strings.HasSuffix(s, "}}") && strings.Count(s, "{{") == 1 {
			segments[i] = ":"
		}
	}
	return strings.TrimSuffix(strings.Join(segments, "/"), "/")
}

// identify gives all folders and requests their places and contents.
func identify(root *Element) {
	root.SetPlaces()
	content(root, sha256.New())
}

// size is how much is kept of a hash, in bytes: enough that no two elements of
// one file meet by chance.
const size = 16

// SetPlaces gives all folders and requests in a whole file their places, from
// their names.
func (e *Element) SetPlaces() { e.place("") }

// place names an item by a hash of where it is: names may be long and deep.
func (e *Element) place(parent string) {
	if e.Parent != nil {
		sum := sha256.Sum256([]byte(parent + e.Identity.Name))
		e.Identity.Place = string(sum[:size])
	}
	for _, item := range e.Items {
		item.place(e.Identity.Place)
	}
}

// content sums up what items say but for their own names.
func content(e *Element, h hash.Hash) {
	for _, item := range e.Items {
		content(item, h)
	}
	if !e.IsItem() {
		return
	}
	h.Reset()
	w := writer{h}
	for _, f := range e.Fields {
		if f.Name != "name" {
			w.field(f)
		}
	}
	w.lists(e)
	for _, item := range e.Items {
		w.text(item.Identity.Name)
		w.text(item.Identity.Content)
	}
	e.Identity.Content = string(h.Sum(nil)[:size])
}

type writer struct{ hash.Hash }

func (w writer) text(text string) {
	_, _ = w.Write([]byte(text)) // a hash never fails
	_, _ = w.Write([]byte{0})
}

func (w writer) field(f Field) {
	if f.Value != "" && !f.Noise {
		w.text(f.Name)
		w.text(f.Value)
	}
}

func (w writer) lists(e *Element) {
	if e.Auth != nil {
		w.text("auth")
		w.fields(e.Auth)
	}
	for _, l := range e.Lists {
		w.text(l.Name)
		elements := l.Elements
		if l.Kind == Attribute {
			elements = byName(elements) // their order means nothing
		}
		for _, element := range elements {
			if !element.IsBlank() {
				w.text(element.Identity.Name)
				w.fields(element)
			}
		}
	}
}

func (w writer) fields(e *Element) {
	for _, f := range e.Fields {
		w.field(f)
	}
	w.lists(e)
}
