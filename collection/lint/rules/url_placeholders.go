package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

// placeholderValues reports values of query parameters that are placeholders. It is one
// finding per placeholder, because converters write the same one all over a file.
func placeholderValues(p *rule.Pass) {
	type use struct {
		first urlPart
		count int
	}
	byText := map[string]*use{}
	var list []*use
	var parts []urlPart
	for i := range p.Facts.Requests() {
		parts = urlParts(parts[:0], i.Request().URL())
		for _, part := range parts {
			if part.kind != queryValuePart || !fillsIn(part.Text) {
				continue
			}
			u := byText[part.Text]
			if u == nil {
				u = &use{first: part}
				byText[part.Text] = u
				list = append(list, u)
			}
			u.count++
		}
	}
	for _, u := range list {
		f := rule.Finding{
			Everywhere: true, Severity: diagnostic.Info,
			Message: fmt.Sprintf("%s is a placeholder, and is sent as it is written", u.first.Text),
			Help:    "fill it in, switch the parameter off, or write a variable in its place",
		}
		if u.count > 1 {
			f.Aside = fmt.Sprintf(" (%d parameters)", u.count)
		}
		reportPart(p, u.first.Part, f)
	}
}
