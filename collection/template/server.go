package template

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
)

// The grants by which a program gets its first token, in OAuth2's terms.
const (
	AuthorizationCode = "authorization_code"
	ClientCredentials = "client_credentials"
	DeviceCode        = "device_code"
)

// AuthorizationServer is what a program needs to get OAuth2 tokens. Addresses and
// credentials may contain references to variables.
type AuthorizationServer struct {
	Grants         []string // declared by the server, the usual one first
	AuthorizeURL   string
	TokenURL       string
	RefreshURL     string // where tokens are renewed; if "", TokenURL is used
	RevokeURL      string // "" if tokens cannot be revoked
	DeviceURL      string // "" if the server has no device authorization
	ClientInHeader bool   // the client's credentials are sent in a Basic header, not in the body
	PKCE           bool   // the server supports PKCE with S256
	Registration   string // where an application's redirect URIs are registered; "" if unknown
	ClientID       string
	ClientSecret   string
	Scope          string // space-separated
	// AuthorizeParameters and TokenParameters are sent in addition.
	AuthorizeParameters, TokenParameters []Variable
	// Variables are the names of the variables with the client's credentials and tokens.
	Variables TokenVariables
	// Granted is the name of the variable with the granted scopes.
	Granted string
}

// readServer reads the section "authorization-server", which adds to the authorization.
func (t *Template) readServer(n, refresh jsontree.Node) {
	set := func(to *string, at jsontree.Node) {
		if text := at.Text(); text != "" {
			*to = text
		}
	}
	s := ServerOf(t.Auth)
	if s == nil {
		return
	}
	set(&s.Variables.RefreshToken, refresh.Get("refresh-token"))
	set(&s.AuthorizeURL, n.Get("authorize-url"))
	set(&s.TokenURL, n.Get("token-url"))
	set(&s.RevokeURL, n.Get("revoke-url"))
	set(&s.DeviceURL, n.Get("device-url"))
	set(&s.Registration, n.Get("redirect-uris"))
	if client := n.Get("client"); client.Exists() {
		s.ClientInHeader = client.Is("header")
	}
	if pkce := n.Get("pkce"); pkce.Exists() {
		s.PKCE = pkce.True()
	}
	if s.DeviceURL != "" {
		s.Grants = append(s.Grants, DeviceCode)
	}
	t.tokens = s
}

// ServerOf returns the authorization server in an OAuth2 authorization; nil for other
// authorizations.
func ServerOf(a *Auth) *AuthorizationServer {
	if a == nil || a.Type != "oauth2" {
		return nil
	}
	s := &AuthorizationServer{ClientInHeader: true, Variables: TokenVariables{
		ClientID: "client_id", ClientSecret: "client_secret", AccessToken: "access_token", RefreshToken: "refresh_token",
	}}
	for _, attribute := range a.Attributes {
		text, _ := attribute.Value.(string)
		switch attribute.Key {
		case "grant_type":
			grant, pkce := strings.CutSuffix(text, "_with_pkce")
			s.Grants = append(s.Grants, grant)
			s.PKCE = s.PKCE || pkce
		case "authUrl":
			s.AuthorizeURL = text
		case "accessTokenUrl":
			s.TokenURL = text
		case "refreshTokenUrl":
			s.RefreshURL = text
		case "client_authentication":
			s.ClientInHeader = text != "body"
		case "clientId":
			s.ClientID = text
			nameOf(text, &s.Variables.ClientID)
		case "clientSecret":
			s.ClientSecret = text
			nameOf(text, &s.Variables.ClientSecret)
		case "accessToken":
			nameOf(text, &s.Variables.AccessToken)
		case "refreshToken":
			nameOf(text, &s.Variables.RefreshToken)
		case "scope":
			s.Scope = text
		case "authRequestParams":
			s.AuthorizeParameters = parametersOf(attribute.Value, "queryparams")
		case "tokenRequestParams":
			s.TokenParameters = parametersOf(attribute.Value, "body")
		}
	}
	if len(s.Grants) == 0 {
		s.Grants = []string{AuthorizationCode}
	}
	s.Variables.ExpiresAt = s.Variables.AccessToken + "_expires_at"
	s.Granted = s.Variables.AccessToken + "_scope"
	return s
}

// AuthorizationServer returns the server that issues tokens; nil if the template's
// authorization is not OAuth2 and its document has no device flow.
func (t *Template) AuthorizationServer() *AuthorizationServer {
	s := t.tokens
	if s == nil {
		s = ServerOf(t.Auth)
	}
	if s == nil {
		s = t.deviceServer()
	}
	if s == nil {
		return nil
	}
	complete := *s
	complete.Grants = slices.Clone(s.Grants)
	t.addGrants(&complete)
	if names := t.ScopeNames(); len(names) > 0 {
		complete.Scope = strings.Join(names, " ")
	}
	return &complete
}

// deviceServer returns the server of the first device flow in the API's document, which
// Postman's authorization does not support; nil if there is none.
func (t *Template) deviceServer() *AuthorizationServer {
	for f := range t.flows() {
		if f.Grant != DeviceCode {
			continue
		}
		s := ServerOf(&Auth{Type: "oauth2", Attributes: []Attribute{{"grant_type", DeviceCode}, {"accessTokenUrl", f.TokenURL}, {"refreshTokenUrl", f.RefreshURL}}})
		s.DeviceURL = f.DeviceURL
		var names []string
		for _, scope := range f.Scopes {
			names = append(names, scope.Name)
		}
		s.Scope = strings.Join(names, " ")
		return s
	}
	return nil
}

// addGrants adds the grants that the API's document declares for the same server.
func (t *Template) addGrants(s *AuthorizationServer) {
	for f := range t.flows() {
		if f.TokenURL != s.TokenURL || slices.Contains(s.Grants, f.Grant) || f.Grant != DeviceCode && f.Grant != ClientCredentials {
			continue
		}
		s.Grants = append(s.Grants, f.Grant)
		s.DeviceURL = cmp.Or(s.DeviceURL, f.DeviceURL)
	}
}

// flows yields the OAuth2 flows of the API's document.
func (t *Template) flows() iter.Seq[api.Flow] {
	return func(yield func(api.Flow) bool) {
		known := t.Known()
		if known == nil {
			return
		}
		for _, scheme := range known.Schemes {
			for _, f := range scheme.Flows {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// nameOf sets a name to that of a variable, if a text is exactly one reference.
func nameOf(text string, name *string) {
	for r := range collection.References(text) {
		if r.Start == 0 && r.End == len(text) {
			*name = r.Name
		}
	}
}

// parametersOf returns the enabled parameters in a list as Postman writes it: those that
// are sent at a place or do not say where.
func parametersOf(value any, place string) []Variable {
	list, _ := value.([]any)
	var all []Variable
	for _, each := range list {
		entry, _ := each.(map[string]any)
		key, _ := entry["key"].(string)
		text, _ := entry["value"].(string)
		at, _ := entry["send_as"].(string)
		if enabled, ok := entry["enabled"].(bool); key == "" || ok && !enabled || !strings.Contains(at, strings.TrimSuffix(place, "params")) && at != "" {
			continue
		}
		all = append(all, Variable{Key: key, Value: text})
	}
	return all
}

// AuthOf returns the OAuth2 authorization of a collection: its own, or that of the
// requests if they all have the same. It returns the number of different ones.
func AuthOf(c collection.Collection) (auth *Auth, different int) {
	if own := c.Auth(); own.IsSet() && own.Type() == "oauth2" {
		return convertAuth(own), 1
	}
	var seen []string
	for item := range c.Items() {
		own := item.OwnAuth()
		if own.Type() != "oauth2" {
			continue
		}
		identity := own.Attribute("authUrl").Text() + " " + own.Attribute("accessTokenUrl").Text() + " " + own.Attribute("clientId").Text()
		if slices.Contains(seen, identity) {
			continue
		}
		seen = append(seen, identity)
		if auth == nil {
			auth = convertAuth(own)
		}
	}
	return auth, len(seen)
}

func convertAuth(a collection.Auth) *Auth {
	converted := &Auth{Type: a.Type()}
	for key, value := range a.Values() {
		converted.Attributes = append(converted.Attributes, Attribute{Key: key, Value: value.Value()})
	}
	return converted
}
