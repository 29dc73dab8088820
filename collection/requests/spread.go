package requests

import (
	"cmp"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
)

// onlyObject returns the flat schema of a value that must be an object; nil for others.
func onlyObject(s *api.Schema) *api.Schema {
	if s == nil {
		return nil
	}
	if flat := sample.Flat(s); len(flat.OneOf)+len(flat.AnyOf) == 0 && len(flat.Properties) > 0 {
		return flat
	}
	return nil
}

// spread returns an object as one parameter per property: those in its schema, and those
// in the document's example.
func (l *layouter) spread(o *api.Operation, p *api.Parameter, example *api.Value, object *api.Schema) []template.Parameter {
	s := spreader{layouter: l, parameter: p}
	prefix := ""
	if p.Style == "deepObject" {
		prefix = p.Name
	}
	s.object(prefix, example, object, l.isOn(o, p), 1)
	return s.all
}

// spreader makes the parameters of an object.
type spreader struct {
	*layouter
	parameter *api.Parameter
	all       []template.Parameter
}

// object adds the properties of an object, with a prefix for the style deepObject.
func (s *spreader) object(prefix string, example *api.Value, object *api.Schema, on bool, depth int) {
	example = cmp.Or(example, &api.Value{})
	object = cmp.Or(object, &api.Schema{})
	needs, named := object.Needs(), map[string]bool{}
	for _, inner := range object.Properties {
		named[inner.Name] = true
		v := example.Member(inner.Name)
		s.property(prefix, inner.Name, inner.Schema, cmp.Or(v, sample.Given(inner.Schema)), on && (needs[inner.Name] || v != nil), depth)
	}
	for _, m := range example.Members {
		if !named[m.Name] {
			s.property(prefix, m.Name, object.Additional, m.Value, on, depth)
		}
	}
}

// property adds one property; in the style deepObject, those of an object inside it.
func (s *spreader) property(prefix, name string, of *api.Schema, v *api.Value, on bool, depth int) {
	if s.left < 0 || len(s.all) > maxFormFields {
		return
	}
	key := name
	if prefix != "" {
		key = prefix + "[" + name + "]"
		isObject := v != nil && v.Kind == api.Object && len(v.Members) > 0
		if inner := withProperties(of, v); depth < maxFormDepth && (isObject || v == nil && inner != nil) {
			s.object(key, v, inner, on, depth+1)
			return
		}
	}
	whole := ""
	if len(s.all) == 0 {
		whole = s.parameter.Description // describes all of them
	}
	s.all = append(s.all, template.Parameter{
		Key: s.spend(key), Value: s.spend(encode(s.parameter, written(v))), Disabled: !on,
		Description: s.say(whole, describe(of), facts(of)),
	})
}

// withProperties returns the flat schema of an object, with the alternative that a value
// fits ([sample.Variant]); nil if it has no properties.
func withProperties(s *api.Schema, v *api.Value) *api.Schema {
	if s == nil {
		return nil
	}
	if object := sample.Variant(s, v); len(object.Properties) > 0 {
		return object
	}
	return nil
}
