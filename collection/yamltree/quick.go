package yamltree

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// quick reads the part of YAML that nearly all files of collections are written in:
// block mappings and sequences with simple keys, plain and quoted scalars, and block
// scalars. It gives up on anything else, and on anything that may be wrong; the library
// then reads the whole text. It gives the same result as the library, many times faster.
type quick struct {
	text  string
	at    int // the start of a line
	gone  bool
	made  uint32 // nodes
	pairs []Pair // the pairs of the mappings around the current place
	items []*Node

	nodes    slab[Node]
	allPairs slab[Pair]
	allItems slab[*Node]
}

// mostQuick is how deeply a text may nest for quick.
const mostQuick = 32

// readQuick returns the root of a text; nil if only the library can read it.
func readQuick(text string) *Node { return new(quick).read(text) }

// read is like [readQuick]. The nodes that it returned before stay valid.
func (q *quick) read(text string) *Node {
	q.text, q.at, q.gone, q.made, q.pairs, q.items = text, 0, false, 0, q.pairs[:0], q.items[:0]
	if !plainText(text) || q.next() != 0 || q.isItem(q.at) || strings.HasPrefix(text[q.at:], "%") {
		return nil
	}
	root := q.mapping(q.at, 0, 0)
	if q.gone || q.next() >= 0 {
		return nil
	}
	return root
}

// plainText reports whether every YAML reader reads all characters of a text alike.
func plainText(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7F:
			return false
		case c == 0xC2 && text[i+1] < 0xA0, c == 0xE2 && text[i+1] == 0x80 && text[i+2]|1 == 0xA9, c == 0xEF && text[i+1] >= 0xBB:
			return false // control characters, line breaks of YAML 1.1, the byte order mark and noncharacters
		}
	}
	return true
}

func (q *quick) giveUp() *Node {
	q.gone = true
	return nil
}

// next moves to the next line that has more than a comment, and returns its indentation;
// -1 at the end.
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

// behindLine returns the start of the line after an offset.
func (q *quick) behindLine(at int) int { return min(at+lineLength(q.text[at:])+1, len(q.text)) }

// isItem reports whether an item of a sequence starts at an offset.
func (q *quick) isItem(at int) bool {
	return q.text[at] == '-' && (at+1 == len(q.text) || q.text[at+1] == ' ' || q.text[at+1] == '\n')
}

// room returns an estimate of how many values the text still needs.
func (q *quick) room() int { return min(max(len(q.text)/16, 16), 256) }

func (q *quick) node(start, end int) *Node {
	n := &q.nodes.take(1, q.room())[0]
	q.made++
	n.number, n.start, n.end = q.made, uint32(start), uint32(end)
	return n
}

// key reads a key and returns the offset after its colon; 0 if there is no simple key.
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

// isColon reports whether the colon after a key is at an offset.
func isColon(s string, at int) bool {
	return at < len(s) && s[at] == ':' && (at+1 == len(s) || s[at+1] == ' ' || s[at+1] == '\n')
}

// mapping reads a mapping whose first key is at an offset, and whose keys have the same
// indentation.
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
	made.Pairs = q.allPairs.take(len(q.pairs)-base, q.room()/2)
	copy(made.Pairs, q.pairs[base:])
	q.pairs = q.pairs[:base]
	return made
}

// value reads the value after the colon of a key.
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
		at = q.at + next
		if _, _, behind := q.key(at); behind > 0 {
			return q.mapping(at, next, depth+1)
		}
		if q.text[at] != '|' && q.text[at] != '>' {
			return q.inLine(at, indent)
		}
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
	made.Items = q.allItems.take(len(q.items)-base, q.room()/8)
	copy(made.Items, q.items[base:])
	q.items = q.items[:base]
	return made
}

// scalar makes the node of a scalar that starts at an offset and whose text is in one
// piece.
func (q *quick) scalar(at, start, end int) *Node {
	n := q.node(at, end+start-at) // with the closing quote
	n.Text = q.text[start:end]
	if start > at {
		n.Kind, n.quoted = String, true
	} else {
		n.Kind, n.Date = kindOf(n.Text, &untagged, true)
	}
	return n
}

var untagged yaml.Node

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
		return q.giveUp() // the library does not treat a last line without an end consistently
	}
	n := q.node(at, end)
	n.Kind, n.Text = String, d.text.String()
	n.segments = d.pieces()
	return n
}
