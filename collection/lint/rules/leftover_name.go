package rules

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
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
	Visit: rule.Visit{End: func(p *rule.Pass) {
		names := map[string]bool{}
		for _, i := range p.Facts.Items() {
			names[i.Name()] = true
		}
		leftover(p, p.Collection.Node.Get("info", "name"), names)
		for _, i := range p.Facts.Items() {
			leftover(p, i.Node.Get("name"), names)
		}
	}},
}

var (
	givenName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:New (?:Request|Folder|Collection)|Untitled(?: (?:Request|Folder|Collection))?)(?: \d+| \(\d+\))?$`)
	})
	// copied matches the names of copies. Earlier versions wrote "copy", and "copy-1"
	// for the next.
	copied = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(.*\S) ([Cc]opy)(?:[ -]\d+| \(\d+\))?$`) })
	// copying matches text before "Copy" that makes the name a real one: an action on
	// copies, or a kind of copy.
	copying = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|\s)(?:an?|the|this|that|your|my|each|every|of|and|or|to|for|make|create|add|get|list|show|view|find|read|update|edit|delete|remove|start|stop|cancel|abort|send|request|order|download|upload|print|hard|soft|deep|shallow|backup|carbon|certified|file|blob|digital|paper|full|new|copy)$`)
	})
)

// leftover reports a name that Postman gave. names has all names in the collection.
func leftover(p *rule.Pass, at jsontree.Node, names map[string]bool) {
	name := at.Text()
	given := givenName().MatchString(name)
	if m := copied().FindStringSubmatch(name); m != nil {
		given = names[m[1]] || m[2] == "Copy" && !copying().MatchString(m[1]) && !isSeries(m[1], names)
	}
	if given {
		p.Report(rule.Finding{
			At: at, Message: fmt.Sprintf("%q is a name that Postman gave", name),
			Help: "name it for what it does, or remove it",
		})
	}
}

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
