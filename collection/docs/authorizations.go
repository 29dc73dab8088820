package docs

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// authNames are what Postman calls the types of authorization.
var authNames = map[string]string{
	"apikey": "API Key", "asap": "ASAP (Atlassian)", "awsv4": "AWS Signature", "basic": "Basic Auth", "bearer": "Bearer Token",
	"digest": "Digest Auth", "edgegrid": "Akamai EdgeGrid", "hawk": "Hawk Authentication", "jwt": "JWT Bearer", "noauth": "No Auth",
	"ntlm": "NTLM Authentication", "oauth1": "OAuth 1.0", "oauth2": "OAuth 2.0",
}

func authName(authType string) string {
	if name, ok := authNames[authType]; ok {
		return name
	}
	return authType
}

// label is what Postman's form for an authorization calls an attribute. Values
// are what it shows for words that it lets people choose.
type label struct {
	key, name string
	values    map[string]string
	usual     string // what the form has where the file says nothing; a key of values
}

// tokenLabels are the fields of "Configure New Token", in its order.
var tokenLabels = []label{
	{key: "tokenName", name: "Token Name"},
	{key: "grant_type", name: "Grant Type", usual: "authorization_code", values: map[string]string{
		"authorization_code": "Authorization Code", "authorization_code_with_pkce": "Authorization Code (With PKCE)",
		"implicit": "Implicit", "password_credentials": "Password Credentials", "client_credentials": "Client Credentials",
	}},
	{key: "redirect_uri", name: "Callback URL"},
	{key: "useBrowser", name: "Authorize using browser", values: map[string]string{"true": "ticked", "false": "not ticked"}},
	{key: "authUrl", name: "Auth URL"},
	{key: "accessTokenUrl", name: "Access Token URL"},
	{key: "clientId", name: "Client ID"},
	{key: "clientSecret", name: "Client Secret"},
	{key: "challengeAlgorithm", name: "Code Challenge Method", values: map[string]string{"S256": "SHA-256", "plain": "Plain"}},
	{key: "code_verifier", name: "Code Verifier"},
	{key: "username", name: "Username"},
	{key: "password", name: "Password"},
	{key: "scope", name: "Scope"},
	{key: "state", name: "State"},
	{key: "client_authentication", name: "Client Authentication", usual: "header", values: map[string]string{
		"header": "Send as Basic Auth header", "body": "Send client credentials in body",
	}},
	{key: "refreshTokenUrl", name: "Refresh Token URL"},
	{key: "addTokenTo", name: "Add auth data to", usual: "header", values: map[string]string{
		"header": "Request Headers", "queryParams": "Request URL",
	}},
	{key: "headerPrefix", name: "Header Prefix"},
}

// usualTokenKeys are the fields that are shown though the file has no value:
// the form has one, or wants one.
var usualTokenKeys = map[string]bool{"grant_type": true, "client_authentication": true, "addTokenTo": true, "state": true}

// labels are the fields of the other authorizations, in the order of Postman's
// forms.
var labels = map[string][]label{
	"apikey": {
		{key: "key", name: "Key"}, {key: "value", name: "Value"},
		{key: "in", name: "Add to", usual: "header", values: map[string]string{"header": "Header", "query": "Query Params"}},
	},
	"basic":  {{key: "username", name: "Username"}, {key: "password", name: "Password"}},
	"bearer": {{key: "token", name: "Token"}},
	"digest": {
		{key: "username", name: "Username"}, {key: "password", name: "Password"}, {key: "realm", name: "Realm"},
		{key: "nonce", name: "Nonce"}, {key: "algorithm", name: "Algorithm"}, {key: "qop", name: "qop"},
		{key: "nonceCount", name: "Nonce Count"}, {key: "clientNonce", name: "Client Nonce"}, {key: "opaque", name: "Opaque"},
	},
	"awsv4": {
		{key: "accessKey", name: "AccessKey"}, {key: "secretKey", name: "SecretKey"}, {key: "region", name: "AWS Region"},
		{key: "service", name: "Service Name"}, {key: "sessionToken", name: "Session Token"},
	},
	"hawk": {
		{key: "authId", name: "Hawk Auth ID"}, {key: "authKey", name: "Hawk Auth Key"}, {key: "algorithm", name: "Algorithm"},
		{key: "user", name: "User"}, {key: "nonce", name: "Nonce"}, {key: "extraData", name: "ext"}, {key: "app", name: "app"},
		{key: "delegation", name: "dlg"}, {key: "timestamp", name: "Timestamp"},
	},
	"ntlm": {
		{key: "username", name: "Username"}, {key: "password", name: "Password"}, {key: "domain", name: "Domain"},
		{key: "workstation", name: "Workstation"},
	},
	"oauth1": {
		{key: "signatureMethod", name: "Signature Method"}, {key: "consumerKey", name: "Consumer Key"},
		{key: "consumerSecret", name: "Consumer Secret"}, {key: "token", name: "Access Token"}, {key: "tokenSecret", name: "Token Secret"},
		{key: "callback", name: "Callback URL"}, {key: "verifier", name: "Verifier"}, {key: "timestamp", name: "Timestamp"},
		{key: "nonce", name: "Nonce"}, {key: "version", name: "Version"}, {key: "realm", name: "Realm"},
	},
	"edgegrid": {
		{key: "accessToken", name: "Access Token"}, {key: "clientToken", name: "Client Token"}, {key: "clientSecret", name: "Client Secret"},
		{key: "nonce", name: "Nonce"}, {key: "timestamp", name: "Timestamp"}, {key: "baseURL", name: "Base URL"},
		{key: "headersToSign", name: "Headers to Sign"},
	},
	"jwt": {
		{key: "algorithm", name: "Algorithm"}, {key: "secret", name: "Secret"}, {key: "privateKey", name: "Private Key"},
		{key: "payload", name: "Payload"}, {key: "headerPrefix", name: "Request header prefix"},
		{key: "addTokenTo", name: "Add JWT token to", values: map[string]string{"header": "Request Header", "queryParam": "Query Param"}},
	},
}

// fields returns an authorization's attributes as Postman's form shows them, with
// those that are missing.
func (m *maker) fields(use *authUse) []Field {
	a := use.auth
	need := required(a)
	known := labels[a.Type()]
	if a.Type() == "oauth2" {
		known = tokenLabels
	}
	var list []Field
	seen := map[string]bool{"accessToken": a.Type() == "oauth2"}
	for _, l := range known {
		seen[l.key] = true
		value := a.Attribute(l.key)
		text := valueText(value)
		if need[l.key] && m.empty(l.key, value) {
			list = append(list, Field{Label: l.name, Value: text, Note: "Missing: fill it in.", Missing: true})
			continue
		}
		if text == "" && l.usual != "" {
			text = l.usual
		}
		if !value.Exists() && !usualTokenKeys[l.key] && l.usual == "" {
			continue
		}
		shown, choice := l.values[text]
		if choice {
			text = shown
		}
		list = append(list, Field{Label: l.name, Value: text, Choice: choice, Tick: value.Kind() == collection.Bool, Hidden: m.secrets.has(value)})
	}
	for key, value := range a.Values() {
		if !seen[key] && valueText(value) != "" && value.Kind() != collection.Array && value.Kind() != collection.Object {
			seen[key] = true
			list = append(list, Field{Label: key, Value: valueText(value), Hidden: m.secrets.has(value)})
		}
	}
	return list
}

// auth is what a request says of its authorization.
func (m *maker) auth(i collection.Item) Auth {
	a := i.Auth()
	if !a.IsSet() {
		return Auth{}
	}
	auth := Auth{Name: authName(a.Type()), SetUp: m.setUpOf[a.Node.Raw()]}
	if i.OwnAuth().IsSet() {
		return auth
	}
	auth.From = "the collection"
	for at := i.Folder; at != nil; at = at.Folder {
		if at.OwnAuth().IsSet() {
			auth.From = "the folder “" + strings.TrimSpace(named(*at)) + "”"
			break
		}
	}
	return auth
}
