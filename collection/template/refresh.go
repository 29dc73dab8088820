package template

import (
	_ "embed"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// TokenRefresh describes how a script gets a new access token.
type TokenRefresh struct {
	URL            string // may contain references to variables
	ClientInHeader bool   // the client's credentials are sent in a Basic header, not in the body
	Credentials    bool   // only the client's credentials are needed (RFC 6749, section 4.4)
	// ClientID and the others are names of variables.
	ClientID, ClientSecret, AccessToken, RefreshToken string
}

// The scripts before and after every request. Placeholders are between at signs.
var (
	//go:embed refresh_before.js
	refreshBefore string
	//go:embed refresh_after.js
	refreshAfter string
)

// Scripts returns two JavaScript programs. The one that runs before every request gets a
// new access token if needed. The one that runs after every request reports if another
// token was sent.
func (r TokenRefresh) Scripts() (before, after string) {
	get := func(variable string) string { return "pm.variables.get(" + jsontree.Quote(variable) + ")" }
	field := func(key, value string) string {
		return "                { key: \"" + key + "\", value: " + value + " }"
	}
	header := `{ "Content-Type": "application/x-www-form-urlencoded" }`
	credentials := field("client_id", get(r.ClientID)) + ",\n" + field("client_secret", get(r.ClientSecret)) + ",\n"
	if r.ClientInHeader {
		header = `{ "Content-Type": "application/x-www-form-urlencoded", Authorization: "Basic " + btoa(` + get(r.ClientID) + ` + ":" + ` + get(r.ClientSecret) + `) }`
		credentials = ""
	}
	grant, stored := field("grant_type", `"refresh_token"`)+",\n"+field("refresh_token", "refreshToken")+"\n", get(r.RefreshToken)
	if r.Credentials {
		grant, stored = field("grant_type", `"client_credentials"`)+"\n", "true"
	}
	advice := `". Check @id@ and @secret@. If they are right, the refresh token is invalid: " +
                "authorize again (Authorization > Get New Access Token) and put the new one into @refresh@."`
	if r.Credentials {
		advice = `". Check @id@ and @secret@."`
	}
	words := strings.NewReplacer(
		"@url@", jsontree.Quote(r.URL), "@header@", header, "@credentials@", credentials, "@grant@", grant, "@stored@", stored,
		"@id@", r.ClientID, "@secret@", r.ClientSecret, "@access@", r.AccessToken, "@refresh@", r.RefreshToken,
	)
	return words.Replace(strings.Replace(refreshBefore, "@advice@", advice, 1)), words.Replace(refreshAfter)
}

// RefreshOf returns how the tokens of an OAuth2 authorization are refreshed at a URL,
// with the variables in its attributes. If refreshToken is "", the usual variable is
// used. It reports whether the authorization refers to all variables that are needed.
func RefreshOf(a *Auth, url, refreshToken string) (TokenRefresh, bool) {
	r := TokenRefresh{URL: url, RefreshToken: refreshToken}
	if r.RefreshToken == "" {
		r.RefreshToken = "refresh_token"
	}
	if a == nil || a.Type != "oauth2" {
		return r, false
	}
	for _, attribute := range a.Attributes {
		text, _ := attribute.Value.(string)
		name := ""
		for reference := range collection.References(text) {
			name = reference.Name
		}
		switch attribute.Key {
		case "clientId":
			r.ClientID = name
		case "clientSecret":
			r.ClientSecret = name
		case "accessToken":
			r.AccessToken = name
		case "client_authentication":
			r.ClientInHeader = text == "header"
		case "grant_type":
			r.Credentials = text == "client_credentials"
		}
	}
	return r, url != "" && r.ClientID != "" && r.ClientSecret != "" && r.AccessToken != ""
}
