package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var variableDuplicate = &rule.Rule{
	Name:     "variable-duplicate",
	Category: rule.Variables,
	Severity: diagnostic.Warning,
	Finds:    "a variable that is defined twice at one level: in the collection, in a folder or in an address.",
	Why:      "Only one of the values counts; changing the other has no effect.",
	Bad: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}, {"key": "base_url", "value": "https://test.example.com"}],
"item": [{"name": "List patients", "request": "{{base_url}}/patients"}]`),
	Good: rule.Collection(`"variable": [{"key": "base_url", "value": "https://api.example.com"}, {"key": "base_url", "value": "https://test.example.com", "disabled": true}],
"item": [{"name": "List patients", "request": "{{base_url}}/patients"}]`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { definedTwice(p, p.Collection.Variables()) },
		Item: func(p *rule.Pass, i collection.Item) { definedTwice(p, i.Variables()) },
		Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
			definedTwice(p, r.URL().PathVariables())
		},
	},
}

func definedTwice(p *rule.Pass, variables func(func(collection.Variable) bool)) {
	seen := map[string]jsontree.Node{}
	for v := range variables {
		name := v.Key()
		if name == "" || v.Disabled() {
			continue
		}
		at := variableName(v)
		first, ok := seen[name]
		if !ok {
			seen[name] = at
			continue
		}
		p.Report(rule.Finding{
			At:      at,
			Message: fmt.Sprintf("the variable %q is defined here twice", name),
			Aside:   firstIn(p, first),
			Help:    "the last one counts; remove the other",
		})
	}
}
