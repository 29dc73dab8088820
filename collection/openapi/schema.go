package openapi

import (
	"cmp"
	"path"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// unread is a schema that has not been read yet, and its place.
type unread struct {
	made *api.Schema
	at   spot
}

// schema returns the schema at a spot, or the one that a reference there leads to. Each
// place in the document is one schema, so that schemas that refer to each other become
// pointers to each other. Their content is read by [reader.readAll].
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
			r.schemas[s.n] = &api.Schema{Never: true}
			return r.schemas[s.n]
		}
		if s.text() != "true" {
			s.warn("a schema must be an object, not %q", s.text())
		}
		return nil
	}
	if !s.want(yaml.MappingNode, "a schema") {
		return nil
	}
	if isLoneReference(s) {
		return r.referred(s)
	}
	made := r.newSchema()
	r.schemas[s.n] = made
	r.unread = append(r.unread, unread{made, s})
	return made
}

// newSchema returns an empty schema. A document has thousands, which are allocated in
// blocks.
func (r *reader) newSchema() *api.Schema {
	if len(r.block) == 0 {
		r.block = make([]api.Schema, 36)
	}
	made := &r.block[0]
	r.block = r.block[1:]
	return made
}

// isLoneReference reports whether a spot is a reference without other members.
func isLoneReference(s spot) bool {
	if s.n.yaml != nil && s.n.size() != 1 {
		return false
	}
	return s.isMapping() && s.get("$ref").isText() && s.n.size() == 1
}

// referred returns the schema that a reference leads to, through schemas that are only
// references; nil if there is none.
func (r *reader) referred(s spot) *api.Schema {
	reference := s.get("$ref")
	to := r.target(s, reference)
	if to.get("$ref").isText() && !r.follow(s).exists() {
		return nil
	}
	for s = to; isLoneReference(s); s = r.target(s, reference) {
		reference = s.get("$ref")
	}
	target := r.schema(s)
	r.name(target, reference)
	return target
}

// readAll reads the schemas that have not been read, and those that they lead to.
func (r *reader) readAll() {
	for len(r.unread) > 0 {
		next := r.unread[len(r.unread)-1]
		r.unread = r.unread[:len(r.unread)-1]
		r.fill(next.made, next.at)
	}
}

// name gives a schema the name in the reference that led to it. All schemas that are
// referred to have one.
func (*reader) name(s *api.Schema, reference spot) {
	if s == nil || s.Name != "" {
		return
	}
	file, fragment, _ := strings.Cut(reference.text(), "#")
	if segments := pointerSegments(fragment); len(segments) > 0 {
		s.Name = segments[len(segments)-1]
	} else {
		s.Name = strings.TrimSuffix(path.Base(file), path.Ext(file))
	}
	s.Name = cmp.Or(s.Name, "schema")
}

// fill reads the content of a schema. OpenAPI 3.1 allows other members next to a
// reference; 3.0 does not, but documents have them.
func (r *reader) fill(made *api.Schema, s spot) {
	s = s.withKeys()
	made.Format = s.word("format")
	if made.Format == "" && isBytes(s) {
		made.Format = "binary"
	}
	r.types(made, s)
	made.Description = r.description(s)
	made.ReadOnly, made.WriteOnly = s.truth("readOnly"), s.truth("writeOnly")
	made.Nullable = s.truth("nullable") || made.Nullable
	made.Deprecated = s.truth("deprecated")
	r.values(made, s)
	r.object(made, s)
	r.list(made, s)
	for inner := range s.member("allOf", yaml.SequenceNode).elements {
		if one := r.schema(inner); one != nil {
			made.AllOf = append(made.AllOf, one)
		}
	}
	made.OneOf = r.alternatives(made, s, "oneOf")
	made.AnyOf = r.alternatives(made, s, "anyOf")
	if s.get("$ref").isText() {
		if target := r.referred(s); target != nil {
			made.AllOf = append(made.AllOf, target)
		}
	}
	r.discriminator(made, s.get("discriminator"))
	made.XML = xml(s.member("xml", yaml.MappingNode))
	r.bounds(made, s)
}

// xml returns the content of an XML Object; nil if it has none.
func xml(s spot) *api.XML {
	if !s.exists() {
		return nil
	}
	x := api.XML{
		Name: s.word("name"), Namespace: s.word("namespace"), Prefix: s.word("prefix"),
		Attribute: s.truth("attribute"), Wrapped: s.truth("wrapped"),
	}
	// OpenAPI 3.2 has the kind of node instead.
	switch s.word("nodeType") {
	case "attribute":
		x.Attribute = true
	case "element":
		x.Wrapped = true
	}
	if x == (api.XML{}) {
		return nil
	}
	return &x
}

// isBytes reports whether a schema describes raw bytes. OpenAPI 3.1 expresses that with
// a media type (OpenAPI 3.1.1, "Considerations for File Uploads").
func isBytes(s spot) bool {
	return api.IsBinary(s.word("contentMediaType")) && s.word("contentEncoding") == ""
}

// knownTypes lists JSON Schema's types.
var knownTypes = []string{"string", "number", "integer", "boolean", "array", "object", "null"}

func (r *reader) types(made *api.Schema, s spot) {
	t := s.get("type")
	names := []string{t.text()}
	switch {
	case t.isList():
		names = t.texts()
	case !t.isText():
		t.want(yaml.ScalarNode, `"type"`)
		return
	}
	for _, name := range names {
		known := slices.Index(knownTypes, name)
		switch {
		case name == "null" && len(names) > 1:
			made.Nullable = true
		case known >= 0 && made.Types == nil:
			made.Types = knownTypes[known : known+1 : known+1]
		case known >= 0:
			made.Types = append(made.Types, name)
		case name == "file":
			if !r.swagger {
				t.warn(`there is no type "file" in OpenAPI 3; it is read as a string of format binary`)
			}
			made.Types, made.Format = append(made.Types, "string"), cmp.Or(made.Format, "binary")
		default:
			alike := alikeTypes.Get()[strings.ToLower(name)]
			if alike == "" {
				t.warn("there is no type %q; any value counts as valid", name)
				continue
			}
			t.warn("there is no type %q; it is read as %q", name, alike)
			made.Types = append(made.Types, alike)
		}
	}
}

// alikeTypes are words of other languages for JSON Schema's types.
var alikeTypes = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"bool": "boolean", "int": "integer", "long": "integer", "float": "number", "double": "number", "decimal": "number",
		"str": "string", "text": "string", "date": "string", "datetime": "string", "date-time": "string", "uuid": "string",
		"list": "array", "dict": "object", "map": "object",
		"string": "string", "number": "number", "integer": "integer", "boolean": "boolean", "array": "array", "object": "object",
	}
}}

func (r *reader) values(made *api.Schema, s spot) {
	for v := range s.member("enum", yaml.SequenceNode).elements {
		if one := value(v); one != nil {
			made.Enum = append(made.Enum, one)
		}
	}
	if len(made.Enum) == 1 && isPlaceholder(made.Enum[0]) {
		s.get("enum").warn("the one allowed value is %s, which generators write where nothing is known: any value is taken for allowed", made.Enum[0].JSON(""))
		made.Enum = nil
	}
	made.Const, made.Default = value(s.get("const")), spelled(s.get("default"), made)
	switch e, list := s.get("example"), s.get("examples"); {
	case e.exists():
		made.Example = spelled(r.shown(e), made)
	case list.isList():
		for v := range list.elements {
			made.Example = spelled(v, made)
			break
		}
	case list.exists() && !list.isNull():
		list.warn(`"examples" of a schema must be a list, not %s`, kindName(list.n.kind()))
		made.Example = r.example(s)
	}
}

// isPlaceholder reports whether a list is the one that generators write if they know no
// value. The string alone may be meant, because there are fields that name types.
func isPlaceholder(v *api.Value) bool {
	return v.Kind == api.List && len(v.Items) == 1 && v.Items[0].Kind == api.String && v.Items[0].Text == "string"
}

func (r *reader) object(made *api.Schema, s spot) {
	for name, inner := range r.named(s, "properties") {
		made.Properties = append(made.Properties, api.Property{Name: name, Schema: r.schema(inner)})
	}
	switch required := s.get("required"); {
	case required.isList():
		made.Required = required.texts()
	case required.exists() && !required.isNull() && !(r.swagger && s.get("in").exists()):
		// Parameters in Swagger 2.0 are also schemas, whose "required" is a boolean.
		required.warn(`"required" of a schema must be a list of names, not %s`, kindName(required.n.kind()))
	}
	switch more := s.get("additionalProperties"); {
	case more.isText():
		made.Closed = more.text() == "false" && !s.get("patternProperties").exists()
		if text := more.text(); text != "false" && text != "true" {
			more.warn(`"additionalProperties" must be a schema, true or false, not %q`, text)
		}
	case more.exists():
		made.Additional = r.schema(more)
	}
	if n := s.count("minProperties"); n != nil {
		made.MinProperties = *n
	}
	made.MaxProperties = s.count("maxProperties")
}

func (r *reader) list(made *api.Schema, s spot) {
	switch items := s.get("items"); {
	case items.isList():
		// Before JSON Schema 2020-12, items could be a list of schemas.
		for inner := range items.elements {
			made.Prefix = append(made.Prefix, r.schema(inner))
		}
	case items.exists():
		made.Items = r.schema(items)
	}
	for inner := range s.member("prefixItems", yaml.SequenceNode).elements {
		made.Prefix = append(made.Prefix, r.schema(inner))
	}
	made.UniqueItems = s.truth("uniqueItems")
	enumOfItems(made)
}

// alternatives returns the alternatives of a schema without null, which is how OpenAPI
// 3.1 expresses nullable. A single alternative does not count as one.
func (r *reader) alternatives(made *api.Schema, s spot, key string) []*api.Schema {
	var all []*api.Schema
	hasNull := false
	for inner := range s.member(key, yaml.SequenceNode).elements {
		if inner.get("type").text() == "null" {
			made.Nullable, hasNull = true, true
		} else if one := r.schema(inner); one != nil {
			all = append(all, one)
		}
	}
	if hasNull && len(all) == 0 && len(made.Types) == 0 {
		made.Types, made.Nullable = []string{"null"}, false
	}
	if made.Nullable && len(all) == 1 {
		made.AllOf = append(made.AllOf, all[0])
		return nil
	}
	return all
}

func (r *reader) discriminator(made *api.Schema, d spot) {
	if d.isText() {
		made.Discriminator.Property = d.text() // Swagger 2.0
		return
	}
	if !d.want(yaml.MappingNode, `"discriminator"`) {
		return
	}
	made.Discriminator.Property = d.exactly("propertyName")
	for value, to := range d.member("mapping", yaml.MappingNode).all {
		if !to.want(yaml.ScalarNode, "a value of \"mapping\"") {
			continue
		}
		name := to.text()
		known := d.spot(d.root).get("components").get("schemas").get(name).exists()
		if known || !strings.ContainsAny(name, "./#") {
			to = to.as("#/components/schemas/" + escapePointer(name))
		}
		if schema := r.schema(r.target(d, to)); schema != nil {
			r.name(schema, to)
			set(&made.Discriminator.Values, schema, value)
		}
	}
}

// as returns the spot with another text, for values that are references without being
// written as one.
func (s spot) as(text string) spot {
	n := *s.n.placed()
	n.Value = text
	return spot{File: s.File, n: node{yaml: &n}}
}
