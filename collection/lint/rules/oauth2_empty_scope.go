package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2EmptyScope = &rule.Rule{
	Name:     "oauth2-empty-scope",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "an OAuth2 scope attribute with an empty value.",
	Why:      `Postman sends "scope=" instead of leaving it out, and servers answer with invalid_scope.`,
	Fix:      "Removes the attribute, so that no scope is sent and the server's default applies.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "addTokenTo", "value": "header"}, {"key": "scope", "value": ""}]}`),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "addTokenTo", "value": "header"}, {"key": "scope", "value": "patients:read"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		if a.Type() != "oauth2" {
			return
		}
		count := 0
		var scope collection.Attribute // the last of several counts
		for at := range a.Attributes() {
			if at.Key() == "scope" {
				scope = at
				count++
			}
		}
		if scope.Value().Kind() != jsontree.String || strings.TrimSpace(scope.Value().Text()) != "" {
			return
		}
		f := rule.Finding{
			At: scope.Value(), Message: "the scope is empty", Help: `Postman sends "scope="; leave ` + p.Term("the attribute", "it") + " out",
		}
		if !scope.Value().Is("") {
			f.Message = "the scope is nothing but space"
			f.Help = "Postman sends it as it is; leave " + p.Term("the attribute", "it") + " out"
		}
		if count == 1 {
			f.Fix = []jsontree.Edit{scope.Node.Remove()} // otherwise another one would be in force
		}
		p.Report(f)
	}},
}
