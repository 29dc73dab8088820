// Package markdown writes texts in Markdown (GitHub Flavored Markdown).
package markdown

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// Code returns a text without line breaks as a code span, in which Markdown and HTML have
// no effect.
func Code(text string) string {
	fence := Fence(text, 1)
	if len(fence) > 1 || strings.TrimSpace(text) != text {
		text = " " + text + " " // the spaces are not part of the code
	}
	return fence + text + fence
}

// Fence returns backticks for the ends of code: at least a number of them, and more than
// the code has in a row.
func Fence(code string, least int) string {
	longest, run := 0, 0
	for i := range len(code) {
		if code[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return strings.Repeat("`", max(least, longest+1))
}

// Cell returns Markdown without line breaks for a cell of a table: a bar would end it.
func Cell(markdown string) string { return strings.ReplaceAll(markdown, "|", `\|`) }

// marks has the characters that Markdown or HTML interprets within a line, and the bar of
// tables.
var marks = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "<", "&lt;", ">", "&gt;", "&", "&amp;", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`)
}}

// Escape returns Markdown that shows a text without line breaks as it is, within a line or
// a cell of a table.
func Escape(text string) string { return marks.Get().Replace(text) }
