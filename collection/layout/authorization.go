package layout

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// Authorization is a way to authorize that Postman knows, made from a scheme of
// the document.
type Authorization struct {
	Scheme *api.Scheme // nil where it comes from a template
	Auth   *template.Auth
	// Variables are those that the user fills in.
	Variables []template.EnvironmentValue
}

// Callback is the address to which Postman has servers send the user back.
const Callback = "https://oauth.pstmn.io/v1/browser-callback"

// AuthorizationOf is the authorization that most operations of an API share; nil
// where most need none. An operation that says nothing goes with the others.
func AuthorizationOf(a *api.API) *Authorization {
	counts := map[*api.Scheme]int{}
	public := 0
	for _, o := range a.Operations {
		switch _, s := chosen(o, nil); {
		case s != nil:
			counts[s]++
		case o.IsPublic():
			public++
		}
	}
	var most *api.Scheme
	for _, s := range a.Schemes {
		if counts[s] > 0 && (most == nil || counts[s] > counts[most]) {
			most = s
		}
	}
	if most == nil || public > len(a.Operations)-public {
		return nil
	}
	return authorization(most, a.Title, keyVariables(a))
}

// chosen is the alternative by which an operation is authorized, and the scheme of
// it that Postman's authorization does: the shared one where an alternative has it,
// or else the first of the first that Postman can do. An API key goes behind others,
// because it can also stand among the headers.
func chosen(o *api.Operation, shared *api.Scheme) (api.Requirement, *api.Scheme) {
	var first api.Requirement
	var scheme *api.Scheme
	for _, requirement := range o.Security {
		var mine *api.Scheme
		for _, need := range requirement {
			switch {
			case need.Scheme == shared:
				return requirement, shared
			case possible(need.Scheme) && (mine == nil || mine.Type == "apiKey" && need.Scheme.Type != "apiKey"):
				mine = need.Scheme
			}
		}
		if scheme == nil && mine != nil {
			first, scheme = requirement, mine
		}
	}
	return first, scheme
}

// authorize sets what a request needs beside what it inherits.
func (l *layouter) authorize(o *api.Operation, r *template.Request) {
	shared := l.options.Auth
	switch {
	case o.Security == nil:
		return
	case o.IsPublic():
		if shared != nil {
			r.Auth = &template.Auth{Type: "noauth"}
		}
		return
	case shared != nil && shared.Scheme == nil:
		return // the template's authorization is for all of the API
	}
	requirement, scheme := chosen(o, shared.scheme())
	switch {
	case scheme == nil && shared != nil:
		r.Auth = &template.Auth{Type: "noauth"} // it needs something that Postman's authorizations cannot do
	case scheme != shared.scheme():
		r.Auth = authorization(scheme, l.api.Title, l.keys).Auth
	}
	l.further(requirement, scheme, r)
}

func (a *Authorization) scheme() *api.Scheme {
	if a == nil {
		return nil
	}
	return a.Scheme
}

// further adds the API keys that a requirement asks for beside the scheme that
// Postman's authorization does.
func (l *layouter) further(requirement api.Requirement, done *api.Scheme, r *template.Request) {
	for _, key := range keysBeside(requirement, done) {
		p := template.Parameter{Key: key.Key, Value: "{{" + l.keys[key] + "}}", Description: l.spend(key.Description)}
		switch key.In {
		case "query":
			r.Query = append(r.Query, p)
		case "header":
			r.Headers = append(r.Headers, p)
		case "cookie":
			p.Key, p.Value = "Cookie", p.Key+"="+p.Value
			r.Headers = append(r.Headers, p)
		}
	}
}

// keysBeside are the API keys of a requirement beside a scheme.
func keysBeside(requirement api.Requirement, scheme *api.Scheme) []*api.Scheme {
	var all []*api.Scheme
	for _, need := range requirement {
		if need.Scheme != scheme && need.Scheme.Type == "apiKey" {
			all = append(all, need.Scheme)
		}
	}
	return all
}

// keyVariables are the variables for an API's keys: "ApiKeyAuth" gives
// "api_key_auth". One whose name another variable has gets a number.
func keyVariables(a *api.API) map[*api.Scheme]string {
	names, taken := map[*api.Scheme]string{}, map[string]bool{baseURL: true}
	for _, v := range a.Variables {
		taken[v.Key] = true
	}
	for _, s := range a.Schemes {
		if s.Type != "apiKey" {
			for _, name := range []string{"access_token", "bearer_token", "client_id", "client_secret", "username", "password"} {
				taken[name] = true
			}
		}
	}
	last := map[string]int{} // number, by name
	for _, s := range a.Schemes {
		if s.Type != "apiKey" {
			continue
		}
		base := cmp.Or(variableName(s.Name), "api_key")
		name := base
		for taken[name] {
			last[base] = max(last[base]+1, 2)
			name = fmt.Sprintf("%s_%d", base, last[base])
		}
		names[s], taken[name] = name, true
	}
	return names
}

// variableName is a name as variables have it: "" where no character of it can be
// part of one.
func variableName(name string) string {
	words := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, humanize(name))
	return strings.Join(strings.Fields(words), "_")
}

func secret(key string) template.EnvironmentValue {
	return template.EnvironmentValue{Key: key, Secret: true}
}

// possible tells whether Postman has an authorization for a scheme.
func possible(s *api.Scheme) bool {
	switch s.Type {
	case "apiKey", "openIdConnect":
		return true
	case "http":
		return s.HTTP == "basic" || s.HTTP == "digest" || s.HTTP == "bearer"
	case "oauth2":
		return len(s.Flows) > 0
	}
	return false
}

// authorization is a scheme as Postman's authorization; nil where Postman has
// none for it.
func authorization(s *api.Scheme, title string, keys map[*api.Scheme]string) *Authorization {
	if !possible(s) {
		return nil
	}
	made := &Authorization{Scheme: s}
	attributes := func(kind string, pairs ...any) *template.Auth {
		a := &template.Auth{Type: kind, Guide: s.Description}
		for i := 0; i < len(pairs); i += 2 {
			a.Attributes = append(a.Attributes, template.Attribute{Key: pairs[i].(string), Value: pairs[i+1]})
		}
		return a
	}
	switch s.Type {
	case "apiKey":
		name := keys[s]
		key, value, in := s.Key, "{{"+name+"}}", s.In
		if in == "cookie" {
			key, value, in = "Cookie", key+"="+value, "header"
		}
		made.Auth = attributes("apikey", "key", key, "value", value, "in", in)
		made.Variables = []template.EnvironmentValue{secret(name)}
	case "http":
		if s.HTTP == "bearer" {
			made.Auth = attributes("bearer", "token", "{{bearer_token}}")
			made.Variables = []template.EnvironmentValue{secret("bearer_token")}
			break
		}
		made.Auth = attributes(s.HTTP, "username", "{{username}}", "password", "{{password}}")
		made.Variables = []template.EnvironmentValue{{Key: "username"}, secret("password")}
	case "openIdConnect":
		made.Auth = attributes("bearer", "token", "{{access_token}}")
		made.Variables = []template.EnvironmentValue{secret("access_token")}
	case "oauth2":
		oauth2(made, s, title)
	}
	return made
}

// flowRank prefers the flows that are safe and that Postman can do alone.
var flowRank = map[string]int{"authorization_code": 0, "client_credentials": 1, "password_credentials": 2, "implicit": 3}

func oauth2(made *Authorization, s *api.Scheme, title string) {
	flow := s.Flows[0]
	for _, f := range s.Flows {
		if flowRank[f.Grant] < flowRank[flow.Grant] {
			flow = f
		}
	}
	var list []template.Attribute
	add := func(key string, value any) { list = append(list, template.Attribute{Key: key, Value: value}) }
	add("tokenName", title)
	add("grant_type", flow.Grant)
	if flow.Grant == "authorization_code" || flow.Grant == "implicit" {
		add("redirect_uri", Callback)
		add("useBrowser", false)
		add("authUrl", flow.AuthURL)
	}
	if flow.Grant != "implicit" {
		add("accessTokenUrl", flow.TokenURL)
	}
	if flow.RefreshURL != "" {
		add("refreshTokenUrl", flow.RefreshURL)
	}
	add("clientId", "{{client_id}}")
	made.Variables = []template.EnvironmentValue{{Key: "client_id"}}
	if flow.Grant != "implicit" {
		add("clientSecret", "{{client_secret}}")
		made.Variables = append(made.Variables, secret("client_secret"))
	}
	if flow.Grant == "password_credentials" {
		add("username", "{{username}}")
		add("password", "{{password}}")
		made.Variables = append(made.Variables, template.EnvironmentValue{Key: "username"}, secret("password"))
	}
	if flow.Grant == "authorization_code" || flow.Grant == "implicit" {
		add("state", "")
	}
	add("client_authentication", "header")
	add("addTokenTo", "header")
	add("headerPrefix", "Bearer")
	add("accessToken", "{{access_token}}")
	made.Variables = append(made.Variables, secret("access_token"))
	made.Auth = &template.Auth{Type: "oauth2", Attributes: list, Guide: paragraphs(s.Description, guide(flow.Grant))}
}

// guide tells how to get a token.
func guide(grant string) string {
	text := "## Get a token\n\n"
	steps := []string{}
	if grant == "authorization_code" || grant == "implicit" {
		steps = append(steps, "Register `"+Callback+"` as a callback of your application.")
	}
	steps = append(steps,
		"Fill in the variables, best in the environment that comes with this collection.",
		"Open the **Authorization** tab here and press **Get New Access Token**.",
		"Press **Use Token**.")
	for i, s := range steps {
		text += string(rune('1'+i)) + ". " + s + "\n"
	}
	return text
}

// OptionsOf are the options for a template's API. Where the template has an
// authorization of its own, that is for all of the API.
func OptionsOf(t *template.Template) Options {
	o := Options{Server: t.Server, Wording: t.Wording}
	if t.Auth == nil {
		return o
	}
	o.Auth = &Authorization{Auth: t.Auth}
	if made := AuthorizationOf(t.API); made != nil && reflect.DeepEqual(made.Auth, t.Auth) {
		o.Auth = made
	}
	return o
}
