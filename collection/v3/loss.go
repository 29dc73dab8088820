package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// Loss is a part of a document that format v3 has no place for.
type Loss struct {
	// Path are the names of the folders around the element, and its own; none for the
	// collection itself.
	Path    []string
	Field   string // such as "event/script/id"
	Pointer string // JSON pointer of the value in the document
	Offset  int    // of the value in the document's text
	Message string
}

// lose notes that a value of the document is left out, or changed.
func (l *layer) lose(n jsontree.Node, message string) {
	field := ""
	for at := n; at.Exists() && at != l.element; at = at.Parent() {
		if key := at.Key(); key.Exists() {
			if field != "" {
				field = "/" + field
			}
			field = key.Text() + field
		}
	}
	path := make([]string, len(l.path))
	copy(path, l.path)
	l.losses = append(l.losses, Loss{path, field, n.Pointer(), n.Start(), message})
}

// reasons say more of members that are lost.
var reasons = map[string]string{
	"proxy": "v3 has no proxy", "certificate": "v3 has no certificate", "cookie": "v3 keeps no cookies of examples",
	"responseTime": "v3 keeps no response times", "timings": "v3 keeps no response times",
	"operationName": "v3 keeps no name of the GraphQL operation", "fileName": "v3 keeps no name of an uploaded file",
	"src": "v3 keeps scripts in the collection only", "variable": "only a collection has variables in v3",
	"protocolProfileBehavior": "only a request has settings in v3",
}

const noPlace = "v3 has no place for it"

// rest notes the members of an object that are not among the known ones and say
// something.
func (l *layer) rest(n jsontree.Node, known ...string) {
	for key, value := range n.Members() {
		if slices.Contains(known, key.Text()) || isBlank(value) || key.Text() == extension || key.Text() == extension+"-requests" {
			continue
		}
		message := reasons[key.Text()]
		if message == "" {
			message = noPlace
		}
		l.lose(value, message)
	}
}

// isBlank reports whether a value says nothing.
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
