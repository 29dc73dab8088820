package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/sample"
)

// alternatives checks a value against the alternatives of a schema: one that fits is
// enough. If none fits, it adds the breaches of the one that was meant, if that is
// clear. It reports whether the rest of the schema should be checked.
func (c *checker) alternatives(n jsontree.Node, s *api.Schema, path string, depth int) bool {
	for _, all := range [][]*api.Schema{s.OneOf, s.AnyOf} {
		if len(all) == 0 || !slices.ContainsFunc(all, func(one *api.Schema) bool { return couldBe(one, s) }) {
			continue
		}
		best, ok := c.meant(n, s, all, path, depth)
		switch {
		case !ok:
			return false
		case best.fits():
			c.found = append(c.found, best.found...)
		case c.tellsNone(n, s, all, path):
			return false
		case best.equals == 0:
			name := ""
			if best.schema.Name != "" && len(all) > 1 {
				name = " (in the form " + best.schema.Name + ")"
			}
			for _, b := range best.found {
				b.Message, b.Kind = b.Message+name, b.Kind+name
				c.found = append(c.found, b)
			}
			return false
		default:
			c.add(n, false, path, fmt.Sprintf("matches none of its %d allowed forms%s", len(all), namesOf(all)))
			return false
		}
	}
	return true
}

// couldBe reports whether an alternative may have a type that its schema allows.
func couldBe(one, s *api.Schema) bool {
	if one == nil || len(s.Types) == 0 {
		return true
	}
	types := sample.Flat(one).Types
	return len(types) == 0 || slices.ContainsFunc(types, func(t string) bool {
		return s.Is(t) || t == "integer" && s.Is("number") || t == "number" && s.Is("integer")
	})
}

// try is an alternative, and how a value breaches it.
type try struct {
	schema *api.Schema
	found  []Breach
	weight int
	equals int // number of others that are as near
}

// fits reports whether servers may accept the value.
func (t try) fits() bool {
	return !slices.ContainsFunc(t.found, func(b Breach) bool { return !b.Mild })
}

// meant returns the alternative that a value is nearest to; false if there are too many
// to check.
func (c *checker) meant(n jsontree.Node, s *api.Schema, all []*api.Schema, path string, depth int) (try, bool) {
	var best try
	told := toldBy(n, s, all)
	said := map[string]bool{s.Discriminator.Property: true}
	for _, p := range s.Properties {
		said[p.Name] = true
	}
	for _, one := range all {
		if told != nil && one != told {
			continue
		}
		inner := checker{Options: c.Options, left: c.left, example: c.example}
		inner.outer, inner.said = n, said
		if told != nil {
			inner.tells = s.Discriminator.Property
		}
		inner.check(n, one, path, depth+1)
		c.left = inner.left
		t := try{schema: one, found: inner.found, weight: weightOf(inner.found, n)}
		switch {
		case c.left < 0:
			return best, false
		case len(t.found) == 0:
			return t, true
		case best.schema == nil || t.fits() && !best.fits():
			best = t
		case best.fits() && !t.fits():
		case t.weight < best.weight, t.weight == best.weight && shared(n, one) > shared(n, best.schema):
			best = t
		case t.weight == best.weight && shared(n, one) == shared(n, best.schema):
			best.equals++
		}
	}
	return best, best.schema != nil
}

// toldBy returns the alternative that the discriminator of a schema selects; nil if it
// selects none.
func toldBy(n jsontree.Node, s *api.Schema, all []*api.Schema) *api.Schema {
	d := s.Discriminator
	value := n.Get(d.Property)
	if d.Property == "" || value.Kind() != jsontree.String {
		return nil
	}
	var told *api.Schema
	for _, one := range all {
		if name, given := d.Values[one]; given && name == value.Text() || !given && one.Name == value.Text() {
			if told != nil {
				return nil
			}
			told = one
		}
	}
	return told
}

// tellsNone adds a breach if an object's discriminator selects none of the alternatives,
// whose names are all known. It reports whether it did.
func (c *checker) tellsNone(n jsontree.Node, s *api.Schema, all []*api.Schema, path string) bool {
	d := s.Discriminator
	value := n.Get(d.Property)
	if d.Property == "" || value.Kind() != jsontree.String || c.Open != nil && c.Open(value) {
		return false
	}
	var names []*api.Value
	for _, one := range all {
		name := d.Values[one]
		if name == "" && one != nil {
			name = one.Name
		}
		if name == "" || name == value.Text() {
			return false
		}
		names = append(names, api.TextValue(name))
	}
	c.add(value, false, strings.TrimPrefix(path+"."+d.Property, "."), oneOf(names))
	return true
}

// shared returns the number of an object's members that a schema names.
func shared(n jsontree.Node, s *api.Schema) int {
	if n.Kind() != jsontree.Object || s == nil {
		return 0
	}
	flat, count := sample.Flat(s), 0
	for key := range n.Members() {
		if flat.Property(key.Text()) != nil {
			count++
		}
	}
	return count
}

// namesOf returns the names of schemas as " (A, B)"; "" if one has no name or there are
// too many.
func namesOf(all []*api.Schema) string {
	var names []string
	for _, s := range all {
		if s == nil || s.Name == "" || len(names) == mostListed {
			return ""
		}
		names = append(names, s.Name)
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// weightOf returns how far a value is from an alternative. One of another type is the
// farthest.
func weightOf(found []Breach, n jsontree.Node) int {
	weight := 0
	for _, b := range found {
		switch {
		case strings.HasPrefix(b.Message, "the required"):
			weight += 3
		case b.At == n:
			weight += 100
		case b.tells:
			weight += 10 // such as a discriminator
		default:
			weight++
		}
	}
	return weight
}
