// Package sample makes small values that fit a schema, for people to fill in.
package sample

import (
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection/api"
)

// Options are what to make.
type Options struct {
	// Required leaves out the properties that need not be there.
	Required bool
	// Small leaves them out of large objects only, of those that need something.
	Small bool
	// Answer makes what a server answers with: with read-only properties and
	// without write-only ones, where else it is the other way about.
	Answer bool
}

// Limits of one value. What need not be there is left out beyond them.
const (
	maxDepth  = 5
	maxValues = 400
	// small is how many properties an object has that is not large.
	small = 12
	// hardDepth and hardValues hold for what must be there, too: schemas that
	// need themselves have no value that ends.
	hardDepth  = 40
	hardValues = 10_000
)

// Of is a value that fits a schema; nil where there is none.
func Of(s *api.Schema, o Options) *api.Value {
	m := maker{options: o, open: map[*api.Schema]bool{}}
	return m.value(s, 0)
}

type maker struct {
	options Options
	made    int
	open    map[*api.Schema]bool // whose values are being made
}

func (m *maker) value(s *api.Schema, depth int) *api.Value {
	if m.made++; m.made > hardValues || depth > hardDepth {
		return nil
	}
	if s == nil {
		return text("string")
	}
	if m.open[s] {
		return nil
	}
	m.open[s] = true
	defer delete(m.open, s)
	flat := Flat(s)
	if flat.Never {
		return nil
	}
	if given := m.given(flat); given != nil {
		return given
	}
	if v, ok := m.alternative(flat, depth); ok {
		return v
	}
	switch kind(flat) {
	case "object":
		return m.object(flat, depth)
	case "array":
		return m.list(flat, depth)
	case "boolean":
		return &api.Value{Kind: api.Bool, Text: "false"}
	case "integer", "number":
		return number(flat)
	case "null":
		return &api.Value{Kind: api.Null}
	}
	return text(str(flat))
}

func text(s string) *api.Value { return &api.Value{Kind: api.String, Text: s} }

// kind is the type to make a value of: the first that the schema names, or what
// it says more about.
func kind(s *api.Schema) string {
	switch {
	case len(s.Types) > 0:
		return s.Types[0]
	case len(s.Properties) > 0 || s.Additional != nil:
		return "object"
	case s.Items != nil || len(s.Prefix) > 0:
		return "array"
	case s.Minimum != nil || s.Maximum != nil || s.MultipleOf != 0:
		return "number"
	}
	return "string"
}

// given is a value that the document itself gives and that fits: documents'
// examples are older than their schemas now and then.
func (m *maker) given(s *api.Schema) *api.Value {
	candidates := []*api.Value{s.Const, s.Example, s.Default}
	for _, v := range s.Enum {
		// An empty word is allowed where nothing is chosen.
		if v.Kind != api.Null && v.Text != "" {
			candidates = append(candidates, v)
		}
	}
	candidates = append(candidates, s.Enum...)
	for _, v := range candidates {
		if v != nil && (v.Kind != api.Null || s.Const == v || slices.Contains(s.Enum, v)) && m.fits(v, s) {
			return v
		}
	}
	return nil
}

// alternative is a value of one of a schema's alternatives: the first for which
// a value can be made that fits the whole.
func (m *maker) alternative(s *api.Schema, depth int) (*api.Value, bool) {
	alternatives := s.OneOf
	if len(alternatives) == 0 {
		alternatives = s.AnyOf
	}
	if len(alternatives) == 0 {
		return nil, false
	}
	var first *api.Value
	for _, a := range alternatives {
		v := m.value(with(s, a), depth)
		if v == nil {
			continue
		}
		if m.fits(v, s) {
			return v, true
		}
		if first == nil {
			first = v
		}
	}
	return first, true
}

// with is a schema with one of its alternatives in their place. Where a
// discriminator names the alternative, its property has that value.
func with(s, alternative *api.Schema) *api.Schema {
	base := *s
	base.OneOf, base.AnyOf = nil, nil
	if len(s.OneOf) > 0 {
		base.AnyOf = s.AnyOf
	}
	base.AllOf = []*api.Schema{alternative}
	if name := s.Discriminator.Property; name != "" {
		value, ok := s.Discriminator.Values[alternative]
		if !ok {
			value = nameOf(alternative)
		}
		if value != "" {
			base.Properties = append([]api.Property{{Name: name, Schema: &api.Schema{Types: []string{"string"}, Const: text(value)}}}, base.Properties...)
		}
	}
	return &base
}

// nameOf is the name of a schema, or of the one that it refers to.
func nameOf(s *api.Schema) string {
	if s.Name == "" && len(s.AllOf) == 1 {
		return s.AllOf[0].Name
	}
	return s.Name
}

func (m *maker) object(s *api.Schema, depth int) *api.Value {
	v := &api.Value{Kind: api.Object}
	onlyRequired := m.options.Required || depth >= maxDepth || m.options.Small && len(s.Properties) > small && len(s.Required) > 0
	for _, p := range s.Properties {
		required := s.IsRequired(p.Name)
		if !m.has(p.Schema) || !required && (onlyRequired || m.made > maxValues) {
			continue
		}
		if inner := m.value(p.Schema, depth+1); inner != nil {
			v.Members = append(v.Members, api.Member{Name: p.Name, Value: inner})
		}
	}
	for _, name := range s.Required {
		if v.Member(name) == nil && !slices.ContainsFunc(s.Properties, func(p api.Property) bool { return p.Name == name }) {
			if inner := m.value(s.Additional, depth+1); inner != nil {
				v.Members = append(v.Members, api.Member{Name: name, Value: inner})
			}
		}
	}
	for i := len(v.Members); i < s.MinProperties && !s.Closed; i++ {
		if inner := m.value(s.Additional, depth+1); inner != nil {
			v.Members = append(v.Members, api.Member{Name: "key" + strconv.Itoa(i+1), Value: inner})
		}
	}
	return v
}

// has tells whether a property is part of what is sent, or answered.
func (m *maker) has(s *api.Schema) bool {
	if s == nil {
		return true
	}
	flat := Flat(s)
	if m.options.Answer {
		return !flat.WriteOnly
	}
	return !flat.ReadOnly
}

func (m *maker) list(s *api.Schema, depth int) *api.Value {
	v := &api.Value{Kind: api.List}
	for _, p := range s.Prefix {
		if item := m.value(p, depth+1); item != nil {
			v.Items = append(v.Items, item)
		}
	}
	want := 1
	if s.MinItems != nil {
		want = max(want, *s.MinItems)
	}
	if s.MaxItems != nil {
		want = min(want, *s.MaxItems)
	}
	if depth >= maxDepth && (s.MinItems == nil || *s.MinItems == 0) || s.Items == nil && s.MinItems == nil {
		want = 0
	}
	for i := len(v.Items); i < min(want, maxValues); i++ {
		item := m.value(s.Items, depth+1)
		if item == nil {
			break
		}
		if s.UniqueItems && i > 0 {
			if item = another(item, s.Items, i); item == nil {
				break
			}
		}
		v.Items = append(v.Items, item)
	}
	return v
}

// another is a value of a list that differs from its first.
func another(v *api.Value, s *api.Schema, i int) *api.Value {
	if s != nil {
		if flat := Flat(s); len(flat.Enum) > 0 {
			if i < len(flat.Enum) {
				return flat.Enum[i]
			}
			return nil
		}
	}
	switch v.Kind {
	case api.Number:
		if n, err := strconv.ParseFloat(v.Text, 64); err == nil {
			return &api.Value{Kind: api.Number, Text: spell(n + float64(i))}
		}
	case api.String:
		return text(v.Text + strconv.Itoa(i+1))
	}
	return nil
}
