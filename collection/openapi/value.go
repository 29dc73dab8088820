package openapi

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// Limits of one value.
const (
	maxValueDepth = 50
	maxValues     = 5_000
)

// value returns a JSON value in a document: an example, a default or an allowed value.
// It returns nil if there is none, or if it is too large.
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
	return api.TextValue(n.text())
}

// Plain scalars by YAML 1.2's core schema (YAML 1.2.2, section 10.3.2), which OpenAPI
// requires.
var (
	coreInt   = lazy.Regexp{Expr: `^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`}
	coreFloat = lazy.Regexp{Expr: `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`}
)

// coreTag returns the type of a plain scalar.
func coreTag(text string) string {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return "!!null"
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return "!!bool"
	case "<<":
		return "!!merge"
	}
	switch {
	case strings.IndexByte("+-.0123456789", text[0]) < 0:
		return "!!str"
	case strings.Trim(text, "0123456789") == "", coreInt.Get().MatchString(text):
		return "!!int"
	case coreFloat.Get().MatchString(text):
		return "!!float"
	}
	return "!!str"
}

// number returns a number in JSON's spelling: as written if it is valid JSON.
func number(n node) (string, bool) {
	text := n.text()
	if json.Valid([]byte(text)) {
		return text, true
	}
	base, digits := 10, strings.TrimPrefix(text, "+")
	switch {
	case strings.HasPrefix(text, "0x"):
		base, digits = 16, text[2:]
	case strings.HasPrefix(text, "0o"):
		base, digits = 8, text[2:]
	}
	if i, ok := new(big.Int).SetString(digits, base); ok {
		return i.String(), true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return "", false
	}
	made, err := json.Marshal(f)
	return string(made), err == nil
}

// spelled returns a value of a schema. If the schema allows only strings, it is the
// value as written, because authors do not quote values such as 0512. A placeholder is
// none.
func spelled(s spot, of *api.Schema) *api.Value {
	v := value(s)
	if isPlaceholderText(v) {
		return nil
	}
	if v != nil && (v.Kind == api.Number || v.Kind == api.Bool) && of != nil && len(of.Types) == 1 && of.Types[0] == "string" {
		return api.TextValue(s.n.text())
	}
	return v
}

// isPlaceholderText reports whether a value is only the name of one in double braces:
// the reference of some client, in which the document's author filled in nothing.
func isPlaceholderText(v *api.Value) bool {
	if v == nil || v.Kind != api.String || !strings.HasPrefix(v.Text, "{{") || !strings.HasSuffix(v.Text, "}}") {
		return false
	}
	return !strings.ContainsAny(v.Text[2:len(v.Text)-2], "{}")
}

// enumOfItems moves the allowed values of a list to its items if no list is among them:
// that is what the author means.
func enumOfItems(list *api.Schema) {
	isList := func(v *api.Value) bool { return v.Kind == api.List || v.Kind == api.Null }
	if !list.Is("array") || len(list.Types) > 1 || len(list.Enum) == 0 || slices.ContainsFunc(list.Enum, isList) {
		return
	}
	of := &api.Schema{Enum: list.Enum}
	if list.Items != nil {
		of.AllOf = []*api.Schema{list.Items}
	}
	list.Items, list.Enum = of, nil
}
