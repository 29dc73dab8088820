package normalize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// data returns a value in a spelling that all spellings of it share: keys in
// alphabetical order, no whitespace, numbers as Go writes them.
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

// number spells a number that a float64 holds exactly enough to tell it from
// its neighbours as that; others stay as they are.
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

// blank returns data where null and what is empty say nothing.
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

// present returns data where null, but nothing else, says nothing.
func present(n jsontree.Node) string {
	if n.Kind() == jsontree.Null {
		return ""
	}
	return data(n)
}

// flag returns data where false, the default, says nothing.
func flag(n jsontree.Node) string {
	if n.Kind() == jsontree.Bool && !n.True() {
		return ""
	}
	return blank(n)
}

// on returns data where true, the default, says nothing.
func on(n jsontree.Node) string {
	if n.True() {
		return ""
	}
	return data(n)
}

// except returns data where the defaults say nothing.
func except(defaults ...string) func(jsontree.Node) string {
	return func(n jsontree.Node) string {
		if slices.ContainsFunc(defaults, n.Is) {
			return ""
		}
		return blank(n)
	}
}

// method returns an HTTP method; GET where the file leaves it out.
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
// alphabetical order, separated as the text is. Servers do not take every
// separator.
func scopes(text string) string {
	list := collection.ScopeNames(text)
	slices.Sort(list)
	return collection.JoinScopes(slices.Compact(list), collection.ScopeSeparator(text))
}
