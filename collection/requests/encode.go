package requests

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
)

// encoded returns the texts as [encode] does.
func encoded(p *api.Parameter, texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = encode(p, text)
	}
	return all
}

// encode returns the text of a value as an address has it. Postman sends most reserved
// characters unchanged, which RFC 6570 (section 3.2) and OpenAPI allow only with
// allowReserved. Text that is encoded already stays. A header's value has no line breaks
// (RFC 9110, section 5.5).
func encode(p *api.Parameter, text string) string {
	switch {
	case p.In == api.InHeader:
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	case p.In == api.InPath, p.In == api.InQuery && !p.Reserved:
		return percent(text, "+/?#&")
	case p.In == api.InQuery:
		return percent(text, "#&")
	}
	return text
}

// percent percent-encodes some characters, and percent signs that encode nothing.
// References to variables stay.
func percent(text, characters string) string {
	if !strings.ContainsAny(text, characters+"%") {
		return text
	}
	var b strings.Builder
	done := 0
	for r := range collection.References(text) {
		percentPart(&b, text[done:r.Start], characters)
		b.WriteString(text[r.Start:r.End])
		done = r.End
	}
	percentPart(&b, text[done:], characters)
	return b.String()
}

func percentPart(b *strings.Builder, text, characters string) {
	const digits = "0123456789ABCDEF"
	for i := range len(text) {
		c := text[i]
		if strings.IndexByte(characters, c) >= 0 || c == '%' && !isEncoded(text[i:]) {
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		} else {
			b.WriteByte(c)
		}
	}
}

// isEncoded reports whether a text starts with a percent-encoded character.
func isEncoded(text string) bool {
	isHex := func(c byte) bool { return c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'f' }
	return len(text) > 2 && isHex(text[1]) && isHex(text[2])
}
