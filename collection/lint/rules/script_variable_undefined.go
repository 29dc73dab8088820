package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/facts"
	"github.com/postwright/postwright/collection/lint/rule"
)

var scriptVariableUndefined = &rule.Rule{
	Name:     "script-variable-undefined",
	Category: rule.Scripts,
	Severity: diagnostic.Warning,
	Finds:    "a script that reads a variable which nothing defines. One finding a name, at its first place. What may stand in an environment of another file is only reported with --environment, or when a defined name is near.",
	Why:      "The script gets undefined and goes on with it.",
	Bad: rule.Collection(`"variable": [{"key": "clinic_id", "value": "7"}],
"item": [{"name": "Ping", "request": "https://api.example.com/ping/{{clinic_id}}",
	"event": [{"listen": "test", "script": {"exec": ["console.log(pm.collectionVariables.get(\"clinicid\"));"]}}]}]`),
	Good: rule.Collection(`"variable": [{"key": "clinic_id", "value": "7"}],
"item": [{"name": "Ping", "request": "https://api.example.com/ping/{{clinic_id}}",
	"event": [{"listen": "test", "script": {"exec": ["console.log(pm.collectionVariables.get(\"clinic_id\"));"]}}]}]`),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		v := p.Facts.Variables()
		missing := func(read facts.Read) bool {
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
			if read.Scope != "collectionVariables" && !isNear && p.Facts.Environment == nil {
				continue
			}
			node, from, to := read.Script.Place(read.Token.Start, read.Token.End)
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
