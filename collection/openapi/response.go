package openapi

import (
	"regexp"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// statuses are the keys of a Responses Object that say a status (OpenAPI 3.1.1,
// "Patterned Fields" of the Responses Object).
var statuses = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([1-5]([0-9]{2}|XX)|default)$`) })

// responses are those that an operation declares. The schema is read for success
// only: what failures look like, nothing asks.
func (r *reader) responses(o spot) []api.Response {
	var all []api.Response
	for status, s := range o.member("responses", yaml.MappingNode).all {
		if status = strings.Replace(status, "xx", "XX", 1); !statuses().MatchString(status) {
			continue
		}
		response := api.Response{Status: status}
		if s = r.follow(s); s.want(yaml.MappingNode, "a response") {
			response.Description = s.word("description")
			if response.Succeeds() {
				response.Schema = r.answer(s)
			}
			r.contents(&response, s, o)
		}
		all = append(all, response)
	}
	return all
}

// contents reads a response's media types and their examples.
func (r *reader) contents(response *api.Response, s, o spot) {
	if r.swagger {
		response.Media = o.words("produces")
		if len(response.Media) == 0 {
			response.Media = r.produces
		}
		for media, e := range s.member("examples", yaml.MappingNode).all {
			if v := authored(e); v != nil {
				response.Examples = append(response.Examples, api.Example{Media: media, Value: v})
			}
		}
		return
	}
	for media, content := range s.member("content", yaml.MappingNode).all {
		response.Media = append(response.Media, media)
		response.Examples = append(response.Examples, r.examples(content, media)...)
	}
}

// examples are those of a Media Type Object, its only one or all by their keys.
func (r *reader) examples(content spot, media string) []api.Example {
	var all []api.Example
	if e := content.get("example"); e.exists() {
		if v := authored(e); v != nil {
			all = append(all, api.Example{Media: media, Value: v})
		}
	}
	for key, e := range content.member("examples", yaml.MappingNode).all {
		e = r.follow(e)
		// OpenAPI 3.2 has dataValue and serializedValue.
		for _, name := range []string{"value", "dataValue", "serializedValue"} {
			if v := e.get(name); v.exists() {
				if v := authored(v); v != nil {
					all = append(all, api.Example{Key: key, Summary: e.word("summary"), Media: media, Value: v})
				}
				break
			}
		}
	}
	return all
}

// maxAuthored is how many values an example has at most.
const maxAuthored = 200_000

// authored is the value of an example; nil where it is too large.
func authored(s spot) *api.Value {
	left := maxAuthored
	return valueWithin(s, 0, &left)
}

// answer is the schema of a response's JSON.
func (r *reader) answer(response spot) *api.Schema {
	schema, known := r.answers[response.n]
	if !known {
		schema = r.answerOf(response)
		r.answers[response.n] = schema
	}
	return schema
}

func (r *reader) answerOf(response spot) *api.Schema {
	if r.swagger {
		return r.schema(response.get("schema"))
	}
	for media, content := range response.member("content", yaml.MappingNode).all {
		if schema := content.get("schema"); (api.IsJSON(media) || media == "*/*") && schema.exists() {
			return r.schema(schema)
		}
	}
	return nil
}
