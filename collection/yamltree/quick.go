package yamltree

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// quick reads the part of YAML in which nearly all files of collections are written:
// block mappings and sequences of simple keys, scalars of one line, and block scalars.
// It gives up on anything else, and on anything that may be wrong; the library then
// reads the whole text. What it reads, it reads as the library does, many times faster.
type quick struct {
	text  string
	at    int // the start of a line
	gone  bool
	nodes []Node // to take from
	made  uint32 // nodes
	pairs []Pair // those of the mappings around the place
	items []*Node
}

// mostQuick is how deep quick follows a text.
const mostQuick = 32

// readQuick returns the root of a text; nil where that is left to the library.
func readQuick(text string) *Node {
	q := &quick{text: text}
	if !plainText(text) || q.next() != 0 || q.isItem(q.at) || strings.HasPrefix(text[q.at:], "%") {
		return nil
	}
	root := q.mapping(q.at, 0, 0)
	if q.gone || q.next() >= 0 {
		return nil
	}
	return root
}

// plainText reports whether a text has only characters that mean the same to everybody.
func plainText(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7F:
			return false
		case c == 0xC2 && text[i+1] < 0xA0, c == 0xE2 && text[i+1] == 0x80 && text[i+2]|1 == 0xA9, c == 0xEF && text[i+1] >= 0xBB:
			return false // control characters, line breaks of YAML 1.1, the byte order mark and what is no character
		}
	}
	return true
}

func (q *quick) giveUp() *Node {
	q.gone = true
	return nil
}

// next moves to the next line that has more than a comment, and returns how far it is
// indented; -1 at the end.
func (q *quick) next() int {
	for q.at < len(q.text) && !q.gone {
		i := q.at
		for i < len(q.text) && q.text[i] == ' ' {
			i++
		}
		switch {
		case i == len(q.text):
			q.at = i
		case q.text[i] == '\n':
			q.at = i + 1
		case q.text[i] == '#':
			q.at = q.behindLine(i)
		case q.text[i] == '\t':
			q.giveUp()
		default:
			return i - q.at
		}
	}
	return -1
}

// behindLine is the start of the line behind an offset.
func (q *quick) behindLine(at int) int { return min(at+lineLength(q.text[at:])+1, len(q.text)) }

// isItem reports whether an item of a sequence starts at an offset.
func (q *quick) isItem(at int) bool {
	return q.text[at] == '-' && (at+1 == len(q.text) || q.text[at+1] == ' ' || q.text[at+1] == '\n')
}

func (q *quick) node(start, end int) *Node {
	if len(q.nodes) == 0 {
		q.nodes = make([]Node, 16)
	}
	n := &q.nodes[0]
	q.nodes = q.nodes[1:]
	q.made++
	n.number, n.start, n.end = q.made, uint32(start), uint32(end)
	return n
}

// key reads a key and gives the offset behind its colon; 0 where there is no simple one.
func (q *quick) key(at int) (start, end, behind int) {
	s, i := q.text, at
	if s[i] == '"' || s[i] == '\'' {
		end := strings.IndexByte(s[i+1:], s[i])
		if end < 0 || end > 128 || strings.ContainsAny(s[i+1:i+1+end], "\\\n") || !isColon(s, i+end+2) {
			return 0, 0, 0
		}
		return i + 1, i + 1 + end, i + end + 3
	}
	for i < len(s) && i-at < 128 && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9' || s[i] == '_' || s[i] == '$' ||
		i > at && (s[i] == '-' || s[i] == '.' || s[i] == '/')) {
		i++
	}
	if i == at || !isColon(s, i) {
		return 0, 0, 0
	}
	return at, i, i + 1
}

// isColon reports whether the colon behind a key is at an offset.
func isColon(s string, at int) bool {
	return at < len(s) && s[at] == ':' && (at+1 == len(s) || s[at+1] == ' ' || s[at+1] == '\n')
}

// mapping reads a mapping whose first key is at an offset, and whose keys are indented
// alike.
func (q *quick) mapping(at, indent, depth int) *Node {
	if depth > mostQuick {
		return q.giveUp()
	}
	made, base := q.node(at, at+1), len(q.pairs)
	made.Kind = Mapping
	for {
		start, end, behind := q.key(at)
		if behind == 0 {
			return q.giveUp()
		}
		text := q.text[start:end]
		for _, p := range q.pairs[base:] {
			if p.Key.Text == text {
				return q.giveUp()
			}
		}
		key := q.scalar(at, start, end)
		value := q.value(behind, indent, depth)
		if q.gone {
			return nil
		}
		q.pairs = append(q.pairs, Pair{key, value})
		made.end = max(made.end, value.end)
		next := q.next()
		if next < indent {
			break
		}
		if at = q.at + next; next > indent || q.isItem(at) {
			return q.giveUp()
		}
	}
	made.Pairs = append(make([]Pair, 0, len(q.pairs)-base), q.pairs[base:]...)
	q.pairs = q.pairs[:base]
	return made
}

// value reads what stands behind the colon of a key.
func (q *quick) value(at, indent, depth int) *Node {
	for at < len(q.text) && q.text[at] == ' ' {
		at++
	}
	if at < len(q.text) && q.text[at] != '\n' {
		return q.inLine(at, indent)
	}
	q.at = q.behindLine(at)
	next := q.next()
	switch {
	case next < 0:
		return q.giveUp()
	case next >= indent && q.isItem(q.at+next):
		return q.sequence(next, depth+1)
	case next > indent:
		return q.mapping(q.at+next, next, depth+1)
	}
	return q.giveUp()
}

func (q *quick) sequence(indent, depth int) *Node {
	if depth > mostQuick {
		return q.giveUp()
	}
	made, base := q.node(q.at+indent, q.at+indent+1), len(q.items)
	made.Kind = Sequence
	for {
		at := q.at + indent + 1
		for at < len(q.text) && q.text[at] == ' ' {
			at++
		}
		if at == len(q.text) || q.text[at] == '\n' || q.text[at] == '#' || q.isItem(at) {
			return q.giveUp()
		}
		var item *Node
		if _, _, behind := q.key(at); behind > 0 {
			item = q.mapping(at, at-q.at, depth+1)
		} else {
			item = q.inLine(at, indent)
		}
		if q.gone {
			return nil
		}
		q.items = append(q.items, item)
		made.end = max(made.end, item.end)
		next := q.next()
		if next < indent || next == indent && !q.isItem(q.at+next) {
			break
		}
		if next > indent {
			return q.giveUp()
		}
	}
	made.Items = append(make([]*Node, 0, len(q.items)-base), q.items[base:]...)
	q.items = q.items[:base]
	return made
}

// scalar makes a node of a scalar that starts at an offset and whose text is in one
// piece.
func (q *quick) scalar(at, start, end int) *Node {
	n := q.node(at, end+start-at) // with the quote behind it
	n.Text = q.text[start:end]
	if start > at {
		n.Kind, n.quoted = String, true
	} else {
		n.Kind, n.Date = kindOf(n.Text, &untagged, true)
	}
	return n
}

var untagged yaml.Node

// inLine reads a scalar that starts in a line, indented further than given where it has
// more lines.
func (q *quick) inLine(at, indent int) *Node {
	line := q.text[at : at+lineLength(q.text[at:])]
	switch c := line[0]; c {
	case '"', '\'':
		end := strings.IndexByte(line[1:], c)
		if end < 0 || c == '"' && strings.IndexByte(line[1:1+end], '\\') >= 0 || strings.Trim(line[end+2:], " ") != "" {
			return q.giveUp()
		}
		q.at = q.behindLine(at)
		return q.scalar(at, at+1, at+1+end)
	case '|', '>':
		return q.block(at, len(line), indent)
	}
	line = strings.TrimRight(line, " ")
	if strings.IndexByte("-?:,[]{}#&*!%@`\t", line[0]) >= 0 || strings.Contains(line, ": ") || strings.HasSuffix(line, ":") ||
		strings.Contains(line, " #") || strings.IndexByte(line, '\t') >= 0 {
		return q.giveUp()
	}
	q.at = q.behindLine(at)
	return q.scalar(at, at, at+len(line))
}

// block reads a block scalar whose header is at an offset.
func (q *quick) block(at, header, indent int) *Node {
	indicators := strings.TrimRight(q.text[at+1:at+header], " ")
	chomp := byte(0)
	switch indicators {
	case "":
	case "-", "+":
		chomp = indicators[0]
	default:
		return q.giveUp()
	}
	body, blanks, inside := q.behindLine(at), 0, -1
	for p := body; p < len(q.text); p = q.behindLine(p) {
		i := p
		for i < len(q.text) && q.text[i] == ' ' {
			i++
		}
		if i < len(q.text) && q.text[i] != '\n' {
			inside = i - p
			break
		}
		blanks = max(blanks, i-p)
	}
	if inside <= indent || blanks > inside || q.text[body-1] != '\n' {
		return q.giveUp()
	}
	d := decoder{source: q.text, at: at, keep: true}
	end := d.lines(body, inside, q.text[at] == '>', chomp)
	if q.at = end; q.text[end-1] != '\n' {
		q.at = q.behindLine(end)
	}
	if !strings.HasSuffix(q.text, "\n") && strings.Trim(q.text[q.at:], " \t") == "" {
		return q.giveUp() // the library is of two minds about a last line without an end
	}
	n := q.node(at, end)
	n.Kind, n.Text = String, d.text.String()
	n.segments = d.pieces()
	return n
}
