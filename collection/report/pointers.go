package report

import (
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/redact"
)

// pointers masks JSON pointers, whose keys may be personal data: an object may list
// users by their addresses. It maps keys to masked ones.
type pointers map[string]string

// shortestKey is the length in bytes from which a key may have something to hide.
const shortestKey = 6

func (p pointers) masked(pointer string) string {
	keys := strings.Split(pointer, "/")
	for i, key := range keys {
		if len(key) < shortestKey {
			continue
		}
		shown, ok := p[key]
		if !ok {
			shown = redact.Text(key)
			p[key] = shown
		}
		keys[i] = shown
	}
	return strings.Join(keys, "/")
}

// maskPointers masks the pointers of findings. A pointer with a masked key does not
// resolve.
func maskPointers(found []diagnostic.Diagnostic) {
	known := pointers{}
	for i := range found {
		found[i].Pointer = known.masked(found[i].Pointer)
	}
}
