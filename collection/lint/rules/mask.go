package rules

import (
	"strings"

	"github.com/postwright/postwright/collection/secret"
)

// maskedAddress is an address that a message may show: without the values in
// its query, user and password, and any token that its shape gives away.
func maskedAddress(address string) string {
	before, query, asks := strings.Cut(address, "?")
	if scheme, rest, ok := strings.Cut(before, "://"); ok {
		if at := strings.IndexByte(rest, '@'); at >= 0 && !strings.Contains(rest[:at], "/") {
			before = scheme + "://***" + rest[at:]
		}
	}
	if asks {
		pairs := strings.Split(query, "&")
		for i, pair := range pairs {
			if key, value, has := strings.Cut(pair, "="); has && !strings.Contains(value, "{{") && value != "" {
				pairs[i] = key + "=…"
			}
		}
		before += "?" + strings.Join(pairs, "&")
	}
	return secret.MaskText(before)
}
