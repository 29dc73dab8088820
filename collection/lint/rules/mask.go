package rules

import (
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection/redact/secret"
)

// maskedAddress returns an address that a message may show: without the password before
// its host, the values of secret parameters, and known token formats.
func maskedAddress(address string) string {
	before, query, asks := strings.Cut(address, "?")
	if scheme, rest, ok := strings.Cut(before, "://"); ok {
		if at := strings.LastIndexByte(rest, '@'); at >= 0 {
			if user, password, ok := strings.Cut(rest[:at], ":"); ok && !isReference(password) {
				before = scheme + "://" + user + ":***" + rest[at:]
			}
		}
	}
	if asks {
		pairs := strings.Split(query, "&")
		for i, pair := range pairs {
			key, value, _ := strings.Cut(pair, "=")
			if name, err := url.QueryUnescape(key); (err != nil || secret.IsName(name)) && value != "" && !isReference(value) {
				pairs[i] = key + "=***"
			}
		}
		before += "?" + strings.Join(pairs, "&")
	}
	return secret.MaskText(before)
}

// isReference reports whether a text is one reference to a variable.
func isReference(text string) bool {
	return strings.HasPrefix(text, "{{") && strings.Index(text, "}}") == len(text)-2
}

// longestShown is the maximum number of characters of an address in a message.
const longestShown = 100

// shownBeside returns an address. A long one is cut to the part where it starts to
// differ from another.
func shownBeside(address, other string) string {
	text := []rune(address)
	if len(text) <= longestShown {
		return address
	}
	same := 0
	for i, r := range []rune(other) {
		if i == len(text) || text[i] != r {
			break
		}
		same++
	}
	from := min(max(same-20, 0), len(text)-longestShown)
	to := from + longestShown
	shown := string(text[from:to])
	if from > 0 {
		shown = "…" + shown
	}
	if to < len(text) {
		shown += "…"
	}
	return shown
}
