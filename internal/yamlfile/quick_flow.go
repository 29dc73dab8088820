package yamlfile

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// flow reads the collection in brackets at an offset, and gives the offset behind it.
func (q *quick) flow(at, around, depth int) (*Node, int) {
	if depth > mostQuick {
		return q.giveUp(), 0
	}
	kind, closing := yaml.SequenceNode, byte(']')
	if q.text[at] == '{' {
		kind, closing = yaml.MappingNode, '}'
	}
	made, base := q.node(kind, at), len(q.stack)
	made.Style = yaml.FlowStyle
	i := q.space(at+1, around, closing)
	for !q.gone && q.text[i] != closing {
		if kind == yaml.MappingNode {
			var key *Node
			if key, i = q.flowKey(i, around); q.gone {
				return nil, 0
			}
			q.stack = append(q.stack, key)
		}
		var item *Node
		if item, i = q.flowValue(i, around, depth+1); q.gone {
			return nil, 0
		}
		q.stack = append(q.stack, item)
		switch i = q.space(i, around, closing); {
		case q.gone || q.text[i] == closing:
		case q.text[i] == ',':
			i = q.space(i+1, around, closing)
		default:
			return q.giveUp(), 0
		}
	}
	if q.gone {
		return nil, 0
	}
	made.Content = q.content(base)
	if kind == yaml.MappingNode && !distinct(made.Content) {
		return q.giveUp(), 0
	}
	return made, i + 1
}

// space passes over the blanks and line breaks at an offset. A line must be indented
// further than what the collection is in; only the bracket that closes it need not.
func (q *quick) space(at, around int, closing byte) int {
	at = q.blanks(at)
	broken := false
	for at < len(q.text) && q.text[at] == '\n' {
		q.startLine(at + 1)
		at, broken = q.blanks(q.at), true
	}
	switch {
	case at == len(q.text), q.text[at] == '\t', q.text[at] == '#':
		q.giveUp()
	case broken && at-q.at <= around && (q.text[at] != closing || at-q.at < around):
		q.giveUp()
	}
	return at
}

// flowKey reads a key, its colon and the space behind it.
func (q *quick) flowKey(at, around int) (*Node, int) {
	n, i := q.flowScalar(at, around)
	if q.gone {
		return nil, 0
	}
	if n.Line != q.line || i-at > mostQuickKey || n.Value == "<<" {
		return q.giveUp(), 0
	}
	i = q.blanks(i)
	if i == len(q.text) || q.text[i] != ':' || n.Style == 0 && !q.isBlank(i+1) {
		return q.giveUp(), 0
	}
	return n, q.space(i+1, around, 0)
}

func (q *quick) flowValue(at, around, depth int) (*Node, int) {
	if c := q.text[at]; c == '[' || c == '{' {
		return q.flow(at, around, depth)
	}
	return q.flowScalar(at, around)
}

// flowScalar reads a scalar of one line if it is plain.
func (q *quick) flowScalar(at, around int) (*Node, int) {
	n := q.node(yaml.ScalarNode, at)
	if c := q.text[at]; c == '"' || c == '\'' {
		text, end := q.quoted(at, around)
		n.set(text, styleOfQuote(c))
		return n, end
	}
	i := at
	for i < len(q.text) && q.isFlowPlain(i, at) {
		i++
	}
	if n.Value = strings.TrimRight(q.text[at:i], " "); n.Value == "" {
		return q.giveUp(), 0
	}
	return n, i
}

// isFlowPlain reports whether a character stands for itself in a plain scalar in brackets
// that starts at an offset.
func (q *quick) isFlowPlain(at, start int) bool {
	isWord := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '/' || c >= 0x80
	}
	switch c := q.text[at]; c {
	case '.', '$', '+', '(', ')', '=', '<', '^', '~', ';':
		return true
	case '-', ':':
		return at+1 < len(q.text) && isWord(q.text[at+1]) && (c == '-' || at > start)
	case ' ':
		return at > start
	default:
		return isWord(c)
	}
}
