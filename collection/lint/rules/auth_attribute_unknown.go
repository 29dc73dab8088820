package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var authAttributeUnknown = &rule.Rule{
	Name:     "auth-attribute-unknown",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "an attribute that Postman does not know for its type of authorization, with the nearest known one. An attribute without a value is not reported: Postman itself keeps such from earlier versions. One of another type, beside everything that this type needs, is an info: the app kept it when the type was changed.",
	Why:      "Postman ignores it, so the intended setting is missing.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "accessTokenURL", "value": "{{oauth_url}}/token"}]}`),
	Good:     rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		known := collection.AuthAttributes(a.Type())
		if len(known) == 0 {
			return
		}
		var told []jsontree.Node // reported by auth-incomplete
		missing := missingCredentials(a)
		isComplete := len(missing) == 0
		for _, needed := range missing {
			told = append(told, writtenInstead(a, needed).Node)
		}
		for at := range a.Attributes() {
			key, value := at.Key(), at.Value()
			empty := value.Kind() == jsontree.Absent || value.Kind() == jsontree.Null || value.Is("")
			if key != "" && !empty && !slices.Contains(known, key) && !slices.Contains(told, at.Node) && !isOfTheForm(key) {
				hint := suggest.Hint(key, known)
				if other := otherAttributes.Get()[strings.ToLower(key)]; slices.Contains(known, other) {
					hint = fmt.Sprintf("; did you mean %q?", other)
				}
				var severity diagnostic.Severity
				if isComplete && isOfOtherType(key) {
					severity = diagnostic.Info
				}
				p.Report(rule.Finding{
					Severity: severity,
					At:       at.Node.Get("key"),
					Message:  fmt.Sprintf("%q is not a known %s of %s%s", key, p.Term("attribute", "credential"), a.Type(), hint),
					Help:     "Postman ignores it; remove or rename it",
				})
			}
		}
	}},
}

// isOfOtherType reports whether some type of authorization has an attribute.
func isOfOtherType(key string) bool {
	return slices.ContainsFunc(collection.AuthTypes(), func(t collection.AuthType) bool { return slices.Contains(collection.AuthAttributes(t.Type), key) })
}

// isOfTheForm reports whether an attribute is a setting of the app's form, which
// earlier versions wrote for every type.
func isOfTheForm(key string) bool { return key == "saveHelperData" || key == "showPassword" }

// otherAttributes maps names of attributes in earlier versions and other tools, in lower
// case, to the current ones.
var otherAttributes = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"callbackurl": "redirect_uri", "callback_url": "redirect_uri", "redirecturi": "redirect_uri", "redirecturl": "redirect_uri",
		"clientauth": "client_authentication", "clientauthentication": "client_authentication", "granttype": "grant_type",
		"authorizationurl": "authUrl", "tokenurl": "accessTokenUrl", "codeverifier": "code_verifier", "appid": "app",
		"usepkce": "grant_type", "accesskeyid": "accessKey", "secretaccesskey": "secretKey",
	}
}}
