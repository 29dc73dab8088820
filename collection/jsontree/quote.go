package jsontree

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Quote returns s as a JSON string with as few escapes as the format allows. Bytes
// that are not UTF-8 become U+FFFD.
func Quote(s string) string { return string(AppendQuoted(make([]byte, 0, len(s)+2), s)) }

// AppendQuoted appends a text to b as [Quote] returns it.
func AppendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for s != "" {
		plain := plainPrefix(s)
		b = append(b, s[:plain]...)
		if s = s[plain:]; s != "" {
			b, s = appendEscaped(b, s)
		}
	}
	return append(b, '"')
}

// WriteQuoted writes a text to b as [Quote] returns it.
func WriteQuoted(b *strings.Builder, s string) {
	b.WriteByte('"')
	for s != "" {
		plain := plainPrefix(s)
		b.WriteString(s[:plain])
		if s = s[plain:]; s != "" {
			var buffer [6]byte
			var escaped []byte
			escaped, s = appendEscaped(buffer[:0], s)
			b.Write(escaped)
		}
	}
	b.WriteByte('"')
}

// plainPrefix returns the number of bytes at the start of a text that are ASCII and need
// no escape.
func plainPrefix(s string) int {
	plain := 0
	for plain+8 <= len(s) { // eight at a time, as in skipPlain
		word := load(s, plain)
		quote, slash := word^(ones*'"'), word^(ones*'\\')
		stop := word | (word - ones*0x20) | (quote-ones)&^quote | (slash-ones)&^slash
		if stop &= highs; stop != 0 {
			return plain + bits.TrailingZeros64(stop)/8
		}
		plain += 8
	}
	for plain < len(s) && s[plain] >= ' ' && s[plain] < utf8.RuneSelf && s[plain] != '"' && s[plain] != '\\' {
		plain++
	}
	return plain
}

// appendEscaped appends the first character of a text as it is in a JSON string, and
// returns the rest of the text.
func appendEscaped(b []byte, s string) (escaped []byte, rest string) {
	const hex = "0123456789abcdef"
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '"' || r == '\\':
		b = append(b, '\\', byte(r))
	case r == '\n':
		b = append(b, `\n`...)
	case r == '\t':
		b = append(b, `\t`...)
	case r == '\r':
		b = append(b, `\r`...)
	case r < ' ':
		b = append(b, `\u00`...)
		b = append(b, hex[r>>4], hex[r&15])
	default:
		b = utf8.AppendRune(b, r)
	}
	return b, s[size:]
}

// unescape resolves the escapes of a string that the scanner accepted.
func unescape(inner string) string {
	next := strings.IndexByte(inner, '\\')
	if next < 0 {
		return inner
	}
	var out strings.Builder
	out.Grow(len(inner))
	for next >= 0 {
		out.WriteString(inner[:next])
		c := inner[next+1]
		inner = inner[next+2:]
		switch c {
		case 'b':
			out.WriteByte('\b')
		case 'f':
			out.WriteByte('\f')
		case 'n':
			out.WriteByte('\n')
		case 'r':
			out.WriteByte('\r')
		case 't':
			out.WriteByte('\t')
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
			out.WriteRune(r)
		default:
			out.WriteByte(c)
		}
		next = strings.IndexByte(inner, '\\')
	}
	out.WriteString(inner)
	return out.String()
}

func hexRune(digits string) rune {
	value, _ := strconv.ParseUint(digits[:4], 16, 16)
	return rune(value)
}

// EscapeControls returns JSON text in which DEL and the control characters from U+0080
// to U+009F, which JSON allows unescaped, are escapes.
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
