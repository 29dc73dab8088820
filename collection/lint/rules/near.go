package rules

import (
	"strings"

	"github.com/postwright/postwright/internal/nearest"
)

// nearVariables finds, among the defined variables, the one that a name is
// probably a misspelling of. Names that differ in their digits name different
// things: booking1 and booking2.
type nearVariables struct {
	names []string
	index map[string][]string // by their digits
	found map[string]string   // by name; "" where none is near
}

// mostHints is how many names are worth a hint. Who has more undefined ones has
// left out an environment, not misspelt them.
const mostHints = 300

func (v *nearVariables) find(name string) (string, bool) {
	near, known := v.found[name]
	if known || len(v.found) >= mostHints {
		return near, near != ""
	}
	if v.index == nil {
		v.index, v.found = map[string][]string{}, map[string]string{}
		for _, n := range v.names {
			d := digits(n)
			v.index[d] = append(v.index[d], n)
		}
	}
	v.found[name], _ = nearest.Name(name, v.index[digits(name)])
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
