package collection

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scope is one scope in the text of a scope attribute. Start and End are byte
// offsets in that text.
type Scope struct {
	Name       string
	Start, End int
}

// Scopes returns the scopes in the text of a scope attribute in their order, duplicates
// included.
//
// White space separates scopes (RFC 6749, section 3.3). Some providers accept commas:
// they separate too, but in a URL a comma is part of the scope, up to the next URL.
// References stay whole, although a variable's name may hold spaces and commas.
func Scopes(text string) []Scope {
	var scopes []Scope
	references := outermostReferences(text)
	start := 0
	var commas []int // commas between two spaces
	for at, r := range text {
		for len(references) > 0 && references[0].end <= at {
			references = references[1:]
		}
		switch {
		case len(references) > 0 && references[0].start <= at:
		case r == ',':
			commas = append(commas, at)
		case unicode.IsSpace(r):
			scopes = betweenBlanks(scopes, text, start, at, commas)
			start, commas = at+utf8.RuneLen(r), commas[:0]
		}
	}
	return betweenBlanks(scopes, text, start, len(text), commas)
}

// betweenBlanks appends the scopes in the bytes from start up to end. These hold no
// white space that separates scopes, but possibly commas.
func betweenBlanks(scopes []Scope, text string, start, end int, commas []int) []Scope {
	for len(commas) > 0 && commas[0] == start {
		start, commas = start+1, commas[1:]
	}
	for len(commas) > 0 && commas[len(commas)-1] == end-1 {
		end, commas = end-1, commas[:len(commas)-1]
	}
	isURL := len(commas) > 0 && isURLScope(text[start:commas[0]])
	for i, comma := range commas {
		next := end
		if i+1 < len(commas) {
			next = commas[i+1]
		}
		beforeURL := isURLScope(text[comma+1 : next])
		if isURL && !beforeURL {
			continue
		}
		isURL = beforeURL
		if name := strings.TrimRight(text[start:comma], ","); name != "" {
			scopes = append(scopes, Scope{name, start, start + len(name)})
		}
		start = comma + 1
	}
	if start < end {
		scopes = append(scopes, Scope{text[start:end], start, end})
	}
	return scopes
}

// ScopeNames returns the names of the scopes that [Scopes] finds in a text.
func ScopeNames(text string) []string {
	var names []string
	for _, s := range Scopes(text) {
		names = append(names, s.Name)
	}
	return names
}

// ScopeSet is a set of scopes, by their names.
type ScopeSet map[string]bool

// ScopeSetOf returns the set of the scopes that [Scopes] finds in a text.
func ScopeSetOf(text string) ScopeSet {
	set := ScopeSet{}
	for _, s := range Scopes(text) {
		set[s.Name] = true
	}
	return set
}

// Names returns the scopes in alphabetical order.
func (s ScopeSet) Names() []string { return slices.Sorted(maps.Keys(s)) }

// Without returns the scopes that are not in another set.
func (s ScopeSet) Without(other ScopeSet) ScopeSet {
	rest := ScopeSet{}
	for name := range s {
		if !other[name] {
			rest[name] = true
		}
	}
	return rest
}

// ScopeSeparator returns what separates the scopes in a text: the first separator that
// is not only spaces, or else a space (RFC 6749). It returns "" if there are fewer than
// two scopes.
func ScopeSeparator(text string) string {
	separator, end := "", -1
	for _, s := range Scopes(text) {
		if end >= 0 {
			between := text[end:s.Start]
			if strings.Trim(between, " ") != "" {
				return between
			}
			separator = " "
		}
		end = s.End
	}
	return separator
}

// JoinScopes returns a text in which [Scopes] finds the scopes again. After a URL a
// comma without a space would be part of it, so with such a separator URLs come last.
func JoinScopes(names []string, separator string) string {
	text := strings.Join(names, separator)
	if !strings.Contains(text, "://") && !strings.Contains(text, "}}/") || slices.Equal(ScopeNames(text), names) {
		return text
	}
	ordered := slices.Clone(names)
	slices.SortStableFunc(ordered, func(a, b string) int {
		switch {
		case isURLScope(a) == isURLScope(b):
			return 0
		case isURLScope(a):
			return 1
		}
		return -1
	})
	return strings.Join(ordered, separator)
}

// isURLScope reports whether a scope is a URL, so that it may hold commas: it has a
// scheme, or a variable in place of its origin.
func isURLScope(text string) bool {
	if strings.Contains(text, "://") {
		return true
	}
	references := outermostReferences(text)
	return len(references) > 0 && references[0].start == 0 && strings.HasPrefix(text[references[0].end:], "/")
}
