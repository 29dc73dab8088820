// Package mutate makes random edits of collections, as people do, for tests:
// it adds, deletes, renames, moves and reorders requests, and changes their
// content. It uses a JSON tree of its own and none of the code under test.
package mutate

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Value is a mutable JSON value.
type Value struct {
	Kind     jsontree.Kind
	Raw      string // of a scalar
	Members  []Member
	Elements []*Value
}

// Member is a key and value of an object.
type Member struct {
	Key   string
	Value *Value
}

// Parse reads a JSON text. It panics if the text is not valid.
func Parse(text string) *Value {
	d, err := jsontree.Parse(text)
	if err != nil {
		panic(err)
	}
	return read(d.Root())
}

func read(n jsontree.Node) *Value {
	v := &Value{Kind: n.Kind()}
	switch v.Kind {
	case jsontree.Object:
		for key, value := range n.Members() {
			v.Members = append(v.Members, Member{key.Text(), read(value)})
		}
	case jsontree.Array:
		for e := range n.Elements() {
			v.Elements = append(v.Elements, read(e))
		}
	default:
		v.Raw = n.Raw()
	}
	return v
}

// String returns a string value.
func String(text string) *Value {
	return &Value{Kind: jsontree.String, Raw: jsontree.Quote(text)}
}

// Get returns the value under keys; nil if there is none.
func (v *Value) Get(keys ...string) *Value {
	for _, key := range keys {
		if v == nil {
			return nil
		}
		i := slices.IndexFunc(v.Members, func(m Member) bool { return m.Key == key })
		if i < 0 {
			return nil
		}
		v = v.Members[i].Value
	}
	return v
}

// Set sets the value of a key.
func (v *Value) Set(key string, to *Value) {
	if i := slices.IndexFunc(v.Members, func(m Member) bool { return m.Key == key }); i >= 0 {
		v.Members[i].Value = to
		return
	}
	v.Members = append(v.Members, Member{key, to})
}

// Delete removes a key.
func (v *Value) Delete(key string) {
	v.Members = slices.DeleteFunc(v.Members, func(m Member) bool { return m.Key == key })
}

// Text returns the value of a string.
func (v *Value) Text() string {
	if v == nil || v.Kind != jsontree.String {
		return ""
	}
	text, err := strconv.Unquote(v.Raw)
	if err != nil {
		return v.Raw[1 : len(v.Raw)-1]
	}
	return text
}

// Print returns the value as JSON, indented by unit; "" prints it on one
// line.
func (v *Value) Print(unit string) string {
	var b strings.Builder
	v.print(&b, unit, 0)
	if unit != "" {
		b.WriteByte('\n')
	}
	return b.String()
}

func (v *Value) print(b *strings.Builder, unit string, depth int) {
	line := func(depth int) {
		if unit != "" {
			b.WriteString("\n" + strings.Repeat(unit, depth))
		}
	}
	switch v.Kind {
	case jsontree.Object:
		b.WriteByte('{')
		for i, m := range v.Members {
			if i > 0 {
				b.WriteByte(',')
			}
			line(depth + 1)
			b.WriteString(jsontree.Quote(m.Key) + ":")
			if unit != "" {
				b.WriteByte(' ')
			}
			m.Value.print(b, unit, depth+1)
		}
		if len(v.Members) > 0 {
			line(depth)
		}
		b.WriteByte('}')
	case jsontree.Array:
		b.WriteByte('[')
		for i, e := range v.Elements {
			if i > 0 {
				b.WriteByte(',')
			}
			line(depth + 1)
			e.print(b, unit, depth+1)
		}
		if len(v.Elements) > 0 {
			line(depth)
		}
		b.WriteByte(']')
	default:
		b.WriteString(v.Raw)
	}
}

// Clone returns a deep copy.
func (v *Value) Clone() *Value { return Parse(v.Print("")) }

// Shuffle reorders the keys of all objects.
func (v *Value) Shuffle(random *rand.Rand) {
	random.Shuffle(len(v.Members), func(i, j int) { v.Members[i], v.Members[j] = v.Members[j], v.Members[i] })
	for _, m := range v.Members {
		m.Value.Shuffle(random)
	}
	for _, e := range v.Elements {
		e.Shuffle(random)
	}
}

// Reidentify gives all items, examples and scripts new IDs, as an import into
// Postman does.
func (v *Value) Reidentify(random *rand.Rand) {
	fresh := func() *Value {
		return String("00000000-0000-4000-8000-" + strconv.FormatUint(1<<40+random.Uint64()%(1<<40), 16) + "0")
	}
	if v.Get("info") != nil {
		v.Get("info").Set("_postman_id", fresh())
		v.Get("info").Set("_exporter_id", String(strconv.Itoa(random.IntN(1e6))))
	}
	var items func(v *Value)
	items = func(v *Value) {
		for _, list := range []string{"item", "response", "event"} {
			l := v.Get(list)
			if l == nil {
				continue
			}
			for _, e := range l.Elements {
				if e.Kind != jsontree.Object {
					continue
				}
				e.Delete("_postman_id")
				e.Set("id", fresh())
				items(e)
			}
		}
	}
	items(v)
}
