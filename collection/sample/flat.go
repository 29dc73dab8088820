package sample

import (
	"maps"
	"slices"

	"github.com/postwright/postwright/collection/api"
)

// Limits of one flat schema. What exceeds them is left out.
const (
	maxParts      = 1_000  // schemas that it takes over
	maxProperties = 10_000 // properties that it has
)

// Flat returns a schema with everything that it takes over from others (allOf) in its
// own fields. Schemas that include themselves are taken over once. What stays in AllOf
// are the alternatives of further schemas, which no field can hold as well.
func Flat(s *api.Schema) *api.Schema {
	if len(s.AllOf) == 0 {
		return s
	}
	f := flattener{Schema: *s, seen: map[*api.Schema]bool{s: true}}
	f.AllOf = nil
	f.takeOver(s.AllOf)
	return &f.Schema
}

// IsReadOnly reports whether a schema says that its values are read-only. The schema may
// be nil.
func IsReadOnly(s *api.Schema) bool { return s != nil && Flat(s).ReadOnly }

// IsWriteOnly reports whether a schema says that its values are write-only. The schema
// may be nil.
func IsWriteOnly(s *api.Schema) bool { return s != nil && Flat(s).WriteOnly }

// flattener is a flat schema in the making.
type flattener struct {
	api.Schema
	seen     map[*api.Schema]bool
	own      bool           // whether the list of properties is the flat schema's own
	byName   map[string]int // properties, once there are two lists of them
	required map[string]bool
}

func (f *flattener) takeOver(from []*api.Schema) {
	for _, s := range from {
		if s == nil || f.seen[s] || len(f.seen) > maxParts {
			continue
		}
		f.seen[s] = true
		f.add(s)
		f.takeOver(s.AllOf)
	}
}

// add adds what a schema requires. Of two bounds the narrower one is kept; of values
// that cannot be combined, the one that was there first.
func (f *flattener) add(s *api.Schema) {
	f.addTypes(s)
	f.addProperties(s.Properties)
	f.addRequired(s.Required)
	first(&f.Name, s.Name)
	first(&f.Format, s.Format)
	first(&f.Description, s.Description)
	first(&f.Pattern, s.Pattern)
	first(&f.Const, s.Const)
	first(&f.Default, s.Default)
	first(&f.Example, s.Example)
	first(&f.Items, s.Items)
	first(&f.Additional, s.Additional)
	first(&f.MultipleOf, s.MultipleOf)
	narrow(&f.MinItems, s.MinItems, 1)
	narrow(&f.MinLength, s.MinLength, 1)
	narrow(&f.MaxItems, s.MaxItems, -1)
	narrow(&f.MaxLength, s.MaxLength, -1)
	narrowBound(&f.Minimum, &f.ExclusiveMinimum, s.Minimum, s.ExclusiveMinimum, 1)
	narrowBound(&f.Maximum, &f.ExclusiveMaximum, s.Maximum, s.ExclusiveMaximum, -1)
	if len(s.Exact) > 0 {
		f.Exact = maps.Clone(f.Exact)
		if f.Exact == nil {
			f.Exact = map[*float64]string{}
		}
		maps.Copy(f.Exact, s.Exact)
	}
	f.addEnum(s.Enum)
	first(&f.XML, s.XML)
	firstList(&f.Prefix, s.Prefix)
	f.addAlternatives(s)
	if f.Discriminator.Property == "" {
		f.Discriminator = s.Discriminator
	}
	f.MinProperties = max(f.MinProperties, s.MinProperties)
	narrow(&f.MaxProperties, s.MaxProperties, -1)
	f.UniqueItems = f.UniqueItems || s.UniqueItems
	f.Closed = f.Closed || s.Closed
	f.ReadOnly = f.ReadOnly || s.ReadOnly
	f.WriteOnly = f.WriteOnly || s.WriteOnly
	f.Nullable = f.Nullable || s.Nullable
	f.Deprecated = f.Deprecated || s.Deprecated
	f.Never = f.Never || s.Never
}

// addTypes keeps the types that both schemas have. If they have none in common, the
// document contradicts itself.
func (f *flattener) addTypes(s *api.Schema) {
	if len(f.Types) == 0 || len(s.Types) == 0 {
		firstList(&f.Types, s.Types)
		return
	}
	var both []string
	for _, t := range f.Types {
		switch {
		case s.Is(t) || t == "integer" && s.Is("number"):
			both = append(both, t)
		case t == "number" && s.Is("integer"):
			both = append(both, "integer")
		}
	}
	firstList(&both, f.Types)
	f.Types = both
}

// addAlternatives keeps the alternatives of the first schema that has some. Those of
// further schemas stay a part of the flat schema: a value fits one of each.
func (f *flattener) addAlternatives(s *api.Schema) {
	rest := api.Schema{Discriminator: s.Discriminator}
	if len(f.OneOf) == 0 {
		f.OneOf = s.OneOf
	} else {
		rest.OneOf = s.OneOf
	}
	if len(f.AnyOf) == 0 {
		f.AnyOf = s.AnyOf
	} else {
		rest.AnyOf = s.AnyOf
	}
	if len(rest.OneOf)+len(rest.AnyOf) > 0 && len(f.AllOf) < maxParts {
		f.AllOf = append(f.AllOf, &rest)
	}
}

// addEnum keeps the values that both schemas allow. If they have none in common, the
// document contradicts itself.
func (f *flattener) addEnum(values []*api.Value) {
	if len(f.Enum) == 0 || len(values) == 0 {
		firstList(&f.Enum, values)
		return
	}
	var both []*api.Value
	for _, v := range f.Enum[:min(len(f.Enum), maxTried)] {
		if slices.ContainsFunc(values[:min(len(values), maxTried)], func(other *api.Value) bool { return equal(v, other) }) {
			both = append(both, v)
		}
	}
	firstList(&both, f.Enum)
	f.Enum = both
}

func (f *flattener) addProperties(all []api.Property) {
	switch {
	case len(all) == 0:
		return
	case len(f.Properties) == 0:
		f.Properties = all[:min(len(all), maxProperties)]
		return
	case !f.own:
		f.Properties, f.own = slices.Clone(f.Properties), true
		f.byName = make(map[string]int, len(f.Properties))
		for i, p := range f.Properties {
			f.byName[p.Name] = i
		}
	}
	for _, p := range all {
		i, known := f.byName[p.Name]
		switch {
		case !known && len(f.Properties) < maxProperties:
			f.byName[p.Name] = len(f.Properties)
			f.Properties = append(f.Properties, p)
		case !known || p.Schema == nil || p.Schema == f.Properties[i].Schema:
		case f.Properties[i].Schema == nil:
			f.Properties[i].Schema = p.Schema
		default:
			// Both apply: the one that was there first comes first.
			f.Properties[i].Schema = &api.Schema{AllOf: []*api.Schema{f.Properties[i].Schema, p.Schema}}
		}
	}
}

func (f *flattener) addRequired(names []string) {
	if len(names) == 0 || len(f.Required) == 0 {
		firstList(&f.Required, names)
		return
	}
	if f.required == nil {
		f.required = f.Needs()
		f.Required = slices.Clone(f.Required)
	}
	for _, name := range names {
		if !f.required[name] {
			f.required[name] = true
			f.Required = append(f.Required, name)
		}
	}
}

func first[T comparable](mine *T, other T) {
	var none T
	if *mine == none {
		*mine = other
	}
}

func firstList[T any](mine *[]T, other []T) {
	if len(*mine) == 0 {
		*mine = other
	}
}

// narrow keeps the narrower of two bounds: the larger of two lower bounds (sign 1), or
// the smaller of two upper bounds (sign -1).
func narrow(mine **int, other *int, sign int) {
	if *mine == nil || other != nil && (*other-**mine)*sign > 0 {
		*mine = other
	}
}

func narrowBound(mine **float64, exclusive *bool, other *float64, otherExclusive bool, sign float64) {
	switch {
	case other == nil:
	case *mine == nil || (*other-**mine)*sign > 0:
		*mine, *exclusive = other, otherExclusive
	case *other == **mine:
		*exclusive = *exclusive || otherExclusive
	}
}
