package collection

// AuthAttributes are the keys that Postman knows for the attributes of an
// authorization type, in alphabetical order; nil for a type that has none or is
// unknown. Source: Postman's runtime and the files its app exports.
func AuthAttributes(authType string) []string { return authAttributes[authType] }

var authAttributes = map[string][]string{
	"apikey": {"in", "key", "value"},
	"asap": {
		"additionalClaims", "alg", "aud", "claims", "exp", "iss", "kid", "privateKey", "sub",
	},
	"awsv4":  {"accessKey", "addAuthDataToQuery", "region", "saveHelperData", "secretKey", "service", "sessionToken"},
	"basic":  {"password", "saveHelperData", "showPassword", "username"},
	"bearer": {"token"},
	"digest": {
		"algorithm", "clientNonce", "disableRetryRequest", "nonce", "nonceCount", "opaque", "password", "qop",
		"realm", "username",
	},
	"edgegrid": {
		"accessToken", "baseURL", "clientSecret", "clientToken", "headersToSign", "maxBodySize", "nonce", "timestamp",
	},
	"hawk": {
		"algorithm", "app", "authId", "authKey", "delegation", "extraData", "includePayloadHash", "nonce",
		"timestamp", "user",
	},
	"jwt": {
		"addTokenTo", "algorithm", "header", "headerPrefix", "isSecretBase64Encoded", "payload", "privateKey",
		"queryParamKey", "secret",
	},
	"ntlm": {"disableRetryRequest", "domain", "password", "username", "workstation"},
	"oauth1": {
		"addEmptyParamsToSign", "addParamsToHeader", "autoAddParam", "callback", "consumerKey", "consumerSecret",
		"disableHeaderEncoding", "includeBodyHash", "nonce", "privateKey", "realm", "signatureMethod", "timestamp",
		"token", "tokenSecret", "verifier", "version",
	},
	"oauth2": {
		"accessToken", "accessTokenUrl", "addTokenTo", "authRequestParams", "authUrl", "challengeAlgorithm",
		"clientId", "clientSecret", "client_authentication", "code_verifier", "grant_type", "headerPrefix",
		"password", "redirect_uri", "refreshRequestParams", "refreshToken", "refreshTokenUrl", "scope", "state",
		"tokenName", "tokenRequestParams", "tokenType", "useBrowser", "username",
	},
}
