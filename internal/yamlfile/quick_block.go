package yamlfile

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// blockScalar reads a literal or folded scalar whose header is at an offset.
func (q *quick) blockScalar(at, around int) *Node {
	n, i := q.node(yaml.ScalarNode, at), at+1
	folded, chomp, indent := q.text[at] == '>', byte(0), 0
	for range 2 {
		switch {
		case i == len(q.text):
		case chomp == 0 && (q.text[i] == '-' || q.text[i] == '+'):
			chomp = q.text[i]
			i++
		case indent == 0 && q.text[i] >= '1' && q.text[i] <= '9':
			indent = around + int(q.text[i]-'0')
			i++
		}
	}
	if q.endLine(i); q.gone {
		return nil
	}
	breaks, most := 0, 0
	i = q.blanks(q.at)
	for i < len(q.text) && q.text[i] == '\n' && (indent == 0 || i-q.at <= indent) {
		most = max(most, i-q.at)
		breaks++
		q.startLine(i + 1)
		i = q.blanks(q.at)
	}
	inside := i - q.at
	switch {
	case i == len(q.text), q.text[i] == '\t', inside > around && (inside < indent || indent == 0 && most > inside):
		return q.giveUp()
	case inside <= around:
		if chomp == '+' {
			n.Value = strings.Repeat("\n", breaks)
		}
	default:
		if indent == 0 {
			indent = inside
		}
		q.made = q.made[:0]
		q.lines(indent, breaks, folded, chomp)
		n.Value = string(q.made)
	}
	n.Style, n.Type = yaml.LiteralStyle, TypeString
	if folded {
		n.Style = yaml.FoldedStyle
	}
	return n
}

// lines reads the lines of a block scalar with an indentation, behind some line breaks.
func (q *quick) lines(indent, breaks int, folded bool, chomp byte) {
	s, first, blankBefore := q.text, true, false
	for q.at < len(s) {
		i := q.at
		for i < len(s) && i-q.at < indent && s[i] == ' ' {
			i++
		}
		if i < len(s) && s[i] == '\n' {
			breaks++
			q.startLine(i + 1)
			continue
		}
		if i == len(s) && i > q.at || i < len(s) && i-q.at < indent && s[i] == '\t' {
			q.giveUp()
			return
		}
		if i == len(s) || i-q.at < indent {
			break
		}
		blank := s[i] == ' ' || s[i] == '\t'
		switch {
		case first:
		case !folded || blankBefore || blank:
			q.made = append(q.made, '\n')
		case breaks == 0:
			q.made = append(q.made, ' ')
		}
		for range breaks {
			q.made = append(q.made, '\n')
		}
		first, breaks, blankBefore = false, 0, blank
		size := strings.IndexByte(s[i:], '\n')
		if size < 0 {
			q.giveUp() // the library is of two minds about a last line without an end
			return
		}
		q.made = append(q.made, s[i:i+size]...)
		q.startLine(i + size + 1)
	}
	if chomp != '-' {
		q.made = append(q.made, '\n')
	}
	if chomp == '+' {
		for range breaks {
			q.made = append(q.made, '\n')
		}
	}
}
