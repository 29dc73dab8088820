// Package sample makes small values that fit a schema: plausible ones that cannot be
// mistaken for real data.
package sample

import (
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// Options say what to make.
type Options struct {
	// Required leaves out optional properties.
	Required bool
	// Small leaves out optional properties of large objects that have required ones.
	Small bool
	// Answer makes what a server answers: with read-only properties and without
	// write-only ones, instead of the other way round.
	Answer bool
	// Value returns the value of a property by its name, in place of one that is made;
	// nil if it has none. The schema may be nil.
	Value func(name string, s *api.Schema) *api.Value
	// Omit reports whether to leave out an optional property; nil leaves out none.
	Omit func(name string) bool
	// Name is the name of the whole value; it decides what is plausible.
	Name string
}

// Limits of one value. Optional parts are left out beyond them.
const (
	maxDepth  = 5
	maxValues = 400
	// small is the largest number of properties of an object that is not large.
	small = 12
	// hardDepth and hardValues apply to required parts as well: a schema that requires
	// itself has no finite value.
	hardDepth  = 40
	hardValues = 2_000
	// maxTried is the number of values and alternatives of a schema that are tried.
	maxTried = 100
)

// Of returns a value that fits a schema; nil if there is none.
func Of(s *api.Schema, o Options) *api.Value {
	m := maker{options: o, open: map[*api.Schema]bool{}, left: maxChecks}
	return m.value(o.Name, s, 0)
}

// Given returns a value that a schema itself names and allows: a constant, an example, a
// default, or the first of the allowed values; nil if there is none.
func Given(s *api.Schema) *api.Value {
	if s == nil {
		return nil
	}
	m := maker{left: maxChecks}
	return m.given(Flat(s))
}

type maker struct {
	options Options
	made    int
	left    int                  // comparisons with schemas that are left
	misfits int                  // values of alternatives that fit none, as far as they are kept
	open    map[*api.Schema]bool // schemas whose values are being made
}

// value returns a value for a property with a name. The items of a list have the list's
// name.
func (m *maker) value(name string, s *api.Schema, depth int) *api.Value {
	if m.made++; m.made > hardValues || depth > hardDepth {
		return nil
	}
	if s == nil {
		return api.TextValue(plausibleText(name, &api.Schema{}))
	}
	if m.isOpen(s) {
		if s.Nullable {
			return &api.Value{Kind: api.Null} // where a schema that needs itself ends
		}
		return nil
	}
	m.open[s] = true
	defer delete(m.open, s)
	flat := Flat(s)
	if flat.Never {
		return nil
	}
	flat = discriminated(flat, s)
	if given := m.given(flat); given != nil {
		return given
	}
	if len(flat.OneOf) > 0 || len(flat.AnyOf) > 0 {
		v := m.alternative(name, flat, depth)
		if v == nil && flat.Nullable {
			return &api.Value{Kind: api.Null}
		}
		return v
	}
	switch kind(flat) {
	case "object":
		return m.object(flat, depth)
	case "array":
		return m.list(name, flat, depth)
	case "boolean":
		return &api.Value{Kind: api.Bool, Text: "false"}
	case "integer", "number":
		return number(name, flat)
	case "null":
		return &api.Value{Kind: api.Null}
	}
	return api.TextValue(str(name, flat))
}

// isOpen reports whether a value of the schema, or of one that it takes over, is being
// made around this one.
func (m *maker) isOpen(s *api.Schema) bool {
	return m.open[s] || slices.ContainsFunc(s.AllOf[:min(len(s.AllOf), maxParts)], func(part *api.Schema) bool { return m.open[part] })
}

// kind returns the type to make a value of: the first that the schema names, or the one
// that its other keywords are about.
func kind(s *api.Schema) string {
	switch {
	case len(s.Types) > 0:
		return s.Types[0]
	case len(s.Properties) > 0 || s.Additional != nil || len(s.Required) > 0 || s.MinProperties > 0:
		return "object"
	case s.Items != nil || len(s.Prefix) > 0 || s.MinItems != nil:
		return "array"
	case s.Minimum != nil || s.Maximum != nil || s.MultipleOf != 0:
		return "number"
	}
	return "string"
}

// given returns a value that the document itself gives and that fits. Examples are
// sometimes older than their schemas.
func (m *maker) given(s *api.Schema) *api.Value {
	for _, v := range []*api.Value{s.Const, s.Example, s.Default} {
		if v != nil && (v.Kind != api.Null || v == s.Const) && m.allows(v, s) {
			return v
		}
	}
	// Null, and an empty word, are allowed where nothing is chosen.
	for _, empty := range []bool{false, true} {
		for _, v := range s.Enum[:min(len(s.Enum), maxTried)] {
			if (v.Kind == api.Null || v.Kind == api.String && v.Text == "") == empty && m.allows(v, s) {
				return v
			}
		}
	}
	// Where other bounds exclude all of the values, the values are what the author meant.
	if len(s.Enum) > 0 && len(s.Types) == 1 && s.Types[0] == "string" && s.Enum[0].Kind == api.String && !slices.ContainsFunc(s.Enum[:min(len(s.Enum), maxTried)], func(v *api.Value) bool { return textFits(v.Text, s) }) {
		return s.Enum[0]
	}
	return nil
}

// alternative returns a value of one of a schema's alternatives: the first for which
// a value can be made that fits the whole, or else the first that can be made, which
// counts as a misfit. Null is the last one to try: it shows nothing.
func (m *maker) alternative(name string, s *api.Schema, depth int) *api.Value {
	alternatives := s.OneOf
	if len(alternatives) == 0 {
		alternatives = s.AnyOf
	}
	alternatives = alternatives[:min(len(alternatives), maxTried)]
	var first *api.Value
	misfits := m.misfits
	for _, null := range []bool{false, true} {
		for _, a := range alternatives {
			if isNull(a) != null {
				continue
			}
			chosen := with(s, a)
			for _, required := range []bool{m.options.Required, !m.options.Required} {
				v := m.sized(name, chosen, depth, required)
				if v == nil {
					break
				}
				if m.allows(v, chosen) && m.allows(v, s) {
					m.misfits = misfits
					return v
				}
				if first == nil {
					first = v
				}
			}
		}
	}
	m.misfits = misfits
	if first != nil {
		m.misfits++
	}
	return first
}

// isNull reports whether a schema allows only null.
func isNull(s *api.Schema) bool {
	if s == nil {
		return false
	}
	flat := Flat(s)
	return len(flat.Types) == 1 && flat.Types[0] == "null" || flat.Const != nil && flat.Const.Kind == api.Null
}

// sized returns a value with only its required parts, or with the optional ones too: an
// optional property may be the one that distinguishes an alternative, or the one that
// belongs to another.
func (m *maker) sized(name string, s *api.Schema, depth int, required bool) *api.Value {
	defer func(before bool) { m.options.Required = before }(m.options.Required)
	m.options.Required = required
	return m.value(name, s, depth)
}

// with returns a schema with one of its alternatives in their place. Where a
// discriminator names the alternative, its property has that value.
func with(s, alternative *api.Schema) *api.Schema {
	base := *s
	base.OneOf, base.AnyOf, base.Discriminator = nil, nil, api.Discriminator{} // the alternative may have its own
	if len(s.OneOf) > 0 {
		base.AnyOf = s.AnyOf
	}
	base.AllOf = append([]*api.Schema{alternative}, s.AllOf...)
	name := s.Discriminator.Property
	value, ok := s.Discriminator.Values[alternative]
	if !ok {
		value = nameOf(alternative)
	}
	if name == "" || value == "" || !allowsMember(alternative, name, value) {
		return &base
	}
	base.AllOf = append(base.AllOf, &api.Schema{Properties: s.Properties})
	base.Properties = []api.Property{{Name: name, Schema: &api.Schema{Types: []string{"string"}, Const: api.TextValue(value)}}}
	return &base
}

// discriminated returns a flat schema whose discriminator, which it takes over from a schema
// that it extends, has the value that names it (OpenAPI 3.1.1, "Discriminator Object").
func discriminated(flat, s *api.Schema) *api.Schema {
	d := flat.Discriminator
	name := nameOf(s)
	if d.Property == "" || name == "" || len(flat.OneOf)+len(flat.AnyOf) > 0 {
		return flat
	}
	value := name
	for target, said := range d.Values {
		if nameOf(target) == name && (value == name || said < value) {
			value = said
		}
	}
	own := *flat
	own.Properties = slices.Clone(flat.Properties)
	for i, p := range own.Properties {
		if p.Name != d.Property || p.Schema != nil && !allowsText(p.Schema, value) {
			continue
		}
		own.Properties[i].Schema = &api.Schema{Types: []string{"string"}, Const: api.TextValue(value)}
	}
	return &own
}

// allowsMember reports whether an object's schema allows a text as the value of a
// member. Documents without a mapping often distinguish alternatives by an enum.
func allowsMember(s *api.Schema, name, value string) bool {
	p := Flat(s).Property(name)
	return p == nil || p.Schema == nil || allowsText(p.Schema, value)
}

func allowsText(s *api.Schema, value string) bool { return Fits(api.TextValue(value), s) }

// nameOf returns the name of a schema, or of the one that it refers to.
func nameOf(s *api.Schema) string {
	if s.Name == "" && len(s.AllOf) == 1 {
		return s.AllOf[0].Name
	}
	return s.Name
}

// object returns an object; nil for one within other values that lacks required
// properties.
func (m *maker) object(s *api.Schema, depth int) *api.Value {
	v := &api.Value{Kind: api.Object}
	needs := s.Needs()
	onlyRequired := m.options.Required || depth >= maxDepth || m.options.Small && len(s.Properties) > small && len(s.Required) > 0
	isThere := map[string]bool{}
	add := func(name string, of *api.Schema) bool {
		var inner *api.Value
		if m.options.Value != nil {
			inner = m.options.Value(name, of)
		}
		if inner == nil {
			inner = m.value(name, of, depth+1)
		}
		if inner != nil {
			isThere[name] = true
			v.Members = append(v.Members, api.Member{Name: name, Value: inner})
		}
		return inner != nil
	}
	isFull := func() bool { return s.MaxProperties != nil && len(v.Members)+len(needs) >= *s.MaxProperties }
	for _, p := range s.Properties {
		needed := needs[p.Name]
		delete(needs, p.Name)
		if !m.has(p.Schema) || !needed && (m.omits(p) || onlyRequired && !m.names(p.Name) || m.made > maxValues || isFull()) {
			continue
		}
		misfits := m.misfits
		if !add(p.Name, p.Schema) && needed && depth > 0 {
			return nil
		}
		if !needed && m.misfits > misfits {
			m.misfits = misfits // no value fits an optional property: it is left out
			isThere[p.Name] = false
			v.Members = v.Members[:len(v.Members)-1]
		}
	}
	for _, name := range s.Required {
		if !needs[name] || isThere[name] || s.Closed {
			continue
		}
		if !add(name, s.Additional) && depth > 0 {
			return nil
		}
	}
	for i := 0; i < len(s.Properties) && len(v.Members) < s.MinProperties; i++ {
		if p := s.Properties[i]; !isThere[p.Name] && m.has(p.Schema) {
			add(p.Name, p.Schema)
		}
	}
	for i := 1; len(v.Members) < min(s.MinProperties, maxValues) && i <= maxValues && !s.Closed; i++ {
		if name := "key" + strconv.Itoa(i); !isThere[name] {
			add(name, s.Additional)
		}
	}
	return v
}

// omits reports whether an optional property is left out: because the options say so, or
// because a value of its schema is being made around it.
func (m *maker) omits(p api.Property) bool {
	return m.options.Omit != nil && m.options.Omit(p.Name) || p.Schema != nil && m.isOpen(p.Schema)
}

// naming are the properties that name a record for people.
var naming = lazy.Words{Text: "name first_name last_name title firstName lastName"}

// names reports whether an optional property is kept because a large object without it
// would mean nothing to a reader.
func (m *maker) names(property string) bool {
	return m.options.Small && !m.options.Required && naming.Has(property)
}

// has reports whether a property is part of what is sent or answered.
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
