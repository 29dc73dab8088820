package docs

import "strings"

// What a page holds of control characters says nothing to a reader, and a terminal
// or editor may obey them.
var (
	harmlessHTML     = withoutControls("\r", "&#13;")
	harmlessMarkdown = withoutControls("\r\n", "\n", "\r", " ")
	harmlessProse    = withoutControls("\r\n", "\n", "\r", "\n")
)

// withoutControls replaces what is given, and control characters but for line
// feeds and tabs.
func withoutControls(replace ...string) *strings.Replacer {
	for r := rune(0); r < 0xA0; r++ {
		if r != '\n' && r != '\t' && r != '\r' && (r < 0x20 || r >= 0x7F) {
			replace = append(replace, string(r), "\uFFFD")
		}
	}
	return strings.NewReplacer(replace...)
}
