package v3

import (
	"strings"

	"github.com/postwright/postwright/collection/yamltree"
)

// Canonical returns the text of a file of a collection, or of an environment, in one
// form: that in which Postman writes it, but with strings of several lines as literal
// blocks, so that a script can be read. Comments and empty lines stay. It reports false
// for a file that cannot be brought into that form without loss (see
// [yamltree.Format]). File is its path.
func Canonical(file string, t *yamltree.Tree) (text string, ok bool) {
	root := environmentOrder
	switch roleOf(file) {
	case request, message:
		root = requestOrder
	case definition:
		root = definitionOrder
	case example:
		root = exampleOrder
	}
	return yamltree.Format(t, func(at []string) []string {
		if len(at) == 0 {
			return root
		}
		return keyOrder(at)
	})
}

// The order in which Postman writes the keys of a file, and behind them those that only
// some kinds of request have.
var (
	requestOrder = words(`$kind id name description url method methodPath methodDescriptor transport query variables
		config userPrompts systemPrompts clientId version topics lastWill properties headers metadata queryParams
		pathVariables body message events auth schema scripts messages examples settings order`)
	definitionOrder  = words("$kind id name summary description variables scripts auth order")
	exampleOrder     = words("$kind id name description request response order")
	environmentOrder = words("$kind id name values color")
	entryOrder       = words("id key value type secret source description disabled enabled")
	formOrder        = words("type key value src contentType description disabled")
	settingOrder     = words(`protocolVersion strictSSL followRedirects maxRedirects followOriginalHttpMethod
		followAuthorizationHeader removeRefererHeaderOnRedirect insecureHTTPParser disableUrlEncoding disableCookies
		tlsPreferServerCiphers tlsDisabledProtocols tlsCipherSelection disabledSystemHeaders`)
)

func words(text string) []string { return strings.Fields(text) }

// keyOrder is the order of the keys of a mapping inside a file. Maps of headers,
// parameters, variables and credentials have none: theirs is what is sent.
func keyOrder(at []string) []string {
	switch strings.Join(at, ".") {
	case "request":
		return requestOrder
	case "response":
		return words("statusCode statusText headers body")
	case "body", "request.body", "response.body":
		return words("type content")
	case "auth", "auth.*":
		return words("id name type credentials rules")
	case "scripts.*":
		return words("type code language packages requests")
	case "settings":
		return settingOrder
	case "body.content.*", "request.body.content.*":
		return formOrder
	}
	if at[len(at)-1] == "*" && (len(at) == 2 || len(at) == 3 && (at[0] == "request" || at[0] == "response")) {
		return entryOrder
	}
	return nil
}
