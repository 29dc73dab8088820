package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/nearest"
)

var pathVariableUndeclared = &rule.Rule{
	Name:     "path-variable-undeclared",
	Category: rule.URL,
	Severity: diagnostic.Warning,
	Finds:    `a ":name" in the path that is not among the address's variables.`,
	Why:      `There is nowhere to put its value: the server gets ":name" itself.`,
	Fix:      "Adds the variable, with an empty value for its user to fill in. Until then the same is sent as before.",
	Bad: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"]}}`),
	Good: rule.Request(`{"url": {"raw": "{{base_url}}/patients/:id", "host": ["{{base_url}}"],
	"path": ["patients", ":id"], "variable": [{"key": "id", "value": "1"}]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		u := r.URL()
		var declared []string
		for v := range u.PathVariables() {
			declared = append(declared, v.Key())
		}
		seen := map[string]bool{}
		for _, name := range declared {
			seen[name] = true
		}
		for segment := range u.Segments() {
			name := collection.PathVariable(segment.Text())
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			p.Report(rule.Finding{
				At:      segment,
				Message: fmt.Sprintf("the path's :%s is not among its variables%s", name, nearest.Hint(name, declared)),
				Help:    fmt.Sprintf(`":%s" itself is sent until it has a value`, name),
				Fix:     []collection.Edit{addPathVariable(u, name)},
			})
		}
	}},
}

func addPathVariable(u collection.URL, name string) collection.Edit {
	entry := fmt.Sprintf(`{"key": %s, "value": ""}`, collection.Quote(name))
	if list := u.Node.Get("variable"); list.Kind() == collection.Array {
		return list.AppendElement(entry)
	}
	return u.Node.Append(collection.Member{Key: "variable", JSON: "[" + entry + "]"})
}
