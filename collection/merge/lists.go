package merge

import (
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// list merges a list of entries, such as headers, and returns the edits inside
// our list; a list that is not there yet becomes part of the element's patch.
func (m *merger) list(e both, name string) []jsontree.Edit {
	ours, theirs := e.ours.List(name), e.theirs.List(name)
	var base normalize.List
	if e.base != nil {
		base = e.base.List(name)
	}
	triples := pairLists(base.Elements, ours.Elements, theirs.Elements)
	inner := map[*triple][]jsontree.Edit{}
	stays := map[*triple]bool{}
	changed := false
	for _, t := range triples {
		switch {
		case t.ours != nil && t.theirs != nil:
			inner[t], stays[t] = m.element(*t), true
		case t.ours == nil && t.theirs == nil:
		case t.ours == nil && t.base == nil && t.theirs.IsBlank():
		default:
			become := m.differsOnOneSide(*t)
			stays[t] = (t.ours != nil) != become
			changed = changed || become
		}
	}
	order := m.listOrder(e, name, base, theirs, triples, stays)
	l := m.real(e, name)
	if !changed && l.inPlace(order) {
		var edits []jsontree.Edit
		for _, t := range order {
			edits = append(edits, inner[t]...)
		}
		return edits
	}
	if len(order) == 0 && !valueAt(m.theirs.real(e.theirs), l.keys).Exists() {
		e.patch.at(l.keys...).remove = true // theirs took the list away, and not only its entries
		return nil
	}
	if node := valueAt(m.ours.real(e.ours), l.keys); node.Kind() == jsontree.Array || node.Kind() == jsontree.Object && theirs.Kind == normalize.Attribute {
		return m.rearrangeList(node, order, inner)
	}
	e.patch.at(l.keys...).set = func(space spacing) string {
		return space.build("[]", len(order), func(i int, space spacing) string {
			return m.entryText(jsontree.Array, order[i].theirs)(space)
		})
	}
	return nil
}

// listOrder merges the order of the entries that stay.
func (m *merger) listOrder(e both, name string, base, theirs normalize.List, triples []*triple, stays map[*triple]bool) []*triple {
	of := map[*normalize.Element]*triple{}
	var left, right, before []*triple
	for _, t := range triples {
		of[t.base], of[t.theirs] = t, t
		if stays[t] && t.ours != nil {
			left = append(left, t) // pairLists has our order
		}
	}
	for _, x := range theirs.Elements {
		if t := of[x]; stays[t] {
			right = append(right, t)
		}
	}
	for _, x := range base.Elements {
		before = append(before, of[x])
	}
	if !theirs.Kind.Ordered() {
		return weave(left, right, set(right))
	}
	return sequence(before, left, right, func() bool {
		ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
		return m.conflict(Conflict{
			Element: ours.Kind, Ours: ours, Theirs: theirs, Field: name, Cause: BothReordered,
			OurValue: names(ours.List(name).Elements), TheirValue: names(theirs.List(name).Elements),
		})
	})
}

// names returns the order of elements.
func names(elements []*normalize.Element) diff.Order {
	var order diff.Order
	for _, e := range elements {
		order = append(order, e.Identity.Name)
	}
	return order
}

// realList is the place of a list in our file, present or not.
type realList struct {
	keys     []string
	elements []*normalize.Element // as used in the comparison
}

func (m *merger) real(e both, name string) realList {
	l := e.ours.List(name)
	keys := l.Keys
	if keys == nil {
		keys = m.theirs.real(e.theirs).List(name).Keys
	}
	return realList{keys, l.Elements}
}

// inPlace reports whether the list already has these entries in this order.
func (l realList) inPlace(order []*triple) bool {
	if len(order) != len(l.elements) {
		return false
	}
	for i, t := range order {
		if t.ours != l.elements[i] {
			return false
		}
	}
	return true
}

// rearrangeList returns the edits after which our list has the entries in their order.
func (m *merger) rearrangeList(list jsontree.Node, order []*triple, inner map[*triple][]jsontree.Edit) []jsontree.Edit {
	index := map[jsontree.Node]int{}
	i := 0
	for _, value := range list.Members() {
		index[value] = i
		i++
	}
	for value := range list.Elements() {
		index[value] = i
		i++
	}
	at := func(t *triple) int {
		if t.ours == nil {
			return -1
		}
		return index[m.ours.real(t.ours).Node]
	}
	var edits []jsontree.Edit
	var entries []entry
	inOrder := match.InOrder(len(order), func(i int) int { return at(order[i]) })
	for i, t := range order {
		switch {
		case inOrder[i]:
			entries = append(entries, kept(at(t)))
			edits = append(edits, inner[t]...)
		case t.ours != nil:
			entries = append(entries, added(m.ourText(m.ours.real(t.ours).Node, inner[t])))
		default:
			entries = append(entries, added(m.entryText(list.Kind(), t.theirs)))
		}
	}
	return append(edits, rearrange(list, m.style, entries)...)
}

// ourText returns a value of ours, after edits, for another place.
func (m *merger) ourText(n jsontree.Node, edits []jsontree.Edit) func(spacing) string {
	return func(space spacing) string {
		text, err := cutOut(n, edits)
		if err != nil {
			m.fail(err)
		}
		return shift(text, m.doc.Indentation(n.Start()), space.margin)
	}
}

// entryText returns an entry of theirs for a list of ours: for an array, or for an
// object that has the attributes of an authorization.
func (m *merger) entryText(kind jsontree.Kind, e *normalize.Element) func(spacing) string {
	their := m.theirs.real(e)
	value, _ := their.Field("value")
	name := jsontree.Quote(their.Identity.Name)
	asMember := their.Kind == normalize.Attribute && their.Node.Parent().Kind() == jsontree.Object
	switch {
	case kind == jsontree.Object:
		return func(space spacing) string {
			if !value.Node.Exists() {
				return name + space.style.Colon + "null"
			}
			return name + space.style.Colon + space.print(value.Node, nil)
		}
	case asMember || their.Inline:
		return func(space spacing) string {
			text := "{" + jsontree.Quote("key") + space.style.Colon + name
			if value.Value != "" {
				text += ", " + jsontree.Quote("value") + space.style.Colon + printed(value)(space)
			}
			return text + "}"
		}
	}
	return func(space spacing) string { return space.print(their.Node, nil) }
}

// inList reports whether an attribute of an authorization is an entry of a list.
// In v2.0.0 it is a member of an object.
func inList(attribute *normalize.Element) bool {
	return attribute.Node.Parent().Kind() == jsontree.Array
}

// takeType takes their type of an attribute with its value: the two belong together.
func takeType(e both, ours, theirs *normalize.Element) {
	our, _ := ours.Field("type")
	their, ok := theirs.Field("type")
	if ok && our.Value != their.Value {
		e.patch.at("type").set = printed(their)
	}
}

// takeAttribute replaces the value of our attribute of an authorization by theirs, if
// one of them is in v2.0.0, which has no place for other fields.
func (m *merger) takeAttribute(e both, name string) {
	if name != "value" {
		return
	}
	value, ok := m.theirs.real(e.theirs).Field(name)
	text := printed(value)
	if !ok {
		text = func(spacing) string { return "null" }
	}
	if inList(m.ours.real(e.ours)) {
		e.patch.at(name).set = text
	} else {
		e.patch.set = text
	}
}
