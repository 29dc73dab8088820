package merge

import (
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/normalize"
)

// decide decides which items the result has, and in which folders.
func (m *merger) decide(s *items) {
	for _, i := range s.all {
		switch {
		case i.base == nil, i.ours != nil && i.theirs != nil:
			i.keep = true
		case i.ours != nil && i.ours.Kind == normalize.Request:
			i.keep = m.keepRemovedByTheirs(s, i)
		}
	}
	for _, i := range s.all {
		if i.base != nil && i.ours == nil && i.theirs != nil && !s.removedWithFolder(i) {
			m.removedByOurs(s, i)
		}
	}
	// Items that they put into a folder that we removed are restored with it.
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
	return !m.conflict(m.wholeConflict(i, TheirsRemoved))
}

// moved reports whether an item is in another folder than in the base.
func (s *items) moved(base, side *normalize.Element, in map[*normalize.Element]*item) bool {
	return s.inBase[base.Parent] != in[side.Parent]
}

// removedWithFolder reports whether an item that we removed is in a folder that we
// removed, too, or in one that they made inside that.
func (s *items) removedWithFolder(i *item) bool {
	for e := i.theirs.Parent; e != nil; e = e.Parent {
		if folder := s.inTheirs[e]; folder.base != nil {
			return folder.ours == nil
		}
	}
	return false
}

// removedByOurs decides about an item that we removed, and everything in it: it stays
// removed, unless they changed or moved it.
func (m *merger) removedByOurs(s *items, i *item) {
	touched := false
	for e := range i.theirs.All {
		inner := s.inTheirs[e]
		touched = touched || inner.base == nil || inner.ours == nil && !same(inner.base, e) || s.moved(inner.base, e, s.inTheirs)
	}
	if !touched || !m.conflict(m.wholeConflict(i, OursRemoved)) {
		return
	}
	for e := range i.theirs.All {
		s.inTheirs[e].keep = true
	}
}

// folderOf returns the folder that an item has in the result.
func (m *merger) folderOf(s *items, i *item) *item {
	ours, theirs := s.folder(i.ours, s.inOurs), s.folder(i.theirs, s.inTheirs)
	switch {
	case ours == nil:
		return theirs
	case theirs == nil || ours == theirs || !theirs.keep:
		return ours
	case i.base == nil || m.base == nil:
		return ours // it exists already: only places that differ matter
	}
	switch base := s.folder(i.base, s.inBase); {
	case base == theirs:
		return ours
	case base == ours:
		return theirs
	}
	if m.conflict(m.placeConflict(i, MovedApart)) {
		return theirs
	}
	return ours
}

func (s *items) folder(e *normalize.Element, in map[*normalize.Element]*item) *item {
	if e == nil {
		return nil
	}
	return in[e.Parent]
}

// breakCircles decides about folders that would contain themselves, because we moved
// one into another, and they moved the other into the first.
func (m *merger) breakCircles(s *items) {
	done := map[*item]bool{s.all[0]: true}
	for _, i := range s.all[1:] {
		for {
			way, circle := wayUp(i, done)
			if circle == nil {
				for _, on := range way {
					done[on] = true
				}
				break
			}
			m.breakCircle(s, circle)
		}
	}
}

// wayUp returns an item and the folders around it, up to one that is known to be in the
// tree. If the folders form a circle, it also returns the circle.
func wayUp(i *item, done map[*item]bool) (way, circle []*item) {
	index := map[*item]int{}
	for at := i; at != nil && !done[at]; at = at.parent {
		if first, seen := index[at]; seen {
			return way, way[first:]
		}
		index[at] = len(way)
		way = append(way, at)
	}
	return way, nil
}

// breakCircle moves folders back to where one side has them. No side alone has
// circles.
func (m *merger) breakCircle(s *items, circle []*item) {
	takeTheirs := false
	for _, i := range circle {
		if ours := s.folder(i.ours, s.inOurs); ours != nil && i.parent != ours {
			takeTheirs = m.conflict(m.placeConflict(i, MovedInCircles))
		}
	}
	for _, i := range circle {
		ours, theirs := s.folder(i.ours, s.inOurs), s.folder(i.theirs, s.inTheirs)
		switch {
		case takeTheirs && theirs != nil && theirs.keep && !i.putBack:
			i.parent = theirs
		case ours != nil:
			i.parent = ours
		}
		i.putBack = true
	}
}

// emptied decides about the folders that they removed: a folder that still holds an
// item of ours is kept. Inner folders come first.
func (m *merger) emptied(s *items) {
	holds := map[*item]bool{}
	for _, i := range s.all[1:] {
		if i.keep {
			holds[i.parent] = true
		}
	}
	var folders []*item
	for e := range s.ours.All {
		if i := s.inOurs[e]; e.Kind == normalize.Folder && i.base != nil && i.theirs == nil {
			folders = append(folders, i)
		}
	}
	for n := len(folders) - 1; n >= 0; n-- {
		i := folders[n]
		i.keep = holds[i]
		if !i.keep && (!same(i.base, i.ours) || s.moved(i.base, i.ours, s.inOurs)) {
			i.keep = !m.conflict(m.wholeConflict(i, TheirsRemoved))
		}
		holds[i.parent] = holds[i.parent] || i.keep
	}
}

// placeOf returns the place of an item.
func placeOf(e *normalize.Element) diff.Place { return diff.PlaceOf(e, e.Node.Index()) }

// placeConflict returns a conflict about the place of an item that both sides have.
func (m *merger) placeConflict(i *item, cause Cause) Conflict {
	c := m.wholeConflict(i, cause)
	c.OurValue, c.TheirValue = placeOf(c.Ours), placeOf(c.Theirs)
	return c
}

// wholeConflict returns a conflict about an item as a whole.
func (m *merger) wholeConflict(i *item, cause Cause) Conflict {
	return wholeConflict(m.ours.real(i.ours), m.theirs.real(i.theirs), cause)
}

// wholeConflict returns a conflict about an element as a whole. It may be nil on one side.
func wholeConflict(ours, theirs *normalize.Element, cause Cause) Conflict {
	c := Conflict{Ours: ours, Theirs: theirs, Cause: cause}
	if theirs != nil {
		c.Element, c.TheirValue = theirs.Kind, diff.Whole{Element: theirs}
	}
	if ours != nil {
		c.Element, c.OurValue = ours.Kind, diff.Whole{Element: ours}
	}
	return c
}
