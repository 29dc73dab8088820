package merge

import "strings"

const byteOrderMark = "\uFEFF"

// EndedAs returns a text with the line ends of another one, and with a byte order mark if
// that has one: a working copy on Windows has others than what git keeps.
func EndedAs(text, like string) string {
	if like == "" {
		return text
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, byteOrderMark), "\r\n", "\n")
	if strings.Contains(like, "\r\n") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if strings.HasPrefix(like, byteOrderMark) {
		text = byteOrderMark + text
	}
	return text
}

// SameLines reports whether two texts are equal except for line ends, which git may
// change in the work tree.
func SameLines(a, b string) bool {
	return a == b || strings.ReplaceAll(a, "\r\n", "\n") == strings.ReplaceAll(b, "\r\n", "\n")
}
