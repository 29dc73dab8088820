package secret

import (
	"slices"
	"strings"
)

// spaced reports whether a value may be a password with spaces, and no sentence: a few
// words, one of them with letters and digits.
func spaced(value string) bool {
	const most = 4
	if !strings.Contains(value, " ") || len(value) > longestName {
		return false
	}
	words := strings.Fields(value)
	return len(words) <= most && slices.ContainsFunc(words, func(word string) bool {
		return len(word) >= shortestMixed && strings.ContainsAny(word, lower+upper) && strings.ContainsAny(word, digits)
	})
}

// isShortPassword reports whether a value with letters and digits may be a password that is
// too short for other secrets.
func isShortPassword(v string) bool {
	return len(v) >= shortestMixed && len(v) < shortestCredible && strings.ContainsAny(v, digits) && strings.ContainsAny(v, lower+upper) && plausible(v) && !Placeholder(v)
}

// alternates reports whether a value has small letters, capitals and digits in no order in
// which people write words and numbers.
func alternates(v string) bool {
	const fewest = 3 // changes between the kinds; "Zeus123" has two
	kind := func(c byte) int {
		switch {
		case c >= '0' && c <= '9':
			return 1
		case c >= 'A' && c <= 'Z':
			return 2
		}
		return 3
	}
	changes := 0
	for i := 1; i < len(v); i++ {
		if kind(v[i]) != kind(v[i-1]) {
			changes++
		}
	}
	return changes >= fewest && strings.ContainsAny(v, lower) && strings.ContainsAny(v, upper)
}
