package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var variableUnused = &rule.Rule{
	Name:     "variable-unused",
	Category: rule.Variables,
	Severity: diagnostic.Warning,
	Finds:    "a variable of the collection, a folder or a request that nothing uses. One whose name stands as a text in a script counts as used, and one whose name is a note to the reader, with arrows or many words, is left alone.",
	Why:      "Its reader looks for what it does. Often the name that is used is misspelled somewhere.",
	Bad: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}],
"item": [{"name": "List patients", "request": "https://api.example.com/patients"}]`),
	Good: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}],
"item": [{"name": "List patients", "request": "{{base_url}}/patients"}]`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { unused(p, p.Collection.Variables()) },
		Item: func(p *rule.Pass, i collection.Item) { unused(p, i.Variables()) },
	},
}

func unused(p *rule.Pass, variables func(func(collection.Variable) bool)) {
	for v := range variables {
		if isNote(v.Key()) || p.Facts.Variables().Used(v.Key()) {
			continue
		}
		p.Report(rule.Finding{
			At: variableName(v), Message: fmt.Sprintf("nothing uses the variable %q", v.Key()),
			Help: "remove it, or look for the place that should use it",
		})
	}
}

// isNote reports whether the name of a variable is no name, but empty or a note to the
// reader, such as "PLEASE NOTE -->".
func isNote(name string) bool {
	const longest = 3 // words of a name
	name = strings.TrimSpace(name)
	return name == "" || strings.ContainsAny(name, "<>{}→←↓") || len(strings.Fields(name)) > longest
}

// variableName is the node of a variable's name.
func variableName(v collection.Variable) jsontree.Node {
	if key := v.Node.Get("key"); key.Exists() {
		return key
	}
	return v.Node.Get("id")
}
