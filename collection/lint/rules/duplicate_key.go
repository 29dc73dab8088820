package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var duplicateKey = &rule.Rule{
	Name:     "duplicate-key",
	Category: rule.Structure,
	Severity: diagnostic.Error,
	Finds:    "the same key twice in one object.",
	Why:      "Postman keeps the last one and silently drops the other when it saves the file.",
	Bad:      rule.Request(`{"url": "https://api.example.com/patients", "method": "GET", "method": "POST"}`),
	Good:     rule.Request(`{"url": "https://api.example.com/patients", "method": "POST"}`),

	Environments: true,
	JSON:         true,

	Visit: rule.Visit{Object: duplicateKeys},
}

// manyKeys is the number of keys from which a map finds duplicates faster than a linear
// search.
const manyKeys = 16

func duplicateKeys(p *rule.Pass, object jsontree.Node) {
	var room [manyKeys]jsontree.Node
	keys := room[:0]
	var seen map[string]jsontree.Node
	for key := range object.Members() {
		var first jsontree.Node
		switch {
		case seen != nil:
			first = seen[key.Text()]
		default:
			first = earlier(keys, key)
		}
		if first.Exists() {
			p.Report(rule.Finding{
				At: key, Message: fmt.Sprintf("%q appears twice", key.Text()), Aside: firstIn(p, first),
				Help: "Postman takes the last one; remove the one that is wrong",
			})
			continue
		}
		keys = append(keys, key)
		if seen != nil {
			seen[key.Text()] = key
		} else if len(keys) == manyKeys {
			seen = map[string]jsontree.Node{}
			for _, k := range keys {
				seen[k.Text()] = k
			}
		}
	}
}

// earlier returns the key among keys that has the same name.
func earlier(keys []jsontree.Node, key jsontree.Node) jsontree.Node {
	raw := key.Raw()
	for _, k := range keys {
		if k.Raw() == raw || k.Is(key.Text()) {
			return k
		}
	}
	return jsontree.Node{}
}
