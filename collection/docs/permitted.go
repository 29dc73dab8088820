package docs

import (
	"bytes"
	"net/url"
	"slices"
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

// permit returns only the HTML that markdown renders, written from scratch: other tags,
// attributes and comments are dropped. It is a second line of defense behind markdown.
func permit(rendered []byte) string {
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(rendered))
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(token.String())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			attributes, ok := permitted.Get()[token.Data]
			if !ok {
				continue
			}
			token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool {
				value, ok := attributes[a.Key]
				switch {
				case !ok || a.Namespace != "":
					return true
				case a.Key == "start":
					return len(a.Val) > 9 || strings.Trim(a.Val, "0123456789") != ""
				case a.Key == "href":
					return !webOrMail(a.Val)
				}
				return a.Val != value
			})
			b.WriteString(token.String())
		}
	}
}

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
