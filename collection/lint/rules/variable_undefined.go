package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var variableUndefined = &rule.Rule{
	Name:     "variable-undefined",
	Category: rule.Variables,
	Severity: diagnostic.Warning,
	Finds:    "a {{name}} that neither the collection, its folders, a script nor a given environment defines, and no description tells the reader to fill in. A variable whose value is its own {{name}} defines nothing. One finding per name, at its first place. It is a warning if a defined name is similar or an environment was given, otherwise an info: an environment in another file may define it.",
	Why:      `Postman sends "{{name}}" itself.`,
	Bad: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}],
"item": [{"name": "List patients", "request": "{{base_ulr}}/patients"}, {"name": "Ping", "request": "{{base_url}}/ping"}]`),
	Good: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}],
"item": [{"name": "List patients", "request": "{{base_url}}/patients"}]`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		v := p.Facts.Variables()
		count := map[string]int{}
		for _, u := range v.Uses {
			count[u.Name]++
		}
		near := nearVariables{names: v.Names()}
		for _, u := range v.Uses {
			if count[u.Name] == 0 || isElsewhere(u.Name) || v.Defined(u.Name) || v.Documented(u.Name) || isExpression(u.Name) || isForeign(p, u) {
				continue
			}
			undefined(p, u, count[u.Name], &near)
			count[u.Name] = 0
		}
	}},
}

func undefined(p *rule.Pass, u analysis.Use, count int, variables *nearVariables) {
	near, isNear := variables.find(u.Name)
	if trimmed := strings.TrimSpace(u.Name); trimmed != u.Name && p.Facts.Variables().Defined(trimmed) {
		near, isNear = trimmed, true
	}
	f := rule.Finding{
		At: u.Node, Start: u.From, End: u.To,
		Message:    fmt.Sprintf("nothing defines {{%s}}", u.Name),
		Everywhere: true,
		Severity:   diagnostic.Info,
	}
	if p.Facts.Variables().Circular(u.Name) {
		f.Message += " but a variable that refers to itself"
	}
	if count > 1 {
		f.Aside += fmt.Sprintf(" (used %d times)", count)
	}
	switch {
	case isNear:
		f.Aside += fmt.Sprintf("; did you mean %q?", near)
		f.Severity = diagnostic.Warning
	case p.Facts.Environment != nil:
		f.Severity = diagnostic.Warning
		f.Help = "define it in the environment or the collection"
	default:
		f.Listed = &diagnostic.Listed{Topic: "nothing defines these variables", Subject: "{{" + u.Name + "}}"}
		f.Help, f.Offer = "define it in the collection or in its environment", diagnostic.GiveEnvironment
	}
	p.Report(f)
}

func isDynamic(name string) bool { return strings.HasPrefix(name, "$") }

// isElsewhere reports whether no file defines a name: Postman generates its value, or
// has it in its vault.
func isElsewhere(name string) bool {
	return isDynamic(name) || strings.HasPrefix(name, collection.Vault)
}
