// Package yamltree reads YAML text into a tree in which every character of every
// value knows its place in the text, through all scalar styles.
//
// Scalars are resolved as Postman resolves them, and keep their text: a date is a
// string, and so are "yes" and "on".
package yamltree

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/internal/yamlfile"
)

// Kind is the type of a value.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Mapping
	Sequence
)

// String returns the kind in the words of reports.
func (k Kind) String() string {
	return [...]string{"null", "boolean", "number", "string", "map", "list"}[k]
}

// MaxDepth is how deeply mappings and sequences may nest.
const MaxDepth = 200

const byteOrderMark = "\uFEFF"

// Tree is one YAML document. It never changes and is safe for use by many
// goroutines.
type Tree struct {
	// Root is the document's value; nil where the text has nothing but comments.
	Root *Node

	text    string
	lines   []uint32 // the offset at which each line starts
	aliases []alias
	special bool // has anchors or tags
}

// alias is a place that refers to an earlier value.
type alias struct {
	start, end int
	of         *Node
}

// Node is one value, or the key of a pair.
type Node struct {
	// A collection has hundreds of thousands of nodes: the order of the fields leaves no
	// gaps, and what few nodes have is behind a pointer.
	Kind       Kind
	Date       bool // of a string: whether Postman reads it as a date or as binary data
	quoted     bool // whether the text stands in one piece behind the byte at start
	start, end uint32
	number     uint32 // see Number

	Text  string  // of a scalar, as a string: "0x1f" for a number
	Pairs []Pair  // of a mapping, in the order of the text
	Items []*Node // of a sequence

	segments *[]segment // nil where the text stands in one piece
}

// Pair is a key of a mapping and its value.
type Pair struct{ Key, Value *Node }

// segment is where a piece of a scalar's text starts: in its text and in the file.
// Within a piece both go on in step.
type segment struct{ text, source uint32 }

// Error is the reason why a text cannot be read, and where.
type Error struct {
	Message, Help string
	Start, End    int // byte offsets
}

func (e *Error) Error() string { return e.Message }

// Parse reads a text of one YAML document. A duplicate key, a second document and a
// key that is no scalar are errors. The tree is never nil: with an error it has no
// root, and knows the lines of the text.
//
// A byte that is not UTF-8 is read as U+FFFD, as Postman does; [Tree.Source] is then
// the text with that character.
func Parse(text string) (*Tree, *Error) {
	if !utf8.ValidString(text) {
		text = validUTF8(text)
	}
	t := &Tree{text: text, lines: lineStarts(text)}
	if t.Root = readQuick(text); t.Root != nil {
		return t, nil
	}
	return t.read()
}

// read is [Parse] by the library.
func (t *Tree) read() (*Tree, *Error) {
	s := newSubstitution(t.Body())
	var root yaml.Node
	if err := yaml.Load([]byte(s.text), &root); err != nil {
		if isBlank(s.text) {
			return t, nil
		}
		return t, t.worded(s.text, err)
	}
	b := builder{tree: t, source: s, anchors: map[*yaml.Node]*Node{}, lines: lineStarts(s.text), control: strings.IndexFunc(t.text, unprintable) >= 0}
	b.lineEnds()
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		t.Root = b.node(root.Content[0], 0)
		b.indented(t.Root, 0)
	}
	if b.err != nil {
		t.Root = nil
		return t, b.err
	}
	if t.Root != nil && t.Root.Kind == Null && t.Root.Text == "" {
		t.Root = nil
	}
	return t, nil
}

// worded is an error of the library in the words of [yamlfile].
func (t *Tree) worded(text string, err error) *Error {
	_, found := yamlfile.Load(text)
	if len(found) == 0 {
		return &Error{Message: err.Error()}
	}
	d, skipped := found[0], len(t.text)-len(text)
	return &Error{Message: d.Message, Help: d.Help, Start: skipped + d.Start, End: skipped + max(d.End, d.Start)}
}

// isBlank reports whether a text has nothing but comments.
func isBlank(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && line != "---" {
			return false
		}
	}
	return true
}

// validUTF8 is a text with U+FFFD for each byte that is not UTF-8.
func validUTF8(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteRune(r)
	}
	return b.String()
}

// Source returns the text of the file.
func (t *Tree) Source() string { return t.text }

// Body returns the text without a byte order mark.
func (t *Tree) Body() string { return strings.TrimPrefix(t.text, byteOrderMark) }

func lineStarts(text string) []uint32 {
	starts := make([]uint32, 1, 1+strings.Count(text, "\n"))
	for i := 0; i < len(text); i++ {
		next := strings.IndexByte(text[i:], '\n')
		if next < 0 {
			break
		}
		i += next
		starts = append(starts, uint32(i+1))
	}
	return starts
}

// Position returns the line and column of a byte offset, both from 1; columns count
// code points, and a byte order mark has none.
func (t *Tree) Position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(t.text))
	line = sort.Search(len(t.lines), func(i int) bool { return int(t.lines[i]) > offset })
	before := t.text[t.lines[line-1]:offset]
	if line == 1 {
		before = strings.TrimPrefix(before, byteOrderMark)
	}
	return line, 1 + utf8.RuneCountInString(before)
}

// Line returns the byte offset at which a line starts, counted from 1, and its text
// without the line end.
func (t *Tree) Line(number int) (start int, text string) {
	start = int(t.lines[min(max(number, 1), len(t.lines))-1])
	return start, strings.TrimSuffix(t.text[start:start+lineLength(t.text[start:])], "\r")
}

// Start returns the byte offset of the node's first byte: of a quoted scalar its
// quote, of a block scalar its indicator.
func (n *Node) Start() int { return int(n.start) }

// End returns the byte offset behind the node's last byte.
func (n *Node) End() int { return int(n.end) }

// Number tells the nodes of a tree apart: it is the same each time the text is read,
// and 0 of a node that [Parse] has not made.
func (n *Node) Number() int { return int(n.number) }

// Offset returns the byte offset in the file of the byte at offset i of the node's
// text; of the place behind its last character where i is the text's length.
func (n *Node) Offset(i int) int {
	i = min(max(i, 0), len(n.Text))
	switch {
	case n.quoted:
		return min(int(n.start)+1+i, int(n.end))
	case n.segments == nil:
		return min(int(n.start)+i, int(n.end))
	}
	all := *n.segments
	at := sort.Search(len(all), func(k int) bool { return int(all[k].text) > i }) - 1
	s := all[max(at, 0)]
	return min(int(s.source)+i-int(s.text), int(n.end))
}

// Get returns the value under a key of a mapping; nil where there is none.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}

// Is reports whether the node is a string of exactly this text.
func (n *Node) Is(text string) bool { return n != nil && n.Kind == String && n.Text == text }

// String returns the text of a string; "" for anything else.
func (n *Node) String() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Text
}

// builder makes a tree of the library's nodes.
type builder struct {
	tree    *Tree
	source  *substitution
	lines   []uint32
	anchors map[*yaml.Node]*Node
	behind  uint32 // the offset behind the node that was read last
	control bool   // whether the text has control characters
	made    uint32 // nodes
	err     *Error
}

func (b *builder) fail(start, end int, format string, args ...any) {
	if b.err == nil {
		b.err = &Error{Message: fmt.Sprintf(format, args...), Start: start, End: end}
	}
}

// place is the offset in the body at which a node starts.
func (b *builder) place(n *yaml.Node) int {
	line := min(max(n.Line, 1), len(b.lines))
	at := int(b.lines[line-1])
	for column := 1; column < n.Column && at < len(b.source.text); column++ {
		_, size := utf8.DecodeRuneInString(b.source.text[at:])
		at += size
	}
	return at
}

func (b *builder) node(n *yaml.Node, depth int) *Node {
	skipped := len(b.tree.text) - len(b.source.text)
	at := b.place(n)
	if n.Kind == yaml.AliasNode {
		if target := b.anchors[n.Alias]; target != nil {
			end := skipped + at + 1 + len(n.Value)
			b.tree.aliases = append(b.tree.aliases, alias{skipped + at, end, target})
			b.behind = uint32(end)
			return target
		}
		b.fail(skipped+at, skipped+at+1, "the alias *%s refers to a value around it", n.Value)
		return &Node{}
	}
	if n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		b.tree.special = true
		behind := skipProperties(b.source.text, at)
		if n.Style&yaml.TaggedStyle != 0 && !tags[n.ShortTag()] {
			b.fail(skipped+at, skipped+behind, "the tag %s is not known", n.ShortTag())
		}
		at = behind
	}
	b.made++
	made := &Node{number: b.made, start: uint32(skipped + at), end: uint32(skipped + at + 1)}
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
	if n.Style&yaml.FlowStyle != 0 && (made.Kind == Mapping || made.Kind == Sequence) {
		made.end = b.closing(made.end)
	}
	b.behind = made.end
	if n.Anchor != "" {
		b.anchors[n] = made
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

// closing is the offset behind the bracket that ends a flow collection, whose last
// value ends at an offset.
func (b *builder) closing(at uint32) uint32 {
	text := b.tree.text
	for i := int(at); i < len(text); i++ {
		switch text[i] {
		case '}', ']':
			return uint32(i + 1)
		case '#':
			i += lineLength(text[i:])
		}
	}
	return at
}

func (b *builder) scalar(made *Node, n *yaml.Node, at, skipped int) {
	d := decoder{source: b.source.text, at: at, want: n.Value}
	style := n.Style & (yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle)
	end := d.decode(style)
	made.Text = n.Value
	made.end = uint32(skipped + max(end, at))
	switch {
	case len(d.segments) == 1 && int(d.segments[0].source) == at:
	case len(d.segments) == 1 && int(d.segments[0].source) == at+1:
		made.quoted = true
	default:
		for i := range d.segments {
			d.segments[i].source += uint32(skipped)
		}
		segments := d.segments // alone: the decoder is not kept
		made.segments = &segments
	}
	made.Text = b.source.restore(made.Text)
	made.Kind, made.Date = kindOf(made.Text, n, style == 0)
	if b.control {
		b.printable(at, max(end, at))
	}
}
