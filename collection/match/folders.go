package match

import (
	"slices"

	"github.com/postwright/postwright/collection/normalize"
)

// rounds is how often folders are paired by what they hold. Pairs of inner folders
// are evidence for the outer ones in the next round.
const rounds = 8

// byItems pairs two folders when most of what each holds is paired with
// something that the other holds.
func (m *matcher) byItems() {
	for range rounds {
		var found []Pair
		for _, a := range m.a.folders {
			if m.pairedA(a) {
				continue
			}
			b := majority(a.Items, m.result.ofA, func(p Pair) *normalize.Element { return p.B.Parent })
			if b == nil || b.Kind != normalize.Folder || m.pairedB(b) {
				continue
			}
			if a == majority(b.Items, m.result.ofB, func(p Pair) *normalize.Element { return p.A.Parent }) {
				found = append(found, Pair{A: a, B: b})
			}
		}
		for _, p := range found {
			if id := p.A.Identity.ID; id != "" && id == p.B.Identity.ID {
				m.pair(p.A, p.B, ID, Certain)
			} else {
				m.pair(p.A, p.B, Held, Likely)
			}
		}
		if len(found) == 0 {
			return
		}
	}
}

// majority returns the element that holds more than half of the partners that items
// have; nil if none does.
func majority(items []*normalize.Element, pairs map[*normalize.Element]Pair, holder func(Pair) *normalize.Element) *normalize.Element {
	votes := map[*normalize.Element]int{}
	total := 0
	for _, item := range items {
		if p, ok := pairs[item]; ok {
			votes[holder(p)]++
			total++
		}
	}
	for _, item := range items {
		if p, ok := pairs[item]; ok && votes[holder(p)]*2 > total {
			return holder(p)
		}
	}
	return nil
}

// inside pairs the items without a partner in two paired folders, and then those in
// their subfolders.
func (m *matcher) inside(a, b *normalize.Element) {
	if m.leftIn(a, b) {
		pick := func(items []*normalize.Element, kind normalize.Kind) (list []*normalize.Element) {
			for _, e := range items {
				if e.Kind == kind {
					list = append(list, e)
				}
			}
			return list
		}
		name := func(e *normalize.Element) string { return e.Identity.Name }
		address := func(e *normalize.Element) string { return e.Identity.Address }
		route := func(e *normalize.Element) string { return e.Identity.Route }
		folders, others := pick(a.Items, normalize.Folder), pick(b.Items, normalize.Folder)
		m.inOrder(folders, others, all(name), Name, Likely)
		requests, candidates := pick(a.Items, normalize.Request), pick(b.Items, normalize.Request)
		m.first(requests, candidates, all(name, route), Name, Likely)
		m.first(requests, candidates, all(name), Name, Guess)
		m.inOrder(requests, candidates, all(address), Order, Guess)
	}
	for _, e := range a.Items {
		if p, ok := m.result.ofA[e]; ok && e.Kind == normalize.Folder {
			m.inside(e, p.B)
		}
	}
}

func (m *matcher) leftIn(a, b *normalize.Element) bool {
	left := func(items []*normalize.Element, paired func(*normalize.Element) bool) bool {
		for _, e := range items {
			if !paired(e) {
				return true
			}
		}
		return false
	}
	return left(a.Items, m.pairedA) && left(b.Items, m.pairedB)
}

// first pairs elements with the same evidence in order, while both sides have one.
// With several candidates the pairs are guesses, unless all have the same content.
func (m *matcher) first(a, b []*normalize.Element, k key, basis Basis, sure Confidence) {
	_, order := meet(m.left(a, m.pairedA), m.left(b, m.pairedB), k)
	for _, g := range order {
		sure := sure
		if differ(g.a) || differ(g.b) {
			sure = Guess
		}
		for i := range min(len(g.a), len(g.b)) {
			m.pair(g.a[i], g.b[i], basis, sure)
		}
	}
}

// differ reports whether any of the elements has other content than the first.
func differ(all []*normalize.Element) bool {
	return slices.ContainsFunc(all, func(e *normalize.Element) bool { return e.Identity.Content != all[0].Identity.Content })
}
