package docs

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// Control characters are removed from a page: terminals and editors may interpret them,
// and those that change the direction of writing disguise the text.
var (
	harmlessHTML     = withoutControls("\r", "&#13;")
	harmlessMarkdown = withoutControls("\r\n", "\n", "\r", " ")
	harmlessProse    = withoutControls("\r\n", "\n", "\r", "\n")
)

// withoutControls returns a function that returns the replacer of the given strings and
// of control characters, except line feeds and tabs. It is built on first use.
func withoutControls(replace ...string) func() *strings.Replacer {
	return sync.OnceValue(func() *strings.Replacer {
		for r := rune(0); r <= '\u2069'; r++ {
			if unicode.Is(unicode.Bidi_Control, r) && r >= '\u202A' || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
				replace = append(replace, string(r), "\uFFFD")
			}
		}
		return strings.NewReplacer(replace...)
	})
}

// turning matches the characters that change the direction of writing, as Markdown may
// escape them.
var turning = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)&#(?:x0*(?:202[a-e]|206[6-9])|0*(?:823[4-8]|829[4-7]));`)
})
