package outline

import (
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
)

// data returns a value in a spelling that all spellings of it share: keys in
// alphabetical order, no whitespace, numbers as Go writes them.
func data(n collection.Node) string {
	switch n.Kind() {
	case collection.Absent:
		return ""
	case collection.Null, collection.Bool:
		return n.Raw()
	}
	var b strings.Builder
	spell(&b, n)
	return b.String()
}

func spell(b *strings.Builder, n collection.Node) {
	switch n.Kind() {
	case collection.String:
		b.WriteString(collection.Quote(n.Text()))
	case collection.Number:
		b.WriteString(number(n.Raw()))
	case collection.Array:
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
	case collection.Object:
		spellObject(b, n)
	default:
		b.WriteString(n.Raw())
	}
}

func spellObject(b *strings.Builder, n collection.Node) {
	inside := map[string]collection.Node{}
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
		b.WriteString(collection.Quote(key))
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
func blank(n collection.Node) string {
	switch n.Kind() {
	case collection.Null:
		return ""
	case collection.String:
		if n.Is("") {
			return ""
		}
	case collection.Array, collection.Object:
		if n.Len() == 0 {
			return ""
		}
	}
	return data(n)
}

// present returns data where null, but nothing else, says nothing.
func present(n collection.Node) string {
	if n.Kind() == collection.Null {
		return ""
	}
	return data(n)
}

// flag returns data where false, the default, says nothing.
func flag(n collection.Node) string {
	if n.Kind() == collection.Bool && !n.True() {
		return ""
	}
	return blank(n)
}

// on returns data where true, the default, says nothing.
func on(n collection.Node) string {
	if n.True() {
		return ""
	}
	return data(n)
}

// except returns data where the defaults say nothing.
func except(defaults ...string) func(collection.Node) string {
	return func(n collection.Node) string {
		if slices.ContainsFunc(defaults, n.Is) {
			return ""
		}
		return blank(n)
	}
}

// method returns an HTTP method; GET where the file leaves it out.
func method(n collection.Node) string {
	if n.Is("GET") {
		return ""
	}
	return blank(n)
}

// version returns the version of the format in a schema's URL.
func version(n collection.Node) string {
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
