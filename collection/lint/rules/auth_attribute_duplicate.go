package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var authAttributeDuplicate = &rule.Rule{
	Name:     "auth-attribute-duplicate",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "an attribute that appears twice in one authorization.",
	Why:      "Only one of the values counts, and the file does not show which.",
	Bad:      rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}, {"key": "token", "value": "{{old_token}}"}]}`),
	Good:     rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		seen := map[string]jsontree.Node{}
		for at := range a.Attributes() {
			key := at.Node.Get("key")
			first, ok := seen[at.Key()]
			switch {
			case at.Key() == "":
			case !ok:
				seen[at.Key()] = key
			default:
				p.Report(rule.Finding{
					At:      key,
					Message: fmt.Sprintf("the %s %q appears twice", p.Term("attribute", "credential"), at.Key()),
					Aside:   firstIn(p, first),
					Help:    "remove the one that is wrong",
				})
			}
		}
	}},
}
