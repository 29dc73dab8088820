package normalize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// data returns a value in a normal form: keys in alphabetical order, no whitespace,
// numbers as Go writes them.
func data(n jsontree.Node) string {
	switch n.Kind() {
	case jsontree.Absent:
		return ""
	case jsontree.Null, jsontree.Bool:
		return n.Raw()
	}
	var b strings.Builder
	spell(&b, n)
	return b.String()
}

func spell(b *strings.Builder, n jsontree.Node) {
	switch n.Kind() {
	case jsontree.String:
		b.WriteString(jsontree.Quote(n.Text()))
	case jsontree.Number:
		b.WriteString(number(n.Raw()))
	case jsontree.Array:
		b.WriteByte('[')
		first := true
		for e := range n.Elements() {
			if !first {
				b.WriteByte(',')
			}
			first = false
			spell(b, e)
		}
		b.WriteByte(']')
	case jsontree.Object:
		spellObject(b, n)
	default:
		b.WriteString(n.Raw())
	}
}

func spellObject(b *strings.Builder, n jsontree.Node) {
	inside := map[string]jsontree.Node{}
	var keys []string
	for name, value := range members(n) {
		keys = append(keys, name)
		inside[name] = value
	}
	slices.Sort(keys)
	b.WriteByte('{')
	for i, key := range keys {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(jsontree.Quote(key))
		b.WriteByte(':')
		spell(b, inside[key])
	}
	b.WriteByte('}')
}

// number returns a number as Go writes it. A long number, which a float64 may not hold
// exactly, stays as it is.
func number(raw string) string {
	if len(raw) > 15 {
		return raw
	}
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	return strconv.FormatFloat(value, 'g', -1, 64)
}

// blank is like data, but returns "" for null and empty values.
func blank(n jsontree.Node) string {
	switch n.Kind() {
	case jsontree.Null:
		return ""
	case jsontree.String:
		if n.Is("") {
			return ""
		}
	case jsontree.Array, jsontree.Object:
		if n.Len() == 0 {
			return ""
		}
	}
	return data(n)
}

// present is like data, but returns "" for null.
func present(n jsontree.Node) string {
	if n.Kind() == jsontree.Null {
		return ""
	}
	return data(n)
}

// flag is like blank, but returns "" for false, the default.
func flag(n jsontree.Node) string {
	if n.Kind() == jsontree.Bool && !n.True() {
		return ""
	}
	return blank(n)
}

// on is like data, but returns "" for true, the default.
func on(n jsontree.Node) string {
	if n.True() {
		return ""
	}
	return data(n)
}

// except returns a function like blank that returns "" for the defaults.
func except(defaults ...string) func(jsontree.Node) string {
	return func(n jsontree.Node) string {
		if slices.ContainsFunc(defaults, n.Is) {
			return ""
		}
		return blank(n)
	}
}

// method returns an HTTP method, and "" for GET, the default.
func method(n jsontree.Node) string {
	if n.Is("GET") {
		return ""
	}
	return blank(n)
}

// version returns the version of the format in a schema's URL.
func version(n jsontree.Node) string {
	for part := range strings.SplitSeq(n.Text(), "/") {
		if len(part) > 1 && part[0] == 'v' && part[1] >= '0' && part[1] <= '9' {
			return part
		}
	}
	return blank(n)
}

// scopes returns the meaning of the text of a scope attribute: each scope once, in
// alphabetical order, with the text's separator, since servers do not accept every
// separator.
func scopes(text string) string {
	list := collection.ScopeNames(text)
	slices.Sort(list)
	return collection.JoinScopes(slices.Compact(list), collection.ScopeSeparator(text))
}
