package validate

import (
	"cmp"
	"iter"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// UnknownField is a member that a schema does not name, in an object whose members it
// does name.
type UnknownField struct {
	Key    jsontree.Node
	Holder string   // the kind of object, such as "a request"
	Known  []string // the names that the schema knows there
}

// UnknownFields yields the members in a document that the schema does not name, in the
// order of the text. If the schema allows several kinds of object in a place, the names
// of all of them are known.
func (s *Schema) UnknownFields(d *jsontree.Document) iter.Seq[UnknownField] {
	return func(yield func(UnknownField) bool) {
		s.namesOnce.Do(func() {
			s.names = fieldTable{}
			s.names.reach(s.root, map[*rule]bool{})
		})
		w := fieldWalker{names: s.names, yield: yield}
		w.walk(d.Root(), w.spot([]*rule{s.root}))
	}
}

type fieldWalker struct {
	names fieldTable
	yield func(UnknownField) bool
	done  bool
}

// spot is what some rules together say of a value.
type spot struct {
	rules   []*rule
	closed  bool             // there are members that no rule names
	items   *spot            // nil until a list is there
	members map[string]*spot // those that were there
}

func (w *fieldWalker) spot(rules []*rule) *spot {
	s := &spot{rules: rules}
	for _, r := range rules {
		f := w.names[r]
		if f.open {
			s.closed = false
			break
		}
		s.closed = s.closed || len(f.names) > 0
	}
	return s
}

// fieldTable has the fields of every rule that applies to some value.
type fieldTable map[*rule]*fields

// fields are the members that a rule and its parts name.
type fields struct {
	title  string
	names  []string
	byName map[string][]*rule
	open   bool // other members are allowed
	items  []*rule
}

func (w *fieldWalker) walk(n jsontree.Node, s *spot) {
	if w.done || len(s.rules) == 0 {
		return
	}
	switch n.Kind() {
	case jsontree.Array:
		if s.items == nil {
			s.items = w.spot(together(s.rules, func(r *rule) []*rule { return w.names[r].items }))
		}
		for e := range n.Elements() {
			w.walk(e, s.items)
		}
	case jsontree.Object:
		w.object(n, s)
	}
}

func (w *fieldWalker) object(n jsontree.Node, s *spot) {
	for key, value := range n.Members() {
		if next := w.member(s, key.Text()); next != nil {
			w.walk(value, next)
		} else if s.closed && !w.done {
			w.done = !w.yield(w.unknown(key, s.rules))
		}
	}
}

// member returns the spot of a member; nil if no rule names it.
func (w *fieldWalker) member(s *spot, name string) *spot {
	if next := s.members[name]; next != nil {
		return next
	}
	rules := together(s.rules, func(r *rule) []*rule { return w.names[r].byName[name] })
	if len(rules) == 0 {
		return nil
	}
	if s.members == nil {
		s.members = map[string]*spot{}
	}
	next := w.spot(rules)
	s.members[name] = next
	return next
}

// together returns what some rules lead to. Most places have one rule.
func together(rules []*rule, next func(*rule) []*rule) []*rule {
	if len(rules) == 1 {
		return next(rules[0])
	}
	var all []*rule
	for _, r := range rules {
		all = append(all, next(r)...)
	}
	return all
}

func (w *fieldWalker) unknown(key jsontree.Node, rules []*rule) UnknownField {
	u := UnknownField{Key: key}
	for _, r := range rules {
		f := w.names[r]
		if len(f.names) > 0 && u.Holder == "" {
			u.Holder = a(cmp.Or(f.title, "object"))
		}
		u.Known = append(u.Known, f.names...)
	}
	return u
}

// reach adds a rule and the rules of its members and items.
func (t fieldTable) reach(r *rule, seen map[*rule]bool) {
	if seen[r] {
		return
	}
	seen[r] = true
	f := t.add(r)
	for _, name := range f.names {
		for _, next := range f.byName[name] {
			t.reach(next, seen)
		}
	}
	for _, next := range f.items {
		t.reach(next, seen)
	}
}

// add collects the names in a rule and its branches.
func (t fieldTable) add(r *rule) *fields {
	if f, ok := t[r]; ok {
		return f
	}
	f := &fields{title: r.title, byName: map[string][]*rule{}, open: r.additional != nil}
	t[r] = f
	for _, p := range r.properties {
		f.names = append(f.names, p.name)
		f.byName[p.name] = append(f.byName[p.name], p.rule)
	}
	if r.items != nil {
		f.items = append(f.items, r.items)
	}
	for _, branch := range slices.Concat(r.allOf, r.anyOf, r.oneOf) {
		part := t.add(branch)
		f.open = f.open || part.open
		f.items = append(f.items, part.items...)
		for _, name := range part.names {
			if len(f.byName[name]) == 0 {
				f.names = append(f.names, name)
			}
			f.byName[name] = append(f.byName[name], part.byName[name]...)
		}
		if f.title == "" || len(r.properties) == 0 && len(part.names) > 0 && len(f.names) == len(part.names) {
			f.title = part.title
		}
	}
	return f
}
