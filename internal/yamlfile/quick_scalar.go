package yamlfile

import (
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// quickKey is a key of one line; behind is the offset behind its colon, 0 where there is
// no such key.
type quickKey struct {
	text   string
	style  yaml.Style
	behind int
}

// key reads the key at an offset.
func (q *quick) key(at int) quickKey {
	s := q.text
	if c := s[at]; c == '"' || c == '\'' {
		end := q.closing(at)
		if end == 0 || end-at > mostQuickKey {
			return quickKey{}
		}
		colon := q.blanks(end)
		if colon == len(s) || s[colon] != ':' || !q.isBlank(colon+1) {
			return quickKey{}
		}
		text, _ := q.quoted(at, 0)
		return quickKey{text, styleOfQuote(c), colon + 1}
	}
	if !q.startsPlain(at) {
		return quickKey{}
	}
	for i := at; i < len(s) && i-at <= mostQuickKey; i++ {
		switch c := s[i]; {
		case c == '\n', c == '#' && s[i-1] == ' ':
			return quickKey{}
		case c == '\t':
			q.giveUp()
			return quickKey{}
		case c == ':' && q.isBlank(i+1):
			text := strings.TrimRight(s[at:i], " ")
			if text == "<<" {
				q.giveUp()
			}
			return quickKey{text, 0, i + 1}
		}
	}
	return quickKey{}
}

// closing is the offset behind the quote that closes the one at an offset, in the same
// line; 0 where there is none.
func (q *quick) closing(at int) int {
	s, quote := q.text, q.text[at]
	for i := at + 1; i < len(s) && s[i] != '\n'; i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return 0
}

func styleOfQuote(c byte) yaml.Style {
	if c == '"' {
		return yaml.DoubleQuotedStyle
	}
	return yaml.SingleQuotedStyle
}

// startsPlain reports whether a plain scalar starts at an offset.
func (q *quick) startsPlain(at int) bool {
	switch c := q.text[at]; c {
	case '-', '?', ':':
		return !q.isBlank(at + 1)
	default:
		return strings.IndexByte(",[]{}#&*!|>'\"%@`\t", c) < 0
	}
}

// scalar makes a node of a scalar that starts at an offset of the line.
func (q *quick) scalar(at int, text string, style yaml.Style) *Node {
	n := q.node(yaml.ScalarNode, at)
	n.set(text, style)
	return n
}

func (n *Node) set(text string, style yaml.Style) {
	n.Value, n.Style = text, style
	if style != 0 {
		n.Type = TypeString
	}
}

// inLine reads a value that starts in a line, in a collection that is indented as given.
func (q *quick) inLine(at, around, depth int) *Node {
	if q.gone {
		return nil
	}
	switch c := q.text[at]; c {
	case '"', '\'':
		n := q.node(yaml.ScalarNode, at)
		text, end := q.quoted(at, around)
		if q.gone {
			return nil
		}
		n.set(text, styleOfQuote(c))
		q.endLine(end)
		return n
	case '|', '>':
		return q.blockScalar(at, around)
	case '[', '{':
		n, end := q.flow(at, around, depth)
		if q.gone {
			return nil
		}
		q.endLine(end)
		return n
	}
	return q.plain(at, around)
}

// plain reads a plain scalar and the lines that it goes on in.
func (q *quick) plain(at, around int) *Node {
	if !q.startsPlain(at) {
		return q.giveUp()
	}
	n := q.node(yaml.ScalarNode, at)
	var ended bool
	n.Value, ended = q.plainLine(at)
	q.made = q.made[:0]
	for !q.gone && !ended {
		breaks, i := 1, q.blanks(q.at)
		before, line := q.at, q.line
		for i < len(q.text) && q.text[i] == '\n' {
			breaks++
			q.startLine(i + 1)
			i = q.blanks(q.at)
		}
		if i < len(q.text) && q.text[i] == '\t' {
			return q.giveUp()
		}
		if i == len(q.text) || i-q.at <= around || q.text[i] == '#' {
			q.at, q.line = before, line
			break
		}
		if len(q.made) == 0 {
			q.made = append(q.made, n.Value...)
		}
		q.made = appendBreaks(q.made, breaks)
		var more string
		more, ended = q.plainLine(i)
		q.made = append(q.made, more...)
	}
	if len(q.made) > 0 {
		n.Value = string(q.made)
	}
	return n
}

// appendBreaks adds what line breaks in a row stand for where lines are folded.
func appendBreaks(text []byte, breaks int) []byte {
	if breaks == 1 {
		return append(text, ' ')
	}
	for range breaks - 1 {
		text = append(text, '\n')
	}
	return text
}

// plainLine reads what a line has of a plain scalar from an offset on, and leaves the
// line. It reports whether a comment ends the scalar.
func (q *quick) plainLine(at int) (text string, ended bool) {
	q.leaveLine(at)
	line := strings.TrimSuffix(q.text[at:q.at], "\n")
	if strings.IndexByte(line, '#') >= 0 {
		line, _, ended = strings.Cut(line, " #")
	}
	rest := line
	for {
		i := strings.IndexByte(rest, ':')
		if i < 0 {
			break
		}
		if rest = rest[i+1:]; rest == "" || rest[0] == ' ' {
			q.giveUp() // it would be a key
			break
		}
	}
	if strings.IndexByte(line, '\t') >= 0 {
		q.giveUp()
	}
	return strings.TrimRight(line, " "), ended
}

// quoted reads the quoted scalar at an offset, and gives the offset behind it.
func (q *quick) quoted(at, around int) (text string, end int) {
	s, quote, i := q.text, q.text[at], at+1
	size := strings.IndexByte(s[i:], quote)
	if size < 0 {
		q.giveUp()
		return "", 0
	}
	text, end = s[i:i+size], i+size+1
	simple := quote == '"' && strings.IndexByte(text, '\\') < 0 || quote == '\'' && (end == len(s) || s[end] != '\'')
	if simple && strings.IndexByte(text, '\n') < 0 {
		return text, end
	}
	q.made = q.made[:0]
	for i < len(s) && !q.gone {
		switch c := s[i]; {
		case c == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			q.made = append(q.made, quote)
			i += 2
		case c == quote:
			return string(q.made), i + 1
		case c == '\\' && quote == '"':
			i = q.escape(i, around)
		case c == ' ' || c == '\t' || c == '\n':
			start := i
			for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
				i++
			}
			if i < len(s) && s[i] != '\n' {
				q.made = append(q.made, s[start:i]...)
				continue
			}
			var breaks int
			breaks, i = q.breaks(i, around)
			q.made = appendBreaks(q.made, breaks)
		default:
			start := i
			for i < len(s) && s[i] != quote && s[i] != '\\' && s[i] > ' ' {
				i++
			}
			if s[start] == '\\' { // a plain character in single quotes
				i++
			}
			q.made = append(q.made, s[start:i]...)
		}
	}
	q.giveUp()
	return "", 0
}

// breaks reads the line breaks at an offset and the blanks around them, within a quoted
// scalar.
func (q *quick) breaks(at, around int) (breaks, behind int) {
	for at < len(q.text) && q.text[at] == '\n' {
		breaks++
		q.startLine(at + 1)
		at = q.blanks(q.at)
	}
	if at == len(q.text) || at-q.at <= around || q.text[at] == '\t' {
		q.giveUp()
	}
	return breaks, at
}

var quickEscapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00A0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads an escape of a double-quoted scalar and gives the offset behind it.
func (q *quick) escape(at, around int) int {
	if at+1 >= len(q.text) {
		q.giveUp()
		return at
	}
	c, i := q.text[at+1], at+2
	if c == '\n' {
		breaks, behind := q.breaks(at+1, around)
		for range breaks - 1 {
			q.made = append(q.made, '\n')
		}
		return behind
	}
	if plain, ok := quickEscapes[c]; ok {
		q.made = append(q.made, plain...)
		return i
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 || i+digits > len(q.text) {
		q.giveUp()
		return i
	}
	value := 0
	for _, d := range []byte(q.text[i : i+digits]) {
		digit := strings.IndexByte("0123456789abcdef", d|0x20)
		if digit < 0 {
			q.giveUp()
		}
		value = value<<4 | digit
	}
	if value < 0 || !utf8.ValidRune(rune(value)) || value > utf8.MaxRune {
		q.giveUp()
	}
	q.made = utf8.AppendRune(q.made, rune(value))
	return i + digits
}
