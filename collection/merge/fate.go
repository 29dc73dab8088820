package merge

import (
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/outline"
)

// decide says which items the result has, and in which folders.
func (m *merger) decide(s *items) {
	for _, i := range s.all {
		switch {
		case i.base == nil, i.ours != nil && i.theirs != nil:
			i.keep = true
		case i.ours != nil && i.ours.Kind == outline.Request:
			i.keep = m.keepRemovedByTheirs(s, i)
		}
	}
	for _, i := range s.all {
		if i.base != nil && i.ours == nil && i.theirs != nil && !s.removedWithFolder(i) {
			m.removedByOurs(s, i)
		}
	}
	// What they put into a folder that we removed went with it.
	for e := range s.theirs.All {
		if i := s.inTheirs[e]; i.base == nil && i.ours == nil && e.Parent != nil && !s.inTheirs[e.Parent].keep {
			i.keep = false
		}
	}
	for _, i := range s.all[1:] {
		switch {
		case i.keep:
			i.parent = m.folderOf(s, i)
		case i.ours != nil:
			i.parent = s.folder(i.ours, s.inOurs)
		}
	}
	m.breakCircles(s)
	m.emptied(s)
}

// keepRemovedByTheirs decides about a request that they removed.
func (m *merger) keepRemovedByTheirs(s *items, i *item) bool {
	if same(i.base, i.ours) && !s.moved(i.base, i.ours, s.inOurs) {
		return false
	}
	return !m.conflict(m.wholeConflict(i, "changed in ours, removed in theirs"))
}

// moved tells whether an item stands in another folder than in the base.
func (s *items) moved(base, side *outline.Element, in map[*outline.Element]*item) bool {
	return s.inBase[base.Parent] != in[side.Parent]
}

// removedWithFolder tells whether an item that we removed was in a folder that
// we removed, too.
func (s *items) removedWithFolder(i *item) bool {
	if i.theirs.Parent == nil {
		return false
	}
	folder := s.inTheirs[i.theirs.Parent]
	return folder.base != nil && folder.ours == nil
}

// removedByOurs decides about an item that we removed, and all that was in it:
// it stays away, unless they went on working on it.
func (m *merger) removedByOurs(s *items, i *item) {
	touched := false
	for e := range i.theirs.All {
		inner := s.inTheirs[e]
		touched = touched || inner.base == nil || inner.ours == nil && !same(inner.base, e) || e != i.theirs && s.moved(inner.base, e, s.inTheirs)
	}
	if !touched || !m.conflict(m.wholeConflict(i, "removed in ours, changed in theirs")) {
		return
	}
	for e := range i.theirs.All {
		s.inTheirs[e].keep = true
	}
}

// folderOf is the folder that an item has in the result.
func (m *merger) folderOf(s *items, i *item) *item {
	ours, theirs := s.folder(i.ours, s.inOurs), s.folder(i.theirs, s.inTheirs)
	switch {
	case ours == nil:
		return theirs
	case theirs == nil || ours == theirs || !theirs.keep:
		return ours
	case i.base == nil || m.base == nil:
		return ours // it is there: only where differs
	}
	switch base := s.folder(i.base, s.inBase); {
	case base == theirs:
		return ours
	case base == ours:
		return theirs
	}
	c := m.wholeConflict(i, "moved to different folders")
	c.OurValue, c.TheirValue = placeOf(m.ours.real(i.ours)), placeOf(m.theirs.real(i.theirs))
	if m.conflict(c) {
		return theirs
	}
	return ours
}

func (s *items) folder(e *outline.Element, in map[*outline.Element]*item) *item {
	if e == nil {
		return nil
	}
	return in[e.Parent]
}

// breakCircles undoes their moves of folders that would put a folder into
// itself, because we moved another one the other way.
func (m *merger) breakCircles(s *items) {
	const walking, done = 1, 2
	state := map[*item]int{s.all[0]: done}
	for _, i := range s.all[1:] {
		var way []*item
		at := i
		for at != nil && state[at] == 0 {
			state[at] = walking
			way = append(way, at)
			at = at.parent
		}
		if at != nil && state[at] == walking {
			// Ours has no circles: with our folders all are back in the tree.
			for _, inner := range way {
				if ours := s.folder(inner.ours, s.inOurs); ours != nil && inner.parent != ours {
					m.conflict(m.wholeConflict(inner, "moved into each other"))
					inner.parent = ours
				}
			}
		}
		for _, inner := range way {
			state[inner] = done
		}
	}
}

// emptied decides about the folders that they removed: one that still holds
// something of ours stays for it. Inner ones come first.
func (m *merger) emptied(s *items) {
	holds := map[*item]bool{}
	for _, i := range s.all[1:] {
		if i.keep {
			holds[i.parent] = true
		}
	}
	var folders []*item
	for e := range s.ours.All {
		if i := s.inOurs[e]; e.Kind == outline.Folder && i.base != nil && i.theirs == nil {
			folders = append(folders, i)
		}
	}
	for n := len(folders) - 1; n >= 0; n-- {
		i := folders[n]
		i.keep = holds[i]
		if !i.keep && (!same(i.base, i.ours) || s.moved(i.base, i.ours, s.inOurs)) {
			i.keep = !m.conflict(m.wholeConflict(i, "changed in ours, removed in theirs"))
		}
		holds[i.parent] = holds[i.parent] || i.keep
	}
}

// placeOf is where an element stands.
func placeOf(e *outline.Element) diff.Place { return diff.PlaceOf(e, e.Node.Index()) }

// wholeConflict is a conflict about an item as a whole.
func (m *merger) wholeConflict(i *item, what string) Conflict {
	ours, theirs := m.ours.real(i.ours), m.theirs.real(i.theirs)
	c := Conflict{Ours: ours, Theirs: theirs, What: what}
	for _, side := range []struct {
		e     *outline.Element
		value *any
	}{{theirs, &c.TheirValue}, {ours, &c.OurValue}} {
		if side.e != nil {
			c.Element = side.e.Kind
			*side.value = m.values.Whole(side.e)
		}
	}
	return c
}
