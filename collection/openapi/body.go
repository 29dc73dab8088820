package openapi

import (
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// body is what a requestBody says. Of several media types the one that is
// easiest to fill in wins: JSON, forms, then the first.
func (r *reader) body(s spot) *api.Body {
	s = r.follow(s)
	if !s.want(yaml.MappingNode, `"requestBody"`) {
		return nil
	}
	b, known := r.bodies[s.n]
	if !known {
		b = r.bodyOf(s)
		r.bodies[s.n] = b
	}
	return b
}

func (r *reader) bodyOf(s spot) *api.Body {
	var best string
	var of spot
	for media, m := range s.member("content", yaml.MappingNode).all {
		media = strings.TrimSpace(media)
		if media != "" && (best == "" || mediaRank(media) < mediaRank(best)) {
			best, of = media, m
		}
	}
	if best == "" {
		return nil
	}
	of.want(yaml.MappingNode, "a media type")
	b := &api.Body{
		Media:       best,
		Description: s.word("description"),
		Required:    s.truth("required"),
		Schema:      r.schema(of.get("schema")),
		Example:     r.example(of),
	}
	for name, e := range of.member("encoding", yaml.MappingNode).all {
		if api.IsJSON(e.word("contentType")) {
			set(&b.JSON, name, true)
		}
		if style := e.word("style"); style != "" {
			set(&b.Styles, name, style)
		}
	}
	return b
}

func set[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
}

func mediaRank(media string) int {
	switch lower := strings.ToLower(media); {
	case api.IsJSON(lower):
		return 0
	case strings.HasPrefix(lower, api.MediaForm):
		return 1
	case strings.HasPrefix(lower, api.MediaMultipart):
		return 2
	case lower == "*/*":
		return 3
	}
	return 4
}

// swaggerBody is the body that Swagger 2.0 says with parameters: one in "body",
// or any number in "formData".
func (r *reader) swaggerBody(all []*found, o spot) *api.Body {
	consumed := o.words("consumes")
	if !o.get("consumes").exists() {
		consumed = r.consumes
	}
	var body *api.Body
	form := &api.Body{Media: api.MediaForm, Schema: &api.Schema{Types: []string{"object"}}}
	for _, p := range all {
		switch {
		case p.swaggerBody == nil:
		case p.In == "body":
			// There is one, but an operation may say it in the place of its path's.
			body = &api.Body{
				Media: "application/json", Description: p.Description, Required: p.Required,
				Schema: r.schema(p.swaggerBody.get("schema")),
			}
			if len(consumed) > 0 {
				body.Media = slices.MinFunc(consumed, func(a, b string) int { return mediaRank(a) - mediaRank(b) })
			}
		case p.Name == "":
			p.at.warn("a form field has no name")
		default:
			field := r.schema(*p.swaggerBody)
			r.readAll()
			if field != nil && field.Format == "binary" || slices.Contains(consumed, api.MediaMultipart) {
				form.Media = api.MediaMultipart
			}
			form.Schema.Properties = append(form.Schema.Properties, api.Property{Name: p.Name, Schema: field})
			if p.Required {
				form.Schema.Required = append(form.Schema.Required, p.Name)
			}
		}
	}
	if body == nil && len(form.Schema.Properties) > 0 {
		return form
	}
	return body
}

// example is the first example that a parameter, media type or schema has.
func (r *reader) example(s spot) *api.Value {
	if e := s.get("example"); e.exists() {
		return value(e)
	}
	for _, e := range s.member("examples", yaml.MappingNode).all {
		if v := r.follow(e).get("value"); v.exists() {
			return value(v)
		}
		break
	}
	return nil
}
