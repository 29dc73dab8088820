package secret

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
)

// isSecret tells whether a string stands where secrets stand and is a literal.
func isSecret(n collection.Node) bool {
	_, placed := secretPlace(n)
	return placed && literal(n.Text())
}

// secretPlace tells whether a string stands where secrets stand, and under
// which name. In a list it stands where the list stands.
func secretPlace(n collection.Node) (name string, found bool) {
	holder := n
	for holder.Parent().Kind() == collection.Array {
		holder = holder.Parent()
	}
	if key := holder.Key(); key.Exists() && !key.Is("value") && isSecretName(key.Text()) {
		return key.Text(), true
	}
	for at := holder; at.Exists(); at = at.Parent() {
		if key := at.Key(); key.Exists() && key.Is("value") && isSecretEntry(at.Parent()) {
			if isAPIKey(at.Parent()) {
				return "api_key", true
			}
			return at.Parent().Get("key").Text(), true
		}
	}
	return "", false
}

// isSecretEntry tells whether the value of a {key, value, type} is a secret.
func isSecretEntry(entry collection.Node) bool {
	return entry.Get("type").Is("secret") || isAPIKey(entry) || isSecretName(entry.Get("key").Text())
}

// isAPIKey tells the attribute that holds an API key: such attributes are
// themselves named key and value.
func isAPIKey(entry collection.Node) bool {
	return entry.Get("key").Is("value") && entry.Parent().Key().Is("apikey")
}

// literal tells a value of its own from one that only refers to variables.
func literal(value string) bool {
	return strings.TrimSpace(withoutScheme(strings.TrimSpace(withoutReferences(value))+" ")) != ""
}

// schemes are the authentication schemes that stand before a credential in an
// Authorization header.
var schemes = []string{"Bearer ", "Basic ", "Token ", "ApiKey ", "Zoho-oauthtoken "}

// withoutScheme is the credential of a header's value such as "Bearer abc".
func withoutScheme(value string) string {
	for _, scheme := range schemes {
		if len(value) >= len(scheme) && strings.EqualFold(value[:len(scheme)], scheme) {
			return strings.TrimLeft(value[len(scheme):], " ")
		}
	}
	return value
}

// credential tells whether a value at a secret's place is a secret, and not
// what only stands for one.
func credential(value string) bool {
	return len(value) >= shortestSecret && plausible(value) && !Placeholder(value) && !placeholderLogin(value)
}

// placeholderLogin tells the user and password of Basic authentication
// (RFC 7617) where the password only stands for one.
func placeholderLogin(value string) bool {
	plain, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return false
	}
	_, password, ok := strings.Cut(string(plain), ":")
	isText := utf8.Valid(plain) && strings.IndexFunc(string(plain), func(r rune) bool { return !unicode.IsPrint(r) }) < 0
	return ok && isText && (password == "" || Placeholder(password))
}

var (
	secretWords = words(
		"secret", "password", "passwd", "passphrase", "token", "apikey", "authorization", "cookie",
		"privatekey", "accesskey", "authkey", "signingkey", "encryptionkey", "credential", "sessionid", "codeverifier",
	)
	// harmless are the names that hold such a word and no secret.
	harmless = words(
		"tokenname", "tokentype", "tokenurl", "addtokento", "tokenrequestparams", "granttype", "tokenexpires",
		"expires", "expiry", "expiration", "issecretbase64encoded", "requestparams", "showpassword",
		"tokenuri", "tokenendpoint", "passwordreset", "resetpassword", "forgotpassword", "changepassword",
		"pagetoken", "nexttoken", "continuationtoken", "synctoken", "cookiepolicy", "cookieconsent",
		"passwordpolicy", "secretname", "tokenmodel", "tokenlength", "maxtokens", "tokencount",
	)
)

func words(list ...string) (words [][]byte) {
	for _, word := range list {
		words = append(words, []byte(word))
	}
	return words
}

// longestName is the length of name from which nothing is a secret's.
const longestName = 64

// isSecretName tells the names of secrets, in whatever way their words are put
// together.
func isSecretName(name string) bool {
	if len(name) > longestName {
		return false
	}
	var buffer [longestName]byte
	plain := buffer[:0]
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'A' && c <= 'Z':
			plain = append(plain, c-'A'+'a')
		case c != '_' && c != '-' && c != ' ' && c != '.':
			plain = append(plain, c)
		}
	}
	return containsAny(plain, secretWords) && !containsAny(plain, harmless)
}

func containsAny(text []byte, words [][]byte) bool {
	for _, word := range words {
		if bytes.Contains(text, word) {
			return true
		}
	}
	return false
}
