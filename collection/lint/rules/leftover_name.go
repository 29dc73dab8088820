package rules

import (
	"fmt"
	"regexp"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var leftoverName = &rule.Rule{
	Name:     "leftover-name",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    `a name that Postman gave and nobody changed: "… Copy", "New Request", "New Folder", "Untitled".`,
	Why:      "It tells the reader nothing, and often the copy itself was left behind.",
	Bad:      rule.Item(`{"name": "List patients Copy", "request": "https://api.example.com/patients"}`),
	Good:     rule.Item(`{"name": "Copy a patient", "request": "https://api.example.com/patients"}`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) { leftover(p, p.Collection.Node.Get("info", "name")) },
		Item: func(p *rule.Pass, i collection.Item) { leftover(p, i.Node.Get("name")) },
	},
}

var givenName = regexp.MustCompile(`^(?:New (?:Request|Folder|Collection)|Untitled(?: (?:Request|Folder|Collection))?)(?: \d+| \(\d+\))?$|(?:\S )Copy(?: \d+| \(\d+\))?$`)

func leftover(p *rule.Pass, name collection.Node) {
	if givenName.MatchString(name.Text()) {
		p.Report(rule.Finding{
			At: name, Message: fmt.Sprintf("%q is a name that Postman gave", name.Text()),
			Help: "name it for what it does, or remove it",
		})
	}
}
