package sample

import (
	"math"
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection/api"
)

// maxChecks is the number of schemas and allowed values that a value is compared with.
// After that it counts as fitting.
const maxChecks = 20_000

// Fits reports whether a value that a document gives as an example of what is sent
// is one that its schema allows. Properties that are not sent need not be there.
func Fits(v *api.Value, s *api.Schema) bool {
	m := maker{left: maxChecks}
	return m.allows(v, s)
}

// allows reports whether a schema allows a value, as far as this package understands
// schemas.
func (m *maker) allows(v *api.Value, s *api.Schema) bool {
	if m.left--; s == nil || m.left < 0 {
		return true
	}
	s = Flat(s)
	switch {
	case s.Never:
		return false
	case v.Kind == api.Null && s.Nullable:
		return true
	case len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return isOf(v, t) }):
		return false
	case len(s.Enum) > 0 && !m.isAmong(v, s.Enum):
		return false
	case s.Const != nil && !equal(s.Const, v):
		return false
	}
	if len(s.OneOf) > 0 && m.count(v, s.OneOf, 2) != 1 || len(s.AnyOf) > 0 && m.count(v, s.AnyOf, 1) == 0 {
		return false
	}
	for _, further := range s.AllOf { // the alternatives that stay in a flat schema
		if !m.allows(v, further) {
			return false
		}
	}
	switch v.Kind {
	case api.Number:
		return numberFits(v, s)
	case api.String:
		return textFits(v.Text, s)
	case api.List:
		return m.listFits(v, s)
	case api.Object:
		return m.objectFits(v, s)
	}
	return true
}

func isOf(v *api.Value, kind string) bool {
	switch kind {
	case "string":
		return v.Kind == api.String
	case "boolean":
		return v.Kind == api.Bool
	case "number":
		return v.Kind == api.Number
	case "integer":
		f, err := strconv.ParseFloat(v.Text, 64)
		return v.Kind == api.Number && err == nil && f == math.Trunc(f)
	case "array":
		return v.Kind == api.List
	case "object":
		return v.Kind == api.Object
	}
	return v.Kind == api.Null
}

func (m *maker) isAmong(v *api.Value, all []*api.Value) bool {
	for _, one := range all {
		if m.left--; m.left < 0 || equal(v, one) {
			return true
		}
	}
	return false
}

// count returns how many alternatives allow a value, up to most.
func (m *maker) count(v *api.Value, alternatives []*api.Schema, most int) int {
	n := 0
	for _, one := range alternatives {
		if m.left < 0 {
			return 1
		}
		if m.allows(v, one) {
			if n++; n == most {
				break
			}
		}
	}
	return n
}

func equal(a, b *api.Value) bool {
	return a == b || a.Kind == b.Kind && a.Text == b.Text && len(a.Items) == len(b.Items) && len(a.Members) == len(b.Members) && a.JSON("") == b.JSON("")
}

func (m *maker) listFits(v *api.Value, s *api.Schema) bool {
	if s.MinItems != nil && len(v.Items) < *s.MinItems || s.MaxItems != nil && len(v.Items) > *s.MaxItems {
		return false
	}
	seen := map[string]bool{}
	for i, item := range v.Items {
		of := s.Items
		if i < len(s.Prefix) {
			of = s.Prefix[i]
		}
		if !m.allows(item, of) {
			return false
		}
		if s.UniqueItems {
			if text := item.JSON(""); seen[text] {
				return false
			} else {
				seen[text] = true
			}
		}
	}
	return true
}

func (m *maker) objectFits(v *api.Value, s *api.Schema) bool {
	properties := make(map[string]*api.Schema, len(s.Properties))
	for _, p := range s.Properties {
		properties[p.Name] = p.Schema
	}
	members := map[string]bool{}
	for _, member := range v.Members {
		members[member.Name] = true
	}
	for _, name := range s.Required {
		if !members[name] && m.has(properties[name]) {
			return false
		}
	}
	for _, member := range v.Members {
		of, known := properties[member.Name]
		switch {
		case !known && s.Closed:
			return false
		case !known:
			of = s.Additional
		}
		if !m.allows(member.Value, of) {
			return false
		}
	}
	return len(v.Members) >= s.MinProperties && (s.MaxProperties == nil || len(v.Members) <= *s.MaxProperties)
}
