package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/postwright/postwright/internal/suggest"
)

// nearVariables finds, among the defined variables, the one that a name is
// probably a misspelling of. Names that differ in their digits name different
// things, as booking1 and booking2 do, and so do names that differ in a whole
// word: client_id is no COMMENT_ID.
type nearVariables struct {
	names []string
	index map[string][]splitName // by their digits
	found map[string]string      // by name; "" where none is near
}

// splitName is a name and its words, in small letters.
type splitName struct {
	name  string
	words []string
	plain string // the words in one
}

func split(name string) splitName {
	w := words(name)
	return splitName{name, w, strings.Join(w, "")}
}

// mostHints is how many names are worth a hint. Who has more undefined ones has
// left out an environment, not misspelt them.
const mostHints = 300

// longestName is how many bytes a name has that is looked at.
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

// sameWords reports whether all words of two names are the same, but for one that
// may be misspelt. A name in one word is compared as a whole: its parts cannot be
// told.
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

// nearWord reports whether a word is probably a misspelling of another: with the
// same first letter, one edit in four letters or more, two swapped letters in
// three, a plural in two, and, where so many edits are allowed, two in eight.
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

// words are the words of a name in small letters: what separators, capitals and
// digits part.
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
