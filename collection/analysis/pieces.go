package analysis

import (
	"unicode"

	"github.com/postwright/postwright/collection/script"
)

// pieces are literal parts of names, by their position in them.
type pieces struct{ first, last, between texts }

// texts is a set of texts, by their length.
type texts map[int]map[string]bool

// longest is the number of bytes of a piece that are compared.
const longest = 64

// add adds a piece, unless it has too few letters and digits to identify names.
func (p *pieces) add(piece script.Piece) {
	telling := 0
	for _, r := range piece.Text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			telling++
		}
	}
	text := piece.Text
	switch {
	case telling < 2:
	case !piece.Before:
		p.first.add(text[:min(len(text), longest)])
	case !piece.After:
		p.last.add(text[max(len(text)-longest, 0):])
	case telling > 2:
		p.between.add(text[:min(len(text), longest)])
	}
}

// fit reports whether a name may contain one of the pieces.
func (p *pieces) fit(name string) bool {
	for length, texts := range p.first {
		if length <= len(name) && texts[name[:length]] {
			return true
		}
	}
	for length, texts := range p.last {
		if length <= len(name) && texts[name[len(name)-length:]] {
			return true
		}
	}
	for length, texts := range p.between {
		for at := range len(name) - length + 1 {
			if texts[name[at:at+length]] {
				return true
			}
		}
	}
	return false
}

func (t *texts) add(text string) {
	if *t == nil {
		*t = texts{}
	}
	if (*t)[len(text)] == nil {
		(*t)[len(text)] = map[string]bool{}
	}
	note((*t)[len(text)], text)
}

// merge adds all pieces of others.
func (p *pieces) merge(other *pieces) {
	p.first.merge(other.first)
	p.last.merge(other.last)
	p.between.merge(other.between)
}

func (t *texts) merge(other texts) {
	for _, some := range other {
		for text := range some {
			t.add(text)
		}
	}
}
