package sample

import "github.com/postwright/postwright/collection/api"

// maxNested bounds how deep alternatives are within alternatives.
const maxNested = 5

// Variant returns a flat schema with one of its alternatives in their place: the one
// that a value has, or else the one that shares the most members with it; without a
// value, the first that describes an object.
func Variant(s *api.Schema, v *api.Value) *api.Schema {
	flat := Flat(s)
	for range maxNested {
		alternatives := flat.OneOf
		if len(alternatives) == 0 {
			alternatives = flat.AnyOf
		}
		var best *api.Schema
		most := -1
		for _, a := range alternatives[:min(len(alternatives), maxTried)] {
			of := Flat(with(flat, a))
			if n := likeness(v, of); n > most {
				best, most = of, n
			}
		}
		if best == nil {
			break
		}
		flat = best
	}
	return flat
}

// likeness returns how much a value looks like one of a flat schema; -1 if the schema
// does not describe an object.
func likeness(v *api.Value, s *api.Schema) int {
	if len(s.Properties) == 0 && len(s.OneOf)+len(s.AnyOf) == 0 {
		return -1
	}
	if v == nil || v.Kind != api.Object {
		return 0
	}
	n := 1
	if Fits(v, s) {
		n += 2 * len(v.Members)
	}
	needs := s.Needs()
	for _, m := range v.Members {
		if of, known := s.Member(m.Name); known && (of == nil || Fits(m.Value, of)) {
			n++
		}
		delete(needs, m.Name)
	}
	return max(0, n-len(needs))
}
