package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var duplicateName = &rule.Rule{
	Name:     "duplicate-name",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    "two requests, or two folders, of one name in one folder.",
	Why:      "Reports and logs name requests by their names: nobody can tell which of the two failed. A run that picks one by its name picks the first.",
	Bad: rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"},
{"name": "List patients", "request": "https://api.example.com/patients?verbose=true"}`),
	Good: rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"},
{"name": "List patients with details", "request": "https://api.example.com/patients?verbose=true"}`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { siblings(p, p.Collection.Node) },
		Item: func(p *rule.Pass, i collection.Item) { siblings(p, i.Node) },
	},
}

func siblings(p *rule.Pass, holder collection.Node) {
	type named struct {
		folder bool
		name   string
	}
	seen := map[named]collection.Node{}
	for n := range holder.Get("item").Elements() {
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
		p.Report(rule.Finding{
			At:      n.Get("name"),
			Message: fmt.Sprintf("another %s here is named %q, too", kindOf(i), i.Name()),
			Aside:   fmt.Sprintf(": that in %s", p.Facts.Line(first.Get("name"))),
			Help:    "name them for what tells them apart",
		})
	}
}
