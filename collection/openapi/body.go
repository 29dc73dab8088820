package openapi

import (
	"iter"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
)

// body returns the body for a requestBody. Of several media types it chooses the one
// that is easiest to fill in: JSON, then forms, then the first.
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
	var all []string
	for media, m := range r.content(s) {
		media = strings.TrimSpace(media)
		if media != "" {
			all = append(all, media)
		}
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
		Accepts:     all,
		Description: r.description(s),
		Required:    s.truth("required"),
		Schema:      r.schema(of.get("schema")),
		Examples:    r.examples(of, best),
	}
	if e := r.exampleAt(of, best); e.exists() {
		b.Example = value(e)
		set(&r.given, b, e)
	}
	for media, m := range r.content(s) {
		if schema := m.get("schema"); media != best && api.IsJSON(media) && schema.exists() {
			if own := r.schema(schema); own != b.Schema {
				name, _, _ := strings.Cut(strings.ToLower(media), ";")
				set(&b.Schemas, strings.TrimSpace(name), own)
			}
		}
	}
	for name, e := range of.member("encoding", yaml.MappingNode).all {
		if said := encoding(e); said != (api.Encoding{}) {
			set(&b.Encodings, name, said)
		}
	}
	return b
}

// content yields the media types of a body, response or parameter. OpenAPI 3.2 allows
// references there.
func (r *reader) content(s spot) iter.Seq2[string, spot] {
	return func(yield func(string, spot) bool) {
		for media, m := range r.named(s, "content") {
			if m.get("$ref").isText() {
				m = r.follow(m)
			}
			if media != "" && !strings.Contains(media, "/") {
				m.report("media type", diagnostic.Warning, "%q is not a media type, such as application/json", media)
			}
			if !yield(media, m) {
				return
			}
		}
	}
}

// named yields a member's named values: of the mapping there, or of the one that the
// mapping refers to. OpenAPI has no such references, but bundlers follow them, and
// authors split their documents at any place.
func (r *reader) named(s spot, key string) iter.Seq2[string, spot] {
	all := s.member(key, yaml.MappingNode)
	if isLoneReference(all) {
		all = r.follow(all)
		all.want(yaml.MappingNode, `"`+key+`"`)
	}
	return all.all
}

// encoding returns the encoding for an Encoding Object.
func encoding(e spot) api.Encoding {
	made := api.Encoding{Media: e.word("contentType"), Style: e.word("style")}
	made.Joined = joined(made.Style)
	if explode := e.get("explode"); explode.exists() {
		made.Joined = !e.truth("explode")
	}
	return made
}

// joined reports whether a list is one field by default: if its style has a separator
// (OpenAPI 3.1.1, "Fixed Fields" of the Encoding Object).
func joined(style string) bool { return style != "" && style != "form" && style != "deepObject" }

func set[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
}

func mediaRank(media string) int {
	lower, _, _ := strings.Cut(strings.ToLower(media), ";")
	switch lower = strings.TrimSpace(lower); {
	case lower == "application/json":
		return 0
	case api.IsJSON(lower):
		return 1
	case strings.HasPrefix(lower, api.MediaForm):
		return 2
	case strings.HasPrefix(lower, api.MediaMultipart):
		return 3
	case lower == "*/*":
		return 4
	}
	return 5
}

// swaggerBody returns the body that Swagger 2.0 describes with parameters: one in
// "body", or any number in "formData".
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
			// There is only one, but an operation may override that of its path.
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
			if field != nil && field.Format == "binary" || slices.ContainsFunc(consumed, isMultipart) {
				form.Media = api.MediaMultipart
			}
			if style, explode := swaggerStyle(p.swaggerBody.word("collectionFormat")); !explode && field != nil && field.Is("array") {
				set(&form.Encodings, p.Name, api.Encoding{Style: style, Joined: true})
			}
			form.Schema.Properties = append(form.Schema.Properties, api.Property{Name: p.Name, Schema: field})
			if p.Required {
				form.Schema.Required = append(form.Schema.Required, p.Name)
			}
		}
	}
	if body == nil && len(form.Schema.Properties) > 0 {
		body = form
	}
	if body != nil {
		body.Accepts = consumed
	}
	return body
}

func isMultipart(media string) bool {
	return strings.HasPrefix(strings.ToLower(media), api.MediaMultipart)
}
