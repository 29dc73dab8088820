// Package match pairs the elements of one collection with those of another: by
// ID if something else agrees too, then by method and URL, then by name and
// place, and last by ID alone. Elements that were renamed, moved, reordered or
// given a new ID are still paired. Each pair states its [Confidence].
//
// Matching takes time linear in the number of elements: they are looked up in
// maps, and never compared each with each.
package match

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection/normalize"
)

// Basis is the evidence by which two elements were paired.
type Basis string

// The bases, for items in the order in which they are first tried.
const (
	Whole   Basis = "file"    // the two files themselves
	ID      Basis = "id"      // the same id, which no other element has
	Place   Basis = "place"   // the same name in the same folder
	Address Basis = "address" // the same method and URL
	Content Basis = "content" // the same in all but name and place
	Held    Basis = "items"   // of folders: most of what they hold
	Name    Basis = "name"    // the same name or key
	Order   Basis = "order"   // the next of those that are left
)

// Confidence is how sure it is that two elements are the same.
type Confidence string

// The degrees of confidence.
const (
	Certain Confidence = "certain"
	Likely  Confidence = "likely"
	Guess   Confidence = "guess"
)

// Pair is an element of side A and the element of side B that it is paired with.
type Pair struct {
	A, B       *normalize.Element
	Basis      Basis
	Confidence Confidence
}

// Result holds the pairs of two collections and the items that have no partner.
type Result struct {
	Pairs        []Pair               // in the order of B; the two files come first
	OnlyA, OnlyB []*normalize.Element // in the order of their side
	ofA, ofB     map[*normalize.Element]Pair
}

// OfA returns the pair of an element of side A, and whether it has one.
func (r *Result) OfA(e *normalize.Element) (Pair, bool) {
	p, ok := r.ofA[e]
	return p, ok
}

// OfB returns the pair of an element of side B, and whether it has one.
func (r *Result) OfB(e *normalize.Element) (Pair, bool) {
	p, ok := r.ofB[e]
	return p, ok
}

// Items pairs the folders and requests of two outlines, and the outlines themselves.
// Swapping the sides gives the same pairs.
func Items(a, b *normalize.Element) *Result {
	m := matcher{result: &Result{ofA: map[*normalize.Element]Pair{}, ofB: map[*normalize.Element]Pair{}}}
	m.pair(a, b, Whole, Certain)
	m.a, m.b = sideOf(a), sideOf(b)
	m.requests()
	m.folders()
	m.inside(a, b)
	r := m.result
	for e := range a.All {
		if _, ok := r.ofA[e]; !ok {
			r.OnlyA = append(r.OnlyA, e)
		}
	}
	for e := range b.All {
		if p, ok := r.ofB[e]; ok {
			r.Pairs = append(r.Pairs, p)
		} else {
			r.OnlyB = append(r.OnlyB, e)
		}
	}
	return r
}

// side has the items of one collection, in order.
type side struct{ requests, folders []*normalize.Element }

func sideOf(root *normalize.Element) side {
	var s side
	for e := range root.All {
		switch e.Kind {
		case normalize.Request:
			s.requests = append(s.requests, e)
		case normalize.Folder:
			s.folders = append(s.folders, e)
		}
	}
	return s
}

type matcher struct {
	a, b   side
	result *Result
}

func (m *matcher) pair(a, b *normalize.Element, basis Basis, sure Confidence) {
	p := Pair{a, b, basis, sure}
	m.result.ofA[a], m.result.ofB[b] = p, p
}

func (m *matcher) pairedA(e *normalize.Element) bool { _, ok := m.result.ofA[e]; return ok }
func (m *matcher) pairedB(e *normalize.Element) bool { _, ok := m.result.ofB[e]; return ok }

// requests tries one kind of evidence after the other on all requests.
func (m *matcher) requests() {
	a, b := m.a.requests, m.b.requests
	place := func(e *normalize.Element) string { return e.Identity.Place }
	written := func(e *normalize.Element) string { return e.Identity.Written }
	address := func(e *normalize.Element) string { return e.Identity.Address }
	route := func(e *normalize.Element) string { return e.Identity.Route }
	name := func(e *normalize.Element) string { return e.Identity.Name }
	content := func(e *normalize.Element) string { return e.Identity.Content }
	target := func(e *normalize.Element) string { // the address without the method
		_, target, _ := strings.Cut(e.Identity.Address, " ")
		return target
	}

	m.byID(a, b, Certain, agree)
	m.inOrder(a, b, all(place, content), Place, Certain)
	m.inOrder(a, b, all(place, written), Place, Certain)
	m.inOrder(a, b, all(place, address), Place, Certain)
	m.unique(a, b, all(name, content), Content, Certain)
	m.unique(a, b, all(written, name), Address, Certain)
	m.unique(a, b, all(address, name), Address, Certain)
	m.unique(a, b, all(written), Address, Likely, oneCall)
	m.unique(a, b, all(address), Address, Likely, oneCall)
	m.unique(a, b, all(route, name), Address, Likely)
	m.unique(a, b, all(route), Address, Likely, oneCall)
	m.inOrder(a, b, all(place), Place, Likely)
	m.unique(a, b, all(target, name), Address, Likely)
	m.unique(a, b, all(content), Content, Likely)
	m.byID(a, b, Likely)
	for _, k := range []key{all(written), all(address), all(route)} {
		m.unique(a, b, k, Address, Guess)
	}
}

// folders pairs folders by what they are called and what they hold.
func (m *matcher) folders() {
	a, b := m.a.folders, m.b.folders
	m.byID(a, b, Certain, m.agreeAsFolders)
	m.inOrder(a, b, all(func(e *normalize.Element) string { return e.Identity.Place }), Place, Certain)
	m.unique(a, b, all(func(e *normalize.Element) string {
		if len(e.Items) == 0 {
			return "" // all empty folders are alike
		}
		return e.Identity.Content
	}), Content, Certain)
	m.byItems()
	m.byID(a, b, Likely)
	m.unique(a, b, all(func(e *normalize.Element) string { return e.Identity.Name }), Name, Guess)
}

// key is evidence made of several pieces. An element has the evidence only if no
// piece is "".
type key []func(*normalize.Element) string

func all(parts ...func(*normalize.Element) string) key { return parts }

// of appends the evidence of an element to an empty buffer, or nothing if the
// element lacks it.
func (k key) of(buffer []byte, e *normalize.Element) []byte {
	for _, part := range k {
		text := part(e)
		if text == "" {
			return buffer[:0]
		}
		buffer = append(append(buffer, text...), 0)
	}
	return buffer
}

// condition is a requirement on two elements in addition to equal evidence.
type condition func(a, b *normalize.Element) bool

// byID pairs by an id that only one element of each side has. Some exporters
// number elements 1, 2, 3, so an ID alone is weaker evidence than names and addresses.
func (m *matcher) byID(a, b []*normalize.Element, sure Confidence, conditions ...condition) {
	m.unique(a, b, all(func(e *normalize.Element) string { return e.Identity.ID }), ID, sure, conditions...)
}

// unique pairs by evidence that only one element of each side has. Elements that
// are already paired count too: evidence that many share identifies none of them.
func (m *matcher) unique(a, b []*normalize.Element, k key, basis Basis, sure Confidence, conditions ...condition) {
	groups, order := meet(m.left(a, m.pairedA), m.left(b, m.pairedB), k)
	if len(order) == 0 {
		return
	}
	// Most elements are paired by now. Only whether one of them has the same
	// evidence counts.
	m.spoil(groups, a, m.pairedA, k)
	m.spoil(groups, b, m.pairedB, k)
	for _, g := range order {
		if len(g.a) != 1 || len(g.b) != 1 || g.spoiled {
			continue
		}
		holds := true
		for _, condition := range conditions {
			holds = holds && condition(g.a[0], g.b[0])
		}
		if holds {
			m.pair(g.a[0], g.b[0], basis, sure)
		}
	}
}

// inOrder pairs by evidence that equally many elements of both sides have: the
// first with the first, and so on.
func (m *matcher) inOrder(a, b []*normalize.Element, k key, basis Basis, sure Confidence) {
	_, order := meet(m.left(a, m.pairedA), m.left(b, m.pairedB), k)
	for _, g := range order {
		if len(g.a) != len(g.b) {
			continue
		}
		for i := range g.a {
			m.pair(g.a[i], g.b[i], basis, sure)
		}
	}
}

// left yields the elements that are not paired.
func (m *matcher) left(all []*normalize.Element, paired func(*normalize.Element) bool) iter.Seq[*normalize.Element] {
	return func(yield func(*normalize.Element) bool) {
		for _, e := range all {
			if !paired(e) && !yield(e) {
				return
			}
		}
	}
}

// spoil marks the groups whose evidence an already paired element has too.
func (m *matcher) spoil(groups map[string]*group, all []*normalize.Element, paired func(*normalize.Element) bool, k key) {
	var buffer []byte
	for _, e := range all {
		if !paired(e) {
			continue
		}
		buffer = k.of(buffer[:0], e)
		if g := groups[string(buffer)]; g != nil {
			g.spoiled = true
		}
	}
}

// group is the elements of both sides with the same evidence, in their order.
type group struct {
	a, b    []*normalize.Element
	spoiled bool
}

// meet groups the elements of both sides by their evidence. The
// groups with elements of both come in the order of side B.
func meet(a, b iter.Seq[*normalize.Element], k key) (groups map[string]*group, order []*group) {
	groups = map[string]*group{}
	var buffer []byte
	for e := range a {
		if buffer = k.of(buffer[:0], e); len(buffer) == 0 {
			continue
		}
		g := groups[string(buffer)]
		if g == nil {
			g = &group{}
			groups[string(buffer)] = g
		}
		g.a = append(g.a, e)
	}
	if len(groups) == 0 {
		return nil, nil
	}
	for e := range b {
		buffer = k.of(buffer[:0], e)
		g := groups[string(buffer)]
		if g == nil {
			continue
		}
		if len(g.b) == 0 {
			order = append(order, g)
		}
		g.b = append(g.b, e)
	}
	return groups, order
}
