package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// sentAuthorization is the authorization that a request sends.
type sentAuthorization struct {
	open bool   // a script may authorize it
	kind string // Postman's type, or that of a header; "" if there is none
	at   jsontree.Node

	auth collection.Auth
	// header is the resolved value of the header Authorization; given reports whether
	// there is one.
	header string
	given  bool
	names  map[string]bool // the names of headers and query parameters, in lower case
	cookie bool            // whether a header sends cookies
}

func authorizationOf(p *rule.Pass, i collection.Item) sentAuthorization {
	s := sentAuthorization{auth: i.Auth(), names: map[string]bool{}, open: setByScript(p, i, "authorization")}
	if t := s.auth.Type(); t != "" && t != "noauth" {
		s.kind, s.at = t, s.auth.Node.Get("type")
	}
	for h := range i.Request().Headers() {
		name := strings.ToLower(strings.TrimSpace(h.Key()))
		switch {
		case h.Disabled():
			continue
		case strings.Contains(name, "{{"):
			s.open = true
		case name == "authorization":
			s.header, s.given = p.Facts.Resolve(h.ValueText(), &i), true
			s.at = h.ValuePart().Node
			scheme, _, _ := strings.Cut(strings.TrimSpace(s.header), " ")
			s.kind = "the header's " + strings.ToLower(scheme)
		case isGatewayKey(name):
			s.open = true
		case name == "cookie":
			s.cookie = true
		}
		s.names[name] = true
	}
	for _, q := range queryOf(i.Request().URL()) {
		s.names[strings.ToLower(q.name)] = true
		s.open = s.open || strings.Contains(q.name, "{{") || isKey(q.name)
	}
	if i.Request().Body().Mode() == "urlencoded" {
		for field := range i.Request().Body().Fields() {
			s.names[strings.ToLower(field.Key())] = true // OAuth2 allows it
		}
	}
	for _, known := range p.Contract.Known().Schemes {
		if known.Type == "apiKey" {
			s.open = s.open || setByScript(p, i, known.Key)
		}
	}
	return s
}

// isKey reports whether a query parameter is by its name a key to an API. It may authorize
// a request at a gateway that the document does not describe.
func isKey(name string) bool {
	switch strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name)) {
	case "userkey", "apikey", "appkey", "authkey", "accesskey", "subscriptionkey", "apitoken", "authtoken", "accesstoken":
		return true
	}
	return false
}

// isGatewayKey reports whether a header, in lower case, has the key to a gateway in front of
// the API. The gateway may authorize the request.
func isGatewayKey(name string) bool {
	switch name {
	case "ocp-apim-subscription-key", "x-functions-key", "x-rapidapi-key", "x-ibm-client-id", "x-amz-security-token", "x-mashape-key":
		return true
	}
	return false
}

// lacks describes the missing part if the request meets an alternative in part; "" if it
// meets none in part.
func (s sentAuthorization) lacks(o *api.Operation) string {
	for _, r := range o.Security {
		var met, missing []string
		for _, n := range r {
			if s.meetsAmong(r, n.Scheme) {
				met = append(met, n.Scheme.Name)
			} else {
				missing = append(missing, n.Scheme.Name)
			}
		}
		if len(met) > 0 {
			return areNeeded(strings.Join(missing, " and ")) + " beside " + strings.Join(met, " and ")
		}
	}
	return ""
}

// meetsAmong reports whether a request is authorized by a scheme, as far as a
// requirement with several can be met: of two that both use the header Authorization,
// one is enough.
func (s sentAuthorization) meetsAmong(r api.Requirement, scheme *api.Scheme) bool {
	return s.meets(scheme) || fillsHeader(scheme) && slices.ContainsFunc(r, func(n api.Need) bool {
		return n.Scheme != scheme && fillsHeader(n.Scheme) && s.meets(n.Scheme)
	})
}

// fillsHeader reports whether a scheme sends the header Authorization.
func fillsHeader(scheme *api.Scheme) bool {
	if scheme.Type == "apiKey" {
		return scheme.In == api.InHeader && strings.EqualFold(scheme.Key, "Authorization")
	}
	return scheme.IsSupported()
}

// meets reports whether a request is authorized by a scheme, as far as that is known.
func (s sentAuthorization) meets(scheme *api.Scheme) bool {
	if !scheme.IsSupported() {
		return true // Postman itself cannot send it
	}
	kind := s.auth.Type()
	if s.given {
		kind = ""
	}
	switch scheme.Type {
	case "apiKey":
		name := strings.ToLower(scheme.Key)
		key := s.auth.Attribute("key").Text()
		switch {
		case s.names[name], scheme.In == api.InCookie:
			return true // cookies are in Postman's cookie jar
		case kind == "apikey":
			in := cmp.Or(s.auth.Attribute("in").Text(), api.InHeader)
			return (strings.EqualFold(key, scheme.Key) || key == "" || strings.Contains(key, "{{")) && (in == scheme.In || in != api.InHeader && in != api.InQuery)
		}
		return name == "authorization" && kind != "" && kind != "noauth"
	case "http":
		switch scheme.HTTP {
		case "basic":
			return kind == "basic" || s.says("basic")
		case "bearer":
			return s.bears(kind)
		case "digest":
			return kind == "digest" || s.says("digest")
		case "oauth":
			return kind == "oauth1" || s.says("oauth")
		}
		return s.given || kind != "" && kind != "noauth"
	case "oauth2", "openIdConnect":
		return s.bears(kind)
	}
	return true
}

// bears reports whether a request sends a token.
func (s sentAuthorization) bears(kind string) bool {
	if slices.Contains([]string{"bearer", "oauth2", "jwt"}, kind) || s.names["access_token"] {
		return true
	}
	if kind == "apikey" {
		return strings.EqualFold(s.auth.Attribute("key").Text(), "authorization")
	}
	scheme, _, _ := strings.Cut(strings.TrimSpace(strings.ToLower(s.header)), " ")
	return s.given && !slices.Contains([]string{"basic", "digest", "oauth", "hawk"}, scheme)
}

// says reports whether the header has a scheme, or may have it.
func (s sentAuthorization) says(scheme string) bool {
	return s.given && (strings.HasPrefix(strings.ToLower(strings.TrimSpace(s.header)), scheme) || strings.HasPrefix(strings.TrimSpace(s.header), "{{") || s.header == "")
}
