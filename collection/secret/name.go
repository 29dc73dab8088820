package secret

import (
	"bytes"
	"slices"
	"strings"
)

var (
	secretWords = words(
		"secret", "password", "passwd", "passphrase", "token", "apikey", "authorization", "cookie",
		"privatekey", "accesskey", "authkey", "signingkey", "encryptionkey", "credential", "sessionid", "codeverifier",
		"subscriptionkey", "functionskey", "accountkey", "masterkey", "sharedkey",
	)
	// otherWords are words that begin as one of those does.
	otherWords = words("secretar", "passwordless")
	// harmless are the names that hold such a word and no secret.
	harmless = words(
		"tokenname", "tokentype", "tokenurl", "addtokento", "tokenrequestparams", "granttype", "tokenexpires",
		"expires", "expiry", "expiration", "issecretbase64encoded", "requestparams", "showpassword",
		"tokenuri", "tokenendpoint", "passwordreset", "resetpassword", "forgotpassword", "changepassword",
		"pagetoken", "nexttoken", "continuationtoken", "synctoken", "cookiepolicy", "cookieconsent",
		"passwordpolicy", "secretname", "tokenmodel", "tokenlength", "maxtokens", "tokencount",
	)
	// openKeys are keys that are no secrets, however they look. OAuth 1.0's consumer
	// key is sent in the open, as a client id is.
	openKeys = words(
		"publickey", "publishablekey", "consumerkey", "sitekey", "primarykey", "foreignkey", "partitionkey", "sortkey", "routingkey",
		"cachekey", "objectkey", "filekey", "idempotencykey", "idempotentkey", "projectkey", "issuekey",
	)
)

func words(list ...string) (words [][]byte) {
	for _, word := range list {
		words = append(words, []byte(word))
	}
	return words
}

// longestName is the length of name from which nothing is a secret's, longestRaw
// that of a name as it may be spelled in JSON.
const (
	longestName = 64
	longestRaw  = 6*longestName + 2
)

// IsName tells the names of secrets, in whatever way their words are put
// together.
func IsName(name string) bool {
	var buffer [longestName]byte
	plain := plainName(&buffer, name)
	for _, word := range otherWords {
		if bytes.Contains(plain, word) {
			plain = bytes.ReplaceAll(plain, word, nil)
		}
	}
	if bytes.Contains(plain, []byte("pwd")) && slices.Contains(strings.Split(Snake(name), "_"), "pwd") {
		return true
	}
	return containsAny(plain, secretWords) && !containsAny(plain, harmless)
}

// isNameOf tells whether a value under a name is a secret's: that of any name that
// [IsName] tells, and under one that ends in "key" what looks drawn by lot.
func isNameOf(name, value string) bool { return IsName(name) || isKeyName(name) && isKey(value) }

// isKeyName tells the names of keys, of which some are secrets.
func isKeyName(name string) bool {
	var buffer [longestName]byte
	plain := plainName(&buffer, name)
	return len(plain) > len("key") && bytes.HasSuffix(plain, []byte("key")) && !containsAny(plain, openKeys)
}

// isKey tells whether a value looks drawn by lot, and is not just an id (a UUID).
func isKey(value string) bool {
	isUUID := len(value) == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-'
	return !isUUID && random(value)
}

// plainName is a name in small letters, without what separates its words; nothing
// of one that is too long.
func plainName(buffer *[longestName]byte, name string) []byte {
	plain := buffer[:0]
	if len(name) > longestName {
		return plain
	}
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'A' && c <= 'Z':
			plain = append(plain, c-'A'+'a')
		case c != '_' && c != '-' && c != ' ' && c != '.':
			plain = append(plain, c)
		}
	}
	return plain
}

func containsAny(text []byte, words [][]byte) bool {
	for _, word := range words {
		if bytes.Contains(text, word) {
			return true
		}
	}
	return false
}
