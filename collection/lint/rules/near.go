package rules

import (
	"strings"

	"github.com/postwright/postwright/internal/nearest"
)

// nearVariable is the defined variable that a name is probably a misspelling
// of. Names that differ in their digits name different things: booking1 and
// booking2.
func nearVariable(name string, names []string) (string, bool) {
	var candidates []string
	for _, candidate := range names {
		if digits(candidate) == digits(name) {
			candidates = append(candidates, candidate)
		}
	}
	return nearest.Name(name, candidates)
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}
