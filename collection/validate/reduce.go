//go:build !js

package validate

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
)

// reducer makes a smaller value with the same verdict as a document: a list has each of
// its elements once, and elements that differ only in scalars that the schema does not
// tell apart are the same. A thousand requests have a few dozen forms, and gojsonschema
// takes long for each.
type reducer struct {
	distinctions
	values []any             // the different values in the document
	ids    map[string]uint32 // the index in values by what the value consists of
	key    []byte            // the key of ids for the value that is read, after those around it
}

// reduced returns the reduced value of a document.
func (d distinctions) reduced(doc *jsontree.Document) any {
	r := reducer{distinctions: d, ids: map[string]uint32{}}
	return r.values[r.id(doc.Root(), "")]
}

// id returns the index of a value, which is that of the member with this name or in its
// list.
func (r *reducer) id(n jsontree.Node, name string) uint32 {
	start := len(r.key)
	switch n.Kind() {
	case jsontree.Object:
		r.key = append(r.key, '{')
		for key, value := range n.Members() {
			id := r.id(value, key.Text())
			r.key = binary.LittleEndian.AppendUint32(append(r.key, key.Raw()...), id)
		}
	case jsontree.Array:
		var ids []uint32
		for e := range n.Elements() {
			ids = append(ids, r.id(e, name))
		}
		slices.Sort(ids)
		r.key = append(r.key, '[')
		for _, id := range slices.Compact(ids) {
			r.key = binary.LittleEndian.AppendUint32(r.key, id)
		}
	default:
		r.key = r.byName[name].appendForm(r.key, n)
	}
	key := r.key[start:]
	id, ok := r.ids[string(key)]
	if !ok {
		id = uint32(len(r.values))
		r.ids[string(key)] = id
		r.values = append(r.values, r.value(n, key[1:]))
	}
	r.key = r.key[:start]
	return id
}

// value returns a value with what is in it reduced: the rest of its key, in parts, has the
// indices of that.
func (r *reducer) value(n jsontree.Node, parts []byte) any {
	next := func(named int) any {
		id := binary.LittleEndian.Uint32(parts[named:])
		parts = parts[named+4:]
		return r.values[id]
	}
	switch n.Kind() {
	case jsontree.Object:
		object := make(map[string]any, n.Len())
		for key := range n.Members() {
			object[key.Text()] = next(len(key.Raw()))
		}
		return object
	case jsontree.Array:
		list := make([]any, 0, len(parts)/4)
		for len(parts) > 0 {
			list = append(list, next(0))
		}
		return list
	}
	return decoded(n)
}

// distinctions is what a schema tells apart.
type distinctions struct {
	complete bool // whether the schema has no keyword that looks at more
	byName   map[string]*scalars
}

// scalars is what a schema tells apart in the scalars that are a member with a certain
// name, or in a list there.
type scalars struct {
	literals []literal // the values in enum and const
	lengths  []int     // in code points, from which on the verdict may change
	minimum  bool      // whether it compares numbers
}

// distinctionsOf returns the distinctions of a compiled schema.
func distinctionsOf(s *Schema) distinctions {
	d := distinctions{complete: s.unsupported == "", byName: map[string]*scalars{}}
	type place struct {
		rule *rule
		name string
	}
	seen := map[place]bool{}
	var add func(name string, rules ...*rule)
	add = func(name string, rules ...*rule) {
		for _, r := range rules {
			if r == nil || seen[place{r, name}] {
				continue
			}
			seen[place{r, name}] = true
			d.add(name, r)
			for _, p := range r.properties {
				add(p.name, p.rule)
			}
			add(name, r.items)
			add(name, r.oneOf...)
			add(name, r.anyOf...)
			add(name, r.allOf...)
		}
	}
	add("", s.root)
	return d
}

// add adds what a rule for members with a name tells apart.
func (d *distinctions) add(name string, r *rule) {
	if r.pattern != nil || r.minItems > 1 || r.additional != nil {
		d.complete = false
	}
	s := d.byName[name]
	if s == nil {
		s = &scalars{}
		d.byName[name] = s
	}
	s.literals = append(s.literals, r.enum...)
	s.minimum = s.minimum || r.minimum != nil
	for _, length := range []int{r.minLength, r.maxLength + 1} {
		if length > 0 {
			s.lengths = append(s.lengths, length)
		}
	}
}

// appendForm appends what is told apart in a scalar: at least its kind, and nothing more
// where s is nil.
func (s *scalars) appendForm(key []byte, n jsontree.Node) []byte {
	kind := n.Kind()
	switch {
	case kind == jsontree.Bool, kind == jsontree.Null,
		s != nil && slices.ContainsFunc(s.literals, func(l literal) bool { return l.kind == kind }),
		kind == jsontree.Number && (s != nil && s.minimum || strings.ContainsAny(n.Raw(), ".eE")):
		return append(key, n.Raw()...)
	case kind == jsontree.Number:
		return append(key, '0')
	}
	key = append(key, '"')
	if s == nil || len(s.lengths) == 0 {
		return key
	}
	length := utf8.RuneCountInString(n.Text())
	for _, limit := range s.lengths {
		if length < limit {
			key = append(key, '-')
		}
		key = strconv.AppendInt(append(key, ' '), int64(limit), 10)
	}
	return key
}
