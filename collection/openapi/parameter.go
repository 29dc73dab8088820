package openapi

import (
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/internal/suggest"
)

// found is a parameter and its place.
type found struct {
	*api.Parameter
	at          spot
	swaggerBody *spot // a Swagger 2.0 parameter that is part of the body
}

func (f *found) key() string { return f.In + " " + f.Name }

// merge returns a path's parameters and the operation's own, which take precedence.
func merge(shared, own []*found) []*found {
	var all []*found
	mine := map[string]bool{}
	for _, p := range own {
		mine[p.key()] = true
	}
	for _, p := range shared {
		if !mine[p.key()] {
			all = append(all, p)
		}
	}
	return append(all, own...)
}

// parameters returns the parameters in the list of a path or an operation.
func (r *reader) parameters(of spot) []*found {
	var all []*found
	seen := map[string]bool{}
	for e := range of.member("parameters", yaml.SequenceNode).elements {
		p := r.parameter(e)
		switch {
		case p == nil:
		case seen[p.key()]:
			e.warn("the %s parameter %q appears twice", p.In, p.Name)
		default:
			seen[p.key()] = true
			all = append(all, p)
		}
	}
	return all
}

func (r *reader) parameter(e spot) *found {
	s := r.follow(e)
	if !s.want(yaml.MappingNode, "a parameter") {
		return nil
	}
	s = s.withKeys()
	p := &api.Parameter{
		Name: s.exactly("name"), In: strings.ToLower(s.word("in")), Place: s.place(),
		Description: r.description(s),
		Required:    s.truth("required"),
		Deprecated:  s.truth("deprecated"),
		Style:       s.word("style"),
		Explode:     s.truth("explode"),
		Reserved:    s.truth("allowReserved"),
	}
	p.Spelled = p.Style != "" || s.get("explode").exists() || s.get("collectionFormat").exists()
	f := &found{Parameter: p, at: s}
	switch {
	case r.swagger && (p.In == "body" || p.In == "formdata"):
		f.swaggerBody = &s
		return f
	case p.Name == "":
		s.warn("a parameter has no name")
		return nil
	}
	if !inRequest(s, p) {
		return nil
	}
	schema := s.get("schema")
	switch {
	case r.swagger:
		schema = s
		p.Style, p.Explode = swaggerStyle(s.word("collectionFormat"))
	case !s.get("explode").exists():
		p.Explode = p.Exploded()
	}
	if !schema.exists() {
		for name, media := range r.content(s) {
			schema = media.get("schema")
			p.Example, p.JSON = r.example(media), api.IsJSON(name)
			break
		}
	}
	p.Schema = r.schema(schema)
	r.readAll()
	if p.Schema != nil && p.Description == "" {
		p.Description = p.Schema.Description
	}
	if own := spelled(r.exampleAt(s, ""), p.Schema); own != nil {
		p.Example = own
		if p.Examples = r.examples(s, ""); p.Examples[0].Key == "" {
			p.Examples = nil
		}
	}
	return f
}

// inRequest reports whether a parameter is in a place that a request has, and completes
// one that is the whole query. It reports what is wrong with others.
func inRequest(s spot, p *api.Parameter) bool {
	places := []string{api.InPath, api.InQuery, api.InHeader, api.InCookie}
	switch {
	case slices.Contains(places, p.In):
		return true
	case p.In == "querystring":
		// OpenAPI 3.2: the whole query. Postman can represent only a form in parts.
		if !s.get("content").get(api.MediaForm).exists() {
			s.note("the query %q is left out: it is not a form", p.Name)
			return false
		}
		p.In, p.Style = api.InQuery, "form"
		return true
	case p.In == "":
		s.warn("the parameter %q does not say where it is sent", p.Name)
	default:
		s.warn("the parameter %q is in %q, which does not exist%s", p.Name, p.In, suggest.Hint(p.In, places))
	}
	return false
}

// swaggerStyle returns OpenAPI 3's style for a collectionFormat.
func swaggerStyle(format string) (style string, explode bool) {
	switch format {
	case "":
		return "", false
	case "multi":
		return "form", true
	case "ssv":
		return "spaceDelimited", false
	case "pipes":
		return "pipeDelimited", false
	case "tsv":
		return "tabDelimited", false
	}
	return "form", false
}
