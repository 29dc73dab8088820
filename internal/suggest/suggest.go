// Package suggest finds the name that a person probably meant.
package suggest

import (
	"strings"
	"unicode/utf8"

	edlib "github.com/hbollon/go-edlib"
)

// longest is the length in characters of the longest word that is compared:
// the cost grows with its square.
const longest = 200

// most is the largest number of edits between a word and a suggestion.
const most = 3

// Name returns the candidate that word is most likely a misspelling of, and
// whether there is one close enough to suggest: at most one edit per three
// characters (two swapped letters count as one), at most three in all, or a
// difference in case only. Of equally close candidates it returns the one
// that shares the longest start with word; if two do, none.
func Name(word string, candidates []string) (string, bool) {
	if near := Names(word, candidates); len(near) == 1 {
		return near[0], true
	}
	return "", false
}

// Distance returns the number of edits that turn one word into the other; two
// swapped letters count as one.
func Distance(a, b string) int { return edlib.OSADamerauLevenshteinDistance(a, b) }

// Names returns the candidates that are equally likely.
func Names(word string, candidates []string) []string {
	length := utf8.RuneCountInString(word)
	if length > longest {
		return nil
	}
	lower := strings.ToLower(word)
	var best []string
	distance, same := min(max(1, length/3), most)+1, 0
	for _, candidate := range candidates {
		if candidate == word || len(candidate) > 4*(length+most) {
			continue
		}
		// At least this many edits are needed.
		if more := utf8.RuneCountInString(candidate) - length; more > distance || -more > distance {
			continue
		}
		other := strings.ToLower(candidate)
		d, start := edlib.OSADamerauLevenshteinDistance(lower, other), sameStart(lower, other)
		switch {
		case d < distance, d == distance && start > same && best != nil:
			best, distance, same = []string{candidate}, d, start
		case d == distance && start == same && best != nil:
			best = append(best, candidate)
		}
	}
	return best
}

// sameStart returns the length in bytes of the common start of two words.
func sameStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// Hint returns the end of a message that suggests the nearest candidate, or
// the two that are equally near, such as `; did you mean "oauth2"?`; "" if
// none is near.
func Hint(word string, candidates []string) string { return HintAt(Names(word, candidates)) }

// HintAt is [Hint] for what [Names] returned.
func HintAt(near []string) string {
	switch len(near) {
	case 1:
		return `; did you mean "` + near[0] + `"?`
	case 2:
		return `; did you mean "` + near[0] + `" or "` + near[1] + `"?`
	}
	return ""
}
