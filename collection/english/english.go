// Package english forms plurals, counts, titles and sentences for messages and pages.
package english

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count returns a number with its noun, which takes an "s" in the plural: "1 file",
// "2 files".
func Count(n int, noun string) string { return CountOf(n, noun, noun+"s") }

// CountOf is like [Count] for words with another plural, such as "operation does" and
// "operations do".
func CountOf(n int, one, many string) string { return fmt.Sprint(n, " ", Plural(n, one, many)) }

// Plural returns the form of a word for a number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Title returns a text that starts with a capital letter.
func Title(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// FirstSentence returns the first sentence of a text; the whole text if it is one.
func FirstSentence(text string) string {
	if first, _, ok := strings.Cut(text, ". "); ok {
		return first + "."
	}
	return text
}
