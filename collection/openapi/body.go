package openapi

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// Media types of bodies that Postman has a form for.
const (
	mediaForm      = "application/x-www-form-urlencoded"
	mediaMultipart = "multipart/form-data"
)

// body is what a requestBody says. Of several media types the one that is
// easiest to fill in wins: JSON, forms, then the first.
func (r *reader) body(s spot) *api.Body {
	if !s.exists() || s.isNull() {
		return nil
	}
	s = r.follow(s)
	if !s.want(yaml.MappingNode, `"requestBody"`) {
		return nil
	}
	content := s.get("content")
	if !content.want(yaml.MappingNode, `"content"`) {
		return nil
	}
	var best string
	var of spot
	for media, m := range content.all {
		if best == "" || mediaRank(media) < mediaRank(best) {
			best, of = media, m
		}
	}
	if best == "" {
		return nil
	}
	b := &api.Body{
		Media:       strings.TrimSpace(best),
		Description: strings.TrimSpace(s.get("description").text()),
		Required:    s.get("required").flag(),
		Schema:      r.schema(of.get("schema")),
		Example:     r.example(of),
	}
	for name, e := range of.get("encoding").all {
		if isJSON(e.get("contentType").text()) {
			set(&b.JSON, name, true)
		}
		if style := e.get("style").text(); style != "" {
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
	case isJSON(lower):
		return 0
	case strings.HasPrefix(lower, mediaForm):
		return 1
	case strings.HasPrefix(lower, mediaMultipart):
		return 2
	case lower == "*/*":
		return 3
	}
	return 4
}

// swaggerBody is the body that Swagger 2.0 says with parameters: one in "body",
// or any number in "formData".
func (r *reader) swaggerBody(all []*found, o spot) *api.Body {
	form := &api.Schema{Types: []string{"object"}}
	hasFile := false
	for _, p := range all {
		if p.swaggerBody == nil {
			continue
		}
		s := *p.swaggerBody
		if p.In == "body" {
			b := &api.Body{
				Media: "application/json", Description: p.Description, Required: p.Required,
				Schema: r.schema(s.get("schema")),
			}
			consumed := r.consumes(o)
			for i, media := range consumed {
				if i == 0 || mediaRank(media) < mediaRank(b.Media) || !isJSON(b.Media) && isJSON(media) {
					b.Media = media
				}
			}
			return b
		}
		if p.Name == "" {
			s.warn("a form field has no name")
			continue
		}
		field := r.schema(s)
		if field != nil && field.Format == "binary" {
			hasFile = true
		}
		form.Properties = append(form.Properties, api.Property{Name: p.Name, Schema: field})
		if p.Required {
			form.Required = append(form.Required, p.Name)
		}
	}
	if len(form.Properties) == 0 {
		return nil
	}
	b := &api.Body{Media: mediaForm, Schema: form}
	for _, media := range r.consumes(o) {
		hasFile = hasFile || strings.EqualFold(media, mediaMultipart)
	}
	if hasFile {
		b.Media = mediaMultipart
	}
	return b
}

func (r *reader) consumes(o spot) []string {
	if own := o.get("consumes"); own.exists() {
		return own.texts()
	}
	return r.root.get("consumes").texts()
}

// example is the first example that a parameter, media type or schema has.
func (r *reader) example(s spot) *api.Value {
	if e := s.get("example"); e.exists() {
		return value(e)
	}
	examples := s.get("examples")
	if examples.isMapping() {
		for _, e := range examples.all {
			e = r.follow(e)
			if v := e.get("value"); v.exists() {
				return value(v)
			}
			break
		}
	}
	return nil
}
