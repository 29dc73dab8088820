package merge

import (
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/outline"
)

// same tells whether two elements say the same themselves, apart from where they
// stand and which items they hold.
func same(a, b *outline.Element) bool {
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

// sameOwn reports whether two items say the same, as far as their sums tell.
func sameOwn(a, b *outline.Element) bool {
	return a != nil && b != nil && a.Identity.Own != "" && a.Identity.Own == b.Identity.Own
}

func sameList(a, b []*outline.Element) bool {
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

func blank(e *outline.Element) bool { return e == nil || e.IsBlank() }

// equal compares what two fields mean. What is unknown equals nothing.
func equal(a, b string) bool { return a == b && a != unknown }

// fieldNames are the names of the fields that any of the elements has, noise
// left out, in alphabetical order.
func fieldNames(elements ...*outline.Element) []string {
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

// listNames are the names of the lists that any of the elements has.
func listNames(elements ...*outline.Element) []string {
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
