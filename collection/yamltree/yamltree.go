// Package yamltree reads YAML text into a tree in which every character of every value
// has its position in the text, in all scalar styles.
//
// Scalars are resolved as Postman resolves them, and keep their text: a date is a
// string, and so are "yes" and "on".
package yamltree

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltext"
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

// String returns the name of the kind in reports.
func (k Kind) String() string {
	return [...]string{"null", "boolean", "number", "string", "map", "list"}[k]
}

// MaxDepth is how deeply mappings and sequences may nest.
const MaxDepth = 200

const byteOrderMark = "\uFEFF"

// Tree is one YAML document. It never changes and is safe for concurrent use.
type Tree struct {
	// Root is the document's value; nil if the text has only comments.
	Root *Node

	text    string
	aliases []alias
	special bool // has anchors or tags
	merges  bool // has merge keys

	lineOnce sync.Once // most trees are never asked for a position
	starts   []uint32
	columns  jsontree.Columns
}

// alias is a place that refers to an earlier value.
type alias struct {
	start, end int
	of         *Node
}

// Node is one value, or the key of a pair.
type Node struct {
	// A collection has hundreds of thousands of nodes. So the order of the fields leaves
	// no gaps, and rare data is behind a pointer.
	Kind       Kind
	Date       bool // of a string: whether Postman reads it as a date, binary data or a number
	quoted     bool // whether the text is in one piece after the byte at start
	merge      bool // of a key: see IsMerge
	start, end uint32
	number     uint32 // see Number

	Text  string  // of a scalar, as a string: "0x1f" for a number
	Pairs []Pair  // of a mapping, in the order of the text
	Items []*Node // of a sequence

	pieces *[]yamltext.Piece // of the text; nil if it stands in one
}

// Pair is a key of a mapping and its value.
type Pair struct{ Key, Value *Node }

// Error is the reason why a text cannot be read, and where.
type Error struct {
	Message, Help string
	Start, End    int // byte offsets
}

func (e *Error) Error() string { return e.Message }

// Parse reads a text of one YAML document. A duplicate key, a second document and a key
// that is not a scalar are errors. The tree is never nil: with an error it has no root,
// but knows the lines of the text.
//
// A byte that is not UTF-8 is read as U+FFFD, as Postman does; [Tree.Source] then
// returns the text with that character.
func Parse(text string) (*Tree, *Error) {
	q := quicks.Get().(*quick)
	defer quicks.Put(q)
	defer q.leave()
	return parse(new(Tree), text, q)
}

func parse(t *Tree, text string, q *quick) (*Tree, *Error) {
	t.text = ValidUTF8(text)
	if t.Root = q.read(t.text); t.Root != nil {
		return t, nil
	}
	return t.read()
}

// read is like [Parse], with the library.
func (t *Tree) read() (*Tree, *Error) {
	s := newSubstitution(withoutDirectives(t.Body()))
	root, err := yamlfile.Nodes(s.text)
	if err != nil {
		if yamltext.IsBlank(s.text) {
			return t, nil
		}
		return t, t.worded(s.text, err)
	}
	b := builder{tree: t, source: s, anchors: map[*yaml.Node]anchored{}, lines: lineStarts(s.text), control: strings.IndexFunc(t.text, unprintable) >= 0}
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

// worded returns an error of the library in the words of [yamlfile].
func (t *Tree) worded(text string, err error) *Error {
	_, found := yamlfile.Load(text)
	if len(found) == 0 {
		return &Error{Message: err.Error()}
	}
	d, skipped := found[0], len(t.text)-len(text)
	return &Error{Message: d.Message, Help: d.Help, Start: skipped + d.Start, End: skipped + max(d.End, d.Start)}
}

// ValidUTF8 returns a text with U+FFFD for each byte that is not UTF-8, as [Parse] reads
// it.
func ValidUTF8(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		b.WriteRune(r)
	}
	return b.String()
}

// HasAliases reports whether the document has an alias, so that a value is in several
// places.
func (t *Tree) HasAliases() bool { return len(t.aliases) > 0 }

// Source returns the text of the file.
func (t *Tree) Source() string { return t.text }

// Body returns the text without a byte order mark.
func (t *Tree) Body() string { return strings.TrimPrefix(t.text, byteOrderMark) }

// lines returns the offsets at which the lines start.
func (t *Tree) lines() []uint32 {
	t.lineOnce.Do(func() { t.starts = lineStarts(t.text) })
	return t.starts
}

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
	lines := t.lines()
	line = sort.Search(len(lines), func(i int) bool { return int(lines[i]) > offset })
	start := int(lines[line-1])
	if line == 1 && strings.HasPrefix(t.text[:offset], byteOrderMark) {
		start = len(byteOrderMark)
	}
	return line, 1 + t.columns.Between(t.text, start, offset)
}

// Line returns the byte offset at which a line starts, counted from 1, and its text
// without the line end.
func (t *Tree) Line(number int) (start int, text string) {
	lines := t.lines()
	start = int(lines[min(max(number, 1), len(lines))-1])
	return start, strings.TrimSuffix(t.text[start:start+yamltext.LineLength(t.text[start:])], "\r")
}

// Start returns the byte offset of the node's first byte: the quote of a quoted scalar,
// the indicator of a block scalar.
func (n *Node) Start() int { return int(n.start) }

// End returns the byte offset after the node's last byte.
func (n *Node) End() int { return int(n.end) }

// Number returns a number that no other node of the tree has. It is the same each time
// the text is read, and 0 for a node that [Parse] has not made.
func (n *Node) Number() int { return int(n.number) }

// Offset returns the byte offset in the file of the byte at offset i of the node's text;
// the place after its last character if i is the text's length.
func (n *Node) Offset(i int) int {
	i = min(max(i, 0), len(n.Text))
	switch {
	case n.quoted:
		return min(int(n.start)+1+i, int(n.end))
	case n.pieces == nil:
		return min(int(n.start)+i, int(n.end))
	}
	all := *n.pieces
	at := sort.Search(len(all), func(k int) bool { return int(all[k].Text) > i }) - 1
	s := all[max(at, 0)]
	return min(int(s.Source)+i-int(s.Text), int(n.end))
}

// Get returns the value of a key of a mapping; nil if there is none.
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

// Is reports whether the node is a string with exactly this text.
func (n *Node) Is(text string) bool { return n != nil && n.Kind == String && n.Text == text }

// String returns the text of a string; "" for anything else.
func (n *Node) String() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Text
}
