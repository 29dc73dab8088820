package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var emptyFolder = &rule.Rule{
	Name:     "empty-folder",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    "an empty folder. With a description or a script it is an info: that may be intended.",
	Why:      "Readers who open it wonder what is missing.",
	Fix:      "Removes the folder if it has no description, script, authorization or variable.",
	Bad: rule.Item(`{"name": "Ping", "request": "https://api.example.com/ping"},
{"name": "Appointments", "item": []}`),
	Good: rule.Item(`{"name": "Appointments", "item": [{"name": "List appointments", "request": "https://api.example.com/appointments"}]}`),
	Visit: rule.Visit{Item: func(p *rule.Pass, i collection.Item) {
		list := i.Node.Get("item")
		if list.Kind() != jsontree.Array || list.Len() > 0 || i.Node.Get("request").Exists() {
			return
		}
		f := rule.Finding{At: i.Node.Get("name"), Message: "the folder is empty", Help: "put its requests in, or remove it"}
		if !f.At.Exists() {
			f.At = i.Node
		}
		if d := i.Node.Get("description"); strings.TrimSpace(d.Text()+d.Get("content").Text()) != "" || hasScript(p, i) {
			f.Severity = diagnostic.Info
		}
		if isBare(i) {
			f.Fix = []jsontree.Edit{i.Node.Remove()}
		}
		p.Report(f)
	}},
}

// isBare reports whether an item has only a name and ids.
func isBare(i collection.Item) bool {
	for key, value := range i.Node.Members() {
		switch key.Text() {
		case "name", "id", "_postman_id", "item", "_postman_isSubFolder":
		default:
			if value.Len() > 0 || value.Text() != "" {
				return false
			}
		}
	}
	return true
}

// hasScript reports whether an item has a script that is not blank.
func hasScript(p *rule.Pass, i collection.Item) bool {
	for e := range i.Events() {
		if strings.TrimSpace(p.Facts.Script(e).Source) != "" {
			return true
		}
	}
	return false
}
