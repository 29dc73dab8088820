package collection

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// HeaderLine is a line of a header block that is written as one string. The name is the
// text from Start up to KeyEnd, the value that from ValueStart up to End. All four are
// byte offsets in the block.
type HeaderLine struct {
	Key, Value                     string
	Start, KeyEnd, ValueStart, End int
	// Sent reports whether Postman sends the line. If not, Key is the name that was
	// probably meant, and Value is empty. Key is "" if the line is a comment, continues
	// the line before it, or is not a header for another reason.
	Sent bool
}

// HeaderLines returns the lines of a header block that are not empty, in their order.
// Source: Header.parse of Postman's SDK. It takes everything up to the last colon before
// any white space as the name, and skips other lines. A line that starts with a space or
// tab after "\r\n" continues the one before it, unless that is the first header.
func HeaderLines(block string) []HeaderLine {
	r := headerReader{block: block}
	for at := 0; at < len(block); {
		end := r.line(at, at+lineLength(block[at:]))
		at = end + breakLength(block[end:])
		r.passed += utf16Length(block[end:at])
	}
	return r.lines
}

type headerReader struct {
	block string
	lines []HeaderLine
	first bool // whether the first header was read
	// folds counts the folded line breaks before the first header. Postman's SDK removes
	// them from the text after it has found that header, and then continues at the old
	// offset. So it skips that many characters (two for each) and misses what starts in
	// them. passed counts those skipped, in UTF-16 units as JavaScript does.
	folds, passed int
}

// line reads the line from start up to end, and returns the end of the last line that
// continues it.
func (r *headerReader) line(start, end int) int {
	isFirst := !r.first
	if !isFirst {
		for isFolded(r.block[end:]) {
			end += len("\r\n") + lineLength(r.block[end+len("\r\n"):])
		}
	}
	text := r.block[start:end]
	missed := !isFirst && r.passed < 2*r.folds
	r.passed += utf16Length(strings.ReplaceAll(text, "\r\n", ""))
	if h, ok := sentHeader(text); ok && !missed {
		r.add(h, start)
		if isFirst {
			r.first, r.passed = true, 0
			return r.behindFirst(end)
		}
		return end
	}
	if isFirst && isFolded(r.block[end:]) {
		r.folds++
	}
	if strings.TrimFunc(text, isScriptSpace) != "" {
		r.add(unsentHeader(text), start)
	}
	return end
}

// behindFirst reads the lines that would continue the first header, and returns where
// they end.
func (r *headerReader) behindFirst(end int) int {
	for isFolded(r.block[end:]) {
		start := end + len("\r\n")
		end = start + lineLength(r.block[start:])
		r.passed += utf16Length(r.block[start:end])
		if text := r.block[start:end]; strings.TrimFunc(text, isScriptSpace) != "" {
			r.add(HeaderLine{End: len(text)}, start)
		}
	}
	return end
}

func (r *headerReader) add(h HeaderLine, start int) {
	h.Start += start
	h.KeyEnd += start
	h.ValueStart += start
	h.End += start
	r.lines = append(r.lines, h)
}

// sentHeader returns a line as Postman sends it, with offsets in the line.
func sentHeader(line string) (HeaderLine, bool) {
	word := line
	if space := strings.IndexFunc(line, isScriptSpace); space >= 0 {
		word = line[:space]
	}
	colon := strings.LastIndexByte(word, ':')
	if colon <= 0 {
		return HeaderLine{}, false
	}
	h := splitHeader(line, colon)
	h.Sent = true
	return h, true
}

// unsentHeader returns a line that Postman does not send, with the name that was
// probably meant.
func unsentHeader(line string) HeaderLine {
	start, _ := utf8.DecodeRuneInString(line)
	if isScriptSpace(start) || start == ':' || strings.HasPrefix(line, "//") {
		return HeaderLine{End: len(line)}
	}
	references := outermostReferences(line)
	for colon, c := range line[:lineLength(line)] { // a name ends with its line
		for len(references) > 0 && references[0].end <= colon {
			references = references[1:]
		}
		if c == ':' && (len(references) == 0 || colon < references[0].start) {
			return splitHeader(line, colon)
		}
	}
	return HeaderLine{End: len(line)}
}

func splitHeader(line string, colon int) HeaderLine {
	value := strings.TrimLeftFunc(line[colon+1:], isScriptSpace)
	start := len(line) - len(value)
	value = strings.TrimRightFunc(value, isScriptSpace)
	return HeaderLine{
		Key: line[:colon], Value: strings.ReplaceAll(value, "\r\n", ""),
		KeyEnd: colon, ValueStart: start, End: start + len(value),
	}
}

// isFolded reports whether a text starts with a folded line break: one that a space or
// tab follows.
func isFolded(text string) bool {
	return strings.HasPrefix(text, "\r\n ") || strings.HasPrefix(text, "\r\n\t")
}

// lineLength returns the number of bytes before the first line break, by JavaScript's
// definition.
func lineLength(text string) int {
	if end := strings.IndexAny(text, "\r\n\u2028\u2029"); end >= 0 {
		return end
	}
	return len(text)
}

// breakLength returns the length of the line break at the start of a text.
func breakLength(text string) int {
	if strings.HasPrefix(text, "\r\n") {
		return len("\r\n")
	}
	_, length := utf8.DecodeRuneInString(text)
	return length
}

// isScriptSpace reports whether JavaScript treats a character as white space.
func isScriptSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u0085' || r == '\uFEFF'
}

// utf16Length returns the length of a text in UTF-16 units, as JavaScript counts.
func utf16Length(text string) int {
	length := 0
	for _, r := range text {
		length++
		if r > 0xFFFF {
			length++
		}
	}
	return length
}
