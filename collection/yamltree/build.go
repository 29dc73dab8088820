package yamltree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/yamltext"
)

// builder makes a tree from the library's nodes.
type builder struct {
	tree    *Tree
	source  *substitution
	lines   []uint32
	anchors map[*yaml.Node]anchored
	size    int    // bytes of the values so far, those of aliases included
	aliased int    // those of aliases
	behind  uint32 // the offset after the node that was read last
	control bool   // whether the text has control characters
	made    uint32 // nodes
	near    near
	err     *Error
}

// anchored is a value with an anchor, and its size in bytes with the values of the aliases
// in it.
type anchored struct {
	node *Node
	size int
}

// maxAliased is the number of bytes that the aliases of a text may add to its values:
// those of a few lines can stand for more values than any memory holds.
const maxAliased = 1 << 20

// near is the place that was looked up last. Nodes are built in the order of the text, so
// that the next one in a long line is not far from it.
type near struct{ line, column, at int }

func (b *builder) fail(start, end int, format string, args ...any) {
	if b.err == nil {
		b.err = &Error{Message: fmt.Sprintf(format, args...), Start: start, End: end}
	}
}

// place returns the offset in the body at which a node starts.
func (b *builder) place(n *yaml.Node) int {
	line := min(max(n.Line, 1), len(b.lines))
	if line != b.near.line || n.Column < b.near.column {
		b.near = near{line, 1, int(b.lines[line-1])}
	}
	for ; b.near.column < n.Column && b.near.at < len(b.source.text); b.near.column++ {
		_, size := utf8.DecodeRuneInString(b.source.text[b.near.at:])
		b.near.at += size
	}
	return b.near.at
}

func (b *builder) node(n *yaml.Node, depth int) *Node {
	skipped := len(b.tree.text) - len(b.source.text)
	at := b.place(n)
	if n.Kind == yaml.AliasNode {
		if target := b.anchors[n.Alias]; target.node != nil {
			end := skipped + at + 1 + len(n.Value)
			b.tree.aliases = append(b.tree.aliases, alias{skipped + at, end, target.node})
			b.behind = uint32(end)
			if b.aliased += target.size; b.aliased > maxAliased {
				b.fail(skipped+at, end, "the aliases of the file expand to more than %d MB", maxAliased>>20)
				b.aliased, target.size = 0, 0 // so that they do not grow without end
			}
			b.size += target.size
			return target.node
		}
		b.fail(skipped+at, skipped+at+1, "the alias refers to a value around it")
		return &Node{}
	}
	if tagged := isTagged(n); n.Anchor != "" || tagged {
		b.tree.special = true
		behind := skipProperties(b.source.text, at, n, tagged)
		switch tag := n.ShortTag(); {
		case !tagged:
		case !tags.Has(tag):
			b.fail(skipped+at, skipped+behind, "the tag%s is not known", shownTag(tag))
		case n.Tag != "!" && !fits(tag, n):
			b.fail(skipped+at, skipped+behind, "the value is not what the tag %s says", tag)
		}
		at = behind
	}
	b.made++
	before := b.size
	b.size += len(n.Value) + len(", ")
	made := &Node{number: b.made, start: uint32(skipped + at), end: uint32(skipped + min(at+1, len(b.source.text)))}
	if depth > MaxDepth {
		b.fail(skipped+at, skipped+at+1, "nested more than %d levels deep", MaxDepth)
		return made
	}
	switch n.Kind {
	case yaml.MappingNode:
		made.Kind = Mapping
		b.mapping(made, n, depth)
	case yaml.SequenceNode:
		made.Kind = Sequence
		for _, item := range n.Content {
			made.Items = append(made.Items, b.node(item, depth+1))
			made.end = max(made.end, b.behind)
		}
	default:
		b.scalar(made, n, at, skipped)
	}
	if n.Style&yaml.FlowStyle != 0 && (made.Kind == Sequence || made.Kind == Mapping && b.source.text[at] == '{') {
		made.end = b.closing(made.end) // a map in brackets with one entry has no braces
	}
	b.behind = made.end
	if n.Anchor != "" {
		b.anchors[n] = anchored{made, b.size - before}
	}
	return made
}

func (b *builder) mapping(made *Node, n *yaml.Node, depth int) {
	var seen map[string]*Node
	if len(n.Content) > 16 {
		seen = make(map[string]*Node, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := b.node(n.Content[i], depth+1)
		if style := n.Content[i].Style; key.Text == "<<" && style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.TaggedStyle) == 0 {
			key.merge, b.tree.merges = true, true
		}
		switch {
		case key.Kind == Mapping || key.Kind == Sequence:
			b.fail(key.Start(), key.End(), "a key must be a text, not a %s", key.Kind)
		case key.Kind == Null && key.Text == "":
			b.fail(key.Start(), key.End(), "there is no key before the colon")
		}
		first := seen[key.Text]
		if seen == nil {
			for _, p := range made.Pairs {
				if p.Key.Text == key.Text {
					first = p.Key
				}
			}
		} else {
			seen[key.Text] = key
		}
		if first != nil {
			line, _ := b.tree.Position(first.Start())
			b.fail(key.Start(), key.End(), "%q is a duplicate key; it is first in line %d", key.Text, line)
			return
		}
		value := b.node(n.Content[i+1], depth+1)
		made.Pairs = append(made.Pairs, Pair{key, value})
		made.end = max(made.end, b.behind, key.end)
	}
}

// closing returns the offset after the bracket that closes a flow collection, whose last
// value ends at an offset.
func (b *builder) closing(at uint32) uint32 {
	text := b.tree.text
	for i := int(at); i < len(text); i++ {
		switch text[i] {
		case '}', ']':
			return uint32(i + 1)
		case '#':
			i += yamltext.LineLength(text[i:])
		}
	}
	return at
}

// stands notes where the pieces of a scalar's text stand.
func (n *Node) stands(pieces []yamltext.Piece) {
	switch {
	case len(pieces) == 0, len(pieces) == 1 && pieces[0].Source == n.start:
	case len(pieces) == 1 && pieces[0].Source == n.start+1:
		n.quoted = true
	default:
		kept := pieces // the parameter itself would be allocated for every scalar
		n.pieces = &kept
	}
}

// written are the styles of a scalar with quotes or an indicator.
const written = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func (b *builder) scalar(made *Node, n *yaml.Node, at, skipped int) {
	style := n.Style & written
	pieces, end := yamltext.Locate(b.source.text, at, style, n.Value)
	for i := range pieces {
		pieces[i].Source += uint32(skipped)
	}
	made.stands(pieces)
	made.Text = b.source.restore(n.Value)
	made.end = uint32(skipped + max(end, at))
	made.Kind, made.Date = kindOf(made.Text, n, style == 0)
	if b.control {
		b.printable(at, max(end, at))
	}
}

// isTagged reports whether a node has a tag in the text; that of "!" has no style.
func isTagged(n *yaml.Node) bool { return n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" }

// skipProperties returns the offset after the anchor and the tag of a node, where its
// text starts. What follows may be the properties of another node: those of a mapping's
// first key.
func skipProperties(text string, at int, n *yaml.Node, tagged bool) int {
	end, anchored := at, n.Anchor != ""
	for at < len(text) {
		switch c := text[at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			at++
		case c == '#':
			at += yamltext.LineLength(text[at:])
		case c == '&' && anchored:
			at, anchored = min(at+1+len(n.Anchor), len(text)), false
			end = at
		case c == '!' && tagged:
			at, tagged = at+tagLength(text[at:]), false
			end = at
		case n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&written == 0:
			return end // there is none
		default:
			return at
		}
	}
	return end
}

// tagLength returns the length of the tag at the start of a text.
func tagLength(text string) int {
	if strings.HasPrefix(text, "!<") {
		return strings.IndexByte(text, '>') + 1
	}
	if end := strings.IndexAny(text, " \t\r\n,[]{}"); end >= 0 {
		return end
	}
	return len(text)
}
