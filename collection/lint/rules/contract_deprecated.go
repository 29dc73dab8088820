package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var contractDeprecated = &rule.Rule{
	Name:     "contract-deprecated",
	Category: rule.Contracts,
	Severity: diagnostic.Info,
	Finds:    "a request that calls a deprecated operation, unless its name or description, or a folder's, says so; with its replacement, if the document's description names another operation. More than three requests are one finding.",
	Why:      "The API is going to remove the operation.",
	Bad:      rule.Request(`"https://api.example.com/reports"`).WithContract(),
	Good:     rule.Request(`{"url": "https://api.example.com/reports", "description": "Deprecated: use /visits."}`).WithContract(),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		var found []rule.Finding
		for i := range p.Facts.Requests() {
			o := operationFor(p, i)
			if o == nil || !o.Deprecated || saysDeprecated(i) {
				continue
			}
			found = append(found, rule.Finding{
				At: urlPlace(i.Request().URL()), Message: o.String() + " is deprecated" + successor(p.Contract.Known(), o), Help: seeDocument(o.Place, "it"),
			})
		}
		if len(found) > mostAlike {
			found = []rule.Finding{{
				At: found[0].At, Everywhere: true, Message: "deprecated operations are called",
				Aside: fmt.Sprintf(", by %d requests", len(found)), Help: "leave them out, or say in their names or descriptions that they are deprecated",
			}}
		}
		for _, f := range found {
			p.Report(f)
		}
	}},
}

// saysDeprecated reports whether a request or a folder around it says that it is deprecated.
func saysDeprecated(i collection.Item) bool {
	for at := &i; at != nil; at = at.Folder {
		for _, n := range []jsontree.Node{at.Node.Get("name"), at.Node.Get("description"), at.Node.Get("request", "description")} {
			if strings.Contains(strings.ToLower(plainText(n)), "deprecat") {
				return true
			}
		}
	}
	return false
}

var wordOfReplacing = lazy.Regexp{Expr: `(?i)\b(use|instead|replac|supersed|favou?r|prefer|switch|migrat|moved|see)`}

// successor returns a hint at the operation that a deprecated one's description names as
// its replacement, by path or ID: "; use GET /visits".
func successor(known *api.API, deprecated *api.Operation) string {
	said := deprecated.Summary + "\n" + deprecated.Description
	if !wordOfReplacing.Get().MatchString(said) {
		return ""
	}
	var best *api.Operation
	most := 0
	for _, o := range known.Operations {
		weight := 0
		switch {
		case o == deprecated || o.Deprecated || o.Path == deprecated.Path:
		case names(said, o.String()):
			weight = 4*len(o.Path) + 2
		case names(said, o.Path):
			weight = 4 * len(o.Path)
			if o.Method == deprecated.Method {
				weight++
			}
		case len(o.ID) > 3 && names(said, o.ID):
			weight = len(o.ID)
		}
		if weight > most {
			best, most = o, weight
		}
	}
	if best == nil {
		return ""
	}
	return "; use " + best.String()
}

// names reports whether a text names a path or an ID that is not part of a longer one.
func names(text, name string) bool {
	return strings.Contains(text, name) &&
		regexp.MustCompile(`(^|[^\w/{}-])`+regexp.QuoteMeta(name)+`([^\w/{}-]|$)`).MatchString(text)
}
