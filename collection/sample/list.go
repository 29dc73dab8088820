package sample

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// list returns a list of few items; nil for a list within other values that lacks
// required items.
func (m *maker) list(name string, s *api.Schema, depth int) *api.Value {
	v := &api.Value{Kind: api.List}
	need := 0
	if s.MinItems != nil && *s.MinItems <= maxValues {
		need = *s.MinItems
	}
	want := max(need, len(s.Prefix))
	if want == 0 && s.Items != nil && depth < maxDepth {
		want = 1
	}
	if s.MaxItems != nil {
		want = min(want, *s.MaxItems)
	}
	seen := map[string]bool{}
	for i := range want {
		of := s.Items
		if i < len(s.Prefix) {
			of = s.Prefix[i]
		}
		if i >= need && of != nil && m.isOpen(of) {
			break
		}
		misfits := m.misfits
		item := m.value(name, of, depth+1)
		if i >= need && m.misfits > misfits {
			m.misfits = misfits
			break
		}
		if s.UniqueItems {
			item = m.unlike(seen, item, of)
		}
		if item == nil {
			break
		}
		v.Items = append(v.Items, item)
	}
	if len(v.Items) < need && depth > 0 {
		return nil
	}
	return v
}

// unlike returns a value of a schema that is not in seen, and adds it: the value that
// was made, or one that differs a little from it; nil if there is none.
func (m *maker) unlike(seen map[string]bool, made *api.Value, s *api.Schema) *api.Value {
	v := made
	for i := 0; v != nil && seen[v.JSON("")]; i++ {
		if v = varied(made, s, i); v != nil && !m.allows(v, s) {
			v = made
		}
		if i > len(seen)+maxTried {
			return nil
		}
	}
	if v != nil {
		seen[v.JSON("")] = true
	}
	return v
}

// varied returns a value that differs from another, differently for each i.
func varied(v *api.Value, s *api.Schema, i int) *api.Value {
	var flat api.Schema
	if s != nil {
		flat = *Flat(s)
	}
	if len(flat.Enum) > 0 {
		if i < len(flat.Enum) {
			return flat.Enum[i]
		}
		return nil
	}
	switch v.Kind {
	case api.Bool:
		return &api.Value{Kind: api.Bool, Text: strconv.FormatBool(i%2 == 0)}
	case api.Number:
		return steps(v, &flat, i)
	case api.String:
		return api.TextValue(variedText(v.Text, &flat, i))
	case api.Object:
		// A copy with another value in the first member that has one.
		for n, member := range v.Members {
			var of *api.Schema
			for _, p := range flat.Properties {
				if p.Name == member.Name {
					of = p.Schema
				}
			}
			if other := varied(member.Value, of, i); other != nil {
				members := append([]api.Member{}, v.Members...)
				members[n].Value = other
				return &api.Value{Kind: api.Object, Members: members}
			}
		}
	case api.List:
		if len(v.Items) > 0 {
			if other := varied(v.Items[0], flat.Items, i); other != nil {
				return &api.Value{Kind: api.List, Items: append([]*api.Value{other}, v.Items[1:]...)}
			}
		}
	}
	return nil
}

// variedText returns a text with a number in it, if its format has room for one.
func variedText(s string, of *api.Schema, i int) string {
	number := strconv.Itoa(i + 2)
	switch strings.ToLower(of.Format) {
	case "date", "date-time":
		return fmt.Sprintf("%d", 2000+i) + s[min(len(s), 4):]
	case "uuid":
		return s[:max(len(s)-12, 0)] + fmt.Sprintf("%012d", i+2)
	case "email", "idn-email", "hostname", "idn-hostname":
		return "a" + number + "." + s
	case "ipv4":
		return "192.0.2." + number
	}
	characters := []rune(s)
	if of.MaxLength != nil && len(characters)+len(number) > *of.MaxLength {
		characters = characters[:max(*of.MaxLength-len(number), 0)]
	}
	return string(characters) + number
}
