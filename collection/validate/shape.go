package validate

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// Shape is a simple part of what a schema says of a value: enough to tell of most values,
// in any format, that they conform and have no unknown field. What does not fit the shape
// may conform to the schema.
type Shape struct {
	kinds kindSet
	words []string // the only strings; nil if there is no such limit

	members  map[string]*Shape
	required []string
	others   *Shape // what other members are; nil if there may be none
	items    *Shape
	branches []branch // the value must conform to exactly one of them
	unknown  bool     // no value fits for certain, because the schema says more
}

// branch is one of several kinds of values, and what tells it from the others.
type branch struct {
	*Shape
	fixed []fixed
}

// fixed is a member that has one text only.
type fixed struct{ member, text string }

// Value is a value in any format.
type Value interface {
	// Kind returns the value's type in JSON. It is Number for integers only, and Absent for
	// what fits nowhere.
	Kind() jsontree.Kind
	Text() string // of a string
	Len() int     // of an object or a list
	Member(i int) (key string, value Value)
	Element(i int) Value
}

// anything returns the shape of what no rule speaks of.
func anything() *Shape {
	s := &Shape{kinds: anyKind}
	s.items, s.others = s, s
	return s
}

// Shape returns the shape of the schema.
func (s *Schema) Shape() *Shape {
	s.shapeOnce.Do(func() {
		s.shape = &Shape{unknown: true}
		if s.unsupported == "" {
			s.shape = shaper{}.of(s.root, false)
		}
	})
	return s.shape
}

// shaper has the shapes of rules that are made, apart for those that are in a branch.
type shaper map[shaped]*Shape

type shaped struct {
	rule     *rule
	inBranch bool
}

// of returns the shape of a rule. In a branch, a field may be unknown because another
// branch names those that are known.
func (made shaper) of(r *rule, inBranch bool) *Shape {
	key := shaped{r, inBranch}
	if made[key] == nil {
		made[key] = new(Shape)
		*made[key] = made.shape(r, inBranch)
	}
	return made[key]
}

func (made shaper) shape(r *rule, inBranch bool) Shape {
	limited := r.minimum != nil || r.maxLength >= 0 || r.minLength > 0 || r.minItems > 0 || r.minProperties > 0 || r.pattern != nil
	mixed := r.oneOf != nil && (r.properties != nil || r.additional != nil || r.items != nil || r.enum != nil || r.closed)
	if limited || mixed || r.anyOf != nil || r.allOf != nil {
		return Shape{unknown: true}
	}
	s := Shape{kinds: r.kinds, required: r.required}
	for _, allowed := range r.enum {
		if allowed.kind != jsontree.String {
			return Shape{unknown: true}
		}
		s.words = append(s.words, allowed.text)
	}
	if s.words != nil {
		s.kinds &= 1 << jsontree.String
	}
	if r.items != nil {
		s.items = made.of(r.items, inBranch)
	} else {
		s.items = anything()
	}
	switch {
	case r.additional != nil:
		s.others = made.of(r.additional, inBranch)
	case r.properties == nil && !r.closed && !inBranch:
		s.others = anything()
	}
	s.members = make(map[string]*Shape, len(r.properties))
	for _, p := range r.properties {
		s.members[p.name] = made.of(p.rule, inBranch)
	}
	names := false // whether a branch names fields
	for _, one := range r.oneOf {
		names = names || len(one.properties) > 0 || one.oneOf != nil
	}
	for _, one := range r.oneOf {
		s.branches = append(s.branches, branch{made.of(one, inBranch || names), fixedIn(one)})
	}
	return s
}

// fixedIn returns the members that have one text only according to a rule.
func fixedIn(r *rule) []fixed {
	var all []fixed
	for _, p := range r.properties {
		if p.rule.fixed && p.rule.enum[0].kind == jsontree.String {
			all = append(all, fixed{p.name, p.rule.enum[0].text})
		}
	}
	return all
}

// Fits reports whether a value certainly conforms, and certainly has no unknown field.
func (s *Shape) Fits(v Value) bool {
	kind := v.Kind()
	if kind == jsontree.Absent || !s.allows(kind) {
		return false
	}
	for _, name := range s.required {
		if memberOf(v, name) == nil {
			return false
		}
	}
	if s.branches != nil {
		b := s.branchOf(v)
		return b != nil && b.Fits(v)
	}
	switch kind {
	case jsontree.String:
		return s.words == nil || slices.Contains(s.words, v.Text())
	case jsontree.Array:
		for i := range v.Len() {
			if !s.items.Fits(v.Element(i)) {
				return false
			}
		}
	case jsontree.Object:
		for i := range v.Len() {
			name, value := v.Member(i)
			m := s.members[name]
			if m == nil {
				m = s.others
			}
			if m == nil || !m.Fits(value) {
				return false
			}
		}
	}
	return true
}

// allows reports whether a value may be of a kind; a number is then an integer.
func (s *Shape) allows(kind jsontree.Kind) bool {
	return s.kinds.has(kind) || kind == jsontree.Number && s.kinds&integer != 0
}

// memberOf returns a member of an object; nil if it has none, or is none.
func memberOf(v Value, name string) Value {
	if v.Kind() != jsontree.Object {
		return nil
	}
	for i := range v.Len() {
		if key, value := v.Member(i); key == name {
			return value
		}
	}
	return nil
}

// branchOf returns the one branch that a value can be of; nil if there are several.
func (s *Shape) branchOf(v Value) *Shape {
	var found *Shape
	for _, b := range s.branches {
		if !b.maybe(v) {
			continue
		}
		if found != nil {
			return nil
		}
		found = b.Shape
	}
	return found
}

// maybe reports whether a value is possibly of the branch: it has neither another kind,
// nor another text where the branch has only one, and lacks nothing.
func (b branch) maybe(v Value) bool {
	switch {
	case b.Shape.unknown:
		return true
	case !b.allows(v.Kind()):
		return false
	}
	for _, f := range b.fixed {
		if said := memberOf(v, f.member); said != nil && (said.Kind() != jsontree.String || said.Text() != f.text) {
			return false
		}
	}
	for _, name := range b.required {
		if v.Kind() == jsontree.Object && memberOf(v, name) == nil {
			return false
		}
	}
	return true
}
