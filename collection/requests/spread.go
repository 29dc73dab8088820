package requests

import (
	"cmp"
	"slices"
	"strconv"

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

// property adds one: in the style deepObject, those of an object or of a list of objects
// within it.
func (s *spreader) property(prefix, name string, of *api.Schema, v *api.Value, on bool, depth int) {
	if s.left < 0 || len(s.all) > maxFormFields {
		return
	}
	key := name
	if prefix != "" {
		key = prefix + "[" + name + "]"
		isObject := v != nil && v.Kind == api.Object && len(v.Members) > 0
		isNothing := v == nil || v.Kind == api.Object && len(v.Members) == 0
		if inner := withProperties(of, v); depth < maxFormDepth && (isObject || isNothing && inner != nil) {
			s.object(key, v, inner, on, depth+1)
			return
		}
		if s.list(key, of, v, on, depth) {
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

// list adds the items of a list of objects, by their numbers, and reports whether it is one.
func (s *spreader) list(key string, of *api.Schema, v *api.Value, on bool, depth int) bool {
	var inner *api.Schema
	if of != nil {
		inner = sample.Flat(of).Items
	}
	values := []*api.Value{nil} // one without a value
	switch {
	case depth >= maxFormDepth:
		return false
	case v == nil:
		if withProperties(inner, nil) == nil {
			return false
		}
	case v.Kind != api.List || !slices.ContainsFunc(v.Items, func(item *api.Value) bool { return item.Kind == api.Object }):
		return false
	default:
		values = v.Items
	}
	for n, item := range values {
		s.property(key, strconv.Itoa(n), inner, item, on, depth) // a number is not a level
	}
	return true
}

// withProperties returns the flat schema of an object with properties, with the alternative in
// it that a value is of ([sample.Variant]); nil if it has none.
func withProperties(s *api.Schema, v *api.Value) *api.Schema {
	if s == nil {
		return nil
	}
	if object := sample.Variant(s, v); len(object.Properties) > 0 {
		return object
	}
	return nil
}
