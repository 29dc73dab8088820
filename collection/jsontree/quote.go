package jsontree

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Quote returns s as a JSON string with as few escapes as the format allows. Bytes
// that are not UTF-8 become U+FFFD.
func Quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16 + 2)
	b.WriteByte('"')
	written := 0 // up to where s is in b
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		b.WriteString(s[written:i])
		writeEscape(&b, c)
		i += size
		written = i
	}
	b.WriteString(s[written:])
	b.WriteByte('"')
	return b.String()
}

// writeEscape writes what stands for a byte that cannot stand for itself.
func writeEscape(b *strings.Builder, c byte) {
	const hex = "0123456789abcdef"
	switch {
	case c == '"' || c == '\\':
		b.WriteByte('\\')
		b.WriteByte(c)
	case c == '\n':
		b.WriteString(`\n`)
	case c == '\t':
		b.WriteString(`\t`)
	case c == '\r':
		b.WriteString(`\r`)
	case c < ' ':
		b.WriteString(`\u00`)
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	default:
		b.WriteRune(utf8.RuneError)
	}
}

// unescape resolves the escapes of a string that the scanner accepted.
func unescape(inner string) string {
	next := strings.IndexByte(inner, '\\')
	if next < 0 {
		return inner
	}
	out := make([]byte, 0, len(inner))
	for next >= 0 {
		out = append(out, inner[:next]...)
		c := inner[next+1]
		inner = inner[next+2:]
		switch c {
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r := hexRune(inner)
			inner = inner[4:]
			if utf16.IsSurrogate(r) {
				low := rune(utf8.RuneError)
				if strings.HasPrefix(inner, `\u`) {
					low = hexRune(inner[2:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					inner = inner[6:]
				}
			}
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, c)
		}
		next = strings.IndexByte(inner, '\\')
	}
	return string(append(out, inner...))
}

func hexRune(digits string) rune {
	value, _ := strconv.ParseUint(digits[:4], 16, 16)
	return rune(value)
}

// EscapeControls returns JSON text with the control characters that may stand in it as
// they are, DEL and those from U+0080 to U+009F, written as escapes.
func EscapeControls(json string) string {
	control := func(r rune) bool { return 0x7F <= r && r < 0xA0 }
	if strings.IndexFunc(json, control) < 0 {
		return json
	}
	var b strings.Builder
	for _, r := range json {
		if control(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
