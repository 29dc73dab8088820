package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var variableDynamicUnknown = &rule.Rule{
	Name:     "variable-dynamic-unknown",
	Category: rule.Variables,
	Severity: diagnostic.Error,
	Finds:    "a {{$name}} that is not one of Postman's dynamic variables, with the nearest one. A name without a near one, such as {{$filter}}, is an info: an environment may define it.",
	Why:      `Postman sends "{{$name}}" itself instead of a generated value.`,
	Bad:      rule.Request(`"https://api.example.com/patients?name={{$randomFirstname}}"`),
	Good:     rule.Request(`"https://api.example.com/patients?name={{$randomFirstName}}"`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		for _, u := range p.Facts.Variables().Uses {
			if v := p.Facts.Variables(); !isDynamic(u.Name) || v.Defined(u.Name) || v.Documented(u.Name) || isExpression(u.Name) || isForeign(p, u) {
				continue
			}
			if _, known := slices.BinarySearch(collection.DynamicVariables(), u.Name[1:]); known {
				continue
			}
			hint := suggest.Hint(u.Name[1:], collection.DynamicVariables())
			f := rule.Finding{
				At: u.Node, Start: u.From, End: u.To,
				Message: fmt.Sprintf("Postman has no dynamic variable {{%s}}%s", u.Name, strings.Replace(hint, `"`, `"$`, 1)),
				Help:    "it is sent literally",
			}
			if hint == "" && !strings.HasPrefix(u.Name, "$random") {
				f.Severity = diagnostic.Info
				f.Help = "it is sent literally, unless an environment defines a variable of that name"
			}
			p.Report(f)
		}
	}},
}
