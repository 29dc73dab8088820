package docs

import (
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/lazy"
)

// Control characters are removed from a page: terminals and editors may interpret them,
// and those that change the direction of writing disguise the text.
var (
	harmlessHTML     = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer { return withoutControls("\r", "&#13;") }}
	harmlessMarkdown = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer { return withoutControls("\r\n", "\n", "\r", " ") }}
	harmlessProse    = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer { return withoutControls("\r\n", "\n", "\r", "\n") }}
)

// withoutControls returns the replacer of the given strings and of control characters,
// except line feeds and tabs.
func withoutControls(replace ...string) *strings.Replacer {
	for r := rune(0); r <= '\u2069'; r++ {
		if unicode.Is(unicode.Bidi_Control, r) && r >= '\u202A' || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
			replace = append(replace, string(r), "\uFFFD")
		}
	}
	return strings.NewReplacer(replace...)
}

// turning matches the characters that change the direction of writing, as Markdown may
// escape them.
var turning = lazy.Regexp{Expr: `(?i)&#(?:x0*(?:202[a-e]|206[6-9])|0*(?:823[4-8]|829[4-7]));`}
