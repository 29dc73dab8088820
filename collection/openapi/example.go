package openapi

import (
	"iter"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/internal/yamlfile"
)

// example returns the first example of a parameter, media type or schema.
func (r *reader) example(s spot) *api.Value {
	return value(r.exampleAt(s, ""))
}

// exampleAt returns the place of the first example.
func (r *reader) exampleAt(s spot, media string) spot {
	for _, v := range r.exampleSpots(s, media) {
		return v
	}
	return spot{}
}

// examples returns the examples of a Media Type Object: its only one, or all with their
// keys.
func (r *reader) examples(content spot, media string) []api.Example {
	var all []api.Example
	for e, v := range r.exampleSpots(content, media) {
		if v := authored(v); v != nil {
			all = append(all, r.typed(api.Example{Key: e.key, Summary: e.word("summary"), Media: media, Value: v}, content))
		}
	}
	return all
}

// schemaExample returns the example of a schema as a whole, for a media type without
// one; none if there is none.
func (r *reader) schemaExample(content spot, media string) []api.Example {
	e := r.ownExample(content.get("schema"))
	if v := authored(e); v != nil {
		return []api.Example{r.typed(api.Example{Media: media, Value: v}, content)}
	}
	return nil
}

// ownExample returns the place of the example of a schema, or of the schema that it
// refers to.
func (r *reader) ownExample(schema spot) spot {
	if !schema.exists() {
		return spot{}
	}
	schema = r.follow(schema)
	if e := schema.get("example"); e.exists() {
		return r.shown(e)
	}
	for e := range schema.get("examples").elements {
		return e
	}
	return spot{}
}

// exampleObject is an Example Object and its key; the zero one for an example without a
// key.
type exampleObject struct {
	spot
	key string
}

// exampleSpots yields the examples of a parameter, media type or schema, and the places
// of their values.
func (r *reader) exampleSpots(s spot, media string) iter.Seq2[exampleObject, spot] {
	return func(yield func(exampleObject, spot) bool) {
		for _, key := range []string{"example", "x-example"} { // the latter in Swagger 2.0
			if e := s.get(key); e.exists() && !yield(exampleObject{}, r.shown(e)) {
				return
			}
		}
		all := s.get("examples")
		if all.get("$ref").isText() {
			all = r.follow(all)
		}
		if !all.want(yaml.MappingNode, `"examples"`) {
			return
		}
		for key, e := range all.all {
			e = r.follow(e)
			if v := r.valueOf(e, media); v.exists() && !yield(exampleObject{e, key}, v) {
				return
			}
		}
	}
}

// valueOf returns the value of an Example Object, or the content of its file. OpenAPI
// 3.2 has dataValue and serializedValue.
func (r *reader) valueOf(e spot, media string) spot {
	for _, name := range []string{"value", "dataValue", "serializedValue"} {
		if v := e.get(name); v.exists() {
			return r.shown(v)
		}
	}
	at := e.get("externalValue")
	if !at.isText() {
		return spot{}
	}
	name, _, _ := strings.Cut(at.text(), "#")
	if media != "" && !api.IsJSON(media) {
		text, err := r.textOf(at.File, name)
		if err != nil {
			at.note("the example %q is left out: %v", at.text(), err)
			return spot{}
		}
		f := &File{Name: name, Text: text}
		return f.spot(node{yaml: &yamlfile.Node{Kind: yaml.ScalarNode, Type: yamlfile.TypeString, Value: text, Line: 1, Column: 1}})
	}
	f, err := r.sibling(at.File, name)
	if err != nil {
		at.note("the example %q is left out: %v", at.text(), err)
		return spot{}
	}
	return f.spot(f.root)
}

// shown returns the value of an example. A value that is only a reference is resolved:
// OpenAPI has no references there, but bundlers follow them, and authors rely on it.
func (r *reader) shown(v spot) spot {
	if isLoneReference(v) {
		if at := r.follow(v); at.exists() {
			return at
		}
	}
	return v
}

// typed adds the schema to an example that is a value and is sent as XML.
func (r *reader) typed(e api.Example, of spot) api.Example {
	if api.IsXML(e.Media) && e.Value.Kind != api.String {
		e.Schema = r.schema(of.get("schema"))
	}
	return e
}

// headers returns the headers of a response that have an example in the document, except
// Content-Type, which the media type determines.
func (r *reader) headers(response spot) []api.Header {
	var all []api.Header
	for name, h := range r.named(response, "headers") {
		h = r.follow(h)
		e := r.exampleAt(h, "")
		switch {
		case e.exists():
		case r.swagger:
			e = h.get("default")
		default:
			e = r.ownExample(h.get("schema"))
		}
		if v := value(e); v != nil && !strings.EqualFold(name, "content-type") {
			all = append(all, api.Header{Name: name, Value: v})
		}
	}
	return all
}

// maxAuthored is the maximum number of values in an example.
const maxAuthored = 200_000

// authored returns the value of an example; nil if it is too large.
func authored(s spot) *api.Value {
	left := maxAuthored
	return valueWithin(s, 0, &left)
}
