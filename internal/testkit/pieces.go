package testkit

import (
	"math/rand/v2"
	"strings"
)

// Pieces returns the text that bytes spell, each of which stands for one of the pieces. A
// fuzzer that changes bytes of a text seldom makes two words of a format in a row; one that
// changes bytes which stand for words does little else.
func Pieces(data []byte, pieces []string) string {
	var b strings.Builder
	for _, c := range data {
		b.WriteString(pieces[int(c)%len(pieces)])
	}
	return b.String()
}

// RandomPieces calls a function with random texts of up to twelve pieces each, always the
// same ones.
func RandomPieces(count int, pieces []string, do func(text string)) {
	r := rand.New(rand.NewPCG(1, uint64(len(pieces))))
	for range count {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		do(b.String())
	}
}
