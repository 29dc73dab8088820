package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var headerInvalid = &rule.Rule{
	Name:     "header-invalid",
	Category: rule.Headers,
	Severity: diagnostic.Error,
	Finds:    "a header whose name or value HTTP does not allow. A no-break space and a media type that does not exist are warnings, a space at the end of a value and a placeholder such as <id> are infos.",
	Why:      "The request fails before it is sent: Newman and Postman stop at an invalid character.",
	Bad:      rule.Request(`{"url": "https://api.example.com/patients", "header": [{"key": "X-Request Id", "value": "1"}]}`),
	Good:     rule.Request(`{"url": "https://api.example.com/patients", "header": [{"key": "X-Request-Id", "value": "{{$guid}}"}]}`),
	Visit: rule.Visit{After: placeholderHeaders, Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		for h := range headers(r) {
			if h.unsent {
				unsentLine(p, h.name)
				continue
			}
			if isPlaceholderValue(h.value.Text) {
				p.Tally.Add(placeholders, h.value.Text, i, h.value)
			}
			invalidName(p, h.name)
			if !invalidValue(p, h.value) {
				unknownMediaType(p, i, h)
			}
		}
	}},
}

func invalidName(p *rule.Pass, name collection.Part) {
	text := name.Text
	i := strings.IndexFunc(withoutReferences(text), func(c rune) bool { return !isTokenChar(c) })
	if i < 0 {
		return
	}
	c := []rune(withoutReferences(text)[i:])[0]
	help := "letters, digits and hyphens are safe (RFC 9110, section 5.6.2)"
	if strings.TrimSpace(text) != text {
		help = "remove the space before or after the name"
	} else if strings.HasSuffix(text, ":") {
		help = "remove the colon: Postman writes it"
	} else if c == ':' && !name.Whole {
		help = "put a space after the first colon: Postman takes everything before the last one as the name"
	}
	reportPart(p, name, rule.Finding{Message: fmt.Sprintf("a header's name may not hold %s", nameOf(c)), Help: help})
}

func unsentLine(p *rule.Pass, name collection.Part) {
	reportPart(p, name, rule.Finding{
		Message: "a header's name may not hold a space: Postman does not send this line",
		Help:    "remove the space",
	})
}

// invalidValue reports forbidden and invisible characters in a value. It returns whether
// it found any.
func invalidValue(p *rule.Pass, value collection.Part) bool {
	text := value.Text
	plain := withoutReferences(text)
	i := strings.IndexFunc(plain, func(c rune) bool { return c < 0x20 && c != '\t' || c == 0x7F || c > 0xFF })
	if i >= 0 {
		c := []rune(text[i:])[0]
		help := "remove it"
		if c > 0xFF {
			help = "a header's value is Latin-1 at most (RFC 9110, section 5.5); encode it"
		}
		reportWithin(p, value, i, i+len(string(c)), rule.Finding{Message: fmt.Sprintf("a header's value may not hold %s", nameOf(c)), Help: help})
		return true
	}
	if i = strings.IndexRune(plain, noBreakSpace); i >= 0 {
		reportWithin(p, value, i, i+len(string(noBreakSpace)), rule.Finding{
			Severity: diagnostic.Warning,
			Message:  "the header's value has a no-break space",
			Help:     "it looks like a space, and servers take it for another character; write a space",
		})
		return true
	}
	if end := len(strings.TrimRight(plain, " \t")); end < len(plain) && end > 0 && value.Whole {
		reportWithin(p, value, end, len(text), rule.Finding{
			Severity: diagnostic.Info,
			Message:  "the header's value ends with a blank",
			Help:     "it is sent; signatures and some servers count it as a part of the value",
		})
		return true
	}
	return false
}

const noBreakSpace = '\u00A0'

// withoutReferences returns a text of the same length with letters in place of the
// references.
func withoutReferences(text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	var plain strings.Builder
	done := 0
	for r := range collection.References(text) {
		if length := r.End - r.Start; length == len(text) && length <= len(manyLetters) {
			return manyLetters[:length] // the usual host
		}
		plain.Grow(len(text))
		plain.WriteString(text[done:r.Start])
		for range r.End - r.Start {
			plain.WriteByte('x')
		}
		done = r.End
	}
	plain.WriteString(text[done:])
	return plain.String()
}

const manyLetters = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

// isTokenChar reports whether a header's name may contain a character (RFC 9110, section
// 5.6.2).
func isTokenChar(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.ContainsRune("!#$%&'*+-.^_`|~", c)
}

func nameOf(c rune) string {
	switch c {
	case ' ':
		return "a space"
	case '\n':
		return "a line feed"
	case '\r':
		return "a carriage return"
	case '\t':
		return "a tab"
	}
	if c < 0x20 || c >= 0x7F && c < 0xA0 || c == '\uFEFF' || c >= 0x2000 && c <= 0x200F {
		return fmt.Sprintf("the character U+%04X", c)
	}
	return fmt.Sprintf("%q", c)
}
