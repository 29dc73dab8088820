package openapi

import (
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// statuses matches the keys of a Responses Object that are a status (OpenAPI 3.1.1,
// "Patterned Fields" of the Responses Object).
var statuses = lazy.Regexp{Expr: `^([1-5]([0-9]{2}|XX)|default)$`}

// responses returns the responses that an operation declares. The schema is read only
// for success, because nothing needs those of failures.
func (r *reader) responses(o spot) []api.Response {
	var all []api.Response
	for status, s := range r.named(o, "responses") {
		if status = strings.Replace(status, "xx", "XX", 1); !statuses.Get().MatchString(status) {
			continue
		}
		response := api.Response{Status: status}
		if s = r.follow(s); s.want(yaml.MappingNode, "a response") {
			response.Description = r.description(s)
			response.Schema = r.answer(s)
			r.contents(&response, s, o)
		}
		all = append(all, response)
	}
	return all
}

// contents reads the media types of a response and their examples.
func (r *reader) contents(response *api.Response, s, o spot) {
	if r.swagger {
		response.Media = o.words("produces")
		if len(response.Media) == 0 {
			response.Media = r.produces
		}
		for media, e := range r.follow(s.get("examples")).all {
			if v := authored(r.shown(e)); v != nil {
				response.Examples = append(response.Examples, r.typed(api.Example{Media: media, Value: v}, s))
			}
		}
		if len(response.Examples) == 0 {
			media := "application/json"
			if len(response.Media) > 0 && !slices.ContainsFunc(response.Media, api.IsJSON) {
				media = response.Media[0]
			}
			response.Examples = r.schemaExample(s, media)
		}
	}
	for media, content := range r.content(s) {
		response.Media = append(response.Media, media)
		own := r.examples(content, media)
		if len(own) == 0 && len(response.Examples) == 0 {
			own = r.schemaExample(content, media)
		}
		response.Examples = append(response.Examples, own...)
	}
	if len(response.Examples) > 0 {
		response.Headers = r.headers(s)
	}
}

// answer returns the schema of a response's JSON.
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
	for media, content := range r.content(response) {
		if schema := content.get("schema"); (api.IsJSON(media) || media == "*/*") && schema.exists() {
			return r.schema(schema)
		}
	}
	return nil
}
