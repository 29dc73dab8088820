package merge

import (
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// run merges and returns the text.
func (m *merger) run() (string, error) {
	s := m.pair()
	m.decide(s)
	for e := range s.ours.All {
		if i := s.inOurs[e]; i.keep {
			i.inLists = m.parts(i.triple, &i.patch)
		}
	}
	m.arrange(s)
	edits := m.itemEdits(s.all[0])
	// Release the base and theirs, which are large: the edits are complete, and the
	// result needs memory.
	m.base, m.ours, m.theirs = nil, tree{}, tree{}
	text, err := m.doc.Apply(edits...)
	if m.fault != nil {
		err = m.fault
	}
	return text, err
}

// arrange puts the items of each folder of the result into order.
func (m *merger) arrange(s *items) {
	of := map[*item][3][]*item{} // the items in a folder in the base, in ours and in theirs
	note := func(root *normalize.Element, in map[*normalize.Element]*item, side int) {
		if root == nil {
			return
		}
		for e := range root.All {
			i := in[e]
			if e.Parent == nil {
				continue
			}
			folder := in[e.Parent]
			if side > 0 && (!i.keep || i.parent != folder) {
				continue
			}
			lists := of[folder]
			lists[side] = append(lists[side], i)
			of[folder] = lists
		}
	}
	note(s.base, s.inBase, 0)
	note(s.ours, s.inOurs, 1)
	note(s.theirs, s.inTheirs, 2)
	for _, folder := range s.all {
		lists, ok := of[folder]
		if !ok || !folder.keep {
			continue
		}
		folder.children = sequence(lists[0], lists[1], lists[2], func() bool {
			if m.base == nil {
				return false
			}
			c := m.wholeConflict(folder, BothReordered)
			c.Field, c.OurValue, c.TheirValue = "order", itemNames(c.Ours), itemNames(c.Theirs)
			return m.conflict(c)
		})
	}
}

// itemNames returns the order of the items in a folder; nil if there is none.
func itemNames(e *normalize.Element) diff.Value {
	if e == nil {
		return nil
	}
	return names(e.Items)
}

// itemEdits returns the edits on our text of an item, for its own content and for its
// items.
func (m *merger) itemEdits(i *item) []jsontree.Edit {
	ours := m.ours.real(i.ours)
	list := ours.Node.Get("item")
	isList := list.Kind() == jsontree.Array
	if ours.Kind != normalize.Request && !isList && len(i.children) > 0 {
		i.patch.at("item").set = func(space spacing) string { return m.itemList(i, space) }
	}
	edits := m.patched(i.triple, &i.patch, i.inLists)
	if ours.Kind == normalize.Request || !isList {
		return edits
	}
	index := map[*normalize.Element]int{}
	for n, e := range i.ours.Items {
		index[e] = n
	}
	at := func(child *item) int {
		if child.ours == nil || child.ours.Parent != i.ours {
			return -1
		}
		return index[child.ours]
	}
	var entries []entry
	stays := match.InOrder(len(i.children), func(n int) int { return at(i.children[n]) })
	inPlace := len(i.children) == len(i.ours.Items)
	for n, child := range i.children {
		if stays[n] {
			entries = append(entries, kept(at(child)))
			edits = append(edits, m.itemEdits(child)...)
			continue
		}
		inPlace = false
		entries = append(entries, added(func(space spacing) string { return m.itemText(child, space) }))
	}
	if inPlace {
		return edits
	}
	return append(edits, rearrange(list, m.style, entries)...)
}

// itemText returns the text of an item at a new place.
func (m *merger) itemText(i *item, space spacing) string {
	if i.ours != nil {
		return m.ourText(m.ours.real(i.ours).Node, m.itemEdits(i))(space)
	}
	their := m.theirs.real(i.theirs)
	if their.Kind == normalize.Request {
		return space.print(their.Node, nil)
	}
	list := their.Node.Get("item")
	return space.print(their.Node, map[jsontree.Node]string{list: m.itemList(i, space.inner())})
}

// itemList returns the text of a folder's list of items at a new place.
func (m *merger) itemList(i *item, space spacing) string {
	return space.build("[]", len(i.children), func(n int, space spacing) string { return m.itemText(i.children[n], space) })
}
