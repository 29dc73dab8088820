package openapi

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
)

func (r *reader) bounds(made *api.Schema, s spot) {
	made.Pattern = s.member("pattern", yaml.ScalarNode).text()
	made.Minimum, made.Maximum = s.number("minimum"), s.number("maximum")
	exclusive(&made.Minimum, &made.ExclusiveMinimum, s, "exclusiveMinimum")
	exclusive(&made.Maximum, &made.ExclusiveMaximum, s, "exclusiveMaximum")
	exactBound(made, made.Minimum, s, "minimum", "exclusiveMinimum")
	exactBound(made, made.Maximum, s, "maximum", "exclusiveMaximum")
	if f := s.number("multipleOf"); f != nil && *f > 0 {
		made.MultipleOf = *f
	}
	made.MinLength, made.MaxLength = s.count("minLength"), s.count("maxLength")
	made.MinItems, made.MaxItems = s.count("minItems"), s.count("maxItems")
}

// exclusive reads an exclusive bound: in OpenAPI 3.0 a boolean next to the other bound,
// in 3.1 a separate number.
func exclusive(bound **float64, flag *bool, s spot, key string) {
	switch said := s.get(key).text(); {
	case strings.EqualFold(said, "true"):
		*flag = *bound != nil
	case strings.EqualFold(said, "false"):
	default:
		if f := s.number(key); f != nil {
			*bound, *flag = f, true
		}
	}
}

// exactBound records the exact text of a bound that a float64 rounds.
func exactBound(made *api.Schema, bound *float64, s spot, keys ...string) {
	const whole = 1 << 53 // up to this, all whole numbers are exact in a float64
	if bound == nil || math.Abs(*bound) < whole {
		return
	}
	for _, key := range keys {
		if i, ok := new(big.Int).SetString(s.get(key).text(), 10); ok {
			set(&made.Exact, bound, i.String())
		}
	}
}

// number returns a member that must be a number; nil if there is none.
func (s spot) number(key string) *float64 {
	v := s.member(key, yaml.ScalarNode)
	if !v.exists() {
		return nil
	}
	f, err := strconv.ParseFloat(v.text(), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		v.report(key, diagnostic.Warning, "%q must be a number, not %q", key, v.text())
		return nil
	}
	return &f
}

// count returns a member that must be a whole number and not negative; nil if there is
// none. It is capped at 1<<31-1.
func (s spot) count(key string) *int {
	f := s.number(key)
	if f == nil {
		return nil
	}
	if *f < 0 || *f != math.Trunc(*f) {
		s.get(key).report(key, diagnostic.Warning, "%q must be a whole number from 0 on, not %s", key, s.get(key).text())
		return nil
	}
	n := int(min(*f, 1<<31-1))
	return &n
}
