package yamltext

import (
	"slices"
	"strings"
)

// block reads a literal or folded scalar.
func (d *decoder) block(folded bool) int {
	s := d.source
	header := LineLength(s[d.at:])
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
		d.start(d.at)
		if end := d.lines(body, indent, folded, chomp); string(d.made) == d.want {
			return end
		}
	}
	d.pieces, d.length = []Piece{{0, uint32(d.at)}}, len(d.want)
	return d.at + header
}

// indentOf returns the number of blanks at the start of the first line that has anything else.
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
// behind its last line with text.
func (d *decoder) lines(p, indent int, folded bool, chomp byte) int {
	s, start := d.source, p
	all := d.all[:0]
	last := -1 // the last line that is not empty
	end := p
	for p < len(s) {
		length := LineLength(s[p:])
		stop := p + length
		if stop > p && s[stop-1] == '\r' && stop < len(s) {
			stop--
		}
		first := p
		for first < stop && first-p < indent && s[first] == ' ' {
			first++
		}
		if first-p < indent && first < stop || indent == 0 && (strings.HasPrefix(s[p:], "---") || strings.HasPrefix(s[p:], "...")) {
			break
		}
		line := blockLine{first, stop, min(p+length+1, len(s))}
		if all = append(all, line); !line.empty() {
			last = len(all) - 1
			end = stop
		}
		p = line.behind
	}
	if d.all = all; d.noted {
		d.pieces = slices.Grow(d.pieces, last+2)
	}
	if d.keep {
		d.made = slices.Grow(d.made, end-start+1)
	}
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

// between adds what the line break after a line stands for.
func (d *decoder) between(s string, all []blockLine, i int, folded bool) {
	line, next := all[i], all[i+1]
	blank := func(l blockLine) bool { return !l.empty() && (s[l.start] == ' ' || s[l.start] == '\t') }
	if !folded || blank(line) || blank(next) {
		d.emitAs(line.end, "\n")
		return
	}
	switch {
	case line.empty():
		// A break after an empty line counts, but the one that ends a row of them
		// before a line that is indented further.
		d.emitAs(line.end, "\n")
	case next.empty():
		// The first of several breaks is dropped, unless what follows them is
		// indented further.
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
