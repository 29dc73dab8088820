package rules

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

var tokenRequestAuthenticated = &rule.Rule{
	Name:     "token-request-authenticated",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "a request for a token that inherits a token authorization instead of using noauth: by its grant type or address, or because its test sets the variable that the inherited authorization sends.",
	Why:      "It sends the old access token. Once that has expired, which is when a new one is needed, servers refuse the request.",
	Fix:      `Sets the request's authorization to "noauth".`,
	Bad: rule.Collection(`"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
"variable": [{"key": "access_token", "value": ""}, {"key": "refresh_token", "value": ""}],
"item": [{"name": "Refresh", "request": {"method": "POST", "url": "https://auth.example.com/token",
	"body": {"mode": "urlencoded", "urlencoded": [
		{"key": "grant_type", "value": "refresh_token"}, {"key": "refresh_token", "value": "{{refresh_token}}"}]}}}]`),
	Good: rule.Collection(`"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
"variable": [{"key": "access_token", "value": ""}, {"key": "refresh_token", "value": ""}],
"item": [{"name": "Refresh", "request": {"method": "POST", "url": "https://auth.example.com/token", "auth": {"type": "noauth"},
	"body": {"mode": "urlencoded", "urlencoded": [
		{"key": "grant_type", "value": "refresh_token"}, {"key": "refresh_token", "value": "{{refresh_token}}"}]}}}]`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		if r.Auth().IsSet() || !strings.EqualFold(r.Method(), "POST") {
			return
		}
		// Basic and the like authenticate the client, as a token endpoint requires.
		inherited := i.Auth().Type()
		if inherited != "oauth2" && inherited != "bearer" && inherited != "apikey" {
			return
		}
		isLogin, fetched := inherited == "apikey" || !isTokenRequest(p, i, r), ""
		if isLogin {
			if fetched = fetchedToken(p, i); fetched == "" || !isLoginRequest(p, i) {
				return
			}
		}
		f := rule.Finding{
			At:      r.Node,
			Message: "a request for a token inherits the authorization by token",
			Help:    "it would send the old token along; choose \"No Auth\" for it",
		}
		if isLogin {
			f.Message = fmt.Sprintf("the request fetches {{%s}}, and inherits an authorization that sends it", fetched)
		}
		if r.URL().Node.Exists() {
			f.At = urlPlace(r.URL())
		} else if name := i.Node.Get("name"); name.Exists() {
			f.At = name
		}
		const noAuth = `{"type": "noauth"}`
		switch auth := r.Node.Get("auth"); {
		case !slices.Contains([]string{"", "authorization_code", "client_credentials", "password", "refresh_token"}, grantType(r)):
			// Other requests, such as a token exchange, may need the old token.
		case auth.Exists():
			f.Fix = []jsontree.Edit{auth.Replace(noAuth)}
		case r.Node.Kind() == jsontree.Object:
			f.Fix = []jsontree.Edit{r.Node.Append(jsontree.Member{Key: "auth", JSON: noAuth})}
		}
		p.Report(f)
	}},
}

// fetchedToken returns the variable that a request's own test sets and its inherited
// authorization sends; "" if there is none.
func fetchedToken(p *rule.Pass, i collection.Item) string {
	auth := i.Auth()
	token := auth.Attribute("token")
	switch auth.Type() {
	case "oauth2":
		token = auth.Attribute("accessToken")
	case "apikey":
		token = auth.Attribute("value")
	}
	for r := range collection.References(token.Text()) {
		for e := range i.Events() {
			if e.Listen() != "test" {
				continue
			}
			s := p.Facts.Script(e)
			for _, c := range s.Calls() {
				sets := c.Method == "set" || strings.HasPrefix(c.Method, "set") && strings.HasSuffix(c.Method, "Variable")
				if sets && c.Literal && c.Argument == r.Name && !clears(s, c) {
					return r.Name
				}
			}
		}
	}
	return ""
}

// clears reports whether a call sets a variable to an empty value.
func clears(s *script.Script, c script.Call) bool {
	arguments := s.Arguments(c)
	if len(arguments) < 2 || len(arguments[1]) != 1 {
		return false
	}
	value := arguments[1][0].Text
	return value == "null" || value == "undefined" || strings.Trim(value, "\"'`") == ""
}

var (
	loginWord   = lazy.Regexp{Expr: `(?i)log-?_? ?in|sign-?_? ?in|token|auth|session|connect\b`}
	renewalWord = lazy.Regexp{Expr: `(?i)refresh|renew|extend|exchange|rotate|switch|impersonat|verif|otp|2fa|mfa|change|revoke|log-?_?out`}
)

// isLoginRequest reports whether a request's name or path is that of a login, and not of
// a renewal, which needs the old token.
func isLoginRequest(p *rule.Pass, i collection.Item) bool {
	what := i.Name() + " " + p.Facts.Address(i).Path
	return loginWord.Get().MatchString(what) && !renewalWord.Get().MatchString(what)
}

// isTokenRequest reports whether a request asks for a token: it goes to the token URL of
// an authorization, or has the parameter that RFC 6749 requires.
func isTokenRequest(p *rule.Pass, i collection.Item, r collection.Request) bool {
	if grantType(r) != "" {
		return true
	}
	address, _, _ := strings.Cut(p.Facts.Address(i).Text, "?")
	address = strings.TrimSuffix(address, "/")
	return address != "" && p.Facts.TokenURLs()[address]
}

// grantType returns the grant type in a request's body or address; "" if there is none.
func grantType(r collection.Request) string {
	for _, fields := range []iter.Seq[collection.Parameter]{r.Body().Fields(), r.URL().Query()} {
		for field := range fields {
			if field.Key() == "grant_type" && !field.Disabled() {
				return field.ValueText()
			}
		}
	}
	return ""
}
