package collection

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// AuthType is a type of authorization that Postman knows.
type AuthType struct {
	Type string // as a file names it, such as "apikey"
	Name string // as Postman's app names it, such as "API Key"
	// Attributes lists the attributes of the form in Postman's app first, in the form's
	// order.
	Attributes []AuthAttribute
	// Required are the keys of the attributes without which it does not work. An
	// OAuth2 grant needs more.
	Required []string
	// Signs reports whether Postman replaces an Authorization header in the request by
	// its own, unless an attribute of SignsWith is empty. Source: lib/authorizer of
	// postman-runtime 7, tried with Newman.
	Signs     bool
	SignsWith []string
	// Credentials are the keys without which the signers of postman-runtime 7 send
	// nothing useful; nil for those of SignsWith.
	Credentials []string
}

// AuthAttribute is an attribute of a type of authorization.
type AuthAttribute struct {
	Key   string
	Label string // the label in the form; "" if the form does not have it
	// Values maps the values that people can choose in the form to their labels.
	Values  map[string]string
	Default string // the value in the form if the file has none; a key of Values
}

// AuthTypes returns the types of authorization, in alphabetical order.
func AuthTypes() []AuthType { return authTypes.Get() }

// AuthTypeOf returns the authorization type with a name, and whether Postman knows it.
func AuthTypeOf(name string) (AuthType, bool) {
	i, ok := slices.BinarySearchFunc(authTypes.Get(), name, func(t AuthType, name string) int { return strings.Compare(t.Type, name) })
	if !ok {
		return AuthType{}, false
	}
	return authTypes.Get()[i], true
}

// AuthAttributes returns the keys that Postman knows for the attributes of an
// authorization type, in alphabetical order. It returns nil for a type without
// attributes and for an unknown type.
func AuthAttributes(authType string) []string { return attributeKeys.Get()[authType] }

var attributeKeys = lazy.Value[map[string][]string]{New: func() map[string][]string {
	byType := map[string][]string{}
	for _, t := range authTypes.Get() {
		for _, a := range t.Attributes {
			byType[t.Type] = append(byType[t.Type], a.Key)
		}
		slices.Sort(byType[t.Type])
	}
	return byType
}}

// authTypes lists the types in alphabetical order. Source: Postman's runtime and the
// files that its app exports.
var authTypes = lazy.Value[[]AuthType]{New: func() []AuthType {
	return []AuthType{
		{
			Type: "apikey", Name: "API Key",
			Required:    []string{"key", "value"},
			Credentials: []string{"key", "value"},
			Attributes: []AuthAttribute{
				{Key: "key", Label: "Key"},
				{Key: "value", Label: "Value"},
				{Key: "in", Label: "Add to", Default: "header", Values: map[string]string{"header": "Header", "query": "Query Params"}},
			},
		},
		{
			Type: "asap", Name: "ASAP (Atlassian)",
			Signs: true, SignsWith: []string{"privateKey"},
			Attributes: []AuthAttribute{
				{Key: "additionalClaims"}, {Key: "alg"}, {Key: "aud"}, {Key: "claims"}, {Key: "exp"}, {Key: "iss"},
				{Key: "kid"}, {Key: "privateKey"}, {Key: "sub"},
			},
		},
		{
			Type: "awsv4", Name: "AWS Signature",
			Required:    []string{"accessKey", "secretKey"},
			Signs:       true,
			Credentials: []string{"accessKey", "secretKey"},
			Attributes: []AuthAttribute{
				{Key: "accessKey", Label: "AccessKey"},
				{Key: "secretKey", Label: "SecretKey"},
				{Key: "region", Label: "AWS Region"},
				{Key: "service", Label: "Service Name"},
				{Key: "sessionToken", Label: "Session Token"},
				{Key: "addAuthDataToQuery"}, {Key: "saveHelperData"},
			},
		},
		{
			Type: "basic", Name: "Basic Auth",
			Required:    []string{"username", "password"},
			Signs:       true,
			Credentials: []string{"username"},
			Attributes: []AuthAttribute{
				{Key: "username", Label: "Username"},
				{Key: "password", Label: "Password"},
				{Key: "saveHelperData"}, {Key: "showPassword"},
			},
		},
		{
			Type: "bearer", Name: "Bearer Token",
			Required: []string{"token"},
			Signs:    true, SignsWith: []string{"token"},
			Attributes: []AuthAttribute{
				{Key: "token", Label: "Token"},
			},
		},
		{
			Type: "digest", Name: "Digest Auth",
			Required: []string{"username", "password"},
			Signs:    true, SignsWith: []string{"username"},
			Attributes: []AuthAttribute{
				{Key: "username", Label: "Username"},
				{Key: "password", Label: "Password"},
				{Key: "realm", Label: "Realm"},
				{Key: "nonce", Label: "Nonce"},
				{Key: "algorithm", Label: "Algorithm"},
				{Key: "qop", Label: "qop"},
				{Key: "nonceCount", Label: "Nonce Count"},
				{Key: "clientNonce", Label: "Client Nonce"},
				{Key: "opaque", Label: "Opaque"},
				{Key: "disableRetryRequest"},
			},
		},
		{
			Type: "edgegrid", Name: "Akamai EdgeGrid",
			Required: []string{"accessToken", "clientToken", "clientSecret"},
			Signs:    true, SignsWith: []string{"accessToken", "clientToken", "clientSecret"},
			Attributes: []AuthAttribute{
				{Key: "accessToken", Label: "Access Token"},
				{Key: "clientToken", Label: "Client Token"},
				{Key: "clientSecret", Label: "Client Secret"},
				{Key: "nonce", Label: "Nonce"},
				{Key: "timestamp", Label: "Timestamp"},
				{Key: "baseURL", Label: "Base URL"},
				{Key: "headersToSign", Label: "Headers to Sign"},
				{Key: "maxBodySize"},
			},
		},
		{
			Type: "hawk", Name: "Hawk Authentication",
			Required: []string{"authId", "authKey"},
			Signs:    true, SignsWith: []string{"authId", "authKey"},
			Attributes: []AuthAttribute{
				{Key: "authId", Label: "Hawk Auth ID"},
				{Key: "authKey", Label: "Hawk Auth Key"},
				{Key: "algorithm", Label: "Algorithm"},
				{Key: "user", Label: "User"},
				{Key: "nonce", Label: "Nonce"},
				{Key: "extraData", Label: "ext"},
				{Key: "app", Label: "app"},
				{Key: "delegation", Label: "dlg"},
				{Key: "timestamp", Label: "Timestamp"},
				{Key: "includePayloadHash"},
			},
		},
		{
			Type: "jwt", Name: "JWT Bearer",
			Signs: true,
			Attributes: []AuthAttribute{
				{Key: "algorithm", Label: "Algorithm"},
				{Key: "secret", Label: "Secret"},
				{Key: "privateKey", Label: "Private Key"},
				{Key: "payload", Label: "Payload"},
				{Key: "headerPrefix", Label: "Request header prefix"},
				{Key: "addTokenTo", Label: "Add JWT token to", Values: map[string]string{"header": "Request Header", "queryParam": "Query Param"}},
				{Key: "header"}, {Key: "isSecretBase64Encoded"}, {Key: "queryParamKey"},
			},
		},
		{
			Type: "noauth", Name: "No Auth",
		},
		{
			Type: "ntlm", Name: "NTLM Authentication",
			Required:    []string{"username", "password"},
			Signs:       true,
			Credentials: []string{"username"},
			Attributes: []AuthAttribute{
				{Key: "username", Label: "Username"},
				{Key: "password", Label: "Password"},
				{Key: "domain", Label: "Domain"},
				{Key: "workstation", Label: "Workstation"},
				{Key: "disableRetryRequest"},
			},
		},
		{
			Type: "oauth1", Name: "OAuth 1.0",
			Required: []string{"consumerKey"},
			Signs:    true, SignsWith: []string{"consumerKey"},
			Attributes: []AuthAttribute{
				{Key: "signatureMethod", Label: "Signature Method"},
				{Key: "consumerKey", Label: "Consumer Key"},
				{Key: "consumerSecret", Label: "Consumer Secret"},
				{Key: "token", Label: "Access Token"},
				{Key: "tokenSecret", Label: "Token Secret"},
				{Key: "callback", Label: "Callback URL"},
				{Key: "verifier", Label: "Verifier"},
				{Key: "timestamp", Label: "Timestamp"},
				{Key: "nonce", Label: "Nonce"},
				{Key: "version", Label: "Version"},
				{Key: "realm", Label: "Realm"},
				{Key: "addEmptyParamsToSign"}, {Key: "addParamsToHeader"}, {Key: "autoAddParam"},
				{Key: "disableHeaderEncoding"}, {Key: "includeBodyHash"}, {Key: "privateKey"},
			},
		},
		{
			Type: "oauth2", Name: "OAuth 2.0",
			Required: []string{"clientId"},
			Signs:    true, SignsWith: []string{"accessToken"},
			Attributes: []AuthAttribute{
				{Key: "tokenName", Label: "Token Name"},
				{Key: "grant_type", Label: "Grant Type", Default: "authorization_code", Values: map[string]string{"authorization_code": "Authorization Code", "authorization_code_with_pkce": "Authorization Code (With PKCE)", "implicit": "Implicit", "password_credentials": "Password Credentials", "client_credentials": "Client Credentials"}},
				{Key: "redirect_uri", Label: "Callback URL"},
				{Key: "useBrowser", Label: "Authorize using browser", Values: map[string]string{"true": "ticked", "false": "not ticked"}},
				{Key: "authUrl", Label: "Auth URL"},
				{Key: "accessTokenUrl", Label: "Access Token URL"},
				{Key: "clientId", Label: "Client ID"},
				{Key: "clientSecret", Label: "Client Secret"},
				{Key: "challengeAlgorithm", Label: "Code Challenge Method", Values: map[string]string{"S256": "SHA-256", "plain": "Plain"}},
				{Key: "code_verifier", Label: "Code Verifier"},
				{Key: "username", Label: "Username"},
				{Key: "password", Label: "Password"},
				{Key: "scope", Label: "Scope"},
				{Key: "state", Label: "State"},
				{Key: "client_authentication", Label: "Client Authentication", Default: "header", Values: map[string]string{"header": "Send as Basic Auth header", "body": "Send client credentials in body"}},
				{Key: "refreshTokenUrl", Label: "Refresh Token URL"},
				{Key: "addTokenTo", Label: "Add auth data to", Default: "header", Values: map[string]string{"header": "Request Headers", "queryParams": "Request URL"}},
				{Key: "headerPrefix", Label: "Header Prefix"},
				{Key: "accessToken"}, {Key: "authRequestParams"}, {Key: "refreshRequestParams"}, {Key: "refreshToken"},
				{Key: "tokenRequestParams"}, {Key: "tokenType"},
			},
		},
	}
}}
