package requests

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// Authorization is a way to authorize that Postman supports, made from a scheme in the
// document.
type Authorization struct {
	Scheme *api.Scheme // nil if the document has none for it
	Auth   *template.Auth
	// Variables are for the user to fill in.
	Variables []template.EnvironmentValue
}

// Callback is the address to which servers send the user back to Postman.
const Callback = "https://oauth.pstmn.io/v1/browser-callback"

// sharedScheme returns the scheme that most operations of an API use; nil if most need
// none. An operation without a requirement counts as using it. If no operation has any,
// it is the first that Postman supports: documents forget to require what they declare
// more often than they declare what nothing needs.
func sharedScheme(a *api.API) *api.Scheme {
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
	switch {
	case public > len(a.Operations)-public:
		return nil
	case most == nil && !slices.ContainsFunc(a.Operations, func(o *api.Operation) bool { return o.Security != nil }):
		return a.Supported()
	}
	return most
}

// chosen returns the alternative that authorizes an operation, and the scheme in it that
// becomes Postman's authorization: the shared one if an alternative has it, or else the
// first in the first alternative that Postman supports. An API key comes after other
// schemes, because it can also be sent as a header.
func chosen(o *api.Operation, shared *api.Scheme) (api.Requirement, *api.Scheme) {
	var first api.Requirement
	var scheme *api.Scheme
	for _, requirement := range o.Security {
		var mine *api.Scheme
		for _, need := range requirement {
			switch {
			case need.Scheme == shared:
				return requirement, shared
			case need.Scheme.IsSupported() && (mine == nil || mine.Type == "apiKey" && need.Scheme.Type != "apiKey"):
				mine = need.Scheme
			}
		}
		if scheme == nil && mine != nil {
			first, scheme = requirement, mine
		}
	}
	return first, scheme
}

// authorize sets the authorization that a request needs in addition to the inherited
// one.
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
		return // the template's authorization covers the whole API
	}
	requirement, scheme := chosen(o, shared.scheme())
	switch {
	case scheme == nil && shared != nil:
		r.Auth = &template.Auth{Type: "noauth"} // none of Postman's authorizations can do it
	case scheme != shared.scheme():
		r.Auth = l.authorizer.authorization(scheme).Auth
		askFor(r.Auth, requirement, scheme)
	}
	l.further(requirement, scheme, r)
}

// asksScopes reports whether an operation's authorization has scopes.
func (l *layouter) asksScopes(o *api.Operation) bool {
	if shared := l.options.Auth; shared != nil && shared.Scheme == nil {
		return shared.Auth.Type == "oauth2"
	}
	_, scheme := chosen(o, l.options.Auth.scheme())
	return scheme != nil && (scheme.Type == "oauth2" || scheme.Type == "openIdConnect")
}

// otherWays describes the ways to authorize that the document allows besides the chosen
// one. It returns "" if most operations have the same, because then the collection's
// description has them.
func (l *layouter) otherWays(o *api.Operation) string {
	if !l.options.FromDocument || waysOf(o) == l.authorizer.commonWays() {
		return ""
	}
	return waysText(o, l.options.Auth.scheme())
}

// waysOf returns a key for a list of requirements. Different lists have different keys.
func waysOf(o *api.Operation) string {
	var b strings.Builder
	for _, requirement := range o.Security {
		b.WriteString("|" + nameOfRequirement(requirement))
	}
	return b.String()
}

func nameOfRequirement(requirement api.Requirement) string {
	var names []string
	for _, need := range requirement {
		names = append(names, codeSpan(need.Scheme.Name))
	}
	return strings.Join(names, " with ")
}

// waysText describes the requirements of an operation besides the chosen one; "" if
// there are none.
func waysText(o *api.Operation, shared *api.Scheme) string {
	requirement, scheme := chosen(o, shared)
	if scheme == nil && len(o.Security) > 0 && !o.IsPublic() {
		return "Needs " + nameOfRequirement(o.Security[0]) + " as authorization, which Postman does not have."
	}
	var others []string
	optional := false
	for _, other := range o.Security {
		switch name := nameOfRequirement(other); {
		case len(other) == 0:
			optional = true
		case name != nameOfRequirement(requirement) && !slices.Contains(others, name):
			others = append(others, name)
		}
	}
	text := ""
	if len(others) > 0 {
		text = "The API also accepts " + strings.Join(others, ", or ") + " as authorization."
	}
	for _, need := range requirement {
		if need.Scheme != scheme && need.Scheme.Type != "apiKey" {
			text = strings.TrimSpace("Needs " + codeSpan(need.Scheme.Name) + " as well, which Postman cannot send beside the other. " + text)
		}
	}
	if optional && len(requirement) > 0 {
		text = strings.TrimSpace(text + " Authorization is optional.")
	}
	return text
}

// commonWays returns the key of the requirements that most operations have.
func (z *authorizer) commonWays() string {
	if z.ways == nil {
		counts, most := map[string]int{}, ""
		for _, o := range z.api.Operations {
			ways := waysOf(o)
			if counts[ways]++; counts[ways] > counts[most] {
				most = ways
			}
		}
		z.ways = &most
	}
	return *z.ways
}

func (a *Authorization) scheme() *api.Scheme {
	if a == nil {
		return nil
	}
	return a.Scheme
}

// askFor adds the scopes in a requirement to a request's own authorization.
func askFor(a *template.Auth, requirement api.Requirement, scheme *api.Scheme) {
	for _, need := range requirement {
		if need.Scheme == scheme && scheme.Type == "oauth2" && len(need.Scopes) > 0 {
			a.Attributes = append(a.Attributes, template.Attribute{Key: "scope", Value: strings.Join(need.Scopes, " ")})
		}
	}
}

// further adds the API keys that a requirement has besides the scheme that is Postman's
// authorization.
func (l *layouter) further(requirement api.Requirement, done *api.Scheme, r *template.Request) {
	for _, key := range keysBeside(requirement, done) {
		p := template.Parameter{Key: key.Key, Value: l.authorizer.reference(key, apiKey), Description: l.spend(key.Description)}
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

// keysBeside returns the API keys of a requirement besides a scheme.
func keysBeside(requirement api.Requirement, scheme *api.Scheme) []*api.Scheme {
	var all []*api.Scheme
	for _, need := range requirement {
		if need.Scheme != scheme && need.Scheme.Type == "apiKey" {
			all = append(all, need.Scheme)
		}
	}
	return all
}

// authorization returns a scheme as Postman's authorization; nil if Postman does not
// support it.
func (z *authorizer) authorization(s *api.Scheme) *Authorization {
	if s == nil || !s.IsSupported() {
		return nil
	}
	made := &Authorization{Scheme: s, Auth: &template.Auth{Guide: s.Description}}
	for _, v := range variablesOf(s) {
		made.Variables = append(made.Variables, template.EnvironmentValue{Key: z.names[s][v.name], Secret: v.secret})
	}
	set := func(kind string, pairs ...any) {
		made.Auth.Type = kind
		for i := 0; i < len(pairs); i += 2 {
			made.Auth.Attributes = append(made.Auth.Attributes, template.Attribute{Key: pairs[i].(string), Value: pairs[i+1]})
		}
	}
	switch s.Type {
	case "apiKey":
		key, value, in := s.Key, z.reference(s, apiKey), s.In
		if in == "cookie" {
			key, value, in = "Cookie", key+"="+value, "header"
		}
		set("apikey", "key", key, "value", value, "in", in)
	case "http":
		switch s.HTTP {
		case "bearer":
			set("bearer", "token", z.reference(s, bearerToken))
		case "oauth":
			set("oauth1", "consumerKey", z.reference(s, consumerKey), "consumerSecret", z.reference(s, consumerSecret),
				"token", z.reference(s, token), "tokenSecret", z.reference(s, tokenSecret),
				"signatureMethod", "HMAC-SHA1", "version", "1.0", "addParamsToHeader", true)
		default:
			set(s.HTTP, "username", z.reference(s, username), "password", z.reference(s, password))
		}
	case "openIdConnect":
		set("bearer", "token", z.reference(s, accessToken))
	case "oauth2":
		made.Auth.Type, made.Auth.Attributes = "oauth2", z.oauth2(s)
		made.Auth.Guide = paragraphs(s.Description, guide(flowOf(s).Grant))
	}
	return made
}

// flowRank ranks flows: safe ones, and those that Postman can do alone, come first.
var flowRank = lazy.Value[map[string]int]{New: func() map[string]int {
	return map[string]int{"authorization_code": 0, "client_credentials": 1, "password_credentials": 2, "implicit": 3, "device_code": 4}
}}

// flowOf returns the flow of an OAuth2 scheme that is used.
func flowOf(s *api.Scheme) api.Flow {
	return slices.MinFunc(s.Flows, func(a, b api.Flow) int { return cmp.Compare(flowRank.Get()[a.Grant], flowRank.Get()[b.Grant]) })
}

// asksUser reports whether the user signs in with a browser for a grant type.
func asksUser(grant string) bool { return grant == "authorization_code" || grant == "implicit" }

func (z *authorizer) oauth2(s *api.Scheme) []template.Attribute {
	flow := flowOf(s)
	var list []template.Attribute
	add := func(key string, value any) { list = append(list, template.Attribute{Key: key, Value: value}) }
	name := z.api.Title
	if s != z.scheme {
		name += " (" + s.Name + ")" // Postman lists its tokens by name
	}
	add("tokenName", name)
	add("grant_type", flow.Grant)
	if asksUser(flow.Grant) {
		add("redirect_uri", Callback)
		add("useBrowser", false)
		add("authUrl", z.endpoint(flow.AuthURL))
	}
	if flow.Grant != "implicit" {
		add("accessTokenUrl", z.endpoint(flow.TokenURL))
	}
	if flow.RefreshURL != "" {
		add("refreshTokenUrl", z.endpoint(flow.RefreshURL))
	}
	add("clientId", z.reference(s, clientID))
	if flow.Grant != "implicit" {
		add("clientSecret", z.reference(s, clientSecret))
	}
	if flow.Grant == "password_credentials" {
		add("username", z.reference(s, username))
		add("password", z.reference(s, password))
	}
	if asksUser(flow.Grant) {
		add("state", "")
	}
	add("client_authentication", "header")
	add("addTokenTo", "header")
	add("headerPrefix", "Bearer")
	add("accessToken", z.reference(s, accessToken))
	return list
}

// guide returns a text on how to get a token.
func guide(grant string) string {
	text := "## Get a token\n\n"
	steps := []string{}
	if asksUser(grant) {
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

// OptionsOf returns the options for a template's API. A template's own authorization
// covers the whole API, unless it has the type of the document's and the template has
// variables for the document's other schemes.
func OptionsOf(t *template.Template) Options {
	o := Options{Server: t.Server, Wording: t.Wording, Values: synthetic.Of(t), Examples: AuthoredExamples, FromDocument: t.FromDocument}
	if t.Examples {
		o.Examples = MadeExamples
	}
	if t.Sandbox != nil {
		o.ErrorField = t.Sandbox.ErrorField
	}
	if t.Auth == nil {
		return o
	}
	o.Auth = &Authorization{Auth: t.Auth}
	z := newAuthorizer(t.API, t.Server, t.Auth)
	if shared := z.shared(); shared != nil && shared.Auth.Type == t.Auth.Type && z.areHeld(t) {
		o.Auth.Scheme = shared.Scheme
	}
	return o
}
