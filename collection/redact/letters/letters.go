// Package letters classifies the bytes of a text.
package letters

// OrDigit reports whether a byte is a letter or digit of ASCII.
func OrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// Different returns the number of different bytes in a text.
func Different(text string) int {
	var seen [256]bool
	count := 0
	for i := range len(text) {
		if !seen[text[i]] {
			seen[text[i]] = true
			count++
		}
	}
	return count
}
