// Package contract checks values against the schemas of an API's document, and converts
// these schemas to JSON Schema.
package contract

import (
	"strconv"

	"github.com/postwright/postwright/collection/api"
)

// Schema returns the JSON Schema (draft 7) of an API's response on one line; "" if the
// document has none, or if it is longer than limit bytes. It omits what validators in
// Postman's scripts reject or judge differently: formats, and patterns, which are in
// another dialect.
//
// Source: OpenAPI 3.1.1, "Schema Object"; JSON Schema draft 7, "Validation Keywords".
func Schema(s *api.Schema, limit int) string {
	if s == nil {
		return ""
	}
	w := &writer{names: map[*api.Schema]string{}, uses: map[*api.Schema]int{}, left: limit}
	w.count(s, map[*api.Schema]bool{})
	root := w.of(s)
	if definitions := w.definitions(); len(definitions.Members) > 0 {
		if root.Kind != api.Object {
			root = api.ObjectValue("allOf", api.ListValue(root))
		}
		root.Members = append(root.Members, api.Member{Name: "definitions", Value: definitions})
	}
	text := root.JSON("")
	if w.left < 0 || len(text) > limit || text == "{}" || text == "true" {
		return ""
	}
	return text
}

// writer writes schemas. Those that are used more than once, or recursively, become
// definitions.
type writer struct {
	names map[*api.Schema]string
	uses  map[*api.Schema]int
	queue []*api.Schema
	left  int // about how many bytes are left
}

// count counts the uses of each schema.
func (w *writer) count(s *api.Schema, open map[*api.Schema]bool) {
	if s == nil || w.left < 0 {
		return
	}
	w.left--
	if w.uses[s]++; w.uses[s] > 1 || open[s] {
		return
	}
	open[s] = true
	for _, inner := range inners(s) {
		w.count(inner, open)
	}
	delete(open, s)
}

// inners returns the schemas within a schema.
func inners(s *api.Schema) []*api.Schema {
	all := []*api.Schema{s.Items, s.Additional}
	for _, p := range s.Properties {
		if !isHidden(p.Schema) {
			all = append(all, p.Schema)
		}
	}
	for _, several := range [][]*api.Schema{s.Prefix, s.AllOf, s.OneOf, s.AnyOf} {
		all = append(all, several...)
	}
	return all
}

// isHidden reports whether a value is only sent and never part of a response.
func isHidden(s *api.Schema) bool { return s != nil && s.WriteOnly }

// of returns a schema, or a reference to its definition.
func (w *writer) of(s *api.Schema) *api.Value {
	switch {
	case s == nil || w.left < 0:
		return &api.Value{Kind: api.Bool, Text: "true"}
	case s.Never:
		return &api.Value{Kind: api.Bool, Text: "false"}
	case w.uses[s] > 1 && (len(s.Properties) > 0 || len(inners(s)) > 2):
		name, known := w.names[s]
		if !known {
			name = "d" + strconv.Itoa(len(w.names)+1)
			w.names[s] = name
			w.queue = append(w.queue, s)
		}
		return api.ObjectValue("$ref", api.TextValue("#/definitions/"+name))
	}
	return w.write(s)
}

func (w *writer) definitions() *api.Value {
	all := api.ObjectValue()
	for i := 0; i < len(w.queue); i++ {
		s := w.queue[i]
		all.Members = append(all.Members, api.Member{Name: w.names[s], Value: w.write(s)})
	}
	return all
}

func (w *writer) write(s *api.Schema) *api.Value {
	w.left -= 20
	v := api.ObjectValue()
	put := func(key string, value *api.Value) {
		v.Members = append(v.Members, api.Member{Name: key, Value: value})
	}
	if types := typesOf(s); types != nil {
		put("type", types)
	}
	if len(s.Enum) > 0 {
		put("enum", api.ListValue(w.enumerated(s)...))
	}
	if s.Const != nil {
		put("const", s.Const)
	}
	w.ofObject(s, put)
	w.ofList(s, put)
	for _, several := range []struct {
		key string
		all []*api.Schema
	}{{"allOf", s.AllOf}, {"oneOf", s.OneOf}, {"anyOf", s.AnyOf}} {
		if len(several.all) > 0 {
			put(several.key, w.each(several.all))
		}
	}
	bounds(s, put)
	if s.Nullable && len(s.Types) == 0 && len(v.Members) > 0 {
		return api.ObjectValue("anyOf", api.ListValue(api.ObjectValue("type", api.TextValue("null")), v))
	}
	return v
}

// enumerated returns the allowed values, including null if the schema allows it.
func (w *writer) enumerated(s *api.Schema) []*api.Value {
	w.left -= 10 * len(s.Enum)
	all := append([]*api.Value{}, s.Enum...)
	for _, v := range all {
		if v.Kind == api.Null {
			return all
		}
	}
	if s.Nullable {
		all = append(all, &api.Value{Kind: api.Null})
	}
	return all
}

// typesOf returns a schema's type or types; nil if any type is allowed.
func typesOf(s *api.Schema) *api.Value {
	types := s.Types
	if len(types) == 0 {
		return nil
	}
	if s.Nullable && !s.Is("null") {
		types = append(append([]string{}, types...), "null")
	}
	if len(types) == 1 {
		return api.TextValue(types[0])
	}
	all := api.ListValue()
	for _, t := range types {
		all.Items = append(all.Items, api.TextValue(t))
	}
	return all
}

func (w *writer) ofObject(s *api.Schema, put func(string, *api.Value)) {
	hidden := map[string]bool{}
	properties := api.ObjectValue()
	for _, p := range s.Properties {
		if isHidden(p.Schema) {
			hidden[p.Name] = true
			continue
		}
		w.left -= len(p.Name)
		properties.Members = append(properties.Members, api.Member{Name: p.Name, Value: w.of(p.Schema)})
	}
	required := api.ListValue()
	for _, name := range s.Required {
		if !hidden[name] {
			required.Items = append(required.Items, api.TextValue(name))
		}
	}
	if len(required.Items) > 0 {
		put("required", required)
	}
	if len(properties.Members) > 0 {
		put("properties", properties)
	}
	switch {
	case s.Closed:
		put("additionalProperties", &api.Value{Kind: api.Bool, Text: "false"})
	case s.Additional != nil:
		put("additionalProperties", w.of(s.Additional))
	}
	if s.MinProperties > 0 {
		put("minProperties", api.WholeValue(s.MinProperties))
	}
}

func (w *writer) ofList(s *api.Schema, put func(string, *api.Value)) {
	switch {
	case len(s.Prefix) > 0:
		put("items", w.each(s.Prefix))
		if s.Items != nil {
			put("additionalItems", w.of(s.Items))
		}
	case s.Items != nil:
		put("items", w.of(s.Items))
	}
	if s.UniqueItems {
		put("uniqueItems", &api.Value{Kind: api.Bool, Text: "true"})
	}
}

func (w *writer) each(all []*api.Schema) *api.Value {
	v := api.ListValue()
	for _, s := range all {
		v.Items = append(v.Items, w.of(s))
	}
	return v
}

func bounds(s *api.Schema, put func(string, *api.Value)) {
	for _, b := range []struct {
		key, exclusive string
		bound          *float64
		is             bool
	}{{"minimum", "exclusiveMinimum", s.Minimum, s.ExclusiveMinimum}, {"maximum", "exclusiveMaximum", s.Maximum, s.ExclusiveMaximum}} {
		if b.bound == nil {
			continue
		}
		key := b.key
		if b.is {
			key = b.exclusive
		}
		put(key, &api.Value{Kind: api.Number, Text: strconv.FormatFloat(*b.bound, 'g', -1, 64)})
	}
	for _, b := range []struct {
		key   string
		count *int
	}{{"minLength", s.MinLength}, {"maxLength", s.MaxLength}, {"minItems", s.MinItems}, {"maxItems", s.MaxItems}} {
		if b.count != nil {
			put(b.key, api.WholeValue(*b.count))
		}
	}
}
