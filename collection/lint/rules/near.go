package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/postwright/postwright/internal/suggest"
)

// nearVariables finds, among the defined variables, the one that a name is probably a
// misspelling of. Names with different digits are different names, such as booking1 and
// booking2, and so are names that differ in a whole word, such as client_id and
// COMMENT_ID.
type nearVariables struct {
	names []string
	index map[string][]splitName // by their digits
	found map[string]string      // by name; "" if none is near
}

// splitName is a name and its words, in lower case.
type splitName struct {
	name  string
	words []string
	plain string // the words joined
}

func split(name string) splitName {
	w := words(name)
	return splitName{name, w, strings.Join(w, "")}
}

// mostHints is the maximum number of names that get a hint. If more are undefined, an
// environment is missing, and they are not misspelled.
const mostHints = 300

// longestName is the maximum length in bytes of a name that gets a hint.
const longestName = 200

func (v *nearVariables) find(name string) (string, bool) {
	near, known := v.found[name]
	if known || len(v.found) >= mostHints || len(name) > longestName {
		return near, near != ""
	}
	if v.index == nil {
		v.index, v.found = map[string][]splitName{}, map[string]string{}
		for _, n := range v.names {
			if len(n) <= longestName {
				d := digits(n)
				v.index[d] = append(v.index[d], split(n))
			}
		}
	}
	own := split(name)
	var same, close []string
	for _, n := range v.index[digits(name)] {
		switch {
		case n.name == name:
		case own.plain == n.plain:
			same = append(same, n.name)
		case sameWords(own, n):
			close = append(close, n.name)
		}
	}
	switch {
	case len(same) == 1:
		near = same[0]
	case len(same) > 1:
		near, _ = suggest.Name(name, same)
	default:
		near, _ = suggest.Name(name, close)
	}
	v.found[name] = near
	return near, near != ""
}

// sameWords reports whether the words of two names are the same, except for one that may
// be misspelled. A name that is one word is compared as a whole, because its parts are
// not known.
func sameWords(a, b splitName) bool {
	if len(a.words) != len(b.words) {
		return (len(a.words) == 1 || len(b.words) == 1) && nearWord(a.plain, b.plain, 1)
	}
	differ := 0
	for i := range a.words {
		if a.words[i] == b.words[i] {
			continue
		}
		if differ++; differ > 1 || !nearWord(a.words[i], b.words[i], 2) {
			return false
		}
	}
	return true
}

// nearWord reports whether a word is probably a misspelling of another with the same
// first letter: with one edit in four letters or more, two swapped letters in three, a
// plural in two, or, if edits allows it, two edits in eight letters.
func nearWord(a, b string, edits int) bool {
	short := min(len(a), len(b))
	if short >= 2 && (a+"s" == b || b+"s" == a) {
		return true
	}
	if short < 3 || a[0] != b[0] {
		return false
	}
	if short == 3 {
		return sortedLetters(a) == sortedLetters(b)
	}
	most := 1
	if short >= 8 {
		most = edits
	}
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return false
	}
	return suggest.Distance(a, b) <= most
}

func sortedLetters(word string) string {
	letters := []rune(word)
	slices.Sort(letters)
	return string(letters)
}

// words returns the words of a name in lower case, split at separators, capitals and
// digits.
func words(name string) []string {
	var list []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			list = append(list, strings.ToLower(string(word)))
		}
		word = word[:0]
	}
	letters := []rune(name)
	for i, c := range letters {
		switch {
		case !unicode.IsLetter(c):
			end()
			continue
		case unicode.IsUpper(c) && i > 0 && (!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1])):
			end()
		}
		word = append(word, c)
	}
	end()
	return list
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}
