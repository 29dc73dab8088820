package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// placeholderValues reports values of parameters in addresses that are placeholders.
func placeholderValues(p *rule.Pass) {
	var parts []urlPart
	reportPlaceholders(p, "parameters", "fill it in, switch the parameter off, or write a variable in its place", func(r collection.Request, add func(collection.Part)) {
		parts = urlParts(parts[:0], r.URL())
		for _, part := range parts {
			if part.kind == queryValuePart && fillsIn(part.Text) {
				add(part.Part)
			}
		}
		for v := range r.URL().PathVariables() {
			if value := v.Value(); value.Kind() == jsontree.String && fillsIn(value.Text()) {
				add(collection.Part{Node: value, Text: value.Text(), Whole: true})
			}
		}
	})
}

// placeholderHeaders reports values of headers that are placeholders, with or without the
// scheme of an authorization.
func placeholderHeaders(p *rule.Pass) {
	reportPlaceholders(p, "headers", "fill it in, switch the header off, or write a variable in its place", func(r collection.Request, add func(collection.Part)) {
		for h := range headers(r) {
			_, credential, _ := strings.Cut(h.value.Text, " ")
			if !h.unsent && (fillsIn(h.value.Text) || fillsIn(credential) && schemeWord.Get().MatchString(h.value.Text)) {
				add(h.value)
			}
		}
	})
}

// reportPlaceholders reports parts of requests that are placeholders. It is one finding per
// placeholder, because converters write the same one all over a file.
func reportPlaceholders(p *rule.Pass, several, help string, each func(collection.Request, func(collection.Part))) {
	type use struct {
		first collection.Part
		count int
	}
	byText := map[string]*use{}
	var list []*use
	for i := range p.Facts.Requests() {
		each(i.Request(), func(part collection.Part) {
			u := byText[part.Text]
			if u == nil {
				u = &use{first: part}
				byText[part.Text] = u
				list = append(list, u)
			}
			u.count++
		})
	}
	for _, u := range list {
		f := rule.Finding{
			Everywhere: true, Severity: diagnostic.Info,
			Message: fmt.Sprintf("%s is a placeholder, and is sent as it is written", u.first.Text),
			Help:    help,
		}
		if u.count > 1 {
			f.Aside = fmt.Sprintf(" (%d %s)", u.count, several)
		}
		reportPart(p, u.first, f)
	}
}
