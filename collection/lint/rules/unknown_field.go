package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var unknownField = &rule.Rule{
	Name:     "unknown-field",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    "a field that neither the schema nor Postman's app knows, with the nearest known name. One finding per field, at its first place. Fields that start with an underscore are metadata, which Postman's SDK keeps.",
	Why:      "Postman ignores unknown fields and drops them at the next export. Most are typos, so that the intended setting is missing.",
	Bad:      rule.Request(`{"url": "https://api.example.com/patients", "metod": "POST"}`),
	Good:     rule.Request(`{"url": "https://api.example.com/patients", "method": "POST"}`),

	JSON: true,

	Visit: rule.Visit{File: func(p *rule.Pass) {
		for _, d := range p.Facts.Verdict() {
			if d.Rule == "format-version" {
				return // other formats have other fields
			}
		}
		// An exporter that writes a field of its own writes it everywhere, so a field is
		// reported once, at its first place.
		type field struct{ holder, name string }
		count := map[field]int{}
		inert := map[field]bool{}
		for u := range p.Facts.Schema().UnknownFields(p.Document) {
			if isMetadata(u.Key.Text()) {
				continue
			}
			is := field{u.Holder, u.Key.Text()}
			inert[is] = (count[is] == 0 || inert[is]) && is.name == "enabled" && u.Key.Parent().Get("enabled").True()
			count[is]++
		}
		if len(count) == 0 {
			return
		}
		for u := range p.Facts.Schema().UnknownFields(p.Document) {
			is := field{u.Holder, u.Key.Text()}
			if count[is] == 0 {
				continue
			}
			used := ""
			if count[is] > 1 {
				used = fmt.Sprintf(" (used %d times)", count[is])
			}
			count[is] = 0
			hint := ""
			if near, ok := suggest.Name(is.name, u.Known); ok && sameWords(split(is.name), split(near)) {
				hint = fmt.Sprintf("; did you mean %q?", near)
			}
			if other := otherNames.Get()[is.name]; other != "" && slices.Contains(u.Known, other) {
				hint = fmt.Sprintf("; did you mean %q?", other)
				if is.name == "enabled" {
					hint = fmt.Sprintf("; Postman's is %q, with the opposite meaning", other)
				}
			}
			f := rule.Finding{
				At: u.Key, Everywhere: true,
				Message: fmt.Sprintf("%q is not a field of %s", is.name, is.holder), Aside: used + hint,
				Help: "Postman ignores it, and leaves it out of the next export; remove or rename it",
			}
			if inert[is] {
				f.Severity = diagnostic.Info // if everything is enabled, it is sent as intended
			}
			p.Report(f)
		}
	}},
}

// isMetadata reports whether a field is an intentional extension: Postman's SDK keeps
// names that start with an underscore, and "x-" marks extensions.
func isMetadata(name string) bool {
	return strings.HasPrefix(name, "_") || strings.HasPrefix(name, "x-") || name == "$schema"
}

// otherNames maps fields of other formats and drafts to their names in v2.1.0.
var otherNames = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"enabled": "disabled", "data": "body", "headers": "header", "params": "query", "items": "item", "requests": "item",
		"responses": "response", "variables": "variable", "events": "event", "scripts": "event", "content": "raw", "summary": "name",
	}
}}
