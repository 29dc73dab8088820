package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/internal/nearest"
)

// nearVariables finds, among the defined variables, the one that a name is
// probably a misspelling of. Names that differ in their digits name different
// things: booking1 and booking2.
type nearVariables struct {
	names []string
	// by their digits, and then by how many characters they have
	index map[string]map[int][]string
	found map[string]string // by name; "" where none is near
}

const (
	// mostHints is how many names are worth a hint. Who has more undefined ones
	// has left out an environment, not misspelt them.
	mostHints = 300
	// mostEdits is how much longer or shorter a near name is.
	mostEdits = 3
)

func (v *nearVariables) find(name string) (string, bool) {
	near, known := v.found[name]
	if known || len(v.found) >= mostHints {
		return near, near != ""
	}
	if v.index == nil {
		v.index, v.found = map[string]map[int][]string{}, map[string]string{}
		for _, n := range v.names {
			d := digits(n)
			if v.index[d] == nil {
				v.index[d] = map[int][]string{}
			}
			length := utf8.RuneCountInString(n)
			v.index[d][length] = append(v.index[d][length], n)
		}
	}
	var candidates []string
	byLength, length := v.index[digits(name)], utf8.RuneCountInString(name)
	for l := length - mostEdits; l <= length+mostEdits; l++ {
		candidates = append(candidates, byLength[l]...)
	}
	v.found[name], _ = nearest.Name(name, candidates)
	return v.found[name], v.found[name] != ""
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}
