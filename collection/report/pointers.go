package report

import (
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
)

// pointers masks JSON pointers, whose keys may be personal data: an object may list
// users by their addresses. It maps keys to masked ones.
type pointers map[string]string

// Pointer returns a JSON pointer with its keys masked.
func Pointer(pointer string) string { return pointers{}.masked(pointer) }

func (p pointers) masked(pointer string) string {
	keys := strings.Split(pointer, "/")
	for i, key := range keys {
		if len(key) < redact.ShortestKey {
			continue
		}
		shown, ok := p[key]
		if !ok {
			shown = jsontree.EscapeToken(redact.Text(jsontree.UnescapeToken(key)))
			p[key] = shown
		}
		keys[i] = shown
	}
	return strings.Join(keys, "/")
}

// formatKeys has the usual keys of collections and environments.
var formatKeys = lazy.Words{Text: `
	info item request response originalRequest header body url query path host port variable auth event script exec raw mode
	urlencoded formdata graphql file src options language key value values name description type disabled enabled id code status
	cookie method listen schema protocol hash protocolProfileBehavior
`}

// ofFormatOnly masks the keys in the pointer of a text that is not JSON, but for those of
// the format: anything else may be a value.
func ofFormatOnly(pointer string) string {
	keys := strings.Split(pointer, "/")
	for i, key := range keys {
		if strings.Trim(key, "0123456789") != "" && !formatKeys.Has(key) {
			keys[i] = strings.Repeat("*", utf8.RuneCountInString(key))
		}
	}
	return strings.Join(keys, "/")
}

// mask masks the pointers of findings. A pointer with a masked key does not resolve.
func (p pointers) mask(found []diagnostic.Diagnostic) {
	for i := range found {
		found[i].Pointer = p.masked(found[i].Pointer)
	}
}
