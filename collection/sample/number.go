package sample

import (
	"math"
	"math/big"
	"strconv"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// number returns a number within a schema's bounds: a plausible one for its name, 1, or
// one near a bound. If none of them fits, it returns 1.
func number(name string, s *api.Schema) *api.Value {
	for _, r := range append(plausibleNumbers(name), candidates(s)...) {
		if v := spelled(r); v != nil && numberFits(v, s) {
			return v
		}
	}
	return &api.Value{Kind: api.Number, Text: "1"}
}

// steps returns a number of a schema that is i steps away from another.
func steps(v *api.Value, s *api.Schema, i int) *api.Value {
	f, err := strconv.ParseFloat(v.Text, 64)
	if err != nil {
		return nil
	}
	n := big.NewRat(int64(i/2+1), 1)
	if i%2 == 1 {
		n.Neg(n)
	}
	return spelled(n.Mul(n, step(s)).Add(n, exact(f)))
}

// candidates returns numbers that may fit a schema, the nicest first.
func candidates(s *api.Schema) []*big.Rat {
	unit := step(s)
	all := []*big.Rat{big.NewRat(1, 1), big.NewRat(0, 1), unit}
	near := func(bound *float64, sign int64) {
		if bound == nil {
			return
		}
		at := boundOf(s, bound)
		// Multiples of the unit, first within the bound.
		n := new(big.Rat).Quo(at, unit)
		whole := new(big.Int).Div(n.Num(), n.Denom()) // rounded down
		for _, by := range []int64{0, 1, -1, 2} {
			k := new(big.Rat).SetInt(new(big.Int).Add(whole, big.NewInt(by*sign)))
			all = append(all, k.Mul(k, unit))
		}
		all = append(all, at)
	}
	near(s.Minimum, 1)
	near(s.Maximum, -1)
	if s.Minimum != nil && s.Maximum != nil {
		middle := new(big.Rat).Add(boundOf(s, s.Minimum), boundOf(s, s.Maximum))
		all = append(all, middle.Quo(middle, big.NewRat(2, 1)))
	}
	return all
}

// step returns how far apart the numbers of a schema are.
func step(s *api.Schema) *big.Rat {
	unit := big.NewRat(1, 1)
	if s.MultipleOf > 0 {
		unit = exact(s.MultipleOf)
	}
	if s.Is("integer") {
		// The least multiple that is whole.
		unit = new(big.Rat).SetInt(unit.Num())
	}
	return unit
}

// exact returns the number that is written in decimals: 0.1 is a tenth.
func exact(f float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
	return r
}

// boundOf returns a schema's bound as the document spells it.
func boundOf(s *api.Schema, bound *float64) *big.Rat {
	if r, ok := new(big.Rat).SetString(s.Exact[bound]); ok {
		return r
	}
	return exact(*bound)
}

// maxWhole bounds the whole numbers that are written out.
var maxWhole = lazy.Value[*big.Int]{New: func() *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(20), nil) }}

// spelled returns a number as JSON; nil if it is too large or would not be the same
// number.
func spelled(r *big.Rat) *api.Value {
	f, _ := r.Float64()
	if math.IsInf(f, 0) {
		return nil
	}
	if r.IsInt() && r.Num().CmpAbs(maxWhole.Get()) < 0 {
		return &api.Value{Kind: api.Number, Text: r.Num().String()}
	}
	return &api.Value{Kind: api.Number, Text: strconv.FormatFloat(f, 'g', -1, 64)}
}

func numberFits(v *api.Value, s *api.Schema) bool {
	f, err := strconv.ParseFloat(v.Text, 64)
	switch {
	case err != nil:
		return false
	case s.Minimum != nil && (f < *s.Minimum || s.ExclusiveMinimum && f == *s.Minimum):
		return false
	case s.Maximum != nil && (f > *s.Maximum || s.ExclusiveMaximum && f == *s.Maximum):
		return false
	case s.Is("integer") && !s.Is("number") && f != math.Trunc(f):
		return false
	case len(s.Exact) > 0 && !withinExact(v, s):
		return false
	}
	return s.MultipleOf <= 0 || new(big.Rat).Quo(exact(f), exact(s.MultipleOf)).IsInt()
}

// withinExact reports whether a number is within bounds that a float64 rounds.
func withinExact(v *api.Value, s *api.Schema) bool {
	n, ok := new(big.Rat).SetString(v.Text)
	if !ok {
		return false
	}
	beyond := func(bound *float64, exclusive bool, sign int) bool {
		if bound == nil {
			return false
		}
		by := n.Cmp(boundOf(s, bound)) * sign
		return by < 0 || exclusive && by == 0
	}
	return !beyond(s.Minimum, s.ExclusiveMinimum, 1) && !beyond(s.Maximum, s.ExclusiveMaximum, -1)
}
