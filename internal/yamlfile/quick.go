package yamlfile

import (
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
)

// quick reads the part of YAML in which nearly all large documents are written: mappings
// and sequences in blocks or in brackets, with scalars of all styles, but no tags, anchors
// or keys of more than a line. It gives up on anything else, and on anything that may be
// wrong; the library then reads the whole text. What it reads, it reads as the library
// does, many times faster.
type quick struct {
	text  string
	at    int   // the start of a line
	line  int32 // its number
	ascii bool
	gone  bool
	nodes []Node  // to take from
	lists []*Node // to take contents from
	stack []*Node // contents of the nodes around the place
	made  []byte  // text that is put together
}

// Limits of what quick follows.
const (
	mostQuick    = 100 // levels
	mostQuickKey = 900 // bytes; YAML allows 1,024 characters
)

// Quick returns the root of a text that is one mapping; nil where only the library can
// say what the text is, which need not be a mistake.
func Quick(text string) *Node {
	q := &quick{text: text, line: 1}
	var plain bool
	if plain, q.ascii = plainText(text); !plain {
		return nil
	}
	if q.skip() == 0 && q.marks(q.at) {
		if q.endLine(q.at + 3); q.gone {
			return nil
		}
	}
	if q.next() != 0 || q.isItem(q.at) {
		return nil
	}
	k := q.key(q.at)
	if k.behind == 0 {
		return nil
	}
	root := q.mapping(q.at, k, 0)
	if q.gone || q.next() >= 0 || q.gone {
		return nil
	}
	return root
}

// plainText reports whether a text has only characters that mean the same to everybody,
// and only those of ASCII.
func plainText(text string) (plain, ascii bool) {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	ascii = true
	for i := 0; i < len(text); {
		if i+8 <= len(text) {
			s := text[i : i+8]
			w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
				uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
			del := w ^ 0x7F*ones
			if (w|(w-0x20*ones)&^w|(del-ones)&^del)&tops == 0 {
				i += 8 // nothing but printable characters of ASCII
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
// what is no character.
func meansTheSame(text string) bool {
	switch {
	case text[0] == 0xC2:
		return len(text) > 1 && text[1] >= 0xA0
	case strings.HasPrefix(text, "\u2028"), strings.HasPrefix(text, "\u2029"), strings.HasPrefix(text, "\uFEFF"):
		return false
	}
	return !strings.HasPrefix(text, "\uFFFE") && !strings.HasPrefix(text, "\uFFFF")
}

func (q *quick) giveUp() *Node {
	q.gone = true
	return nil
}

// skip moves to the next line that has more than a comment, and returns how far it is
// indented; -1 at the end.
func (q *quick) skip() int {
	for q.at < len(q.text) {
		i := q.at
		for i < len(q.text) && q.text[i] == ' ' {
			i++
		}
		switch {
		case i == len(q.text):
			q.at = i
		case q.text[i] == '\n':
			q.startLine(i + 1)
		case q.text[i] == '#':
			q.leaveLine(i)
		case q.text[i] == '\t':
			q.giveUp()
			return -1
		default:
			return i - q.at
		}
	}
	return -1
}

// next is skip within a document.
func (q *quick) next() int {
	n := q.skip()
	if n == 0 && (q.text[q.at] == '%' || q.marks(q.at)) {
		q.giveUp()
		return -1
	}
	return n
}

// marks reports whether the line at an offset may start or end a document.
func (q *quick) marks(at int) bool {
	return strings.HasPrefix(q.text[at:], "---") || strings.HasPrefix(q.text[at:], "...")
}

// startLine notes that a line starts at an offset.
func (q *quick) startLine(at int) {
	q.at = at
	q.line++
}

// leaveLine moves to the line behind an offset.
func (q *quick) leaveLine(at int) {
	if end := strings.IndexByte(q.text[at:], '\n'); end >= 0 {
		q.startLine(at + end + 1)
		return
	}
	q.at = len(q.text)
}

// endLine leaves a line in which nothing may follow an offset but a comment.
func (q *quick) endLine(at int) {
	i := q.blanks(at)
	switch {
	case i == len(q.text) || q.text[i] == '\n' || q.text[i] == '#' && i > at:
		q.leaveLine(i)
	default:
		q.giveUp()
	}
}

// blanks is the offset behind the blanks at an offset.
func (q *quick) blanks(at int) int {
	for at < len(q.text) && q.text[at] == ' ' {
		at++
	}
	return at
}

// isBlank reports whether there is a blank or nothing more in a line at an offset.
func (q *quick) isBlank(at int) bool {
	return at >= len(q.text) || q.text[at] == ' ' || q.text[at] == '\n' || q.text[at] == '\t'
}

// isItem reports whether an item of a sequence starts at an offset.
func (q *quick) isItem(at int) bool { return q.text[at] == '-' && q.isBlank(at+1) }

// node makes a node that starts at an offset of the line.
func (q *quick) node(kind yaml.Kind, at int) *Node {
	if len(q.nodes) == 0 {
		q.nodes = make([]Node, 128)
	}
	n := &q.nodes[0]
	q.nodes = q.nodes[1:]
	column := at - q.at
	if !q.ascii {
		column = utf8.RuneCountInString(q.text[q.at:at])
	}
	n.Kind, n.Line, n.Column = kind, q.line, int32(column+1)
	return n
}

// content takes what the stack has above a height for the content of a node.
func (q *quick) content(base int) []*Node {
	size := len(q.stack) - base
	if len(q.lists) < size {
		q.lists = make([]*Node, max(size, 512))
	}
	list := q.lists[:size:size]
	q.lists = q.lists[size:]
	copy(list, q.stack[base:])
	q.stack = q.stack[:base]
	return list
}

// block reads a node that starts at an offset, the first of its line but for dashes, in a
// collection that is indented as given.
func (q *quick) block(at, around, depth int) *Node {
	if depth > mostQuick {
		return q.giveUp()
	}
	if q.isItem(at) {
		return q.sequence(at, depth)
	}
	if k := q.key(at); k.behind > 0 {
		return q.mapping(at, k, depth)
	}
	return q.inLine(at, around, depth)
}

// mapping reads a mapping whose first key is at an offset, and whose keys are indented
// alike.
func (q *quick) mapping(at int, k quickKey, depth int) *Node {
	indent, base := at-q.at, len(q.stack)
	made := q.node(yaml.MappingNode, at)
	for !q.gone {
		key := q.scalar(at, k.text, k.style)
		q.stack = append(q.stack, key, q.value(k.behind, indent, depth))
		next := q.next()
		if next < indent {
			break
		}
		if at = q.at + next; next > indent || q.isItem(at) {
			return q.giveUp()
		}
		if k = q.key(at); k.behind == 0 {
			return q.giveUp()
		}
	}
	if q.gone {
		return nil
	}
	made.Content = q.content(base)
	if !distinct(made.Content) {
		return q.giveUp()
	}
	return made
}

// distinct reports whether no two keys of a mapping are the same.
func distinct(content []*Node) bool {
	const few = 32
	if len(content) > few {
		seen := make(map[string]bool, len(content)/2)
		for i := 0; i < len(content); i += 2 {
			if seen[content[i].Value] {
				return false
			}
			seen[content[i].Value] = true
		}
		return true
	}
	for i := 2; i < len(content); i += 2 {
		for j := 0; j < i; j += 2 {
			if content[j].Value == content[i].Value {
				return false
			}
		}
	}
	return true
}

// value reads what stands behind the colon of a key.
func (q *quick) value(at, indent, depth int) *Node {
	i := q.blanks(at)
	if i < len(q.text) && q.text[i] != '\n' && q.text[i] != '#' {
		return q.inLine(i, indent, depth)
	}
	nothing := q.node(yaml.ScalarNode, at)
	q.leaveLine(i)
	switch next := q.next(); {
	case next >= indent && q.isItem(q.at+next), next > indent:
		return q.block(q.at+next, indent, depth+1)
	}
	return nothing
}

func (q *quick) sequence(at, depth int) *Node {
	indent, base := at-q.at, len(q.stack)
	made := q.node(yaml.SequenceNode, at)
	for !q.gone {
		i := q.blanks(at + 1)
		var item *Node
		if i < len(q.text) && q.text[i] != '\n' && q.text[i] != '#' {
			item = q.block(i, indent, depth+1)
		} else {
			item = q.node(yaml.ScalarNode, at+1)
			if q.leaveLine(i); q.next() > indent {
				item = q.block(q.at+q.next(), indent, depth+1)
			}
		}
		q.stack = append(q.stack, item)
		next := q.next()
		if next < indent || next == indent && !q.isItem(q.at+next) {
			break
		}
		if next > indent {
			return q.giveUp()
		}
		at = q.at + next
	}
	if q.gone {
		return nil
	}
	made.Content = q.content(base)
	return made
}
