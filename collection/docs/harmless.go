package docs

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// What a page holds of control characters says nothing to a reader, and a terminal
// or editor may obey them; those that turn the direction of writing show another
// text than there is.
var (
	harmlessHTML     = withoutControls("\r", "&#13;")
	harmlessMarkdown = withoutControls("\r\n", "\n", "\r", " ")
	harmlessProse    = withoutControls("\r\n", "\n", "\r", "\n")
)

// withoutControls returns a function for the replacer of the given strings and of
// control characters except line feeds and tabs. It is built at the first call.
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

// turning are the characters that turn the direction of writing, as Markdown may
// spell them.
var turning = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)&#(?:x0*(?:202[a-e]|206[6-9])|0*(?:823[4-8]|829[4-7]));`)
})
