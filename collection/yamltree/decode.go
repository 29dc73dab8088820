package yamltree

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// decoder finds the source of each piece of a scalar's text. The text itself is known:
// it shows where a plain scalar ends, and how far a block scalar is indented.
type decoder struct {
	source   string
	at       int
	want     string
	length   int // of the text so far
	segments []segment
	text     strings.Builder // only for block scalars, whose indentation is found by trying
	keep     bool
}

// emit adds n bytes of text that the source has at an offset.
func (d *decoder) emit(source, n int) {
	if n == 0 {
		return
	}
	if last := len(d.segments) - 1; last < 0 || int(d.segments[last].source)+d.length-int(d.segments[last].text) != source {
		d.segments = append(d.segments, segment{uint32(d.length), uint32(source)})
	}
	if d.keep {
		d.text.WriteString(d.source[source : source+n])
	}
	d.length += n
}

// emitAs adds text that the source spells differently.
func (d *decoder) emitAs(source int, text string) {
	d.segments = append(d.segments, segment{uint32(d.length), uint32(source)})
	if d.keep {
		d.text.WriteString(text)
	}
	d.length += len(text)
}

// mark starts a new piece at an offset.
func (d *decoder) mark(source int) {
	if last := len(d.segments) - 1; last >= 0 && int(d.segments[last].text) == d.length {
		d.segments[last].source = uint32(source)
		return
	}
	d.segments = append(d.segments, segment{uint32(d.length), uint32(source)})
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
	if d.length != len(d.want) { // text that cannot be followed is all at its start
		d.segments = []segment{{0, uint32(d.at)}}
	}
	return end
}

// pieces returns a copy of the segments, so that the decoder can be freed; nil for an
// empty text, which has none.
func (d *decoder) pieces() *[]segment {
	if len(d.segments) == 0 {
		return nil
	}
	segments := d.segments
	return &segments
}

func (d *decoder) plain() int {
	p, s := d.at, d.source
	if strings.HasPrefix(s[p:], d.want) && !strings.Contains(d.want, "\n") {
		d.emit(p, len(d.want))
		return p + len(d.want)
	}
	for d.length < len(d.want) && p < len(s) {
		if q, ok := d.fold(p); ok {
			p = q
			continue
		}
		d.emit(p, 1)
		p++
	}
	return p
}

// fold reads a line break inside a plain or quoted scalar, with the spaces around it.
func (d *decoder) fold(p int) (behind int, ok bool) {
	s, q := d.source, p
	for q < len(s) && (s[q] == ' ' || s[q] == '\t') {
		q++
	}
	if size := breakAt(s, q); size == 0 {
		return p, false
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

// breakAt returns the size in bytes of the line break at an offset; 0 if there is none.
func breakAt(s string, at int) int {
	switch {
	case strings.HasPrefix(s[at:], "\n"):
		return 1
	case strings.HasPrefix(s[at:], "\r\n"):
		return 2
	}
	return 0
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
			if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
				if q, ok := d.fold(p); ok {
					p = q
					continue
				}
			}
			d.emit(p, 1)
			p++
		}
	}
	return p
}

var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00A0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads an escape of a double-quoted scalar and returns the offset after it.
func (d *decoder) escape(p int) int {
	s := d.source
	if p+1 >= len(s) {
		return len(s)
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[p+1]]
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

// block reads a literal or folded scalar.
func (d *decoder) block(folded bool) int {
	s := d.source
	header := lineLength(s[d.at:])
	indicators := s[d.at+1 : d.at+header]
	chomp := byte(0)
	for i := 0; i < len(indicators); i++ {
		c := indicators[i]
		if c == '-' || c == '+' {
			chomp = c
		} else if c < '0' || c > '9' {
			break
		}
	}
	body := min(d.at+header+1, len(s))
	tries := []int{indentOf(s[body:]) - indentOf(d.want)}
	for n := range 40 {
		tries = append(tries, n)
	}
	d.keep = true
	for _, indent := range tries {
		if indent < 0 {
			continue
		}
		d.segments, d.length = nil, 0
		d.text.Reset()
		if end := d.lines(body, indent, folded, chomp); d.text.String() == d.want {
			return end
		}
	}
	d.segments, d.length = []segment{{0, uint32(d.at)}}, len(d.want)
	return d.at + header
}

// indentOf returns the number of spaces before the first line that is not blank.
func indentOf(text string) int {
	for line := range strings.Lines(text) {
		if trimmed := strings.TrimLeft(line, " "); strings.TrimRight(trimmed, "\r\n") != "" {
			return len(line) - len(trimmed)
		}
	}
	return 0
}

// blockLine is a line of a block scalar without its indentation.
type blockLine struct{ start, end, behind int }

func (l blockLine) empty() bool { return l.start == l.end }

// lines reads the lines of a block scalar with an indentation, and returns the offset
// after its last line with text.
func (d *decoder) lines(p, indent int, folded bool, chomp byte) int {
	s := d.source
	var most [32]blockLine
	all := most[:0]
	last := -1 // the last line that is not empty
	first, end := p, p
	for p < len(s) {
		length := lineLength(s[p:])
		stop := p + length
		if stop > p && s[stop-1] == '\r' && stop < len(s) {
			stop--
		}
		start := p
		for start < stop && start-p < indent && s[start] == ' ' {
			start++
		}
		if start-p < indent && start < stop || indent == 0 && (strings.HasPrefix(s[p:], "---") || strings.HasPrefix(s[p:], "...")) {
			break
		}
		line := blockLine{start, stop, min(p+length+1, len(s))}
		if all = append(all, line); !line.empty() {
			last = len(all) - 1
			end = stop
		}
		p = line.behind
	}
	if d.keep {
		d.text.Grow(max(p-first-indent*(last+1), 0)) // most lines are indented
	}
	d.segments = slices.Grow(d.segments, last+2)
	for i, line := range all[:last+1] {
		d.emit(line.start, line.end-line.start)
		if i < last {
			d.between(s, all, i, folded)
		}
	}
	if last >= 0 && chomp != '-' && all[last].behind > all[last].end {
		d.emitAs(all[last].end, "\n")
		end = all[last].behind
	}
	if chomp == '+' {
		for _, line := range all[last+1:] {
			if line.behind > line.end {
				d.emitAs(line.end, "\n")
				end = line.behind
			}
		}
	}
	return end
}

// between adds the text of the line break after a line.
func (d *decoder) between(s string, all []blockLine, i int, folded bool) {
	line, next := all[i], all[i+1]
	blank := func(l blockLine) bool { return !l.empty() && (s[l.start] == ' ' || s[l.start] == '\t') }
	if !folded || blank(line) || blank(next) {
		d.emitAs(line.end, "\n")
		return
	}
	switch {
	case line.empty():
		// A break after an empty line counts, except the one that ends a series of them
		// before a line that is indented further.
		d.emitAs(line.end, "\n")
	case next.empty():
		// The first of several breaks is dropped, unless the line after them is indented
		// further.
		for _, l := range all[i+1:] {
			if !l.empty() {
				if blank(l) {
					d.emitAs(line.end, "\n")
				}
				return
			}
		}
	default:
		d.emitAs(line.end, " ")
	}
}

// skipProperties returns the offset after the anchor and the tag of a node.
func skipProperties(text string, at int) int {
	for at < len(text) {
		switch c := text[at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			at++
		case c == '#':
			at += lineLength(text[at:])
		case c == '&' || c == '!':
			for at < len(text) && !strings.ContainsRune(" \t\r\n,[]{}", rune(text[at])) {
				at++
			}
		default:
			return at
		}
	}
	return at
}

func lineLength(text string) int {
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		return end
	}
	return len(text)
}
