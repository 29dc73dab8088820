package sample

import (
	"math"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
)

// number is a number within a schema's bounds: the one nearest to 1.
func number(s *api.Schema) *api.Value {
	step := s.MultipleOf
	if s.Is("integer") && step < 1 {
		step = 1
	}
	value := 1.0
	if s.Minimum != nil && (value < *s.Minimum || s.ExclusiveMinimum && value == *s.Minimum) {
		value = above(*s.Minimum, step, s.ExclusiveMinimum)
	}
	if s.Maximum != nil && (value > *s.Maximum || s.ExclusiveMaximum && value == *s.Maximum) {
		value = -above(-*s.Maximum, step, s.ExclusiveMaximum)
	}
	if step > 0 && math.Mod(value, step) != 0 {
		value = math.Ceil(value/step) * step
		if s.Maximum != nil && value > *s.Maximum {
			value = math.Floor(*s.Maximum/step) * step
		}
	}
	if s.Minimum != nil && s.Maximum != nil && (value < *s.Minimum || s.ExclusiveMinimum && value == *s.Minimum) {
		value = (*s.Minimum + *s.Maximum) / 2
	}
	return &api.Value{Kind: api.Number, Text: spell(value)}
}

// above is the lowest value from a bound on that is a multiple of step, or the
// bound, or just above it.
func above(bound, step float64, exclusive bool) float64 {
	if step > 0 {
		value := math.Ceil(bound/step) * step
		if exclusive && value == bound {
			value += step
		}
		return value
	}
	if exclusive {
		return bound + math.Max(math.Abs(bound)*0.01, 0.01)
	}
	return bound
}

// spell is a number in JSON.
func spell(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// formats are values of the formats that JSON Schema and OpenAPI name.
var formats = map[string]string{
	"date": "2026-01-31", "date-time": "2026-01-31T09:30:00Z", "time": "09:30:00Z", "duration": "PT30M",
	"email": "user@example.com", "idn-email": "user@example.com", "hostname": "example.com", "idn-hostname": "example.com",
	"ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "uri": "https://example.com/", "url": "https://example.com/", "iri": "https://example.com/",
	"uri-reference": "/path", "iri-reference": "/path", "uri-template": "/path/{id}",
	"uuid": "00000000-0000-4000-8000-000000000000", "json-pointer": "/name", "relative-json-pointer": "0/name", "regex": "^.*$",
	"byte": "c3RyaW5n", "binary": "", "password": "password",
}

// str is a text of a schema's format, pattern and length.
func str(s *api.Schema) string {
	value, formatted := formats[strings.ToLower(s.Format)]
	if !formatted {
		value = "string"
	}
	if s.Pattern != "" {
		if made, ok := matching(s.Pattern); ok {
			value = made
		}
	}
	length := utf8.RuneCountInString(value)
	if s.MinLength != nil && length < *s.MinLength {
		value += strings.Repeat("x", min(*s.MinLength, maxLength)-min(length, maxLength))
	}
	if s.MaxLength != nil && length > *s.MaxLength {
		value = string([]rune(value)[:*s.MaxLength])
	}
	return value
}

// maxLength is the longest text that is made, whatever a schema asks for.
const maxLength = 10_000

// matching is a short text that a regular expression matches, and whether it
// could be made. Expressions are JavaScript's; those that Go does not read are
// left alone.
func matching(pattern string) (string, bool) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	ok := match(&b, re) && b.Len() <= maxLength
	return b.String(), ok
}

func match(b *strings.Builder, re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpNoMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return false
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(member(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('x')
	case syntax.OpCapture, syntax.OpPlus:
		return match(b, re.Sub[0])
	case syntax.OpRepeat:
		for range re.Min {
			if b.Len() > maxLength || !match(b, re.Sub[0]) {
				return false
			}
		}
	case syntax.OpAlternate:
		return match(b, re.Sub[0])
	case syntax.OpConcat:
		for _, inner := range re.Sub {
			if !match(b, inner) {
				return false
			}
		}
	}
	return true
}

// member is a character of a class, given as pairs of bounds: a letter or digit
// where there is one.
func member(bounds []rune) rune {
	for _, want := range "a1AZz09-_ " {
		for i := 0; i+1 < len(bounds); i += 2 {
			if bounds[i] <= want && want <= bounds[i+1] {
				return want
			}
		}
	}
	if len(bounds) == 0 {
		return 'x'
	}
	return bounds[0]
}
