package docs

import (
	"bytes"
	stdhtml "html"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/postwright/postwright/collection/lazy"
)

// permitted are the elements that markdown renders, with the attributes that
// each may have and, but for two, the only value of each.
var permitted = lazy.Value[map[string]map[string]string]{New: func() map[string]map[string]string {
	return map[string]map[string]string{
		"p": nil, "br": nil, "hr": nil, "strong": nil, "em": nil, "del": nil, "code": nil, "pre": nil, "blockquote": nil,
		"ul": nil, "ol": {"start": "a number"}, "li": nil,
		"h2": nil, "h3": nil, "h4": nil, "h5": nil, "h6": nil,
		"table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": nil, "td": nil,
		"a":   {"href": "an address", "rel": "noopener noreferrer"},
		"div": {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"},
	}
}}

// attribute matches an attribute as markdown renders it.
var attribute = lazy.Regexp{Expr: ` ([a-z-]+)="([^"]*)"`}

// permit returns only the HTML that markdown renders, written from scratch: other tags,
// attributes and comments are dropped. It is a second line of defense behind markdown.
func permit(rendered []byte) string {
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(rendered))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(stdhtml.EscapeString(unescaped(z.Raw())))
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			attributes, ok := permitted.Get()[string(name)]
			if !ok {
				continue
			}
			b.WriteString("<" + string(name))
			for _, m := range attribute.Get().FindAllStringSubmatch(raw, -1) {
				value := unescaped([]byte(m[2]))
				if only, ok := attributes[m[1]]; ok && mayHave(m[1], value, only) {
					b.WriteString(" " + m[1] + `="` + stdhtml.EscapeString(value) + `"`)
				}
			}
			if kind == html.SelfClosingTagToken {
				b.WriteByte('/')
			}
			b.WriteByte('>')
		case html.EndTagToken:
			name, _ := z.TagName()
			if _, ok := permitted.Get()[string(name)]; ok {
				b.WriteString("</" + string(name) + ">")
			}
		}
	}
}

// mayHave reports whether an attribute may have a value; only is what [permitted] says of
// it.
func mayHave(key, value, only string) bool {
	switch key {
	case "start":
		return len(value) <= 9 && strings.Trim(value, "0123456789") == ""
	case "href":
		return webOrMail(value)
	}
	return value == only
}

// unescaped returns a text of HTML without its character references and carriage
// returns. The tokenizer's methods Text and Token would do the same, but with them comes
// a table of all character references that a program builds whenever it starts.
func unescaped(text []byte) string {
	return stdhtml.UnescapeString(lineEnds.Get().Replace(string(text)))
}

var lineEnds = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n")
}}

// webOrMail reports whether an address is a web or mail address.
func webOrMail(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return u.Opaque != ""
	}
	return false
}
