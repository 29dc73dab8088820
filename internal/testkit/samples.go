package testkit

import (
	"encoding/json"
	"strings"
)

// Samples returns values that one of Postman's official schemas accepts and
// that together have every property and every branch of it, with folders
// nested to the given depth. Numbers are json.Number.
func Samples(schema map[string]any, depth int) []any {
	return sampler{schema}.values(schema, depth)
}

// sampler generates samples of one schema.
type sampler struct{ root map[string]any }

func (g sampler) values(s map[string]any, depth int) []any {
	if s["$ref"] == "#/definitions/item-group" {
		if depth--; depth < 0 {
			return nil
		}
	}
	s = g.resolve(s)
	if properties, ok := s["properties"].(map[string]any); ok {
		return g.objects(properties, depth)
	}
	for _, keyword := range []string{"oneOf", "anyOf"} {
		if branches, ok := s[keyword].([]any); ok {
			var out []any
			for _, branch := range branches {
				out = append(out, g.values(object(branch), depth)...)
			}
			return out
		}
	}
	if list, ok := s["enum"].([]any); ok {
		return list
	}
	if constant, ok := s["const"]; ok {
		return []any{constant}
	}
	if items, ok := s["items"]; ok {
		// Each array has one element: arrays of everything would grow with
		// every level.
		out := []any{[]any{}}
		for _, v := range g.values(object(items), depth) {
			out = append(out, []any{v})
		}
		return out
	}
	var out []any
	types, ok := s["type"].([]any)
	if !ok {
		types = []any{s["type"]}
	}
	for _, t := range types {
		out = append(out, map[any]any{
			nil: "free", "string": "text", "null": nil, "boolean": true, "array": []any{"a"},
			"integer": json.Number("2"), "number": json.Number("2.5"), "object": map[string]any{"a": "b"},
		}[t])
	}
	return out
}

// objects returns as many objects as the property with the most samples
// needs; each has every property.
func (g sampler) objects(properties map[string]any, depth int) []any {
	choices, most := map[string][]any{}, 0
	for name, property := range properties {
		choices[name] = g.values(object(property), depth)
		most = max(most, len(choices[name]))
	}
	out := make([]any, most)
	for i := range out {
		o := map[string]any{}
		for name, values := range choices {
			if len(values) > 0 {
				o[name] = values[i%len(values)]
			}
		}
		out[i] = o
	}
	return out
}

// resolve follows $ref, whose siblings draft-07 ignores.
func (g sampler) resolve(s map[string]any) map[string]any {
	for {
		ref, ok := s["$ref"].(string)
		if !ok {
			return s
		}
		s = object(object(g.root["definitions"])[strings.TrimPrefix(ref, "#/definitions/")])
	}
}

// object returns v as an object; empty if it is not one.
func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
