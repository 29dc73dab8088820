package docs

import (
	"cmp"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// wholeValue is the end of a cut that replaces the whole value.
const wholeValue = -1

// cut is a part of a value, and the text that replaces it.
type cut struct {
	node     jsontree.Node
	from, to int // bytes of a string's text; to may be wholeValue
	text     string
}

// cuts collects the replacements in a document. Parts that overlap are joined, so that
// no character of them stays.
type cuts struct{ list []cut }

func (c *cuts) add(n jsontree.Node, from, to int, text string) {
	if n.Kind() != jsontree.String || to == wholeValue {
		from, to = 0, wholeValue
	}
	c.list = append(c.list, cut{n, from, to, text})
}

// end returns where the cut ends in the document.
func (c cut) end() int {
	if c.to == wholeValue {
		return c.node.End()
	}
	return c.node.OffsetOf(c.to)
}

func (c cut) start() int {
	if c.to == wholeValue {
		return c.node.Start()
	}
	return c.node.OffsetOf(c.from)
}

// edits returns the cuts as edits of the document. Of overlapping cuts, the first added
// one determines the replacement.
func (c *cuts) edits() []jsontree.Edit {
	type placed struct {
		start, end, order int
		cut
	}
	var all []placed
	for i, at := range c.list {
		all = append(all, placed{at.start(), at.end(), i, at})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.start, b.start) })
	var merged []placed
	for _, p := range all {
		last := len(merged) - 1
		if last < 0 || p.start >= merged[last].end {
			merged = append(merged, p)
			continue
		}
		m := &merged[last]
		m.end = max(m.end, p.end)
		if p.to == wholeValue {
			m.to = wholeValue
		}
		if p.order < m.order {
			m.order, m.text = p.order, p.text
		}
	}
	var edits []jsontree.Edit
	for _, m := range merged {
		quoted := jsontree.Quote(m.text)
		if m.to != wholeValue {
			quoted = quoted[1 : len(quoted)-1]
		}
		edits = append(edits, jsontree.Edit{Start: m.start, End: m.end, Text: quoted})
	}
	return edits
}
