package openapi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// schema is the schema that stands at a spot. Each place of the document is read
// once, so that schemas that refer to each other become pointers to each other.
func (r *reader) schema(s spot) *api.Schema {
	if !s.exists() || s.isNull() {
		return nil
	}
	if known, ok := r.schemas[s.n]; ok {
		return known
	}
	if s.isText() {
		// A schema may be a boolean (JSON Schema 2020-12, section 4.3.2).
		if s.text() == "false" {
			return &api.Schema{Never: true}
		}
		if s.text() != "true" {
			s.warn("a schema must be an object, not %q", s.text())
		}
		return nil
	}
	if !s.want(yaml.MappingNode, "a schema") {
		return nil
	}
	made := &api.Schema{}
	r.schemas[s.n] = made
	if s.get("$ref").isText() {
		r.reference(made, s)
	} else {
		r.fill(made, s)
	}
	return made
}

// reference makes a schema of a reference. OpenAPI 3.1 lets a reference say more
// than where it leads; 3.0 does not, and documents do it all the same.
func (r *reader) reference(made *api.Schema, s spot) {
	to := r.follow(s)
	if !to.exists() {
		return
	}
	target := r.schema(to)
	if target == nil {
		return
	}
	r.fill(made, s)
	made.AllOf = append(made.AllOf, target)
	if name := s.get("$ref").text(); target.Name == "" {
		target.Name = name[strings.LastIndexByte(name, '/')+1:]
	}
}

func (r *reader) fill(made *api.Schema, s spot) {
	made.Format = s.get("format").text()
	r.types(made, s)
	made.Description = strings.TrimSpace(s.get("description").text())
	made.ReadOnly, made.WriteOnly = s.get("readOnly").flag(), s.get("writeOnly").flag()
	made.Nullable = made.Nullable || s.get("nullable").flag()
	made.Deprecated = s.get("deprecated").flag()
	r.values(made, s)
	r.object(made, s)
	r.list(made, s)
	made.AllOf, made.OneOf, made.AnyOf = r.several(s, "allOf"), r.several(s, "oneOf"), r.several(s, "anyOf")
	r.discriminator(made, s.get("discriminator"))
	r.bounds(made, s)
}

// knownTypes are JSON Schema's types.
var knownTypes = []string{"string", "number", "integer", "boolean", "array", "object", "null"}

func (r *reader) types(made *api.Schema, s spot) {
	t := s.get("type")
	names := t.texts()
	if t.isText() {
		names = []string{t.text()}
	}
	for _, name := range names {
		switch {
		case name == "null":
			made.Nullable = true
		case slices.Contains(knownTypes, name):
			made.Types = append(made.Types, name)
		case name == "file":
			if !r.swagger {
				t.warn(`there is no type "file" in OpenAPI 3; it is read as a string of format binary`)
			}
			made.Types, made.Format = append(made.Types, "string"), cmp.Or(made.Format, "binary")
		case alikeTypes[strings.ToLower(name)] != "":
			t.warn("there is no type %q; it is read as %q", name, alikeTypes[strings.ToLower(name)])
			made.Types = append(made.Types, alikeTypes[strings.ToLower(name)])
		default:
			t.warn("there is no type %q; any value counts as fitting", name)
		}
	}
}

// alikeTypes are words of other languages for JSON Schema's types.
var alikeTypes = map[string]string{
	"bool": "boolean", "int": "integer", "long": "integer", "float": "number", "double": "number", "decimal": "number",
	"str": "string", "text": "string", "date": "string", "datetime": "string", "date-time": "string", "uuid": "string",
	"list": "array", "dict": "object", "map": "object",
	"string": "string", "number": "number", "integer": "integer", "boolean": "boolean", "array": "array", "object": "object",
}

func (r *reader) values(made *api.Schema, s spot) {
	if e := s.get("enum"); e.want(yaml.SequenceNode, `"enum"`) {
		for v := range e.elements {
			if one := value(v); one != nil {
				made.Enum = append(made.Enum, one)
			}
		}
	}
	if e := s.get("const"); e.exists() {
		made.Const = value(e)
	}
	if e := s.get("default"); e.exists() {
		made.Default = value(e)
	}
	switch e, list := s.get("example"), s.get("examples"); {
	case e.exists():
		made.Example = value(e)
	case list.isList():
		for v := range list.elements {
			made.Example = value(v)
			break
		}
	case list.exists():
		list.warn(`"examples" of a schema must be a list, not %s`, kindName(list.n.Kind))
		made.Example = r.example(s)
	}
}

func (r *reader) object(made *api.Schema, s spot) {
	if p := s.get("properties"); p.want(yaml.MappingNode, `"properties"`) {
		for name, inner := range p.all {
			made.Properties = append(made.Properties, api.Property{Name: name, Schema: r.schema(inner)})
		}
	}
	switch required := s.get("required"); {
	case required.isList():
		made.Required = required.texts()
	case required.isText() && !r.swagger && required.text() != "true" && required.text() != "false":
		required.warn(`"required" of a schema must be a list of names`)
	}
	switch more := s.get("additionalProperties"); {
	case more.isText():
		made.Closed = more.text() == "false"
	case more.exists():
		made.Additional = r.schema(more)
	}
	if n, ok := integer(s.get("minProperties")); ok {
		made.MinProperties = n
	}
}

func (r *reader) list(made *api.Schema, s spot) {
	switch items := s.get("items"); {
	case items.isList():
		// Before JSON Schema 2020-12 a list of schemas stood here.
		for inner := range items.elements {
			made.Prefix = append(made.Prefix, r.schema(inner))
		}
	case items.exists():
		made.Items = r.schema(items)
	}
	for inner := range s.get("prefixItems").elements {
		made.Prefix = append(made.Prefix, r.schema(inner))
	}
	made.UniqueItems = s.get("uniqueItems").flag()
}

func (r *reader) several(s spot, key string) []*api.Schema {
	list := s.get(key)
	if !list.want(yaml.SequenceNode, `"`+key+`"`) {
		return nil
	}
	var all []*api.Schema
	for inner := range list.elements {
		// Null as an alternative is 3.1's way to say nullable.
		if one := r.schema(inner); one != nil {
			all = append(all, one)
		}
	}
	return all
}

func (r *reader) discriminator(made *api.Schema, d spot) {
	if d.isText() {
		made.Discriminator.Property = d.text() // Swagger 2.0
		return
	}
	if !d.exists() {
		return
	}
	made.Discriminator.Property = d.get("propertyName").text()
	for value, to := range d.get("mapping").all {
		reference := to.text()
		if reference == "" {
			continue
		}
		if !strings.ContainsAny(reference, "#/") {
			reference = "#/components/schemas/" + reference
		}
		target := r.target(d, to.as(reference))
		if schema := r.schema(r.follow(target)); schema != nil {
			set(&made.Discriminator.Values, schema, value)
		}
	}
}

// as is the spot with another text, for references that are not spelled as such.
func (s spot) as(text string) spot {
	n := *s.n
	n.Value = text
	return spot{s.File, &n}
}

func (r *reader) bounds(made *api.Schema, s spot) {
	made.Pattern = s.get("pattern").text()
	made.Minimum, made.Maximum = float(s.get("minimum")), float(s.get("maximum"))
	exclusive(&made.Minimum, &made.ExclusiveMinimum, s.get("exclusiveMinimum"))
	exclusive(&made.Maximum, &made.ExclusiveMaximum, s.get("exclusiveMaximum"))
	if f := float(s.get("multipleOf")); f != nil && *f > 0 {
		made.MultipleOf = *f
	}
	for key, to := range map[string]**int{
		"minLength": &made.MinLength, "maxLength": &made.MaxLength, "minItems": &made.MinItems, "maxItems": &made.MaxItems,
	} {
		if n, ok := integer(s.get(key)); ok {
			*to = &n
		}
	}
}

// exclusive reads a bound that OpenAPI 3.0 says with a boolean beside the other,
// and 3.1 with a number of its own.
func exclusive(bound **float64, flag *bool, s spot) {
	if s.flag() {
		*flag = *bound != nil
	} else if f := float(s); f != nil {
		*bound, *flag = f, true
	}
}

func float(s spot) *float64 {
	if !s.isText() {
		return nil
	}
	f, err := strconv.ParseFloat(s.text(), 64)
	if err != nil {
		return nil
	}
	return &f
}

func integer(s spot) (int, bool) {
	f := float(s)
	if f == nil || *f < 0 || *f > 1<<31 {
		return 0, false
	}
	return int(*f), true
}
