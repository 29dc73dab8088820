package rules

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var leftoverName = &rule.Rule{
	Name:     "leftover-name",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    `a default name that was never changed: "… Copy", "New Request", "New Folder", "Untitled". Elements with a derived id, as generated requests have, were not named by Postman.`,
	Why:      "It says nothing about the request, and often the copy itself is left over.",
	Bad:      rule.Item(`{"name": "List patients Copy", "request": "https://api.example.com/patients"}`),
	Good:     rule.Item(`{"name": "Copy a patient", "request": "https://api.example.com/patients"}`),
	Visit: rule.Visit{
		File: func(p *rule.Pass) {
			info := p.Collection.Node.Get("info")
			leftover(p, info, info.Get("name").Text(), "_postman_id")
		},
		Item: func(p *rule.Pass, i collection.Item) { leftover(p, i.Node, i.Name(), "id") },
	},
}

var (
	givenName = lazy.Regexp{Expr: `^(?:New (?:Request|Folder|Collection)|Untitled(?: (?:Request|Folder|Collection))?)(?: \d+| \(\d+\))?$`}
	// copied matches the names of copies. Earlier versions wrote "copy", and "copy-1"
	// for the next.
	copied = lazy.Regexp{Expr: `^(.*\S) ([Cc]opy)(?:[ -]\d+| \(\d+\))?$`}
	// copying matches text before "Copy" that makes the name a real one: an action on
	// copies, or a kind of copy.
	copying = lazy.Regexp{Expr: `(?i)(?:^|\s)(?:an?|the|this|that|your|my|each|every|of|and|or|to|for|make|create|add|get|list|show|view|find|read|update|edit|delete|remove|start|stop|cancel|abort|send|request|order|download|upload|print|hard|soft|deep|shallow|backup|carbon|certified|file|blob|digital|paper|full|new|copy)$`}
)

// leftover looks at the name of an element with an id.
func leftover(p *rule.Pass, element jsontree.Node, name, id string) {
	given := (strings.HasPrefix(name, "New ") || strings.HasPrefix(name, "Untitled")) && givenName.Get().MatchString(name)
	if strings.Contains(name, "opy") { // most names match nothing, and patterns are slow
		if m := copied.Get().FindStringSubmatch(name); m != nil {
			names := itemNames(p)
			given = names[m[1]] || m[2] == "Copy" && !copying.Get().MatchString(m[1]) && !isSeries(m[1], names)
		}
	}
	if given && !isDerived(p, element.Get(id).Text()) {
		p.Report(rule.Finding{
			At: element.Get("name"), Message: fmt.Sprintf("%q is a name that Postman gave", name),
			Help: "name it for what it does, or remove it",
		})
	}
}

// itemNames returns the names of all items.
func itemNames(p *rule.Pass) map[string]bool {
	return analysis.Memo(p.Facts, namesOfItems{}, func() map[string]bool {
		names := map[string]bool{}
		for _, i := range p.Facts.Items() {
			names[i.Name()] = true
		}
		return names
	})
}

// namesOfItems is the key of the names of all items.
type namesOfItems struct{}

// isSeries reports whether other names add one word to the same word, so that it is not
// a name itself: "Bulk Copy" next to "Bulk Move" is an action.
func isSeries(word string, names map[string]bool) bool {
	if strings.Contains(word, " ") {
		return false
	}
	for name := range names {
		if rest, ok := strings.CutPrefix(name, word+" "); ok && rest != "Copy" && !strings.Contains(rest, " ") {
			return true
		}
	}
	return false
}

// isDerived reports whether a program derived an id from what the element is, which
// Postman does not. Formatting does as well, and knows nothing of who gave the name.
func isDerived(p *rule.Pass, id string) bool {
	if parsed, err := uuid.Parse(id); err != nil || parsed.Version() != 5 {
		return false
	}
	return !analysis.Memo(p.Facts, stableIDs{}, func() map[string]bool {
		ids := map[string]bool{}
		for _, e := range format.StableIDs(p.Document) {
			ids[strings.Trim(e.Text, `"`)] = true
		}
		return ids
	})[id]
}

// stableIDs is the key of the ids that formatting gives.
type stableIDs struct{}
