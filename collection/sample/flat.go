package sample

import (
	"slices"

	"github.com/postwright/postwright/collection/api"
)

// Flat is a schema with what it takes over from others (allOf) in its own
// fields. Schemas that take over themselves do so once.
func Flat(s *api.Schema) *api.Schema {
	if len(s.AllOf) == 0 {
		return s
	}
	flat := *s
	flat.AllOf = nil
	flat.Properties = slices.Clone(s.Properties)
	flat.Required = slices.Clone(s.Required)
	takeOver(&flat, s.AllOf, map[*api.Schema]bool{s: true})
	return &flat
}

func takeOver(flat *api.Schema, from []*api.Schema, seen map[*api.Schema]bool) {
	for _, s := range from {
		if s == nil || seen[s] {
			continue
		}
		seen[s] = true
		add(flat, s)
		takeOver(flat, s.AllOf, seen)
	}
}

// add adds what a schema says where the other says nothing itself.
func add(flat, s *api.Schema) {
	if len(flat.Types) == 0 {
		flat.Types = s.Types
	} else if len(s.Types) > 0 {
		both := slices.DeleteFunc(slices.Clone(flat.Types), func(t string) bool { return !s.Is(t) && !(t == "number" && s.Is("integer")) })
		if len(both) > 0 {
			flat.Types = both
		}
	}
	for _, p := range s.Properties {
		if i := slices.IndexFunc(flat.Properties, func(q api.Property) bool { return q.Name == p.Name }); i >= 0 {
			// Both hold: the one that was there first is looked at first.
			if own := flat.Properties[i].Schema; own != nil && p.Schema != nil && own != p.Schema {
				joined := *own
				joined.AllOf = append(slices.Clone(own.AllOf), p.Schema)
				flat.Properties[i].Schema = &joined
			} else if own == nil {
				flat.Properties[i].Schema = p.Schema
			}
			continue
		}
		flat.Properties = append(flat.Properties, p)
	}
	for _, name := range s.Required {
		if !flat.IsRequired(name) {
			flat.Required = append(flat.Required, name)
		}
	}
	first(&flat.Name, s.Name)
	first(&flat.Format, s.Format)
	first(&flat.Description, s.Description)
	first(&flat.Pattern, s.Pattern)
	first(&flat.Const, s.Const)
	first(&flat.Default, s.Default)
	first(&flat.Example, s.Example)
	first(&flat.Items, s.Items)
	first(&flat.Additional, s.Additional)
	first(&flat.MinItems, s.MinItems)
	first(&flat.MaxItems, s.MaxItems)
	first(&flat.MinLength, s.MinLength)
	first(&flat.MaxLength, s.MaxLength)
	first(&flat.MultipleOf, s.MultipleOf)
	if flat.Minimum == nil {
		flat.Minimum, flat.ExclusiveMinimum = s.Minimum, s.ExclusiveMinimum
	}
	if flat.Maximum == nil {
		flat.Maximum, flat.ExclusiveMaximum = s.Maximum, s.ExclusiveMaximum
	}
	firstList(&flat.Enum, s.Enum)
	firstList(&flat.Prefix, s.Prefix)
	firstList(&flat.OneOf, s.OneOf)
	firstList(&flat.AnyOf, s.AnyOf)
	if flat.Discriminator.Property == "" {
		flat.Discriminator = s.Discriminator
	}
	flat.MinProperties = max(flat.MinProperties, s.MinProperties)
	flat.UniqueItems = flat.UniqueItems || s.UniqueItems
	flat.Closed = flat.Closed || s.Closed
	flat.ReadOnly = flat.ReadOnly || s.ReadOnly
	flat.WriteOnly = flat.WriteOnly || s.WriteOnly
	flat.Nullable = flat.Nullable || s.Nullable
	flat.Deprecated = flat.Deprecated || s.Deprecated
	flat.Never = flat.Never || s.Never
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
