package match

import (
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/normalize"
)

// Lists holds the pairs of two lists of one kind, such as the headers of a request
// on both sides, and the elements that have no partner.
type Lists struct {
	Pairs        []Pair               // in the order of B
	OnlyA, OnlyB []*normalize.Element // in the order of their side
}

// Elements pairs the elements of two lists of one kind: by name or key and ID, by a
// name or key that is unique, or by name or key and content; then by ID, which some
// exporters only number 1, 2, 3. Elements with the same name are paired in order.
func Elements(a, b []*normalize.Element) Lists {
	m := listMatcher{ofB: map[*normalize.Element]Pair{}, usedA: map[*normalize.Element]bool{}}
	id := func(e *normalize.Element) string { return e.Identity.ID }
	m.pass(a, b, all(id, label), ID, true)
	m.pass(a, b, all(label), Name, true)
	m.pass(a, b, all(whole), Name, false)
	m.pass(a, b, all(id), ID, true)
	m.pass(a, b, all(label), Name, false)
	var l Lists
	for _, e := range a {
		if !m.usedA[e] {
			l.OnlyA = append(l.OnlyA, e)
		}
	}
	for _, e := range b {
		if p, ok := m.ofB[e]; ok {
			l.Pairs = append(l.Pairs, p)
		} else {
			l.OnlyB = append(l.OnlyB, e)
		}
	}
	return l
}

type listMatcher struct {
	ofB   map[*normalize.Element]Pair
	usedA map[*normalize.Element]bool
}

func (m *listMatcher) pass(a, b []*normalize.Element, k key, basis Basis, unique bool) {
	if len(m.usedA) == len(a) || len(m.ofB) == len(b) {
		return
	}
	var buffer []byte
	groups := map[string][]*normalize.Element{}
	for _, e := range a {
		if buffer = k.of(buffer[:0], e); !m.usedA[e] && (len(buffer) > 0 || basis == Name) {
			groups[string(buffer)] = append(groups[string(buffer)], e)
		}
	}
	inB := map[string]int{}
	if unique {
		for _, e := range b {
			buffer = k.of(buffer[:0], e)
			inB[string(buffer)]++
		}
	}
	for _, e := range b {
		buffer = k.of(buffer[:0], e)
		group := groups[string(buffer)]
		if _, paired := m.ofB[e]; paired || len(group) == 0 || unique && (len(group) > 1 || inB[string(buffer)] > 1) {
			continue
		}
		groups[string(buffer)] = group[1:]
		m.ofB[e] = Pair{group[0], e, basis, Certain}
		m.usedA[group[0]] = true
	}
}

// label returns an element's name or key, lowercase for headers.
func label(e *normalize.Element) string {
	if e.Kind == normalize.Header {
		return strings.ToLower(e.Identity.Name)
	}
	return e.Identity.Name
}

// whole returns the content of an element without its ID.
func whole(e *normalize.Element) string {
	var b strings.Builder
	part := func(text string) {
		b.WriteString(strconv.Itoa(len(text)))
		b.WriteByte(':')
		b.WriteString(text)
	}
	part(label(e))
	for _, f := range e.Fields {
		if f.Value != "" && !f.Noise {
			part(f.Name)
			part(f.Value)
		}
	}
	return b.String()
}

// InOrder reports for each of n elements whether it kept its order: it finds the
// largest set of elements that have the same order on both sides, and the others
// were moved. at returns the index of the partner of element i, or -1 if it has
// none.
func InOrder(n int, at func(i int) int) []bool {
	var tails []int // the last element of the best run of each length
	before := make([]int, n)
	for i := range n {
		before[i] = -1
		place := at(i)
		if place < 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(tails, place, func(j, place int) int { return at(j) - place })
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	kept := make([]bool, n)
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			kept[i] = true
		}
	}
	return kept
}
