package api

import (
	"slices"
	"strings"
)

// Scheme is a way to authorize.
type Scheme struct {
	Name, Description string
	Type              string // apiKey, http, oauth2, openIdConnect, mutualTLS
	In, Key           string // of an API key: where it is sent, and under which name
	HTTP              string // of type http: basic, bearer, digest, … in lower case
	Flows             []Flow // of type oauth2
}

// IsSupported reports whether Postman has an authorization for the scheme.
func (s *Scheme) IsSupported() bool {
	switch s.Type {
	case "apiKey", "openIdConnect":
		return true
	case "http":
		return s.HTTP == "basic" || s.HTTP == "digest" || s.HTTP == "bearer" || s.HTTP == "oauth"
	case "oauth2":
		return slices.ContainsFunc(s.Flows, func(f Flow) bool { return f.DeviceURL == "" })
	}
	return false
}

// Supported returns the first scheme for which Postman has an authorization; nil if there
// is none.
func (a *API) Supported() *Scheme {
	for _, s := range a.Schemes {
		if s.IsSupported() {
			return s
		}
	}
	return nil
}

// ScopeNames returns the names of the scopes that a scheme declares.
func (s *Scheme) ScopeNames() []string {
	var names []string
	for _, f := range s.Flows {
		for _, scope := range f.Scopes {
			names = append(names, scope.Name)
		}
	}
	return names
}

// Flow is an OAuth2 flow of a scheme. Grant is Postman's name for it, such as
// authorization_code or client_credentials, or device_code.
type Flow struct {
	Grant, AuthURL, TokenURL, RefreshURL string
	DeviceURL                            string // of the grant device_code, which Postman does not support
	Scopes                               []Scope
}

// Endpoint returns the absolute address of a flow. Documents may write it relative to
// the API's (OpenAPI 3.1.1, section 4.6): to its server or, with a slash at the start,
// to the server without its path, the origin. "" stays.
func Endpoint(address, server, origin string) string {
	switch {
	case address == "", strings.Contains(address, "://"):
		return address
	case strings.HasPrefix(address, "//"):
		return "https:" + address
	case address[0] != '/':
		return server + "/" + address
	}
	return origin + address
}

// Scope is a permission that an OAuth2 flow can request.
type Scope struct {
	Name, Description string
}

// Scopes returns the scopes that the API's OAuth2 schemes declare, each once.
func (a *API) Scopes() []Scope {
	var list []Scope
	seen := map[string]bool{}
	for _, s := range a.Schemes {
		for _, f := range s.Flows {
			for _, scope := range f.Scopes {
				if !seen[scope.Name] {
					seen[scope.Name] = true
					list = append(list, scope)
				}
			}
		}
	}
	return list
}
