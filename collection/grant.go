package collection

import "slices"

// Grant is a way in which Postman gets an OAuth2 token. Needs lists the keys of the
// attributes that it requires. Source: Postman's form "Configure New Token" and RFC
// 6749, section 4.
type Grant struct {
	Name  string // the value of the attribute "grant_type"
	Words string // such as "authorization code"
	Needs []string
}

var grants = []Grant{
	{"authorization_code", "authorization code", []string{"authUrl", "accessTokenUrl", "clientId"}},
	{"authorization_code_with_pkce", "authorization code with PKCE", []string{"authUrl", "accessTokenUrl", "clientId"}},
	{"implicit", "implicit", []string{"authUrl", "clientId"}},
	{"password_credentials", "password", []string{"accessTokenUrl", "username", "password"}},
	{"client_credentials", "client credentials", []string{"accessTokenUrl", "clientId", "clientSecret"}},
}

// Grants returns the grants that Postman knows.
func Grants() []Grant { return grants }

// GrantOf returns the grant with a name, and whether Postman knows it. Without a name it
// returns Postman's default, the authorization code.
func GrantOf(name string) (Grant, bool) {
	if name == "" {
		return grants[0], true
	}
	i := slices.IndexFunc(grants, func(g Grant) bool { return g.Name == name })
	if i < 0 {
		return Grant{}, false
	}
	return grants[i], true
}
