package requests

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/template"
)

// authorizer makes the authorizations of an API. Each scheme has its own variables,
// because the credentials for one server must not be sent to another.
type authorizer struct {
	api    *api.API
	server string // where paths start, as written in requests
	scheme *api.Scheme
	names  map[*api.Scheme]map[string]string // names of variables, by their content
	// servers maps the servers that only some operations have to their variables, by
	// serverKey. parts does so for parameters inside a segment of a path.
	servers map[string]string
	own     []ownServer // the servers, in the order of the operations
	parts   map[partKey]string
	ways    *string // see commonWays
}

// newAuthorizer returns an authorizer for an API and the place where its paths start. No
// other scheme gets the variables of own, a template's authorization.
func newAuthorizer(a *api.API, server string, own *template.Auth) *authorizer {
	z := &authorizer{api: a, server: server, scheme: sharedScheme(a), names: map[*api.Scheme]map[string]string{}, servers: map[string]string{}, parts: map[partKey]string{}}
	taken := map[string]int{BaseURL: 1}
	for _, v := range a.Variables {
		taken[v.Key] = 1
	}
	z.nameServers(taken)
	used := usedSchemes(a, z.scheme)
	if z.scheme != nil {
		z.nameVariables(z.scheme, taken)
		used = used[1:]
	}
	for text := range own.Texts() {
		for r := range collection.References(text) {
			taken[r.Name] = max(taken[r.Name], 1)
		}
	}
	for _, keys := range []bool{false, true} {
		for _, s := range used {
			if (s.Type == "apiKey") == keys {
				z.nameVariables(s, taken)
			}
		}
	}
	z.nameParts(taken)
	return z
}

// shared returns the authorization that most operations use; nil if most need none.
func (z *authorizer) shared() *Authorization { return z.authorization(z.scheme) }

// areHeld reports whether a template has the variables of all schemes besides the shared
// one.
func (z *authorizer) areHeld(t *template.Template) bool {
	held := map[string]bool{}
	for _, v := range t.Variables {
		held[v.Key] = true
	}
	for s, names := range z.names {
		for _, name := range names {
			if s != z.scheme && !held[name] {
				return false
			}
		}
	}
	return true
}

// usedSchemes returns the schemes that authorize operations: the shared one first, then
// the others in the order of the document.
func usedSchemes(a *api.API, shared *api.Scheme) []*api.Scheme {
	used := map[*api.Scheme]bool{}
	for _, o := range a.Operations {
		requirement, scheme := chosen(o, shared)
		used[scheme] = true
		for _, key := range keysBeside(requirement, scheme) {
			used[key] = true
		}
	}
	var all []*api.Scheme
	if shared != nil {
		all = append(all, shared)
	}
	for _, s := range a.Schemes {
		if used[s] && s != shared {
			all = append(all, s)
		}
	}
	return all
}

// scopes returns the scopes that the shared authorization can request: those of the flow
// that is used, or all of the API if that flow declares none.
func (z *authorizer) scopes() []api.Scope {
	if z.scheme != nil && z.scheme.Type == "oauth2" {
		if own := flowOf(z.scheme).Scopes; len(own) > 0 {
			return own
		}
	}
	return z.api.Scopes()
}

// The contents of a scheme's variables, which are also their usual names.
const (
	apiKey       = "api_key"
	bearerToken  = "bearer_token"
	username     = "username"
	password     = "password"
	clientID     = "client_id"
	clientSecret = "client_secret"
	accessToken  = "access_token"

	consumerKey    = "consumer_key"
	consumerSecret = "consumer_secret"
	token          = "oauth_token"
	tokenSecret    = "oauth_token_secret"
)

// held is the content of a variable of a scheme.
type held struct {
	name   string
	secret bool
}

// variablesOf returns the variables that the user of a scheme fills in.
func variablesOf(s *api.Scheme) []held {
	login := []held{{username, false}, {password, true}}
	switch s.Type {
	case "apiKey":
		return []held{{apiKey, true}}
	case "openIdConnect":
		return []held{{accessToken, true}}
	case "oauth2":
		all := []held{{clientID, false}}
		grant := flowOf(s).Grant
		if grant != "implicit" {
			all = append(all, held{clientSecret, true})
		}
		if grant == "password_credentials" {
			all = append(all, login...)
		}
		return append(all, held{accessToken, true})
	}
	switch s.HTTP {
	case "bearer":
		return []held{{bearerToken, true}}
	case "oauth":
		return []held{{consumerKey, false}, {consumerSecret, true}, {token, true}, {tokenSecret, true}}
	}
	return login
}

// nameVariables gives a scheme's variables free names. API keys are named after their
// scheme: "ApiKeyAuth" gives "api_key_auth". Others are named after their content, or
// after both if that name is taken; then numbers are added. taken has the last number of
// each name.
func (z *authorizer) nameVariables(s *api.Scheme, taken map[string]int) {
	names := map[string]string{}
	own := variableName(s.Name)
	for _, v := range variablesOf(s) {
		name := v.name
		switch {
		case own == "":
		case v.name == apiKey:
			name = own
		case taken[name] > 0:
			name = own + "_" + name
		}
		base := name
		for taken[name] > 0 {
			taken[base]++
			name = fmt.Sprintf("%s_%d", base, taken[base])
		}
		names[v.name], taken[name] = name, 1
	}
	z.names[s] = names
}

// reference returns a reference to a variable of a scheme, by its content.
func (z *authorizer) reference(s *api.Scheme, held string) string {
	return "{{" + z.names[s][held] + "}}"
}

// variableName returns a name as the name of a variable; "" if no character of it is
// allowed in one.
func variableName(name string) string {
	words := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, resources.Humanize(name))
	return strings.Join(strings.Fields(words), "_")
}

// endpoint returns the address of an authorization server, as requests write it.
func (z *authorizer) endpoint(address string) string {
	if strings.HasPrefix(address, "{") {
		return address
	}
	origin := originOf(z.api.Server)
	if origin == "" || origin == z.api.Server {
		origin = z.server
	}
	return api.Endpoint(address, z.server, origin)
}

// originOf returns an address without its path; "" if it has no host. A variable at its
// start counts as a host.
func originOf(address string) string {
	start := 0
	switch i := strings.Index(address, "://"); {
	case i >= 0:
		start = i + len("://")
	case !strings.HasPrefix(address, "{"):
		return ""
	}
	if i := strings.IndexByte(address[start:], '/'); i >= 0 {
		return address[:start+i]
	}
	return address
}
