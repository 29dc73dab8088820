package yamltext

import (
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// key is a key of one line; behind is the offset after its colon, 0 if there is no such
// key.
type key struct {
	Scalar
	behind int
}

// key reads the key at an offset.
func (r *Reader) key(at int) key {
	s := r.text
	if c := s[at]; c == '"' || c == '\'' {
		end := r.closing(at)
		if end == 0 || end-at > mostKey {
			return key{}
		}
		colon := r.blanks(end)
		if colon == len(s) || s[colon] != ':' || !r.isBlank(colon+1) {
			return key{}
		}
		return key{r.quoted(at, 0), colon + 1}
	}
	if !r.startsPlain(at) {
		return key{}
	}
	for i := at; i < len(s) && i-at <= mostKey; i++ {
		switch c := s[i]; {
		case c == '\n', c == '#' && s[i-1] == ' ':
			return key{}
		case c == '\t':
			r.giveUp()
			return key{}
		case c == ':' && r.isBlank(i+1):
			text := strings.TrimRight(s[at:i], " ")
			if text == "<<" {
				r.giveUp()
			}
			return key{Scalar{Text: text, End: at + len(text)}, i + 1}
		}
	}
	return key{}
}

// closing returns the offset after the quote that closes the one at an offset, in the same
// line; 0 if there is none.
func (r *Reader) closing(at int) int {
	s, quote := r.text, r.text[at]
	for i := at + 1; i < len(s) && s[i] != '\n'; i++ {
		switch {
		case s[i] == '\\' && quote == '"' && !strings.HasPrefix(s[i+1:], "\n"):
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
func (r *Reader) startsPlain(at int) bool {
	switch c := r.text[at]; c {
	case '-', '?', ':':
		return !r.isBlank(at + 1)
	default:
		return strings.IndexByte(",[]{}#&*!|>'\"%@`\t", c) < 0
	}
}

// inLine reads a value that starts in a line, in a collection that is indented as given.
func (r *Reader) inLine(at, around, depth int) {
	if r.gone {
		return
	}
	switch r.text[at] {
	case '"', '\'':
		place := r.place(at)
		s := r.quoted(at, around)
		if r.gone {
			return
		}
		r.endLine(s.End)
		r.builder.Scalar(place, s)
	case '|', '>':
		r.blockScalar(at, around)
	case '[', '{':
		if end := r.flow(at, around, around, depth); !r.gone {
			r.endLine(end)
		}
	default:
		r.plain(at, around)
	}
}

// plain reads a plain scalar and the lines that it goes on in.
func (r *Reader) plain(at, around int) {
	if !r.startsPlain(at) {
		r.giveUp()
		return
	}
	place := r.place(at)
	end, ended := r.plainLine(at)
	several := false
	for !r.gone && !ended {
		before, line := r.at, r.line
		i := r.behindEmpty()
		if i < len(r.text) && r.text[i] == '\t' {
			r.giveUp()
			return
		}
		if i == len(r.text) || i-r.at <= around || r.text[i] == '#' {
			r.at, r.line = before, line
			break
		}
		several = true
		end, ended = r.plainLine(i)
	}
	switch {
	case r.gone:
	case several:
		d := r.decoder.start(at)
		d.folded(at, end)
		r.builder.Scalar(place, d.scalar(0, end))
	default:
		r.builder.Scalar(place, Scalar{Text: r.text[at:end], End: end})
	}
}

// plainLine leaves a line in which a plain scalar goes on at an offset, and gives the
// offset after what the line has of it. It reports whether a comment ends the scalar.
func (r *Reader) plainLine(at int) (end int, ended bool) {
	r.leaveLine(at)
	line := strings.TrimSuffix(r.text[at:r.at], "\n")
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
			r.giveUp() // it would be a key
			break
		}
	}
	if strings.IndexByte(line, '\t') >= 0 {
		r.giveUp()
	}
	return at + len(strings.TrimRight(line, " ")), ended
}

// quoted reads the quoted scalar at an offset.
func (r *Reader) quoted(at, around int) Scalar {
	s, quote := r.text, r.text[at]
	size := strings.IndexByte(s[at+1:], quote)
	if size < 0 {
		r.giveUp()
		return Scalar{}
	}
	text, end := s[at+1:at+1+size], at+size+2
	simple := quote == '"' && strings.IndexByte(text, '\\') < 0 || quote == '\'' && (end == len(s) || s[end] != '\'')
	if simple && strings.IndexByte(text, '\n') < 0 {
		return Scalar{Text: text, Style: styleOfQuote(quote), End: end}
	}
	if end = r.quotedEnd(at+1, quote, around); r.gone {
		return Scalar{}
	}
	d := r.decoder.start(at)
	d.quoted(quote)
	return d.scalar(styleOfQuote(quote), end)
}

// quotedEnd returns the offset after the quote that ends what is quoted from an offset on.
func (r *Reader) quotedEnd(at int, quote byte, around int) int {
	s := r.text
	for i := at; i < len(s) && !r.gone; {
		switch c := s[i]; {
		case c == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i += 2
		case c == quote:
			return i + 1
		case c == '\\' && quote == '"':
			i = r.escape(i, around)
		case c == '\n':
			i = r.breaks(i, around)
		default:
			i++
		}
	}
	r.giveUp()
	return 0
}

// breaks returns the offset after the line breaks at an offset and the blanks around them,
// within a quoted scalar.
func (r *Reader) breaks(at, around int) int {
	r.startLine(at + 1)
	at = r.behindEmpty()
	if at == len(r.text) || at-r.at <= around || r.text[at] == '\t' {
		r.giveUp()
	}
	return at
}

// escape returns the offset after an escape of a double-quoted scalar, or after its first
// letter where it is of one line.
func (r *Reader) escape(at, around int) int {
	i := at + 2
	if i > len(r.text) {
		r.giveUp()
		return at
	}
	c := r.text[at+1]
	if c == '\n' {
		return r.breaks(at+1, around)
	}
	if escapes[c] != "" {
		return i
	}
	digits := digitsOf(c)
	if digits == 0 || i+digits > len(r.text) {
		r.giveUp()
		return i
	}
	value := 0
	for _, d := range []byte(r.text[i : i+digits]) {
		digit := strings.IndexByte("0123456789abcdef", d|0x20)
		if digit < 0 {
			r.giveUp()
		}
		value = value<<4 | digit
	}
	if value < 0 || !utf8.ValidRune(rune(value)) || value > utf8.MaxRune {
		r.giveUp()
	}
	return i
}
