package rules

import (
	"fmt"
	"slices"

	"github.com/tdewolff/parse/v2/js"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

var scriptVariableUndefined = &rule.Rule{
	Name:     "script-variable-undefined",
	Category: rule.Scripts,
	Severity: diagnostic.Warning,
	Finds:    `a script that reads a variable that nothing defines. One finding per name, at its first place. A variable that an environment in another file may define is only reported if an environment is given, or if a defined name is similar. A read with a fallback, as in get("name") || "value", is not reported.`,
	Why:      "The script gets undefined and continues with it.",
	Bad: rule.Collection(`"variable": [{"key": "clinic_id", "value": "7"}],
"item": [{"name": "Ping", "request": "https://api.example.com/ping/{{clinic_id}}",
	"event": [{"listen": "test", "script": {"exec": ["console.log(pm.collectionVariables.get(\"clinicid\"));"]}}]}]`),
	Good: rule.Collection(`"variable": [{"key": "clinic_id", "value": "7"}],
"item": [{"name": "Ping", "request": "https://api.example.com/ping/{{clinic_id}}",
	"event": [{"listen": "test", "script": {"exec": ["console.log(pm.collectionVariables.get(\"clinic_id\"));"]}}]}]`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		v := p.Facts.Variables()
		missing := func(read analysis.Read) bool {
			return read.Scope != "iterationData" && read.Scope != "vault" && !v.Defined(read.Name) && !isElsewhere(read.Name)
		}
		count := map[string]int{}
		for _, read := range v.Reads {
			if missing(read) {
				count[read.Name]++
			}
		}
		variables := nearVariables{names: v.Names()}
		reported := map[string]bool{}
		for _, read := range v.Reads {
			if reported[read.Name] || !missing(read) {
				continue
			}
			near, isNear := variables.find(read.Name)
			if !isNear && (hasFallback(p, read) || read.Scope != "collectionVariables" && p.Facts.Environment == nil) {
				continue
			}
			node, from, to := p.Facts.Script(read.Event).Place(read.Start, read.End)
			f := rule.Finding{
				At: node, Start: from, End: to,
				Message:    fmt.Sprintf("nothing defines %q", read.Name),
				Everywhere: true,
				Help:       "the script gets undefined",
			}
			if count[read.Name] > 1 {
				f.Aside += fmt.Sprintf(" (read %d times)", count[read.Name])
			}
			if isNear {
				f.Aside += fmt.Sprintf("; did you mean %q?", near)
			}
			reported[read.Name] = true
			p.Report(f)
		}
	}},
}

// hasFallback reports whether a script takes another value where a variable has none, or
// asks whether it has one: get("name") || "value", !pm.variables.get("name").
func hasFallback(p *rule.Pass, read analysis.Read) bool {
	tokens := p.Facts.Script(read.Event).Tokens()
	i := slices.IndexFunc(tokens, func(t script.Token) bool { return t.Start() >= read.End })
	for start := i - 2; start > 0; start-- { // back to the start of the call
		if text := tokens[start].Text; text == "!" {
			return true
		} else if text != "." && text != "(" && !js.IsIdentifierName(tokens[start].Type) {
			break
		}
	}
	if i < 0 || i+1 >= len(tokens) || tokens[i].Text != ")" {
		return false
	}
	return tokens[i+1].Text == "||" || tokens[i+1].Text == "??"
}
