package mock

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
)

// notParameters are the headers that OpenAPI describes elsewhere (3.1.1, section
// 4.12.2).
var notParameters = []string{"authorization", "accept", "content-type"}

// checkParameters checks the query parameters and headers of a request:
// required ones, types, and groups of which one is needed. Parameters that
// the operation does not declare are ignored.
func (m *API) checkParameters(c call, found problems) {
	query := c.request.URL.Query()
	for _, p := range c.plan.operation.Parameters {
		var texts []string
		switch p.In {
		case api.InQuery:
			texts = query[p.Name]
		case api.InHeader:
			texts = c.request.Header.Values(p.Name)
		default:
			continue
		}
		texts = slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" })
		if len(texts) == 0 {
			if p.Required && !isSpread(p) && !slices.Contains(notParameters, strings.ToLower(p.Name)) {
				found.add(p.Name, "The %s parameter %s is required.", p.In, p.Name)
			}
			continue
		}
		for _, text := range texts {
			checkText(p, text, found)
		}
	}
	given := func(name string) bool { return query.Get(name) != "" }
	for _, one := range c.plan.operation.OneOf {
		if slices.ContainsFunc(one, given) {
			continue
		}
		for _, name := range one {
			found.add(name, "One of the query parameters %s is required.", strings.Join(one, ", "))
		}
	}
}

// isSpread reports whether a parameter is an object that is sent as several
// parameters of other names.
func isSpread(p *api.Parameter) bool {
	return p.Style == "deepObject" || p.Schema != nil && sample.Flat(p.Schema).Is("object") && !p.JSON
}

// checkText checks one value of a parameter.
func checkText(p *api.Parameter, text string, found problems) {
	if p.Schema == nil || isSpread(p) {
		return
	}
	flat := sample.Flat(p.Schema)
	texts := []string{text}
	if flat.Is("array") && !p.JSON {
		if flat.Items == nil {
			return
		}
		flat, texts = sample.Flat(flat.Items), strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '|' || r == ' ' })
	}
	for _, one := range texts {
		if fitsText(one, flat) {
			continue
		}
		found.add(p.Name, "The %s parameter %s must be %s, not %q.", p.In, p.Name, describe(flat), cut(one))
	}
}

// fitsText reports whether a text is a value of a schema.
func fitsText(text string, flat *api.Schema) bool {
	for _, v := range readings(text) {
		if sample.Fits(v, flat) && formatted(v, flat) {
			return true
		}
	}
	return false
}

// cut returns the start of a text, for messages.
func cut(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
