package script

// wordFilter is a set of the words that a script may have. It is smaller than the words
// themselves, and faster to search.
type wordFilter [4]uint64

// add notes a word. Tokens are never empty.
func (f *wordFilter) add(word string) {
	i := wordBit(word)
	f[i/64] |= 1 << (i % 64)
}

// may reports whether a word may be among those that were added.
func (f *wordFilter) may(word string) bool {
	i := wordBit(word)
	return f[i/64]&(1<<(i%64)) != 0
}

func wordBit(word string) uint8 {
	if word == "" {
		return 0
	}
	n := len(word)
	return uint8(n)*31 + word[0]*7 + word[n/2]*3 + word[n-1]
}
