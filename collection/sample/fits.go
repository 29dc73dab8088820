package sample

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
)

// fits tells whether a value is one that a schema allows, as far as values are
// made here. Properties that are not sent need not be there.
func (m *maker) fits(v *api.Value, s *api.Schema) bool {
	left := maxValues * 10
	return m.allows(v, s, &left)
}

func (m *maker) allows(v *api.Value, s *api.Schema, left *int) bool {
	if *left--; s == nil || *left < 0 {
		return true
	}
	s = Flat(s)
	switch {
	case s.Never:
		return false
	case v.Kind == api.Null:
		return s.Nullable || s.Is("null") || len(s.Types) == 0 && len(s.Enum) == 0
	case len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return isOf(v, t) }):
		return false
	case len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, func(e *api.Value) bool { return equal(e, v) }):
		return false
	case s.Const != nil && !equal(s.Const, v):
		return false
	}
	count := 0
	for _, one := range s.OneOf {
		if m.allows(v, one, left) {
			count++
		}
	}
	if len(s.OneOf) > 0 && count != 1 {
		return false
	}
	if len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, func(one *api.Schema) bool { return m.allows(v, one, left) }) {
		return false
	}
	switch v.Kind {
	case api.Number:
		return numberFits(v, s)
	case api.String:
		return textFits(v.Text, s)
	case api.List:
		return m.listFits(v, s, left)
	case api.Object:
		return m.objectFits(v, s, left)
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

func equal(a, b *api.Value) bool { return a.Kind == b.Kind && a.JSON("") == b.JSON("") }

func numberFits(v *api.Value, s *api.Schema) bool {
	f, err := strconv.ParseFloat(v.Text, 64)
	switch {
	case err != nil:
		return false
	case s.Minimum != nil && (f < *s.Minimum || s.ExclusiveMinimum && f == *s.Minimum):
		return false
	case s.Maximum != nil && (f > *s.Maximum || s.ExclusiveMaximum && f == *s.Maximum):
		return false
	case s.MultipleOf > 0 && math.Abs(math.Remainder(f, s.MultipleOf)) > 1e-9:
		return false
	}
	return true
}

func textFits(text string, s *api.Schema) bool {
	length := utf8.RuneCountInString(text)
	if s.MinLength != nil && length < *s.MinLength || s.MaxLength != nil && length > *s.MaxLength {
		return false
	}
	if s.Pattern != "" {
		if re, err := regexp.Compile(s.Pattern); err == nil && !re.MatchString(text) {
			return false
		}
	}
	return true
}

func (m *maker) listFits(v *api.Value, s *api.Schema, left *int) bool {
	if s.MinItems != nil && len(v.Items) < *s.MinItems || s.MaxItems != nil && len(v.Items) > *s.MaxItems {
		return false
	}
	for i, item := range v.Items {
		of := s.Items
		if i < len(s.Prefix) {
			of = s.Prefix[i]
		}
		if !m.allows(item, of, left) {
			return false
		}
	}
	return true
}

func (m *maker) objectFits(v *api.Value, s *api.Schema, left *int) bool {
	properties := map[string]*api.Schema{}
	for _, p := range s.Properties {
		properties[p.Name] = p.Schema
	}
	for _, name := range s.Required {
		if v.Member(name) == nil && m.has(properties[name]) {
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
		if !m.allows(member.Value, of, left) {
			return false
		}
	}
	return true
}

// Fits tells whether a value that a document gives as an example of what is sent
// is one that its schema allows.
func Fits(v *api.Value, s *api.Schema) bool {
	m := maker{}
	return m.fits(v, s)
}
