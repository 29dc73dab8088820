package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var authPrefixDoubled = &rule.Rule{
	Name:     "auth-prefix-doubled",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    `an Authorization header that will start with its scheme twice: "Bearer Bearer …". The scheme is in the token, or in the variable that holds it, and Postman adds it, too.`,
	Why:      "The server takes the second word as part of the token and answers 401.",
	Fix:      "Removes the scheme from a token that contains it literally.",
	Bad:      rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "Bearer {{access_token}}"}]}`),
	Good:     rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}`),
	Visit: rule.Visit{
		Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
			switch prefix := strings.TrimSpace(a.Attribute("headerPrefix").Text()); {
			case a.Type() == "bearer":
				doubledPrefix(p, i, a.Attribute("token"), "Bearer", "")
			case a.Type() == "oauth2" && !a.Attribute("addTokenTo").Is("queryParams"):
				if !a.Attribute("headerPrefix").Exists() {
					prefix = "Bearer"
				}
				doubledPrefix(p, i, a.Attribute("accessToken"), prefix, "")
			}
		},
		Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
			for h := range r.Headers() {
				if !strings.EqualFold(strings.TrimSpace(h.Key()), "Authorization") || h.Disabled() {
					continue
				}
				value := h.Value()
				if m := schemeWord.Get().FindString(value.Text()); m != "" {
					doubledPrefix(p, &i, value, strings.TrimSpace(m), m)
				}
			}
		},
	},
}

// schemeWord matches the scheme at the start of a header's value.
var schemeWord = lazy.Regexp{Expr: `(?i)^(bearer|basic|token)\s+`}

// doubledPrefix reports a value that starts with a prefix which is sent before it
// anyway. For a header, done is the start of its value; for an attribute it is "".
func doubledPrefix(p *rule.Pass, i *collection.Item, value jsontree.Node, prefix, done string) {
	if value.Kind() != jsontree.String || prefix == "" {
		return
	}
	rest := strings.TrimPrefix(value.Text(), done)
	again := func(text string) string {
		text = strings.TrimLeft(text, " ")
		if len(text) > len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) && (text[len(prefix)] == ' ' || text[len(prefix)] == ':') {
			return strings.TrimLeft(text[len(prefix):], " :")
		}
		return ""
	}
	f := rule.Finding{
		At: value, Message: fmt.Sprintf("%q is sent twice before the token", prefix),
		Help: "Postman writes it; remove it from the token",
	}
	if done != "" {
		f.Help = "the header has it twice; remove one of them"
	}
	if token := again(rest); token != "" {
		f.Fix = []jsontree.Edit{value.Replace(jsontree.Quote(done + token))}
		p.Report(f)
		return
	}
	for r := range collection.References(rest) {
		if r.Start == 0 && again(p.Facts.Resolve(rest[:r.End], i)) != "" {
			f.Message += fmt.Sprintf(": the value of {{%s}} starts with it", r.Name)
			f.Help = "remove it from the variable, or write the header without it"
			p.Report(f)
		}
		return
	}
}
