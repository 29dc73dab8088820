package merge

import (
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// same reports whether two elements have equal content, apart from their place and
// the items in them.
func same(a, b *normalize.Element) bool {
	if a == nil || b == nil {
		return blank(a) && blank(b)
	}
	if sameOwn(a, b) {
		return true
	}
	a.Open()
	b.Open()
	for _, name := range fieldNames(a, b) {
		if !equal(a.Value(name), b.Value(name)) {
			return false
		}
	}
	if !same(a.Auth, b.Auth) {
		return false
	}
	for _, name := range listNames(a, b) {
		if !sameList(a.List(name).Elements, b.List(name).Elements) {
			return false
		}
	}
	return true
}

// sameOwn reports whether two items have equal hashes of their own content.
func sameOwn(a, b *normalize.Element) bool {
	return a != nil && b != nil && a.Identity.Own != "" && a.Identity.Own == b.Identity.Own
}

func sameList(a, b []*normalize.Element) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	l := match.Elements(a, b)
	for _, e := range append(l.OnlyA, l.OnlyB...) {
		if !e.IsBlank() {
			return false
		}
	}
	for _, p := range l.Pairs {
		if !same(p.A, p.B) {
			return false
		}
	}
	return true
}

func blank(e *normalize.Element) bool { return e == nil || e.IsBlank() }

// equal reports whether two normalized values are equal. Unknown equals nothing.
func equal(a, b string) bool { return a == b && a != unknown }

// fieldNames returns the names of the fields that any of the elements has, noise
// left out, in alphabetical order.
func fieldNames(elements ...*normalize.Element) []string {
	var all []string
	for _, e := range elements {
		if e == nil {
			continue
		}
		for _, f := range e.Fields {
			if !f.Noise {
				all = append(all, f.Name)
			}
		}
	}
	return sorted(all)
}

// listNames returns the names of the lists that any of the elements has.
func listNames(elements ...*normalize.Element) []string {
	var all []string
	for _, e := range elements {
		if e == nil {
			continue
		}
		for _, l := range e.Lists {
			all = append(all, l.Name)
		}
	}
	return sorted(all)
}
