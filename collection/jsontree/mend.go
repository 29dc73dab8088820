package jsontree

import "strings"

// endString ends a string that runs past the end of its line, or replaces another
// control character in it.
func (m *mender) endString(at int) {
	if c := m.text[at]; c != '\n' && c != '\r' {
		m.splice(at, 1, " ")
		return
	}
	// The comma at the end of the line is probably not part of the string.
	end := at
	for end > 0 && strings.IndexByte(" \t\r,", m.text[end-1]) >= 0 {
		end--
	}
	if !strings.Contains(m.text[end:at], ",") || end > 0 && m.text[end-1] == '"' {
		end = at
	}
	m.splice(end, 0, `"`)
}

// commentLength returns the length of the comment that a text starts with; 0 if there is
// none.
func commentLength(rest string) int {
	switch {
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "#"):
		if end := strings.IndexByte(rest, '\n'); end >= 0 {
			return end
		}
		return len(rest)
	case strings.HasPrefix(rest, "/*"):
		if end := strings.Index(rest, "*/"); end >= 0 {
			return end + 2
		}
		return len(rest)
	}
	return 0
}

// colon mends a key without a colon.
func (m *mender) colon(at int, rest string) {
	switch {
	case rest == "" || rest[0] == ',' || rest[0] == '}' || rest[0] == ']':
		m.splice(m.behind(at), 0, ": null")
	case rest[0] == '=':
		m.splice(at, 1, ":")
	case rest[0] == '"' && isKey(rest):
		m.splice(m.behind(at), 0, ": null,")
	default:
		m.splice(at, 0, ":")
	}
}

// isKey reports whether a colon follows the string that a text starts with.
func isKey(rest string) bool {
	s := scanner{text: rest}
	if _, ok := s.str(); !ok {
		return false
	}
	s.skipSpace()
	return s.peek() == ':'
}

// key mends the text where a key is expected.
func (m *mender) key(d *Document, f *fault, rest string) {
	at := f.offset
	switch {
	case rest == "":
		if !m.dropComma(at) {
			m.closeAll(d, f)
		}
	case rest[0] == '}':
		if !m.dropComma(at) {
			m.splice(at, 1, "")
		}
	case rest[0] == ']':
		m.closer(d, f)
	case rest[0] == '{' && at > 0 && m.text[at-1] == '{':
		m.reference(at - 1)
	case rest[0] == '\'':
		m.singleQuoted(at, rest)
	case isWordByte(rest[0]):
		word := wordLength(rest)
		m.splice(at, word, Quote(rest[:word]))
	default:
		m.splice(at, len(offending(rest)), "")
	}
}

// value mends the text where a value is expected.
func (m *mender) value(d *Document, f *fault, rest string) {
	at := f.offset
	inArray := f.open != noParent && d.text[d.nodes[f.open].start] == '['
	switch {
	case rest == "" && !inArray:
		m.splice(at, 0, "null")
	case rest == "":
		if !m.dropComma(at) {
			m.closeAll(d, f)
		}
	case rest[0] == ']' && inArray:
		if !m.dropComma(at) {
			m.splice(at, 0, "null")
		}
	case strings.IndexByte(",}]", rest[0]) >= 0:
		m.splice(at, 0, "null")
	case rest[0] == '\'':
		m.singleQuoted(at, rest)
	case isWordByte(rest[0]) || rest[0] == '+' || rest[0] == '.':
		m.splice(at, max(1, wordLength(rest)), "null")
	default:
		m.splice(at, len(offending(rest)), "")
	}
}

// behindValue mends the text where a comma or the end of a container is expected.
func (m *mender) behindValue(d *Document, f *fault, rest string) {
	at := f.offset
	switch {
	case rest == "":
		m.closeAll(d, f)
	case rest[0] == '}' || rest[0] == ']':
		m.closer(d, f)
	case strings.IndexByte(`"{['`, rest[0]) >= 0 || isWordByte(rest[0]) || rest[0] == '-':
		m.splice(m.behind(at), 0, ",")
	default:
		m.splice(at, len(offending(rest)), "")
	}
}

// behind returns the offset after the last character before at that is not white space.
func (m *mender) behind(at int) int { return len(strings.TrimRight(m.text[:at], " \t\r\n")) }

// dropComma removes the comma before a place, and reports whether there was one.
func (m *mender) dropComma(at int) bool {
	before := m.behind(at)
	if before == 0 || m.text[before-1] != ',' {
		return false
	}
	m.splice(before-1, 1, "")
	return true
}

// closer mends a closing bracket of the wrong kind. If a container of its kind is open
// further out, those inside it end here; otherwise the bracket is removed.
func (m *mender) closer(d *Document, f *fault) {
	at := f.offset
	open, ends := map[byte]byte{'}': '{', ']': '['}[m.text[at]], ""
	for i := f.open; i != noParent; i = d.nodes[i].parent {
		switch c := d.text[d.nodes[i].start]; c {
		case open:
			m.splice(at, 0, ends)
			return
		case '{':
			ends += "}"
		case '[':
			ends += "]"
		}
	}
	m.splice(at, 1, "")
}

// closeAll ends all containers that are open at the end of the text.
func (m *mender) closeAll(d *Document, f *fault) {
	var ends strings.Builder
	for i := f.open; i != noParent; i = d.nodes[i].parent {
		switch d.text[d.nodes[i].start] {
		case '{':
			ends.WriteByte('}')
		case '[':
			ends.WriteByte(']')
		}
	}
	m.splice(f.offset, 0, ends.String())
}

// reference puts quotes around a {{variable}} without them.
func (m *mender) reference(at int) {
	rest := m.text[at:]
	end := strings.Index(rest, "}}")
	line := strings.IndexByte(rest, '\n')
	if end < 0 || line >= 0 && line < end {
		m.splice(at+1, 1, "")
		return
	}
	for end+2 < len(rest) && strings.IndexByte(",\n]} \t\r\"", rest[end+2]) < 0 {
		end++ // a path after it
	}
	m.splice(at, end+2, Quote(rest[:end+2]))
}

// singleQuoted replaces the single quotes around a string by double quotes.
func (m *mender) singleQuoted(at int, rest string) {
	line, _, _ := strings.Cut(rest, "\n")
	end := strings.IndexByte(line[1:], '\'')
	if end < 0 {
		m.splice(at, 1, `"`)
		return
	}
	m.splice(at, end+2, Quote(line[1:1+end]))
}

// wordLength returns the length of the word that a text starts with, such as a key
// without quotes.
func wordLength(rest string) int {
	n := 0
	for n < len(rest) && (isWordByte(rest[n]) || strings.IndexByte("-.+", rest[n]) >= 0) {
		n++
	}
	return n
}
