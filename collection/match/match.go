// Package match finds the elements of one collection again in another: by id
// where anything else agrees, then by method and URL, then by name and place, at
// last by id alone. What is renamed, moved, put in another order or given a new
// id is found; how sure that is, each pair says.
//
// It takes time linear in the number of elements: they meet in maps, never each
// with each.
package match

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/outline"
)

// Basis is by what two elements were paired.
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

// Pair is an element of each side that are one and the same.
type Pair struct {
	A, B       *outline.Element
	Basis      Basis
	Confidence Confidence
}

// Result is what became of the items of both sides.
type Result struct {
	Pairs        []Pair             // in the order of B; the two files come first
	OnlyA, OnlyB []*outline.Element // in the order of their side
	ofA, ofB     map[*outline.Element]Pair
}

// OfA is the pair of an element of side A, and whether it has one.
func (r *Result) OfA(e *outline.Element) (Pair, bool) {
	p, ok := r.ofA[e]
	return p, ok
}

// OfB is the pair of an element of side B, and whether it has one.
func (r *Result) OfB(e *outline.Element) (Pair, bool) {
	p, ok := r.ofB[e]
	return p, ok
}

// Items pairs the folders and requests of two outlines, and these themselves.
// Swapping the sides gives the same pairs.
func Items(a, b *outline.Element) *Result {
	m := matcher{result: &Result{ofA: map[*outline.Element]Pair{}, ofB: map[*outline.Element]Pair{}}}
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

// side are the items of one collection, in order.
type side struct{ requests, folders []*outline.Element }

func sideOf(root *outline.Element) side {
	var s side
	for e := range root.All {
		switch e.Kind {
		case outline.Request:
			s.requests = append(s.requests, e)
		case outline.Folder:
			s.folders = append(s.folders, e)
		}
	}
	return s
}

type matcher struct {
	a, b   side
	result *Result
}

func (m *matcher) pair(a, b *outline.Element, basis Basis, sure Confidence) {
	p := Pair{a, b, basis, sure}
	m.result.ofA[a], m.result.ofB[b] = p, p
}

func (m *matcher) pairedA(e *outline.Element) bool { _, ok := m.result.ofA[e]; return ok }
func (m *matcher) pairedB(e *outline.Element) bool { _, ok := m.result.ofB[e]; return ok }

// requests tries one kind of evidence after the other on all requests.
func (m *matcher) requests() {
	a, b := m.a.requests, m.b.requests
	place := func(e *outline.Element) string { return e.Identity.Place }
	written := func(e *outline.Element) string { return e.Identity.Written }
	address := func(e *outline.Element) string { return e.Identity.Address }
	route := func(e *outline.Element) string { return e.Identity.Route }
	name := func(e *outline.Element) string { return e.Identity.Name }
	content := func(e *outline.Element) string { return e.Identity.Content }

	m.byID(a, b, Certain, agree)
	m.inOrder(a, b, all(place, content), Place, Certain)
	m.inOrder(a, b, all(place, written), Place, Certain)
	m.inOrder(a, b, all(place, address), Place, Certain)
	m.unique(a, b, all(name, content), Content, Certain)
	m.unique(a, b, all(written, name), Address, Certain)
	m.unique(a, b, all(address, name), Address, Certain)
	m.unique(a, b, written, Address, Likely, oneCall)
	m.unique(a, b, address, Address, Likely, oneCall)
	m.unique(a, b, all(route, name), Address, Likely)
	m.unique(a, b, route, Address, Likely, oneCall)
	m.inOrder(a, b, all(place), Place, Likely)
	m.unique(a, b, content, Content, Likely)
	m.byID(a, b, Likely)
	for _, k := range []key{written, address, route} {
		m.unique(a, b, k, Address, Guess)
	}
}

// folders pairs folders by what they are called and what they hold.
func (m *matcher) folders() {
	a, b := m.a.folders, m.b.folders
	m.byID(a, b, Certain, m.agreeAsFolders)
	m.inOrder(a, b, func(e *outline.Element) string { return e.Identity.Place }, Place, Certain)
	m.unique(a, b, func(e *outline.Element) string {
		if len(e.Items) == 0 {
			return "" // all empty folders are alike
		}
		return e.Identity.Content
	}, Content, Certain)
	m.byItems()
	m.byID(a, b, Likely)
	m.unique(a, b, func(e *outline.Element) string { return e.Identity.Name }, Name, Guess)
}

// key is a piece of evidence; "" is none.
type key func(*outline.Element) string

// all is evidence that consists of several pieces, all of which must be there.
func all(parts ...key) key {
	return func(e *outline.Element) string {
		if len(parts) == 1 {
			return parts[0](e)
		}
		var b strings.Builder
		for _, part := range parts {
			text := part(e)
			if text == "" {
				return ""
			}
			b.WriteString(text)
			b.WriteByte(0)
		}
		return b.String()
	}
}

// condition is what must hold of two elements beside the evidence.
type condition func(a, b *outline.Element) bool

// byID pairs by an id that only one element of each side has. Some exporters
// number elements through: an id alone tells less than names and addresses do.
func (m *matcher) byID(a, b []*outline.Element, sure Confidence, conditions ...condition) {
	m.unique(a, b, func(e *outline.Element) string { return e.Identity.ID }, ID, sure, conditions...)
}

// unique pairs by evidence that only one element of each side has, those
// counted that are paired already: what many share tells none of them.
func (m *matcher) unique(a, b []*outline.Element, k key, basis Basis, sure Confidence, conditions ...condition) {
	m.meet(a, b, k, func(a, b []*outline.Element) {
		if len(a) != 1 || len(b) != 1 || m.pairedA(a[0]) || m.pairedB(b[0]) {
			return
		}
		for _, holds := range conditions {
			if !holds(a[0], b[0]) {
				return
			}
		}
		m.pair(a[0], b[0], basis, sure)
	})
}

// inOrder pairs by evidence that as many elements of one side have as of the
// other, the first with the first and so on.
func (m *matcher) inOrder(a, b []*outline.Element, k key, basis Basis, sure Confidence) {
	m.meet(a, b, k, func(a, b []*outline.Element) {
		a, b = slices.DeleteFunc(a, m.pairedA), slices.DeleteFunc(b, m.pairedB)
		if len(a) != len(b) {
			return
		}
		for i := range a {
			m.pair(a[i], b[i], basis, sure)
		}
	})
}

// meet brings together the elements of both sides with the same evidence, in
// the order of side B.
func (m *matcher) meet(a, b []*outline.Element, k key, decide func(a, b []*outline.Element)) {
	if !slices.ContainsFunc(a, func(e *outline.Element) bool { return !m.pairedA(e) }) {
		return
	}
	groups := map[string][]*outline.Element{}
	for _, e := range a {
		if text := k(e); text != "" {
			groups[text] = append(groups[text], e)
		}
	}
	others := map[string][]*outline.Element{}
	var order []string
	for _, e := range b {
		text := k(e)
		if _, ok := groups[text]; !ok || text == "" {
			continue
		}
		if len(others[text]) == 0 {
			order = append(order, text)
		}
		others[text] = append(others[text], e)
	}
	for _, text := range order {
		decide(groups[text], others[text])
	}
}
