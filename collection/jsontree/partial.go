package jsontree

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"
)

// Partial is the readable part of a text that may be incomplete or broken, as texts are
// while people type.
type Partial struct {
	// Document is the tree of the text with its errors mended: missing parts are added,
	// misplaced ones are left out. It has the lines of the text, but not its offsets:
	// [Partial.Source] and [Partial.Offset] convert between them.
	Document *Document
	// Errors are the syntax errors with their places in the text, at most one per line.
	// The first is the one that [Parse] returns.
	Errors []*SyntaxError

	source *Document // holds the text, and has no nodes
	pieces []piece
}

// piece is a piece of the mended text: where it starts there and in the source. Within a
// piece both texts are the same.
type piece struct{ mended, source int }

// maxFaults is the number of errors in a text that are mended. Everything after them is
// left out.
const maxFaults = 64

// maxEnds is more than the number of turns that it takes to end a text that is cut off.
const maxEnds = 16

// ParsePartial reads as much of a text as it can. It fails only where the text is
// longer than [MaxSize].
func ParsePartial(text string) (*Partial, error) {
	d, err := Parse(text)
	p := &Partial{Document: d, source: d, pieces: []piece{{}}}
	var broken *SyntaxError
	switch {
	case err == nil:
		return p, nil
	case !errors.As(err, &broken):
		return nil, err
	}
	p.source = &Document{text: text}
	m := mender{text: text, partial: p}
	m.validate()
	p.Document = m.mend()
	return p, nil
}

// Source converts an offset in the mended document to one in the text.
func (p *Partial) Source(offset int) int {
	return min(p.along(offset, func(q piece) (from, to int) { return q.mended, q.source }), len(p.source.text))
}

// Offset converts an offset in the text to one in the mended document.
func (p *Partial) Offset(source int) int {
	return min(p.along(source, func(q piece) (from, to int) { return q.source, q.mended }), len(p.Document.text))
}

// along converts an offset in one of the texts to the other, at most to where the next
// piece starts there. starts returns the start of a piece in both texts.
func (p *Partial) along(offset int, starts func(piece) (from, to int)) int {
	i := sort.Search(len(p.pieces), func(i int) bool { from, _ := starts(p.pieces[i]); return from > offset }) - 1
	from, to := starts(p.pieces[i])
	at := to + offset - from
	if i+1 < len(p.pieces) {
		_, next := starts(p.pieces[i+1])
		at = min(at, next)
	}
	return at
}

// NodeAt returns the innermost value or key at a byte offset; absent outside the
// document's value. The place after the last byte of a string or another scalar belongs
// to it.
func (d *Document) NodeAt(offset int) Node {
	i := sort.Search(len(d.nodes), func(i int) bool { return int(d.nodes[i].start) > offset }) - 1
	for ; i >= 0 && i != noParent; i = int(d.nodes[i].parent) {
		n := Node{d, uint32(i)}
		end := n.End()
		if n.IsKey() || n.Kind() != Object && n.Kind() != Array {
			end++
		}
		if offset < end {
			return n
		}
	}
	return Node{}
}

// mender mends a text error by error, until it is one JSON value.
type mender struct {
	text    string
	mended  int // offset after the last change
	partial *Partial
	lines   map[int]bool // lines that have an error
}

// splice replaces bytes of the mended text.
func (m *mender) splice(at, remove int, insert string) {
	p := m.partial
	from, to := p.Source(at), p.Source(at+remove)
	pieces := []piece{{}} // text left out at the start belongs to it
	for _, q := range p.pieces[1:] {
		if q.mended < at {
			pieces = append(pieces, q)
		}
	}
	pieces = append(pieces, piece{at, from}, piece{at + len(insert), to})
	for _, q := range p.pieces {
		if q.mended > at+remove {
			pieces = append(pieces, piece{q.mended + len(insert) - remove, q.source})
		}
	}
	p.pieces = pieces
	m.text = m.text[:at] + insert + m.text[at+remove:]
	m.mended = at + len(insert)
}

// validate replaces bytes that are not UTF-8.
func (m *mender) validate() {
	if utf8.ValidString(m.text) {
		return
	}
	s := scanner{text: m.text}
	m.report(&Document{text: m.text}, s.encodingFault())
	// Each byte becomes one byte, so that offsets stay.
	b := []byte(m.text)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			b[i] = '?'
		}
		i += size
	}
	m.text = string(b)
}

// report adds an error, unless its line already has one or it follows from the one
// before.
func (m *mender) report(d *Document, f *fault) {
	if m.mended > 0 && m.mended <= f.offset && strings.TrimSpace(m.text[m.mended:f.offset]) == "" {
		return
	}
	e := d.syntaxError(f)
	e.Offset, e.End = m.partial.Source(e.Offset), m.partial.Source(e.End)
	e.Position, e.EndPosition = m.partial.source.Position(e.Offset), m.partial.source.Position(e.End)
	if m.lines == nil {
		m.lines = map[int]bool{}
	}
	if !m.lines[e.Position.Line] {
		m.lines[e.Position.Line] = true
		m.partial.Errors = append(m.partial.Errors, e)
	}
}

// mend repairs one error after another. What cannot be repaired within the limits is null:
// each turn reads the whole text, so that their number must not depend on it.
func (m *mender) mend() *Document {
	for faults := range maxFaults + maxEnds {
		d := &Document{text: m.text}
		s := scanner{text: m.text, pos: d.bodyStart()}
		f := s.scan()
		d.nodes = s.nodes
		if f == nil {
			return d
		}
		d.closeAll(f.open)
		at := f.offset // syntaxError moves it
		if faults < maxFaults {
			m.report(d, f)
		} else if at < len(m.text) {
			if f.want == wantHex {
				at = m.escape(at) // the quote that ends what is left would be taken for a digit
			}
			m.splice(at, len(m.text)-at, "")
			continue
		}
		f.offset = at
		m.repair(d, f)
	}
	m.splice(0, len(m.text), "null")
	d, _ := Parse(m.text)
	return d
}

// escape returns where the \u escape starts that has a wrong digit at an offset.
func (m *mender) escape(at int) int { return strings.LastIndex(m.text[:at], `\u`) }

// repair changes the text at a syntax error so that it can be read further than before.
func (m *mender) repair(d *Document, f *fault) {
	at, rest := f.offset, m.text[f.offset:]
	switch f.want {
	case wantShallower, wantEnd:
		m.splice(at, len(rest), "")
		return
	case wantStringEnd:
		m.splice(at, 0, `"`)
		return
	case wantNoControl:
		m.endString(at)
		return
	case wantEscape:
		m.splice(at, 0, `\`)
		return
	case wantHex:
		m.splice(m.escape(at), 0, `\`)
		return
	case wantDigit:
		m.splice(at, 0, "0")
		return
	}
	if n := commentLength(rest); n > 0 {
		m.splice(at, n, strings.Repeat("\n", strings.Count(rest[:n], "\n")))
		return
	}
	switch f.want {
	case wantColon:
		m.colon(at, rest)
	case wantKey, wantKeyOrEnd:
		m.key(d, f, rest)
	case wantValue, wantValueOrEnd:
		m.value(d, f, rest)
	default:
		m.behindValue(d, f, rest)
	}
}
