package snippet

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/lazy"
)

// visible reports whether a character is visible. Others are written as escapes, because
// they could hide what a snippet does, or act on the terminal that it is pasted into.
func visible(r rune) bool { return unicode.IsPrint(r) }

// quote returns a literal on one line: in double quotes, or in single ones if that saves
// backslashes. escape returns a language's escape for an invisible character.
func quote(s string, escape func(rune) string) string {
	if strings.Contains(s, `"`) && !strings.Contains(s, "'") {
		return "'" + inner(s, `'\`, escape) + "'"
	}
	return `"` + inner(s, `"\`, escape) + `"`
}

// inner returns the inside of a literal on one line. special has the characters that
// need a backslash.
func inner(s, special string, escape func(rune) string) string {
	return lineEnds.Get().Replace(block(s, special, escape))
}

var lineEnds = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("\n", `\n`, "\t", `\t`)
}}

// block returns the inside of a literal that may take several lines. special has the
// characters that need a backslash.
func block(s, special string, escape func(rune) string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune(special, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\t' || visible(r):
			b.WriteRune(r)
		default:
			b.WriteString(escape(r))
		}
	}
	return b.String()
}

func escapePython(r rune) string {
	switch {
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

func escapeJavaScript(r rune) string {
	switch {
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\u{%x}`, r)
}
