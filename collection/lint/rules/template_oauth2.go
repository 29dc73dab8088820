package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var templateOAuth2 = &rule.Rule{
	Name:     "template-oauth2",
	Category: rule.Template,
	Severity: diagnostic.Error,
	Finds:    "an OAuth2 value that differs from that of the API's template: another host, a missing slash at the end, another callback, another grant type (PKCE makes no difference). Addresses of this machine are not reported.",
	Why:      "The server refuses a callback that does not match exactly, and answers a POST without the slash with a redirect that loses its body.",
	Fix:      "Sets the template's value. A grant type is not changed: it has its own attributes.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "redirect_uri", "value": "https://oauth.pstmn.io/v1/callback"}]}`).WithTemplate(),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "redirect_uri", "value": "https://oauth.pstmn.io/v1/browser-callback"}]}`).WithTemplate(),
	Visit: rule.Visit{Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
		if a.Type() != "oauth2" {
			return
		}
		other, flow := otherScheme(p, i, a)
		if other == nil {
			differentGrant(p, i, a)
		}
		for _, key := range []string{"authUrl", "accessTokenUrl", "redirect_uri"} {
			right, value := p.API.AuthValue(key), a.Attribute(key)
			if other != nil && key == "accessTokenUrl" {
				continue // it was used to find the scheme
			}
			if other != nil && key == "authUrl" {
				right = p.API.Endpoint(flow.AuthURL)
			}
			given := p.Facts.Resolve(value.Text(), i)
			if right == "" || strings.Contains(right, "{{") || given == "" || given == right || strings.Contains(given, "{{") || address.Split(given).IsLoopback() {
				continue
			}
			p.Report(rule.Finding{
				At: value, Message: fmt.Sprintf("%q is not what %s expects%s", key, p.API.APIName(), difference(given, right)),
				Help: fmt.Sprintf("it is %s", right),
				Fix:  []jsontree.Edit{value.Replace(jsontree.Quote(right))},
			})
		}
	}},
}

// differentGrant reports another of Postman's grant types than the template's.
func differentGrant(p *rule.Pass, i *collection.Item, a collection.Auth) {
	right, value := p.API.AuthValue("grant_type"), a.Attribute("grant_type")
	given := p.Facts.Resolve(value.Text(), i)
	if right == "" || !isGrant(given) || withoutPKCE(given) == withoutPKCE(right) {
		return
	}
	p.Report(rule.Finding{
		At: value, Message: fmt.Sprintf("%s does not grant by %s", p.API.APIName(), given),
		Help: fmt.Sprintf("its grant type is %s, which may need other %s", right, p.Term("attributes", "credentials")),
	})
}

// withoutPKCE returns a grant type without the suffix for PKCE (RFC 7636), which a
// server may require or ignore.
func withoutPKCE(grant string) string { return strings.TrimSuffix(grant, "_with_pkce") }

// difference describes a small difference between two values; "" if it is larger.
func difference(given, right string) string {
	switch {
	case given+"/" == right:
		return ": the slash at the end is missing"
	case given == right+"/":
		return ": there is a slash too many at the end"
	case strings.Contains(given, "://") && strings.Contains(right, "://") && address.Split(given).Host != address.Split(right).Host:
		return ": the host is another"
	}
	return ""
}
