package diff

import (
	"encoding/json"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// Value is a value on one side of a change as the file has it, with its secrets: one of
// [Data], [Text], [Scopes], [Address], [Part], [Whole], [Place] and [Order].
type Value interface {
	// JSON returns the value as JSON.
	JSON() string
}

// FieldValue returns the value of a field of an element; nil if it has none.
func FieldValue(e *normalize.Element, f normalize.Field) Value {
	switch {
	case f.Value == "":
		return nil
	case f.Sort == normalize.Address:
		return Address{collection.URL{Node: f.Node}}
	case e.Inline:
		return Part{e, partText(f)}
	case f.Sort == normalize.Text:
		return Text{f.Node}
	case f.Sort == normalize.Scope:
		return Scopes{f.Node, collection.ScopeSetOf(f.Node.Text())}
	}
	return Data{f.Node}
}

// DataOf returns any value as data; nil for the zero Node.
func DataOf(n jsontree.Node) Value {
	if !n.Exists() {
		return nil
	}
	return Data{n}
}

// Data is a value that is compared as JSON.
type Data struct{ Node jsontree.Node }

// JSON returns the value as written.
func (v Data) JSON() string { return v.Node.Raw() }

// Text is a text that is compared by lines: a script, a body, a description. Node is a
// string, a list of lines, or an object with the text and its media type.
type Text struct{ Node jsontree.Node }

// JSON returns the text as one string.
func (v Text) JSON() string { return jsontree.Quote(v.Lines()) }

// Lines returns the text.
func (v Text) Lines() string {
	switch v.Node.Kind() {
	case jsontree.Object:
		return v.Node.Get("content").Text()
	case jsontree.Array:
		var lines []string
		for e := range v.Node.Elements() {
			lines = append(lines, strings.TrimSuffix(e.Text(), "\r"))
		}
		return strings.Join(lines, "\n")
	}
	return v.Node.Text()
}

// Scopes is a set of OAuth2 scopes. Variables in it are not resolved.
type Scopes struct {
	Node jsontree.Node // the string that lists them
	Set  collection.ScopeSet
}

// JSON returns the list of the scopes as written.
func (v Scopes) JSON() string { return v.Node.Raw() }

// Address is a URL that is compared without its query.
type Address struct{ URL collection.URL }

// JSON returns the address as a string.
func (v Address) JSON() string { return jsontree.Quote(v.Base()) }

// Base returns the address without its query.
func (v Address) Base() string { return normalize.Base(v.URL) }

// Part is a value inside a string, such as that of one header in a block of headers.
type Part struct {
	Element *normalize.Element // whose value it is
	Text    string
}

// JSON returns the part as a string.
func (v Part) JSON() string { return jsontree.Quote(v.Text) }

// partText returns the text of a value inside a string: the outline has data as JSON.
func partText(f normalize.Field) string {
	if f.Sort == normalize.Text {
		return f.Value
	}
	d, err := jsontree.Parse(f.Value)
	if err != nil {
		return f.Value
	}
	return d.Root().Text()
}

// Whole is an element that only one side has: a folder or request, an entry of a list,
// an authorization.
type Whole struct{ Element *normalize.Element }

// JSON returns the element without the items in it.
func (v Whole) JSON() string { return v.Print(jsontree.Node.Raw) }

// Print returns the element as JSON, without the items in it. raw spells the keys and
// values of an element that is not part of a string.
func (v Whole) Print(raw func(jsontree.Node) string) string {
	e := v.Element
	switch {
	case e.Inline:
		key := jsontree.Quote(e.Identity.Name)
		if value := v.Value(); value != nil {
			return `{"key":` + key + `,"value":` + value.JSON() + `}`
		}
		return `{"key":` + key + `}`
	case e.Kind != normalize.Folder:
		return raw(e.Node)
	}
	var b strings.Builder
	b.WriteByte('{')
	for key, value := range e.Node.Members() {
		if key.Is("item") {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(raw(key) + ":" + raw(value))
	}
	b.WriteByte('}')
	return b.String()
}

// Value returns the value of an entry of a list; nil if it has none.
func (v Whole) Value() Value {
	f, _ := v.Element.Field("value")
	return FieldValue(v.Element, f)
}

// Place is the position of an item, or of an entry of a list.
type Place struct {
	Folder   []string `json:"folder"`   // the names of the folders around it
	Position int      `json:"position"` // among its siblings, from 1
}

// PlaceOf returns the place of an element. index is its index among its siblings,
// from 0.
func PlaceOf(e *normalize.Element, index int) Place {
	return Place{append([]string{}, e.Parent.Path()...), index + 1}
}

// JSON returns the place as an object.
func (v Place) JSON() string { return marshal(v) }

// Order is the order of the entries of a list, or of the items in a folder: their names.
type Order []string

// JSON returns the names as a list.
func (v Order) JSON() string { return marshal(v) }

// marshal returns a value of texts and numbers as JSON.
func marshal(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return string(text)
}
