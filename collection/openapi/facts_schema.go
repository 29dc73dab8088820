package openapi

import (
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection/api"
)

// components returns the schemas that others refer to by name, in the order of the first
// reference, including those that they refer to themselves.
func (w *factWriter) components() *api.Value {
	all := api.ObjectValue()
	for i := 0; i < len(w.queue); i++ {
		s := w.queue[i]
		put(all, w.names[s], w.write(s))
	}
	return all
}

// name returns the name of a schema among the components.
func (w *factWriter) name(s *api.Schema) string {
	if name, ok := w.names[s]; ok {
		return name
	}
	name := s.Name
	for w.taken[name] > 0 {
		w.taken[s.Name]++
		name = s.Name + strconv.Itoa(w.taken[s.Name])
	}
	w.names[s], w.taken[name] = name, 1
	w.queue = append(w.queue, s)
	return name
}

func (w *factWriter) schema(s *api.Schema) *api.Value {
	switch s = described(s); {
	case s == nil:
		return api.ObjectValue()
	case s.Name != "":
		return w.reference(s)
	}
	return w.write(s)
}

// described returns the schema that a schema without content of its own wraps; nil if
// such schemas wrap each other.
func described(s *api.Schema) *api.Schema {
	seen := map[*api.Schema]bool{}
	for s != nil && len(s.AllOf) == 1 {
		rest := *s
		rest.Name, rest.Description, rest.Example, rest.AllOf = "", "", nil, nil
		if !reflect.ValueOf(rest).IsZero() {
			break
		}
		if seen[s] {
			return nil
		}
		seen[s] = true
		s = s.AllOf[0]
	}
	return s
}

func (w *factWriter) reference(s *api.Schema) *api.Value {
	return api.ObjectValue("$ref", api.TextValue("#/components/schemas/"+escapePointer(w.name(s))))
}

// write returns a schema written out.
func (w *factWriter) write(s *api.Schema) *api.Value {
	if s.Never {
		return &api.Value{Kind: api.Bool, Text: "false"}
	}
	if w.left -= 1 + len(s.Enum) + len(s.Required) + len(s.Properties); w.left < 0 {
		return api.ObjectValue()
	}
	v := api.ObjectValue()
	w.types(v, s)
	putText(v, "format", s.Format)
	putFlag(v, "readOnly", s.ReadOnly)
	putFlag(v, "writeOnly", s.WriteOnly)
	putFlag(v, "deprecated", s.Deprecated)
	if len(s.Enum) > 0 {
		put(v, "enum", api.ListValue(s.Enum...))
	}
	if s.Const != nil {
		put(v, "const", s.Const)
	}
	if s.Default != nil {
		put(v, "default", s.Default)
	}
	putTexts(v, "required", s.Required)
	if len(s.Properties) > 0 {
		properties := api.ObjectValue()
		for _, p := range s.Properties {
			put(properties, p.Name, w.schema(p.Schema))
		}
		put(v, "properties", properties)
	}
	switch {
	case s.Closed:
		put(v, "additionalProperties", &api.Value{Kind: api.Bool, Text: "false"})
	case s.Additional != nil:
		put(v, "additionalProperties", w.schema(s.Additional))
	}
	if s.Items != nil {
		put(v, "items", w.schema(s.Items))
	}
	w.several(v, "prefixItems", s.Prefix)
	w.alternatives(v, s)
	if x := s.XML; x != nil {
		said := api.ObjectValue()
		putText(said, "name", x.Name)
		putText(said, "namespace", x.Namespace)
		putText(said, "prefix", x.Prefix)
		putFlag(said, "attribute", x.Attribute)
		putFlag(said, "wrapped", x.Wrapped)
		put(v, "xml", said)
	}
	bounds(v, s)
	return v
}

func (w *factWriter) types(v *api.Value, s *api.Schema) {
	types := s.Types
	switch {
	case s.Nullable && len(types) == 0:
		put(v, "nullable", truth()) // as in OpenAPI 3.0: 3.1 can express it only with types
	case s.Nullable:
		types = append(slices.Clone(types), "null")
	}
	switch len(types) {
	case 0:
	case 1:
		put(v, "type", api.TextValue(types[0]))
	default:
		put(v, "type", texts(types))
	}
}

func (w *factWriter) alternatives(v *api.Value, s *api.Schema) {
	if len(s.AllOf) == 1 {
		// A reference may be next to other keywords of the schema.
		if one := w.schema(s.AllOf[0]); one.Member("$ref") != nil {
			v.Members = append(v.Members, one.Members...)
		} else {
			put(v, "allOf", api.ListValue(one))
		}
	} else {
		w.several(v, "allOf", s.AllOf)
	}
	w.several(v, "oneOf", s.OneOf)
	w.several(v, "anyOf", s.AnyOf)
	if s.Discriminator.Property == "" {
		return
	}
	d := api.ObjectValue("propertyName", api.TextValue(s.Discriminator.Property))
	named := map[string]*api.Schema{}
	for target, value := range s.Discriminator.Values {
		if target = described(target); target != nil && target.Name != "" {
			named[value] = target
		}
	}
	if len(named) > 0 {
		mapping := api.ObjectValue()
		for _, value := range slices.Sorted(maps.Keys(named)) {
			mapping.Members = append(mapping.Members, api.Member{Name: value, Value: w.reference(named[value]).Member("$ref")})
		}
		put(d, "mapping", mapping)
	}
	put(v, "discriminator", d)
}

func (w *factWriter) several(v *api.Value, key string, all []*api.Schema) {
	if len(all) == 0 {
		return
	}
	written := api.ListValue()
	for _, s := range all {
		written.Items = append(written.Items, w.schema(s))
	}
	put(v, key, written)
}

func bounds(v *api.Value, s *api.Schema) {
	bound := func(name, exclusive string, f *float64, is bool) {
		switch {
		case f == nil:
		case is:
			put(v, exclusive, fraction(*f))
		default:
			put(v, name, fraction(*f))
		}
	}
	bound("minimum", "exclusiveMinimum", s.Minimum, s.ExclusiveMinimum)
	bound("maximum", "exclusiveMaximum", s.Maximum, s.ExclusiveMaximum)
	if s.MultipleOf > 0 {
		put(v, "multipleOf", fraction(s.MultipleOf))
	}
	putText(v, "pattern", s.Pattern)
	for _, n := range []struct {
		name  string
		value *int
	}{{"minLength", s.MinLength}, {"maxLength", s.MaxLength}, {"minItems", s.MinItems}, {"maxItems", s.MaxItems}} {
		if n.value != nil {
			put(v, n.name, api.WholeValue(*n.value))
		}
	}
	if s.MinProperties > 0 {
		put(v, "minProperties", api.WholeValue(s.MinProperties))
	}
	if s.MaxProperties != nil {
		put(v, "maxProperties", api.WholeValue(*s.MaxProperties))
	}
	putFlag(v, "uniqueItems", s.UniqueItems)
}
