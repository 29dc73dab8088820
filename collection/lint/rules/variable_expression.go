package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var variableExpression = &rule.Rule{
	Name:     "variable-expression",
	Category: rule.Variables,
	Severity: diagnostic.Warning,
	Finds:    "an expression between the braces of a variable, such as a call of pm.globals.get. One finding per expression, at its first place.",
	Why:      "Postman looks up a variable of that name and evaluates nothing: the text is sent literally.",
	Bad:      rule.Request(`"https://api.example.com/patients?id={{pm.globals.get('id')}}"`),
	Good: rule.Collection(`"variable": [{"key": "id", "value": "1"}],
"item": [{"name": "Get patients", "request": "https://api.example.com/patients?id={{id}}"}]`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		v := p.Facts.Variables()
		count := map[string]int{}
		for _, u := range v.Uses {
			if isExpression(u.Name) && !v.Defined(u.Name) {
				count[u.Name]++
			}
		}
		for _, u := range v.Uses {
			if count[u.Name] == 0 {
				continue
			}
			f := rule.Finding{
				At: u.Node, Start: u.From, End: u.To, Everywhere: true,
				Message: fmt.Sprintf("{{%s}} is an expression, and Postman expects the name of a variable", shownExpression(u.Name)),
				Help:    "it is sent as it is written; compute the value in a script, set a variable, and refer to that",
			}
			if count[u.Name] > 1 {
				f.Aside = fmt.Sprintf(" (used %d times)", count[u.Name])
			}
			count[u.Name] = 0
			p.Report(f)
		}
	}},
}

// shownExpression returns an expression without its arguments, which may have a secret:
// btoa(…).
func shownExpression(name string) string {
	if at := strings.IndexAny(name, "([\"'`"); at >= 0 {
		name = name[:at+1] + "…"
		if name[at] == '(' {
			name += ")"
		}
	}
	if len(name) > longestShown {
		return "…"
	}
	return name
}
