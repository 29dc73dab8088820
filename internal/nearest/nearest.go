// Package nearest finds the name that a person probably meant.
package nearest

import (
	"strings"
	"unicode/utf8"

	edlib "github.com/hbollon/go-edlib"
)

// longest is how many characters a word has that is looked at: comparing takes the
// square of it.
const longest = 200

// most is how many edits make another word of any word, however long.
const most = 3

// Name is the candidate that word is most likely a misspelling of, and whether
// there is one close enough to suggest: at most one edit (two swapped letters
// count as one) in three characters, three in all, or a difference in case only.
// Of equally close candidates the first is taken.
func Name(word string, candidates []string) (string, bool) {
	length := utf8.RuneCountInString(word)
	if length > longest {
		return "", false
	}
	lower := strings.ToLower(word)
	best, distance := "", min(max(1, length/3), most)+1
	for _, candidate := range candidates {
		if candidate == word || len(candidate) > 4*(length+most) {
			continue
		}
		// So many edits are needed at least.
		if more := utf8.RuneCountInString(candidate) - length; more >= distance || -more >= distance {
			continue
		}
		if d := edlib.OSADamerauLevenshteinDistance(lower, strings.ToLower(candidate)); d < distance {
			best, distance = candidate, d
		}
	}
	return best, best != ""
}

// Hint is the end of a message that suggests the nearest candidate, such as
// `; did you mean "oauth2"?`, or nothing where none is near.
func Hint(word string, candidates []string) string {
	if name, ok := Name(word, candidates); ok {
		return `; did you mean "` + name + `"?`
	}
	return ""
}
