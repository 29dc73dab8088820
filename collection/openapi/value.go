package openapi

import (
	"encoding/json"
	"math"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// Limits of one value.
const (
	maxValueDepth = 50
	maxValues     = 5_000
)

// value is a JSON value of a document: an example, a default, an allowed value.
// It is nil where there is none, or one that is too large.
func value(s spot) *api.Value {
	left := maxValues
	return valueWithin(s, 0, &left)
}

func valueWithin(s spot, depth int, left *int) *api.Value {
	switch *left--; {
	case !s.exists():
		return nil
	case depth > maxValueDepth || *left < 0:
		s.warn("the value around this is too large and is left out")
		return nil
	}
	switch s.n.kind() {
	case yaml.MappingNode:
		v := &api.Value{Kind: api.Object}
		for name, inner := range s.all {
			member := valueWithin(inner, depth+1, left)
			if member == nil {
				return nil
			}
			v.Members = append(v.Members, api.Member{Name: name, Value: member})
		}
		return v
	case yaml.SequenceNode:
		v := &api.Value{Kind: api.List}
		for inner := range s.elements {
			item := valueWithin(inner, depth+1, left)
			if item == nil {
				return nil
			}
			v.Items = append(v.Items, item)
		}
		return v
	}
	return scalar(s.n)
}

func scalar(n node) *api.Value {
	switch n.tag() {
	case "!!null":
		return &api.Value{Kind: api.Null}
	case "!!bool":
		if word := strings.ToLower(n.text()); word == "true" || word == "false" {
			return &api.Value{Kind: api.Bool, Text: word}
		}
	case "!!int", "!!float":
		if text, ok := number(n); ok {
			return &api.Value{Kind: api.Number, Text: text}
		}
	}
	return &api.Value{Kind: api.String, Text: n.text()}
}

// number is a number in JSON's spelling: the document's own where it is that.
func number(n node) (string, bool) {
	if json.Valid([]byte(n.text())) {
		return n.text(), true
	}
	var v any
	if n.yaml == nil || n.yaml.Decode(&v) != nil {
		return "", false
	}
	if f, ok := v.(float64); ok && (math.IsInf(f, 0) || math.IsNaN(f)) {
		return "", false
	}
	text, err := json.Marshal(v)
	return string(text), err == nil
}
