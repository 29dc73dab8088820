package jsontree

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// scanner fills the flat node slice in one pass without recursion: the chain of parents
// is the stack.
type scanner struct {
	text  string
	pos   int
	nodes []node
	depth int

	escapedKeys bool // whether a key has an escape

	regions []Region // that are to be left
	left    []left
}

// scannerOf returns a scanner for a text, with memory for its nodes.
func scannerOf(text string, nodes []node) scanner {
	d := Document{text: text}
	return scanner{text: text, pos: d.bodyStart(), nodes: nodes}
}

// fault is the error at which the scanner stopped. open is the innermost container or
// key at that place, noParent outside of all.
type fault struct {
	offset int
	open   uint32
	want   expectation
}

// expectation is what the grammar allowed where the scanner stopped.
type expectation int

const (
	wantValue expectation = iota
	wantValueOrEnd
	wantKey
	wantKeyOrEnd
	wantColon
	wantCommaOrBrace
	wantCommaOrBracket
	wantEnd
	wantStringEnd
	wantNoControl
	wantEscape
	wantHex
	wantDigit
	wantShallower
	wantUTF8
)

func (s *scanner) encodingFault() *fault {
	if utf8.ValidString(s.text) {
		return nil
	}
	offset := 0
	for offset < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[offset:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		offset += size
	}
	return &fault{offset: offset, open: noParent, want: wantUTF8}
}

func (s *scanner) scan() *fault {
	const (
		atValue = iota
		atKey
		afterValue
	)
	parent := uint32(noParent)
	state := atValue
	first := false // directly after "{" or "[", where the container may end
	for {
		s.skipSpace()
		switch state {
		case atValue:
			index := uint32(len(s.nodes))
			switch s.peek() {
			case '{', '[':
				if len(s.regions) > 0 && s.regions[0].Start == s.pos {
					s.leave(parent)
					state, first = afterValue, false
					continue
				}
				if s.depth++; s.depth > MaxDepth {
					return &fault{s.pos, parent, wantShallower}
				}
				s.push(s.pos, s.pos+1, parent)
				if s.text[s.pos] == '{' {
					state = atKey
				}
				s.pos++
				parent, first = index, true
				continue
			case ']':
				if first && s.text[s.nodes[parent].start] == '[' {
					parent = s.closeContainer(parent)
					state, first = afterValue, false
					continue
				}
			}
			start := s.pos
			if want, ok := s.scalar(first); !ok {
				return &fault{s.pos, parent, want}
			}
			s.push(start, s.pos, parent)
			state, first = afterValue, false

		case atKey:
			if first && s.peek() == '}' {
				parent = s.closeContainer(parent)
				state, first = afterValue, false
				continue
			}
			if s.peek() != '"' {
				if first {
					return &fault{s.pos, parent, wantKeyOrEnd}
				}
				return &fault{s.pos, parent, wantKey}
			}
			key, start := uint32(len(s.nodes)), s.pos
			if want, ok := s.str(); !ok {
				return &fault{s.pos, parent, want}
			}
			s.push(start, s.pos, parent)
			s.escapedKeys = s.escapedKeys || strings.IndexByte(s.text[start:s.pos], '\\') >= 0
			s.skipSpace()
			if s.peek() != ':' {
				return &fault{s.pos, key, wantColon}
			}
			s.pos++
			parent, state, first = key, atValue, false

		case afterValue:
			if parent == noParent {
				if s.pos < len(s.text) {
					return &fault{s.pos, noParent, wantEnd}
				}
				return nil
			}
			container, end, next, want := parent, byte(']'), atValue, wantCommaOrBracket
			if s.text[s.nodes[parent].start] == '"' {
				s.nodes[parent].next = uint32(len(s.nodes))
				container, end, next, want = s.nodes[parent].parent, '}', atKey, wantCommaOrBrace
			}
			switch s.peek() {
			case ',':
				s.pos++
				parent, state = container, next
			case end:
				parent = s.closeContainer(container)
			default:
				return &fault{s.pos, parent, want}
			}
		}
	}
}

// closeContainer ends a container at the closing byte under the cursor and
// returns its parent.
func (s *scanner) closeContainer(index uint32) uint32 {
	s.pos++
	s.depth--
	s.nodes[index].end = uint32(s.pos)
	s.nodes[index].next = uint32(len(s.nodes))
	return s.nodes[index].parent
}

func (s *scanner) push(start, end int, parent uint32) {
	if len(s.nodes) == cap(s.nodes) {
		s.grow()
	}
	s.nodes = append(s.nodes, node{uint32(start), uint32(end), parent, uint32(len(s.nodes) + 1)})
}

// grow enlarges the slice by the density of the text so far. So a large file is not
// copied often, and little memory stays unused.
func (s *scanner) grow() {
	const least = 64
	size := min(max(len(s.text)/64, least), 1<<14, len(s.text)/2+1)
	if len(s.nodes) > 0 && s.pos > 0 {
		size = int(float64(len(s.nodes)) * float64(len(s.text)) / float64(s.pos) * 1.05)
		size = min(max(size, len(s.nodes)+len(s.nodes)/8+least), 32*len(s.nodes))
	}
	grown := make([]node, len(s.nodes), size)
	copy(grown, s.nodes)
	s.nodes = grown
}

func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) skipSpace() {
	text, i := s.text, s.pos
	for i < len(text) && text[i] <= ' ' {
		switch text[i] {
		case '\n':
			i++
			i = skipIndent(text, i)
		case ' ', '\t', '\r':
			i++
		default:
			s.pos = i
			return
		}
	}
	s.pos = i
}

// skipIndent skips an indentation, eight spaces or tabs at a time.
func skipIndent(text string, i int) int {
	for i+8 <= len(text) {
		if word := load(text, i); word != ones*' ' && word != ones*'\t' {
			break
		}
		i += 8
	}
	return i
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

func (s *scanner) scalar(first bool) (expectation, bool) {
	switch c := s.peek(); {
	case c == '"':
		return s.str()
	case c == 't' && s.literal("true"), c == 'f' && s.literal("false"), c == 'n' && s.literal("null"):
		return 0, true
	case c == '-' || isDigit(c):
		return s.number()
	case first:
		return wantValueOrEnd, false
	}
	return wantValue, false
}

func (s *scanner) literal(word string) bool {
	end := s.pos + len(word)
	if end > len(s.text) || s.text[s.pos:end] != word {
		return false
	}
	if end < len(s.text) && isWordByte(s.text[end]) {
		return false
	}
	s.pos = end
	return true
}

func (s *scanner) number() (expectation, bool) {
	if s.peek() == '-' {
		s.pos++
	}
	switch {
	case s.peek() == '0':
		s.pos++
		if isDigit(s.peek()) {
			s.pos--
			return wantValue, false
		}
	case !s.digits():
		return wantDigit, false
	}
	if s.peek() == '.' {
		s.pos++
		if !s.digits() {
			return wantDigit, false
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.pos++
		if c := s.peek(); c == '+' || c == '-' {
			s.pos++
		}
		if !s.digits() {
			return wantDigit, false
		}
	}
	return 0, true
}

func (s *scanner) digits() bool {
	start := s.pos
	for isDigit(s.peek()) {
		s.pos++
	}
	return s.pos > start
}

// str scans a string from its opening quote to after its closing one. On a fault the
// cursor is at the offending byte.
func (s *scanner) str() (expectation, bool) {
	text, i := s.text, s.pos+1
	for {
		i = skipPlain(text, i)
		if i >= len(text) {
			s.pos = i
			return wantStringEnd, false
		}
		switch text[i] {
		case '"':
			s.pos = i + 1
			return 0, true
		case '\\':
			if i+1 >= len(text) {
				s.pos = len(text)
				return wantStringEnd, false
			}
			switch text[i+1] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
				i += 2
			case 'u':
				for n := 2; n < 6; n++ {
					if i+n >= len(text) {
						s.pos = len(text)
						return wantStringEnd, false
					}
					if !isHex(text[i+n]) {
						s.pos = i + n
						return wantHex, false
					}
				}
				i += 6
			default:
				s.pos = i
				return wantEscape, false
			}
		default:
			s.pos = i
			return wantNoControl, false
		}
	}
}

// load returns eight bytes of a text, the first one lowest.
func load(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// skipPlain returns the first place from i on that has a quote, a backslash or a control
// character. It tests eight bytes at a time: a byte's high bit is set in stop if it is
// one of them. The lowest such bit is exact; those above it may be carries.
func skipPlain(text string, i int) int {
	for i+8 <= len(text) {
		word := load(text, i)
		quote, slash := word^(ones*'"'), word^(ones*'\\')
		stop := (word - ones*0x20) &^ word
		stop |= (quote - ones) &^ quote
		stop |= (slash - ones) &^ slash
		if stop &= highs; stop != 0 {
			return i + bits.TrailingZeros64(stop)/8
		}
		i += 8
	}
	for i < len(text) && text[i] >= 0x20 && text[i] != '"' && text[i] != '\\' {
		i++
	}
	return i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
}

func isWordByte(c byte) bool {
	return isDigit(c) || c == '_' || c == '$' || c >= 0x80 || 'a' <= c|0x20 && c|0x20 <= 'z'
}
