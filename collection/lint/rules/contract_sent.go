package rules

import (
	"net/url"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// queryEntry is a query parameter that is sent.
type queryEntry struct {
	name       string // decoded
	key, value collection.Part
	node       jsontree.Node // in a list; absent in a string
}

// queryOf returns the query parameters that a request sends, in any spelling.
func queryOf(u collection.URL) []queryEntry {
	var all []queryEntry
	if u.HasParts() || u.Node.Get("query").Exists() {
		for q := range u.Query() {
			if !q.Disabled() && q.Key() != "" {
				all = append(all, queryEntry{decoded(q.Key()), q.KeyPart(), q.ValuePart(), q.Node})
			}
		}
		return all
	}
	at := u.Node
	if at.Kind() != jsontree.String {
		at = u.Node.Get("raw")
	}
	text := at.Text()
	parts := address.Parse(text)
	start := strings.IndexByte(text, '?') + 1
	for _, q := range parts.Query {
		from := strings.Index(text[start:], q.Text())
		if from < 0 {
			break
		}
		start += from
		if q.Key != "" {
			all = append(all, queryEntry{
				name: decoded(q.Key), key: collection.Part{Node: at, Text: q.Key, Start: start},
				value: collection.Part{Node: at, Text: q.Value, Start: start + len(q.Text()) - len(q.Value)},
			})
		}
		start += len(q.Text())
	}
	return all
}

func decoded(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// withPlus is like decoded for a text in which a plus sign is no space, such as a path.
func withPlus(text string) string { return decoded(strings.ReplaceAll(text, "+", "%2B")) }

// headersOf returns the names of the headers that a request sends, in lower case.
func headersOf(r collection.Request) map[string]bool {
	sent := map[string]bool{}
	for h := range r.Headers() {
		if !h.Disabled() {
			sent[strings.ToLower(strings.TrimSpace(h.Key()))] = true
		}
	}
	return sent
}

// isSOAP reports whether a request calls a function by SOAP, which OpenAPI does not describe.
func isSOAP(r collection.Request) bool {
	return headersOf(r)["soapaction"] || r.Body().Mode() == "raw" && envelope.Get().MatchString(r.Body().Content().Text())
}

var envelope = lazy.Regexp{Expr: `^\s*(<\?xml[^>]*>\s*)?<([A-Za-z][\w-]*:)?Envelope\b`}

// cookie is a cookie that a request sends in a header of its own.
type cookie struct {
	name  string
	value collection.Part
}

// cookiesOf returns the cookies in a request's headers, and whether it has such a
// header. If not, cookies are in Postman's cookie jar.
func cookiesOf(r collection.Request) (all []cookie, has bool) {
	for h := range r.Headers() {
		if h.Disabled() || !strings.EqualFold(strings.TrimSpace(h.Key()), "Cookie") {
			continue
		}
		has = true
		at := h.ValuePart()
		start := 0
		for pair := range strings.SplitSeq(at.Text, ";") {
			name, value, _ := strings.Cut(pair, "=")
			from := start + len(pair) - len(value)
			all = append(all, cookie{strings.TrimSpace(name), collection.Part{Node: at.Node, Text: value, Start: at.Start + from}})
			start += len(pair) + 1
		}
	}
	return all, has
}

// cookieParameters returns the cookies that an operation takes.
func cookieParameters(o *api.Operation) []*api.Parameter {
	all := slices.Clone(o.OptionalCookies)
	for _, param := range o.Parameters {
		if param.In == api.InCookie {
			all = append(all, param)
		}
	}
	return all
}
