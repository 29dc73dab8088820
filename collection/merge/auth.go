package merge

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// auth merges the authorization of an element.
func (m *merger) auth(e both) []jsontree.Edit {
	var base *normalize.Element
	if e.base != nil {
		base = e.base.Auth
	}
	ours, theirs := e.ours.Auth, e.theirs.Auth
	switch {
	case ours == nil && theirs == nil:
		return nil
	case ours != nil && theirs != nil:
		return m.element(triple{base, ours, theirs})
	}
	t := triple{base, ours, theirs}
	if !m.differsOnOneSide(t) {
		return nil
	}
	at := e.patch.at(authKeys(e.ours.Kind)...)
	if theirs == nil {
		at.remove = true
		return nil
	}
	their := m.theirs.real(theirs).Node
	at.set = func(space spacing) string { return space.print(their, nil) }
	return nil
}

func authKeys(kind normalize.Kind) []string {
	if kind == normalize.Request {
		return []string{"request", "auth"}
	}
	return []string{"auth"}
}

// differsOnOneSide decides about an element that only one side has. It reports whether
// ours has to follow theirs, by adding or removing it.
func (m *merger) differsOnOneSide(t triple) bool {
	side, cause := t.ours, TheirsRemoved
	if side == nil {
		side, cause = t.theirs, OursRemoved
	}
	switch {
	case t.base == nil:
		return t.theirs != nil // the other side is new
	case same(t.base, side):
		return t.theirs == nil // the other side took it away
	}
	return m.conflict(wholeConflict(m.ours.real(t.ours), m.theirs.real(t.theirs), cause))
}
