package sample

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// formats are values of the formats that JSON Schema and OpenAPI name.
var formats = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"date": "2026-01-31", "date-time": "2026-01-31T09:30:00Z", "time": "09:30:00Z", "duration": "PT30M",
		"email": "user@example.com", "idn-email": "user@example.com", "hostname": "example.com", "idn-hostname": "example.com",
		"ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "uri": "https://example.com/", "url": "https://example.com/", "iri": "https://example.com/",
		"uri-reference": "/path", "iri-reference": "/path", "uri-template": "/path/{id}",
		"uuid": "00000000-0000-4000-8000-000000000000", "json-pointer": "/name", "relative-json-pointer": "0/name", "regex": "^.*$",
		"byte": "ZXhhbXBsZQ==", "binary": "", "password": "example-password",
	}
}}

// Limits of texts and expressions, whatever a schema asks for.
const (
	maxLength  = 2_000 // of a text that is made
	maxPattern = 1_000 // of an expression that is parsed
	maxWritten = 4_000 // of one with its repetitions written out
)

// plain is the text for a name without words.
const plain = "example"

// str returns a text of a schema's format, pattern and length.
func str(name string, s *api.Schema) string {
	value, formatted := formats.Get()[strings.ToLower(s.Format)]
	if !formatted {
		value = plausibleText(name, s)
	}
	value = sized(value, s)
	if s.Pattern == "" || textFits(value, s) {
		return value
	}
	if plain := sized(plain, s); textFits(plain, s) {
		return plain
	}
	re := parsePattern(s.Pattern)
	if re == nil {
		return value
	}
	made := value
	least := 0
	if s.MinLength != nil {
		least = min(*s.MinLength, maxLength)
	}
	// What repeats is repeated a little, and then as often as the length asks for.
	for _, more := range []int{0, 1, least / 2, least} {
		g := matcher{more: more, shortest: least}
		if !g.match(re) || g.Len() > maxLength {
			continue
		}
		if made = g.String(); textFits(made, s) {
			return made
		}
	}
	return sized(made, s)
}

// sized returns a text of the length that a schema asks for.
func sized(value string, s *api.Schema) string {
	length := utf8.RuneCountInString(value)
	if s.MinLength != nil && length < *s.MinLength && length < maxLength {
		value += strings.Repeat("x", min(*s.MinLength, maxLength)-length)
	}
	if s.MaxLength != nil && length > *s.MaxLength {
		value = string([]rune(value)[:*s.MaxLength])
	}
	return value
}

// parsePattern parses an expression; nil if it cannot, or if it is too large.
func parsePattern(pattern string) *syntax.Regexp {
	if len(pattern) > maxPattern {
		return nil
	}
	re, err := syntax.Parse(goPattern(pattern), syntax.Perl)
	if err != nil || sizeOf(re) > maxWritten {
		return nil
	}
	return re
}

// goPattern translates an expression from JavaScript, which documents use, into Go's
// syntax. Lookarounds are left out: Go has none, and the rest says most of what a text
// must be.
func goPattern(pattern string) string {
	if !strings.Contains(pattern, "(?") && !strings.Contains(pattern, `\u`) {
		return pattern
	}
	var b strings.Builder
	for i := 0; i < len(pattern); {
		rest := pattern[i:]
		switch {
		case strings.HasPrefix(rest, `\u`) && len(rest) >= 6:
			b.WriteString(`\x{` + rest[2:6] + "}")
			i += 6
		case rest[0] == '\\' && len(rest) > 1:
			b.WriteString(rest[:2])
			i += 2
		case strings.HasPrefix(rest, "(?=") || strings.HasPrefix(rest, "(?!") || strings.HasPrefix(rest, "(?<=") || strings.HasPrefix(rest, "(?<!"):
			i += groupEnd(rest)
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	return b.String()
}

// groupEnd returns the end of the group that a text starts with.
func groupEnd(text string) int {
	depth, inClass := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case inClass:
			inClass = c != ']'
		case c == '[':
			inClass = true
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// sizeOf returns about how large an expression is, with its repetitions written out.
func sizeOf(re *syntax.Regexp) int {
	size := 1 + len(re.Rune)/16
	for _, inner := range re.Sub {
		size += sizeOf(inner)
	}
	if re.Op == syntax.OpRepeat {
		size *= max(re.Min, re.Max, 1)
	}
	return size
}

// matcher writes a text that an expression matches.
type matcher struct {
	strings.Builder
	more     int // how often optional repetitions are written
	shortest int // the length after which they are not written any more
}

// match writes a text for an expression, and reports whether there is one.
func (g *matcher) match(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpNoMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return false
	case syntax.OpLiteral:
		g.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		g.WriteRune(member(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		g.WriteByte('x')
	case syntax.OpCapture:
		return g.match(re.Sub[0])
	case syntax.OpStar:
		return g.repeat(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		return g.repeat(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		return g.repeat(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		return g.repeat(re.Sub[0], re.Min, re.Max)
	case syntax.OpAlternate:
		for _, one := range re.Sub {
			if g.match(one) {
				return true
			}
		}
		return false
	case syntax.OpConcat:
		for _, inner := range re.Sub {
			if !g.match(inner) {
				return false
			}
		}
	}
	return true
}

// repeat writes what an expression matches as often as it must and, while the text is
// short, as often as it may. If most is -1, there is no limit.
func (g *matcher) repeat(re *syntax.Regexp, least, most int) bool {
	for i := 0; i < least || i < least+g.more && (most < 0 || i < most) && g.Len() < g.shortest; i++ {
		before := g.Len()
		if before > maxLength || !g.match(re) {
			return i >= least
		}
		if g.Len() == before {
			break // nothing, however often
		}
	}
	return true
}

// member returns a character of a class, given as pairs of bounds: a letter or digit
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

func textFits(text string, s *api.Schema) bool {
	length := utf8.RuneCountInString(text)
	if s.MinLength != nil && length < *s.MinLength || s.MaxLength != nil && length > *s.MaxLength {
		return false
	}
	return Matches(text, s.Pattern)
}

// Matches reports whether a text matches a schema's pattern. A pattern that Go cannot
// read, that is too large, or that is written between slashes as in JavaScript matches
// everything.
func Matches(text, pattern string) bool {
	if pattern == "" || strings.HasPrefix(pattern, "/") && strings.LastIndexByte(pattern, '/') > 0 || parsePattern(pattern) == nil {
		return true
	}
	re, err := regexp.Compile(goPattern(pattern))
	return err != nil || re.MatchString(text)
}
