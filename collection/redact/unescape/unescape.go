// Package unescape undoes the escapes of URLs and JSON in a text in which what is private
// is searched for.
package unescape

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// Unescaped is a text without its escapes. Byte i of Text was at offset At[i]; the last
// offset is that of the end.
type Unescaped struct {
	Text string
	At   []int
}

// Text replaces the escapes of URLs (RFC 3986, section 2.1, and + for a blank in a query)
// and of JSON that stand for what private data may consist of: no control characters, and
// no quotes or backslashes of JSON, so that it stays JSON. It returns false if there are
// none.
func Text(text string) (Unescaped, bool) {
	if !strings.ContainsAny(text, "%+") && !strings.Contains(text, `\u`) {
		return Unescaped{}, false
	}
	var u Unescaped
	var b strings.Builder
	done := 0 // up to where the text is in b, once there is an escape
	copyUp := func(end int) {
		b.WriteString(text[done:end])
		for ; done < end; done++ {
			u.At = append(u.At, done)
		}
	}
	// A value alone, without blanks, may be one of a query.
	inQuery := !strings.ContainsAny(text, " /")
	for i := 0; i < len(text); {
		c := text[i]
		if c != '%' && c != '\\' && c != '+' {
			inQuery = c == '=' || inQuery && strings.IndexByte("&?/ \t\r\n\"'", c) < 0
			i++
			continue
		}
		decoded, size := escapeAt(text[i:])
		if c == '+' && inQuery {
			decoded, size = " ", 1
		}
		if size == 0 {
			i++
			continue
		}
		if u.At == nil {
			b.Grow(len(text))
			u.At = make([]int, 0, len(text)+1)
		}
		copyUp(i)
		b.WriteString(decoded)
		for range len(decoded) {
			u.At = append(u.At, i)
		}
		i += size
		done = i
	}
	if u.At == nil {
		return Unescaped{}, false
	}
	copyUp(len(text))
	u.Text, u.At = b.String(), append(u.At, len(text))
	return u, true
}

// escapeAt returns what the escape stands for that a text starts with, and its length; 0
// if there is none to replace.
func escapeAt(text string) (decoded string, size int) {
	const url, json = len("%40"), len(`\u0040`)
	switch {
	case len(text) >= url && text[0] == '%':
		if n, err := strconv.ParseUint(text[1:url], 16, 8); err == nil && (isPart(rune(n)) || n == '"') {
			return string([]byte{byte(n)}), url // a byte of UTF-8
		}
	case len(text) >= json && text[0] == '\\' && text[1] == 'u':
		if n, err := strconv.ParseUint(text[2:json], 16, 16); err == nil && isPart(rune(n)) && !utf16.IsSurrogate(rune(n)) {
			return string(rune(n)), json
		}
	}
	return "", 0
}

// isPart reports whether a character may be part of private data.
func isPart(r rune) bool { return r >= ' ' && r != '"' && r != '\\' && r != 0x7F }
