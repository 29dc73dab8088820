package normalize

import (
	"crypto/sha256"
	"encoding/binary"
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

// positions returns a path without the names of its variables: "/users/:" for
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

// size is the length of a hash in bytes, enough to avoid collisions within a file.
const size = 16

// SetPlaces gives all folders and requests in a whole file their places, from
// their names.
func (e *Element) SetPlaces() { e.place("") }

// place sets an item's Place to a hash, because names may be long and deeply nested.
func (e *Element) place(parent string) {
	if e.Parent != nil {
		sum := sha256.Sum256([]byte(parent + e.Identity.Name))
		e.Identity.Place = string(sum[:size])
	}
	for _, item := range e.Items {
		item.place(e.Identity.Place)
	}
}

// identify sets the hashes of an element's identity, after those of the items in it.
func (b *builder) identify(e *Element) {
	b.own(e)
	if !e.IsItem() {
		return
	}
	b.hash.Reset()
	w := writer{b}
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
	e.Identity.Content = b.sum()
}

func (b *builder) sum() string {
	var sum [sha256.Size]byte
	return string(b.hash.Sum(sum[:0])[:size])
}

type writer struct{ *builder }

func (w writer) text(text string) {
	w.buffer = append(append(w.buffer[:0], text...), 0)
	_, _ = w.hash.Write(w.buffer) // a hash never fails
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

// own hashes an element's own content and name. Unlike Content, which lock files
// store, the hash covers blank entries and the IDs in lists, and every text with its
// length: elements with the same hash have the same outline, except for noise.
func (b *builder) own(e *Element) {
	b.hash.Reset()
	exact{b}.element(e)
	e.Identity.Own = b.sum()
}

type exact struct{ *builder }

func (w exact) number(n int) {
	w.buffer = binary.AppendUvarint(w.buffer[:0], uint64(n))
	_, _ = w.hash.Write(w.buffer)
}

func (w exact) text(text string) {
	w.buffer = append(binary.AppendUvarint(w.buffer[:0], uint64(len(text))), text...)
	_, _ = w.hash.Write(w.buffer)
}

func (w exact) element(e *Element) {
	said := 0
	for _, f := range e.Fields {
		if f.Value != "" && !f.Noise {
			said++
		}
	}
	w.number(said)
	for _, f := range e.Fields {
		if f.Value != "" && !f.Noise {
			w.text(f.Name)
			w.text(f.Value)
		}
	}
	if e.Auth == nil {
		w.number(0)
	} else {
		w.number(1)
		w.element(e.Auth)
	}
	w.number(len(e.Lists))
	for _, l := range e.Lists {
		w.text(l.Name)
		w.number(len(l.Elements))
		for _, entry := range l.Elements {
			w.text(entry.Identity.Name)
			w.text(entry.Identity.ID)
			w.element(entry)
		}
	}
}
