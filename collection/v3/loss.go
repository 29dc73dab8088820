package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// Loss is a part of a collection that the other format cannot hold.
type Loss struct {
	// Element has the names of the folders around the element, and its own; it is empty
	// for the collection itself.
	Element []string
	File    string // the path below the collection's folder for a v3 collection; "" for a document
	Line    int
	Column  int
	Pointer string // JSON pointer of the value
	Field   string // such as "event/script/id"
	Message string
}

// lose records that a value of the document is left out or changed.
func (l *layer) lose(n jsontree.Node, message string) {
	if !n.Exists() { // the format requires it, and the document lacks it
		n = l.element
	}
	field := ""
	for at := n; at.Exists() && at != l.element; at = at.Parent() {
		if key := at.Key(); key.Exists() {
			if field != "" {
				field = "/" + field
			}
			field = key.Text() + field
		}
	}
	loss := Loss{Element: slices.Clone(l.path), Pointer: n.Pointer(), Field: field, Message: message}
	place := n.Document().Position(n.Start())
	loss.Line, loss.Column = place.Line, place.Column
	l.losses = append(l.losses, loss)
}

// reasons explains why some members are lost.
var reasons = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"proxy": "v3 has no proxy", "certificate": "v3 has no certificate", "cookie": "v3 keeps no cookies of examples",
		"responseTime": "v3 keeps no response times", "timings": "v3 keeps no response times",
		"operationName": "v3 keeps no name of the GraphQL operation", "fileName": "v3 keeps no name of an uploaded file",
		"src": "v3 keeps scripts in the collection only", "variable": "only a collection has variables in v3",
		"protocolProfileBehavior": "only a request has settings in v3",
	}
}}

const noPlace = "v3 has no place for it"

// rest records the loss of an object's members that are not known and not blank.
func (l *layer) rest(n jsontree.Node, known ...string) {
	for key, value := range n.Members() {
		if slices.Contains(known, key.Text()) || isBlank(value) || key.Text() == extension || key.Text() == extension+"-requests" {
			continue
		}
		if key.Is("type") && isImplied(value.Text(), n.Get("value")) {
			continue
		}
		message := reasons.Get()[key.Text()]
		switch {
		case key.Is("type") && value.Is("secret"):
			message = "Postman CLI does not read a definition with a secret variable; keep the value in an environment" // see newerVariable
		case message == "":
			message = noPlace
		}
		l.lose(value, message)
	}
}

// isImplied reports whether the type of an entry adds nothing to its value, in both
// formats.
func isImplied(kind string, value jsontree.Node) bool {
	switch kind {
	case "text", "string", "any", "default":
		return true
	case "boolean":
		return value.Kind() == jsontree.Bool
	case "number":
		return value.Kind() == jsontree.Number
	}
	return false
}

// isBlank reports whether a value has no content.
func isBlank(n jsontree.Node) bool {
	switch n.Kind() {
	case jsontree.Absent, jsontree.Null:
		return true
	case jsontree.String:
		return n.Text() == ""
	case jsontree.Array, jsontree.Object:
		return n.Len() == 0
	}
	return false
}

// news returns the losses that are not among those of another document.
func news(losses, before []Loss) []Loss {
	known := map[string]int{}
	for _, l := range before {
		known[l.kind()]++
	}
	return slices.DeleteFunc(losses, func(l Loss) bool {
		known[l.kind()]--
		return known[l.kind()] >= 0
	})
}

func (l Loss) kind() string {
	text := l.Field + "\x00" + l.Message
	for _, name := range l.Element {
		text += "\x00" + name
	}
	return text
}
