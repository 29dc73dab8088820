// Package jsontree reads JSON text into a lossless tree, [Document], in which every
// value and key has its position, and edits the text. It knows nothing about Postman.
//
// Nothing in this package touches files, the network, the clock or processes.
package jsontree

import (
	"fmt"
	"iter"
	"strings"
	"sync"
)

// MaxDepth is how deeply arrays and objects may nest. It is the limit of
// encoding/json, so that every engine here accepts the same texts.
const MaxDepth = 10_000

// MaxSize is the largest text a Document holds, in bytes: offsets take 32 bits.
const MaxSize = 1<<32 - 2

const byteOrderMark = "\uFEFF"

// Document is one JSON text and its tree.
//
// The tree is a flat slice in document order with 16 bytes per node: where the node
// starts and ends, its parent, and the node that follows its subtree. A node's kind is
// not stored: its first byte determines it. A member of an object is two nodes: the key,
// whose parent is the object, and the value, whose parent is the key.
//
// A Document never changes; [Document.Apply] returns new text. It is safe for concurrent
// use.
type Document struct {
	text  string
	nodes []node
	// plainKeys reports whether no key has an escape.
	plainKeys bool

	lineOnce   sync.Once
	lineStarts []uint32
	columns    Columns

	arrayMarks  slots[uint32]
	stringMarks slots[textMark]

	kept sync.Map
}

// Keep remembers what was found out about the document, for [Document.Kept]. The key's
// type is the caller's own. It may be called by many goroutines.
func (d *Document) Keep(key, value any) { d.kept.Store(key, value) }

// Kept returns what was remembered under a key; nil where nothing was.
func (d *Document) Kept(key any) any {
	value, _ := d.kept.Load(key)
	return value
}

type node struct {
	start, end uint32 // byte offsets in text; end is exclusive
	parent     uint32 // index of the key or container, noParent for the root
	next       uint32 // index of the first node after this one's subtree
}

const noParent = 1<<32 - 1

// Parse reads one JSON text. It accepts and preserves a byte order mark, duplicate keys,
// any order, any whitespace, any spelling of numbers, and lone surrogate escapes:
// [Document.Text] returns text itself.
//
// For anything that is not exactly one JSON value in UTF-8 it returns a [*SyntaxError],
// and for a text longer than [MaxSize] another error.
func Parse(text string) (*Document, error) { return ParseSized(text, 0) }

// ParseSized is like [Parse], with an estimate of the number of nodes.
func ParseSized(text string, nodes int) (*Document, error) {
	return parse(text, make([]node, 0, min(nodes, len(text))))
}

// parse reads a text, with memory for its nodes.
func parse(text string, nodes []node) (*Document, error) {
	if uint64(len(text)) > MaxSize {
		return nil, fmt.Errorf("the text has %d bytes; at most %d can be read", len(text), uint64(MaxSize))
	}
	d := &Document{text: text}
	s := scannerOf(text, nodes)
	fault := s.encodingFault()
	if fault == nil {
		fault = s.scan()
	}
	d.nodes, d.plainKeys = s.nodes, !s.escapedKeys
	if fault != nil {
		d.closeAll(fault.open)
		return nil, d.syntaxError(fault)
	}
	return d, nil
}

// Text returns the input, byte for byte.
func (d *Document) Text() string { return d.text }

// Body returns the text without its byte order mark.
func (d *Document) Body() string { return d.text[d.bodyStart():] }

// HasByteOrderMark reports whether the text starts with a UTF-8 byte order mark.
func (d *Document) HasByteOrderMark() bool { return strings.HasPrefix(d.text, byteOrderMark) }

// Root returns the document's one value.
func (d *Document) Root() Node { return Node{d, 0} }

// NodeCount returns how many nodes the tree has: one for each value and each key.
func (d *Document) NodeCount() int { return len(d.nodes) }

// Parts yields the nodes of the document, keys included, in at most count consecutive
// parts of about the same size, each in the order of the text.
func (d *Document) Parts(count int) iter.Seq[iter.Seq[Node]] {
	return func(yield func(iter.Seq[Node]) bool) {
		for part := range count {
			from, to := uint64(part)*uint64(len(d.nodes))/uint64(count), uint64(part+1)*uint64(len(d.nodes))/uint64(count)
			if from < to && !yield(d.between(uint32(from), uint32(to))) {
				return
			}
		}
	}
}

func (d *Document) between(from, to uint32) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for i := from; i < to; i++ {
			if !yield(Node{d, i}) {
				return
			}
		}
	}
}

// closeAll ends the containers that are still open at a syntax error, so that the tree
// can be navigated.
func (d *Document) closeAll(open uint32) {
	for ; open != noParent; open = d.nodes[open].parent {
		d.nodes[open].next = uint32(len(d.nodes))
	}
}

func (d *Document) bodyStart() int {
	if d.HasByteOrderMark() {
		return len(byteOrderMark)
	}
	return 0
}
