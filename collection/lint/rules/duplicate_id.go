package rules

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var duplicateID = &rule.Rule{
	Name:     "duplicate-id",
	Category: rule.Structure,
	Severity: diagnostic.Error,
	Finds:    "an id that two folders, requests or saved examples share.",
	Why:      "Tools that find elements by their ids (Postman's API, diff and merge, Newman's --folder) confuse them.",
	Fix:      "Gives the later one a new id, derived from the old one and its place, so that it is the same on every run.",
	Bad: rule.Item(`{"id": "8a1f", "name": "List patients", "request": "https://api.example.com/patients"},
{"id": "8a1f", "name": "List doctors", "request": "https://api.example.com/doctors"}`),
	Good: rule.Item(`{"id": "8a1f", "name": "List patients", "request": "https://api.example.com/patients"},
{"id": "8a20", "name": "List doctors", "request": "https://api.example.com/doctors"}`),
	Visit: rule.Visit{File: func(p *rule.Pass) {
		seen := map[string]jsontree.Node{}
		for _, i := range p.Facts.Items() {
			elementID(p, seen, i.Node)
			for r := range i.Responses() {
				elementID(p, seen, r.Node)
			}
		}
	}},
}

// elementID checks the ids of one element. Postman's two spellings may have the same
// value.
func elementID(p *rule.Pass, seen map[string]jsontree.Node, n jsontree.Node) {
	id, postmanID := n.Get("id"), n.Get("_postman_id")
	for _, at := range []jsontree.Node{id, postmanID} {
		text := at.Text()
		if text == "" || at == postmanID && text == id.Text() {
			continue
		}
		first, ok := seen[text]
		if !ok {
			seen[text] = at
			continue
		}
		fresh := uuid.NewSHA1(uuid.NameSpaceURL, []byte(text+" "+at.Pointer())).String()
		p.Report(rule.Finding{
			At:      at,
			Message: fmt.Sprintf("the id %q is taken", text),
			Aside:   fmt.Sprintf(" by the element in %s", p.Facts.Line(first)),
			Help:    "give this one an id of its own",
			Offer:   diagnostic.Repair,
			Fix:     []jsontree.Edit{at.Replace(jsontree.Quote(fresh))},
		})
	}
}
