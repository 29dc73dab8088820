package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var duplicateName = &rule.Rule{
	Name:     "duplicate-name",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    "two requests, or two folders, with the same name in one folder. Requests with different methods, and generated folders named after a path with one method each, are infos: Postman shows the method beside the name.",
	Why:      "Reports and logs identify requests by name, so they do not show which of the two failed. A run that selects one by name gets the first.",
	Bad: rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"},
{"name": "List patients", "request": "https://api.example.com/patients?verbose=true"}`),
	Good: rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"},
{"name": "List patients with details", "request": "https://api.example.com/patients?verbose=true"}`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { siblings(p, p.Collection.Node) },
		Item: func(p *rule.Pass, i collection.Item) { siblings(p, i.Node) },
	},
}

// siblings looks at the items in a folder, or in the collection.
func siblings(p *rule.Pass, holder jsontree.Node) {
	list := holder.Get("item")
	count := list.Len()
	if count < 2 {
		return
	}
	type named struct {
		folder bool
		name   string
	}
	seen := make(map[named]jsontree.Node, count)
	type called struct {
		named
		method string
	}
	methods := map[called]bool{} // those of what is named as something before it
	for n := range list.Elements() {
		i := collection.Item{Node: n}
		key := named{i.IsFolder(), i.Name()}
		if key.name == "" {
			continue
		}
		first, ok := seen[key]
		if !ok {
			seen[key] = n
			continue
		}
		methods[called{key, methodOf(collection.Item{Node: first})}] = true
		var severity diagnostic.Severity
		if one := (called{key, methodOf(i)}); !methods[one] {
			methods[one] = true
			severity = diagnostic.Info
		}
		p.Report(rule.Finding{
			Severity: severity,
			At:       n.Get("name"),
			Message:  fmt.Sprintf("another %s here is named %q, too", kindOf(i), i.Name()),
			Aside:    fmt.Sprintf(": that in %s", p.Facts.Line(first.Get("name"))),
			Help:     "give each a distinct name",
		})
	}
}

// methodOf returns the method of a request. For a folder that is named by a path, as
// generators name folders, it returns the common method of its requests. It returns ""
// if there is none.
func methodOf(i collection.Item) string {
	if !i.IsFolder() {
		return i.Request().Method()
	}
	method := ""
	for n := range i.Node.Get("item").Elements() {
		inner := collection.Item{Node: n}
		if inner.IsFolder() || !strings.HasPrefix(i.Name(), "/") || method != "" && method != inner.Request().Method() {
			return ""
		}
		method = inner.Request().Method()
	}
	return method
}
