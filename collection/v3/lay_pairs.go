package v3

import (
	"iter"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// pair is an entry of a list such as headers.
type pair struct {
	key         string
	value       *yamltree.Node
	description string
	disabled    bool
}

// plain reports whether the entry can be a member of a map.
func (p pair) plain() bool {
	return p.value.Kind == yamltree.String && p.description == "" && !p.disabled
}

// spell returns entries as Postman writes them: as a map if all are plain and have
// different keys, or else as a list; nil if there are none.
func spell(all []pair) *yamltree.Node {
	if len(all) == 0 {
		return nil
	}
	seen := map[string]bool{}
	m := newMembers()
	for _, p := range all {
		if !p.plain() || seen[p.key] {
			return listed(all)
		}
		seen[p.key] = true
		m.set(p.key, p.value)
	}
	return m.node
}

func listed(all []pair) *yamltree.Node {
	made := &yamltree.Node{Kind: yamltree.Sequence}
	for _, p := range all {
		m := newMembers()
		m.set("key", text(p.key))
		m.set("value", p.value)
		if p.disabled {
			m.set("disabled", boolean(true))
		}
		m.setText("description", p.description)
		made.Items = append(made.Items, m.node)
	}
	return made
}

// pairOf defines what is allowed in an entry of a list.
type pairOf struct {
	null bool // whether the value may be missing
	id   bool // whether the entry may have an id instead of a key
}

// pair returns an entry of a list.
func (l *layer) pair(n jsontree.Node, key string, value jsontree.Node, may pairOf) pair {
	known := []string{"key", "value", "description", "disabled"}
	if may.id && !n.Get("key").Exists() {
		known = append(known, "id")
	}
	l.rest(n, known...)
	return pair{key, l.value(value, may.null), l.description(n), n.Get("disabled").True()}
}

// value returns the value of an entry, which is a string in v3.
func (l *layer) value(n jsontree.Node, null bool) *yamltree.Node {
	switch {
	case isNull(n) && null:
		return &yamltree.Node{Kind: yamltree.Null, Text: "null"}
	case isNull(n):
		return text("")
	case n.Kind() == jsontree.String:
		return text(n.Text())
	}
	l.lose(n, "v3 has texts as values: the "+n.Kind().String()+" becomes one")
	return text(n.Raw())
}

// parameters returns the entries of headers or of a query.
func (l *layer) parameters(all iter.Seq[collection.Parameter], may pairOf) *yamltree.Node {
	var made []pair
	for p := range all {
		switch {
		case p.InText():
			value := text(p.ValueText())
			if may.null && !p.HasValue() {
				value = &yamltree.Node{Kind: yamltree.Null, Text: "null"}
			}
			made = append(made, pair{key: p.Key(), value: value})
		case p.Node.Kind() != jsontree.Object:
			l.lose(p.Node, "it is not an entry of a list")
		default:
			made = append(made, l.pair(p.Node, p.Key(), p.Value(), may))
		}
	}
	return spell(made)
}
