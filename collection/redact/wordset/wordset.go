// Package wordset makes sets of words that are built on first use, because most commands
// never need them.
package wordset

import (
	"strings"
	"sync"
)

// New returns a function that returns the set of the words in a text.
func New(text string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.Fields(text) {
			set[w] = true
		}
		return set
	})
}
