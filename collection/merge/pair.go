package merge

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// triple is one element on the three sides; nil on a side that lacks it.
type triple struct{ base, ours, theirs *normalize.Element }

// item is a folder or request, or the whole file, while it is merged.
type item struct {
	triple
	keep     bool
	parent   *item           // in the result; nil for the whole file
	putBack  bool            // to the parent of one side, which broke a circle
	children []*item         // in the result, in order
	patch    patch           // of ours' own content
	inLists  []jsontree.Edit // edits of the lists in it
}

// items pairs the folders and requests of the three sides.
type items struct {
	all                []*item // the whole file first; outer ones before inner ones of the same side
	inBase, inOurs     map[*normalize.Element]*item
	inTheirs           map[*normalize.Element]*item
	base, ours, theirs *normalize.Element
}

func (m *merger) pair() *items {
	s := &items{
		inBase: map[*normalize.Element]*item{}, inOurs: map[*normalize.Element]*item{}, inTheirs: map[*normalize.Element]*item{},
		base: m.base, ours: m.ours.root, theirs: m.theirs.root,
	}
	if m.base != nil {
		for e := range m.base.All {
			s.add(triple{base: e})
		}
		for _, p := range sure(match.Items(m.base, s.ours)) {
			s.joinOurs(s.inBase[p.A], p.B)
		}
		for _, p := range sure(match.Items(m.base, s.theirs)) {
			s.joinTheirs(s.inBase[p.A], p.B)
		}
	}
	for e := range s.ours.All {
		if s.inOurs[e] == nil {
			s.add(triple{ours: e})
		}
	}
	for _, p := range sure(match.Items(s.ours, s.theirs)) {
		i := s.inOurs[p.A]
		if i.theirs != nil || s.inTheirs[p.B] != nil || i.base != nil {
			continue
		}
		// Two requests that are new on both sides are separate, unless they are
		// certainly the same one: having both loses nothing.
		if m.base == nil || p.A.Kind != normalize.Request || p.Confidence == match.Certain {
			s.joinTheirs(i, p.B)
		}
	}
	for e := range s.theirs.All {
		if s.inTheirs[e] == nil {
			s.add(triple{theirs: e})
		}
	}
	return s
}

// sure returns the pairs that are certain enough to be merged.
func sure(r *match.Result) []match.Pair {
	var pairs []match.Pair
	for _, p := range r.Pairs {
		if p.Confidence != match.Guess {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

func (s *items) add(t triple) {
	i := &item{triple: t}
	s.all = append(s.all, i)
	if t.base != nil {
		s.inBase[t.base] = i
	}
	if t.ours != nil {
		s.inOurs[t.ours] = i
	}
	if t.theirs != nil {
		s.inTheirs[t.theirs] = i
	}
}

func (s *items) joinOurs(i *item, e *normalize.Element) {
	i.ours = e
	s.inOurs[e] = i
}

func (s *items) joinTheirs(i *item, e *normalize.Element) {
	i.theirs = e
	s.inTheirs[e] = i
}

// pairLists pairs the entries of a list on the three sides: first the entries of ours
// in order, then those that only theirs has, then those that only the base has.
func pairLists(base, ours, theirs []*normalize.Element) []*triple {
	var all []*triple
	ofOurs, ofBase := map[*normalize.Element]*triple{}, map[*normalize.Element]*triple{}
	for _, e := range ours {
		t := &triple{ours: e}
		ofOurs[e] = t
		all = append(all, t)
	}
	for _, p := range match.Elements(base, ours).Pairs {
		ofOurs[p.B].base = p.A
		ofBase[p.A] = ofOurs[p.B]
	}
	paired := map[*normalize.Element]bool{}
	for _, p := range match.Elements(base, theirs).Pairs {
		t := ofBase[p.A]
		if t == nil {
			t = &triple{base: p.A}
			ofBase[p.A] = t
			all = append(all, t)
		}
		t.theirs = p.B
		paired[p.B] = true
	}
	var left, right []*normalize.Element
	for _, e := range ours {
		if ofOurs[e].base == nil {
			left = append(left, e)
		}
	}
	for _, e := range theirs {
		if !paired[e] {
			right = append(right, e)
		}
	}
	l := match.Elements(left, right)
	for _, p := range l.Pairs {
		ofOurs[p.A].theirs = p.B
	}
	for _, e := range l.OnlyB {
		all = append(all, &triple{theirs: e})
	}
	return all
}
