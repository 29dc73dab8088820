package rules

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var authHeaderShadowed = &rule.Rule{
	Name:     "auth-header-shadowed",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "an Authorization header beside an authorization that replaces it. An incomplete authorization, such as one without a token, replaces nothing. If both send the same, it is an info.",
	Why:      "Postman removes the header when it authorizes the request, so its value is not sent.",
	Bad: rule.Request(`{"url": "https://api.example.com/patients",
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
	"header": [{"key": "Authorization", "value": "Bearer {{other_token}}"}]}`),
	Good: rule.Request(`{"url": "https://api.example.com/patients",
	"auth": {"type": "noauth"},
	"header": [{"key": "Authorization", "value": "Bearer {{other_token}}"}]}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		for h := range r.Headers() {
			if !strings.EqualFold(h.Key(), "Authorization") || h.Disabled() {
				continue
			}
			auth := i.Auth()
			if !replacesHeader(auth) {
				continue
			}
			f := rule.Finding{
				Message: fmt.Sprintf("the request's %s authorization replaces this header", auth.Type()),
				Help:    fmt.Sprintf("%s (the authorization is in %s); remove one of the two", sentInstead(auth), p.Facts.Line(auth.Node)),
			}
			if value, ok := headerOf(auth); ok && value == h.ValueText() {
				f.Message = fmt.Sprintf("this header repeats what the request's %s authorization sends", auth.Type())
				f.Help = fmt.Sprintf("remove one of the two (the authorization is in %s)", p.Facts.Line(auth.Node))
				f.Severity = diagnostic.Info
			}
			reportPart(p, h.KeyPart(), f)
		}
	}},
}

// replacesHeader reports whether an authorization replaces an Authorization header in
// the request.
func replacesHeader(a collection.Auth) bool {
	kind := a.Type()
	if kind == "apikey" {
		return strings.EqualFold(a.Attribute("key").Text(), "Authorization") && !a.Attribute("in").Is("query")
	}
	t, _ := collection.AuthTypeOf(kind)
	if !t.Signs {
		return false
	}
	for _, key := range t.SignsWith {
		if a.Attribute(key).Text() == "" {
			return false
		}
	}
	switch kind {
	case "oauth1":
		return a.Attribute("consumerSecret").Text() != "" || a.Attribute("privateKey").Text() != ""
	case "jwt":
		place := a.Attribute("addTokenTo").Text()
		return (place == "" || place == "header") && (a.Attribute("secret").Text() != "" || a.Attribute("privateKey").Text() != "")
	}
	return true
}

// headerOf returns the Authorization header that an authorization sends, and whether the
// file determines it completely.
func headerOf(a collection.Auth) (string, bool) {
	switch a.Type() {
	case "bearer":
		return "Bearer " + a.Attribute("token").Text(), true
	case "basic":
		user, password := a.Attribute("username").Text(), a.Attribute("password").Text()
		if strings.Contains(user+password, "{{") {
			return "", false
		}
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password)), true
	case "apikey":
		return a.Attribute("value").Text(), true
	case "oauth2":
		prefix := a.Attribute("headerPrefix")
		if a.Attribute("addTokenTo").Is("queryParams") || prefix.Exists() && !prefix.Is("Bearer") {
			return "", false
		}
		return "Bearer " + a.Attribute("accessToken").Text(), true
	}
	return "", false
}

// sentInstead describes what is sent instead of the written header.
func sentInstead(a collection.Auth) string {
	switch {
	case a.Type() == "oauth2" && a.Attribute("addTokenTo").Is("queryParams"),
		a.Type() == "oauth1" && !isTrue(a.Attribute("addParamsToHeader")),
		a.Type() == "awsv4" && isTrue(a.Attribute("addAuthDataToQuery")):
		return "Postman sends no such header, but parameters"
	case a.Type() == "digest", a.Type() == "ntlm":
		return "Postman sends its own once the server asks for it"
	}
	return "Postman sends its own"
}

// isTrue reports whether a boolean attribute is true. Some exports write it as a string.
func isTrue(n jsontree.Node) bool { return n.True() || n.Is("true") }
