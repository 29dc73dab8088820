// Package yamltext reads the part of YAML in which nearly all files are written, many
// times faster than the library: mappings and sequences in blocks or in brackets, with
// scalars of all styles, but no tags, anchors or keys of more than a line. It gives up on
// anything else, and on anything that may be wrong; the library then reads the whole text.
// What it reads, it reads as the library does.
package yamltext

import (
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// Builder makes a tree from what is read. It receives keys and values in the order of the
// text; those of a mapping alternate.
type Builder interface {
	// Open starts a mapping or a sequence. What is in it follows, up to Close.
	Open(at Place, kind yaml.Kind, style yaml.Style)
	// Close ends what was opened last. End is the offset after its bracket; 0 if it
	// has none.
	Close(end int)
	// Scalar is a scalar, and nothing where a value is missing.
	Scalar(at Place, s Scalar)
}

// Place is where a value starts: its byte offset, and its line and column from 1. Columns
// count code points.
type Place struct {
	Offset       int
	Line, Column int32
}

// Scalar is a key or a value of text.
type Scalar struct {
	Text   string
	Style  yaml.Style
	End    int     // the offset after it
	Pieces []Piece // nil if the text is in one piece, or if they were not asked for
}

// Reader reads one text after the other. The zero Reader is ready.
type Reader struct {
	text    string
	at      int   // the start of a line
	line    int32 // its number
	ascii   bool
	gone    bool
	counted int // the offset in the line up to which columns are counted
	columns int
	builder Builder
	keys    []string // of the mappings around the place
	decoder decoder
}

// Limits of what is followed.
const (
	mostLevels = 100
	mostKey    = 900 // bytes; YAML allows 1,024 characters
)

// Read reads a text that is one mapping, and reports whether it could. Otherwise only the
// library can say what the text is, which need not be a mistake, and what the builder was
// received is of no use.
func (r *Reader) Read(text string, pieces bool, b Builder) bool {
	plain, ascii := plainText(text)
	if !plain {
		feeds := withoutReturns(text)
		if plain, ascii = plainText(feeds); !plain {
			return false
		}
		text, b = feeds, &returned{Builder: b, text: feeds}
	}
	r.text, r.at, r.line, r.ascii, r.gone, r.builder, r.keys = text, 0, 1, ascii, false, b, r.keys[:0]
	r.decoder = decoder{source: text, made: r.decoder.made, all: r.decoder.all, keep: true, noted: pieces}
	r.counted, r.columns = 0, 0
	defer r.forget()
	if r.skip() == 0 && strings.HasPrefix(text[r.at:], "---") {
		if r.endLine(r.at + 3); r.gone {
			return false
		}
	}
	if r.next() != 0 || r.isItem(r.at) {
		return false
	}
	k := r.key(r.at)
	if k.behind == 0 {
		return false
	}
	r.mapping(r.at, k, 0)
	return !r.gone && r.next() < 0 && !r.gone
}

// forget drops the text.
func (r *Reader) forget() {
	clear(r.keys[:cap(r.keys)])
	r.text, r.decoder.source, r.builder = "", "", nil
}

// plainText reports whether a text has only characters that all readers take alike,
// and only ASCII.
func plainText(text string) (plain, ascii bool) {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	ascii = true
	for i := 0; i < len(text); {
		if i+8 <= len(text) {
			s := text[i : i+8]
			w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
				uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
			low, newline, del := ^(w + 0x60*ones), ^((w ^ '\n'*ones) + 0x7F*ones), w^0x7F*ones
			if (w|low&^newline|(del-ones)&^del)&tops == 0 {
				i += 8 // nothing but line ends and printable characters of ASCII
				continue
			}
		}
		for end := min(i+8, len(text)); i < end; i++ {
			switch c := text[i]; {
			case c < ' ' && c != '\n' && c != '\t' || c == 0x7F:
				return false, false
			case c >= utf8.RuneSelf:
				if ascii = false; !meansTheSame(text[i:]) {
					return false, false
				}
			}
		}
	}
	return ascii || utf8.ValidString(text), ascii
}

// meansTheSame reports whether no character of those that not everybody takes for one
// starts a text: control characters, the line breaks of YAML 1.1, the byte order mark and
// noncharacters.
func meansTheSame(text string) bool {
	switch {
	case text[0] == 0xC2:
		return len(text) > 1 && text[1] >= 0xA0
	case strings.HasPrefix(text, "\u2028"), strings.HasPrefix(text, "\u2029"), strings.HasPrefix(text, "\uFEFF"):
		return false
	}
	return !strings.HasPrefix(text, "\uFFFE") && !strings.HasPrefix(text, "\uFFFF")
}

func (r *Reader) giveUp() { r.gone = true }

// skip moves to the next line that has more than a comment, and returns how far it is
// indented; -1 at the end.
func (r *Reader) skip() int {
	for r.at < len(r.text) {
		i := r.blanks(r.at)
		switch {
		case i == len(r.text):
			r.at = i
		case r.text[i] == '\n':
			r.startLine(i + 1)
		case r.text[i] == '#':
			r.leaveLine(i)
		case r.text[i] == '\t':
			r.giveUp()
			return -1
		default:
			return i - r.at
		}
	}
	return -1
}

// next is skip within a document.
func (r *Reader) next() int {
	n := r.skip()
	if n == 0 && (r.text[r.at] == '%' || strings.HasPrefix(r.text[r.at:], "---") || strings.HasPrefix(r.text[r.at:], "...")) {
		r.giveUp()
		return -1
	}
	return n
}

// startLine notes that a line starts at an offset.
func (r *Reader) startLine(at int) {
	r.at = at
	r.line++
}

// leaveLine moves to the line after an offset.
func (r *Reader) leaveLine(at int) {
	if end := strings.IndexByte(r.text[at:], '\n'); end >= 0 {
		r.startLine(at + end + 1)
		return
	}
	r.at = len(r.text)
}

// endLine leaves a line in which nothing may follow an offset but a comment.
func (r *Reader) endLine(at int) {
	i := r.blanks(at)
	switch {
	case i == len(r.text) || r.text[i] == '\n' || r.text[i] == '#' && i > at:
		r.leaveLine(i)
	default:
		r.giveUp()
	}
}

// blanks returns the offset after the blanks at an offset.
func (r *Reader) blanks(at int) int {
	for at < len(r.text) && r.text[at] == ' ' {
		at++
	}
	return at
}

// isBlank reports whether there is a blank or nothing more in a line at an offset.
func (r *Reader) isBlank(at int) bool {
	return at >= len(r.text) || r.text[at] == ' ' || r.text[at] == '\n' || r.text[at] == '\t'
}

// isItem reports whether an item of a sequence starts at an offset.
func (r *Reader) isItem(at int) bool { return r.text[at] == '-' && r.isBlank(at+1) }

// place returns the position of an offset in the line. Offsets grow within a line.
func (r *Reader) place(at int) Place {
	if r.ascii {
		return Place{at, r.line, int32(at - r.at + 1)}
	}
	if r.counted < r.at {
		r.counted, r.columns = r.at, 0
	}
	r.columns += utf8.RuneCountInString(r.text[r.counted:at])
	r.counted = at
	return Place{at, r.line, int32(r.columns + 1)}
}

// IsBlank reports whether a text has only comments, empty lines and document markers.
func IsBlank(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && line != "---" {
			return false
		}
	}
	return true
}
