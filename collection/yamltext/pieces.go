package yamltext

import (
	"strconv"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// Piece is where a piece of a scalar's text starts: in its text and in the source.
// Within a piece both go on in step.
type Piece struct{ Text, Source uint32 }

// Locate returns where the pieces of the text of a scalar are that starts at an offset of
// a source, in the order of the text, and the offset after the scalar. The library says
// what the text is, and of what style.
func Locate(source string, at int, style yaml.Style, text string) (pieces []Piece, end int) {
	d := decoder{source: source, at: at, want: text, noted: true}
	end = d.decode(style)
	return d.pieces, end
}

// decoder makes the text of a scalar, and finds where each piece of it is in the
// source. If the library has made the text, it says where a plain scalar ends, and how
// far a block scalar is indented.
type decoder struct {
	source string
	at     int
	want   string
	length int // of the text so far
	pieces []Piece
	noted  bool   // whether pieces are
	made   []byte // the text so far
	keep   bool   // whether it is
	all    []blockLine
}

// start returns the decoder for a scalar at an offset.
func (d *decoder) start(at int) *decoder {
	d.at, d.length, d.pieces, d.made = at, 0, nil, d.made[:0]
	return d
}

// scalar returns what was read.
func (d *decoder) scalar(style yaml.Style, end int) Scalar {
	return Scalar{string(d.made), style, end, d.pieces}
}

// emit adds n bytes of text at an offset of the source.
func (d *decoder) emit(source, n int) {
	if n == 0 {
		return
	}
	if d.noted {
		if last := len(d.pieces) - 1; last < 0 || int(d.pieces[last].Source)+d.length-int(d.pieces[last].Text) != source {
			d.pieces = append(d.pieces, Piece{uint32(d.length), uint32(source)})
		}
	}
	if d.keep {
		d.made = append(d.made, d.source[source:source+n]...)
	}
	d.length += n
}

// emitAs adds text that is written differently in the source.
func (d *decoder) emitAs(source int, text string) {
	if d.noted {
		d.pieces = append(d.pieces, Piece{uint32(d.length), uint32(source)})
	}
	if d.keep {
		d.made = append(d.made, text...)
	}
	d.length += len(text)
}

// mark makes what follows start a piece of its own at an offset.
func (d *decoder) mark(source int) {
	if !d.noted {
		return
	}
	if last := len(d.pieces) - 1; last >= 0 && int(d.pieces[last].Text) == d.length {
		d.pieces[last].Source = uint32(source)
		return
	}
	d.pieces = append(d.pieces, Piece{uint32(d.length), uint32(source)})
}

// decode reads the scalar and returns the offset after it.
func (d *decoder) decode(style yaml.Style) (end int) {
	switch style {
	case yaml.DoubleQuotedStyle:
		end = d.quoted('"')
	case yaml.SingleQuotedStyle:
		end = d.quoted('\'')
	case yaml.LiteralStyle, yaml.FoldedStyle:
		return d.block(style == yaml.FoldedStyle)
	default:
		end = d.plain()
	}
	if d.length != len(d.want) { // the text of what cannot be followed is all at its start
		d.pieces = []Piece{{0, uint32(d.at)}}
	}
	return end
}

func (d *decoder) plain() int {
	p, s := d.at, d.source
	if strings.HasPrefix(s[p:], d.want) && !strings.Contains(d.want, "\n") {
		d.emit(p, len(d.want))
		return p + len(d.want)
	}
	for d.length < len(d.want) && p < len(s) {
		q, folded := d.fold(p)
		if !folded {
			q = min(max(q, p+1), p+len(d.want)-d.length)
			d.emit(p, q-p)
		}
		p = q
	}
	return p
}

// fold reads a line break inside a plain or quoted scalar, the blanks around it
// included. If there is none, behind is the offset after the blanks.
func (d *decoder) fold(p int) (behind int, ok bool) {
	s, q := d.source, p
	for q < len(s) && (s[q] == ' ' || s[q] == '\t') {
		q++
	}
	if size := breakAt(s, q); size == 0 {
		return q, false
	}
	first, breaks := q, 0
	for {
		size := breakAt(s, q)
		if size == 0 {
			break
		}
		if breaks > 0 {
			d.emitAs(q, "\n")
		}
		breaks++
		q += size
		for q < len(s) && (s[q] == ' ' || s[q] == '\t') {
			q++
		}
	}
	if breaks == 1 {
		d.emitAs(first, " ")
	}
	d.mark(q)
	return q, true
}

// breakAt returns the length in bytes of the line break at an offset; 0 if there is none.
func breakAt(s string, at int) int {
	switch {
	case strings.HasPrefix(s[at:], "\n"):
		return 1
	case strings.HasPrefix(s[at:], "\r\n"):
		return 2
	}
	return 0
}

// folded reads a plain scalar of several lines, up to its end.
func (d *decoder) folded(p, end int) {
	for p < end {
		size := strings.IndexByte(d.source[p:end], '\n')
		if size < 0 {
			d.emit(p, end-p)
			return
		}
		size = len(strings.TrimRight(d.source[p:p+size], " \t"))
		d.emit(p, size)
		p, _ = d.fold(p + size)
	}
}

func (d *decoder) quoted(quote byte) int {
	s, p := d.source, d.at+1
	d.mark(p)
	for p < len(s) {
		switch c := s[p]; {
		case c == quote && quote == '\'' && strings.HasPrefix(s[p+1:], "'"):
			d.emitAs(p, "'")
			p += 2
			d.mark(p)
		case c == quote:
			return p + 1
		case c == '\\' && quote == '"':
			p = d.escape(p)
			d.mark(p)
		default:
			end := p + 1
			if c <= ' ' {
				q, folded := d.fold(p)
				if folded {
					p = q
					continue
				}
				end = max(end, q)
			}
			for end < len(s) && s[end] > ' ' && s[end] != quote && s[end] != '\\' {
				end++
			}
			d.emit(p, end-p)
			p = end
		}
	}
	return p
}

// escapes are what the letters after a backslash stand for.
var escapes = [256]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00A0", 'L': "\u2028", 'P': "\u2029",
}

// digitsOf returns the number of digits in the escape of a character that starts with a letter.
func digitsOf(letter byte) int {
	switch letter {
	case 'x':
		return 2
	case 'u':
		return 4
	case 'U':
		return 8
	}
	return 0
}

// escape reads an escape of a double-quoted scalar and returns the offset after it.
func (d *decoder) escape(p int) int {
	s := d.source
	if p+1 >= len(s) {
		return len(s)
	}
	digits := digitsOf(s[p+1])
	switch {
	case digits > 0 && p+2+digits <= len(s):
		value, _ := strconv.ParseUint(s[p+2:p+2+digits], 16, 32)
		r := rune(value)
		end := p + 2 + digits
		if 0xD800 <= value && value < 0xDC00 && strings.HasPrefix(s[end:], `\u`) && end+6 <= len(s) {
			if low, err := strconv.ParseUint(s[end+2:end+6], 16, 32); err == nil && 0xDC00 <= low && low < 0xE000 {
				r, end = rune(0x10000+(value-0xD800)<<10+(low-0xDC00)), end+6
			}
		}
		d.emitAs(p, string(r))
		return end
	case breakAt(s, p+1) > 0:
		q := p + 1 + breakAt(s, p+1)
		for q < len(s) {
			for q < len(s) && (s[q] == ' ' || s[q] == '\t') {
				q++
			}
			size := breakAt(s, q)
			if size == 0 {
				break
			}
			d.emitAs(q, "\n") // empty lines after an escaped break stay
			q += size
		}
		return q
	}
	d.emitAs(p, escapes[s[p+1]])
	_, size := utf8.DecodeRuneInString(s[p+1:])
	return p + 1 + size
}

// LineLength returns the length in bytes of the first line of a text, without the line feed.
func LineLength(text string) int {
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		return end
	}
	return len(text)
}
