package format

import (
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// shape is a kind of object in a file: the order of its keys, and the shapes of its
// members (for a list: of its elements). Keys that are not in the order follow in
// alphabetical order. The nil shape has no order.
type shape struct {
	order   []string
	members map[string]*shape
}

func (s *shape) rank(key jsontree.Node) int {
	if s == nil {
		return 0
	}
	if i := slices.IndexFunc(s.order, key.Is); i >= 0 {
		return i
	}
	return len(s.order)
}

// rankOf is like rank, for a key that is not in a document.
func (s *shape) rankOf(key string) int {
	if s == nil {
		return 0
	}
	if i := slices.Index(s.order, key); i >= 0 {
		return i
	}
	return len(s.order)
}

func (s *shape) memberOf(key string) *shape {
	if s == nil || s == foreign {
		return s
	}
	return s.members[key]
}

// foreign is the shape of every object in a document that is neither a collection nor an
// environment: its keys keep their order.
var foreign = &shape{}

// shapeOf returns the shape of a document: that of a collection, an environment, or
// another. has reports whether the document has a member.
func shapeOf(has func(key string) bool) *shape {
	switch {
	case has("info"):
		return known.Get().collection
	case has("values"):
		return known.Get().environment
	}
	return foreign
}

// known has the shapes of the files that this package knows. The orders are those of
// Postman's exports, as found in published collections.
var known = lazy.Value[knownShapes]{New: newShapes}

type knownShapes struct{ collection, environment *shape }

func newShapes() knownShapes {
	parameter := &shape{order: []string{"id", "key", "value", "src", "type", "description", "enabled", "disabled"}}
	auth := &shape{order: []string{"type"}, members: map[string]*shape{}}
	event := &shape{
		order:   []string{"listen", "script", "disabled"},
		members: map[string]*shape{"script": {order: []string{"id", "exec", "type", "packages"}}},
	}
	request := requestShape(parameter, auth)
	response := &shape{
		order: []string{
			"id", "name", "originalRequest", "status", "code", "_postman_previewlanguage",
			"header", "cookie", "responseTime", "body",
		},
		members: map[string]*shape{"originalRequest": request, "header": parameter},
	}
	item := &shape{order: []string{
		"name", "item", "id", "_postman_id", "description", "auth", "event", "variable",
		"protocolProfileBehavior", "request", "response",
	}}
	item.members = map[string]*shape{
		"item": item, "auth": auth, "event": event, "variable": parameter, "request": request, "response": response,
	}
	for _, t := range collection.AuthTypes() {
		if len(t.Attributes) > 0 {
			auth.members[t.Type] = parameter
		}
	}
	return knownShapes{
		collection: &shape{
			order: []string{"info", "item", "auth", "event", "variable", "protocolProfileBehavior"},
			members: map[string]*shape{
				"info":     {order: []string{"_postman_id", "name", "description", "version", "schema", "_exporter_id", "_collection_link"}},
				"item":     item,
				"auth":     auth,
				"event":    event,
				"variable": parameter,
			},
		},
		environment: &shape{
			order:   []string{"id", "name", "values", "_postman_variable_scope"},
			members: map[string]*shape{"values": parameter},
		},
	}
}

func requestShape(parameter, auth *shape) *shape {
	url := &shape{
		order:   []string{"raw", "protocol", "host", "port", "path", "query", "hash", "variable"},
		members: map[string]*shape{"query": parameter, "variable": parameter},
	}
	body := &shape{
		order: []string{"disabled", "mode", "raw", "urlencoded", "formdata", "file", "graphql", "options"},
		members: map[string]*shape{
			"urlencoded": parameter,
			"formdata":   parameter,
		},
	}
	return &shape{
		order: []string{"auth", "method", "header", "body", "url", "description"},
		members: map[string]*shape{
			"auth":   auth,
			"header": parameter,
			"body":   body,
			"url":    url,
		},
	}
}
