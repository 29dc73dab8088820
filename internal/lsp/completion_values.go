package lsp

import (
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/lsp/fields"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

func rulesOf() []*rule.Rule { return rules.All() }

// presentIn returns the keys of an object.
func presentIn(object jsontree.Node) map[string]string {
	present := map[string]string{}
	for key := range object.Members() {
		present[key.Text()] = ""
	}
	return present
}

// values adds the words that the value at the end of a path may be.
func (c *completer) values(schema fields.Schema, path []fields.Step) {
	if len(path) == 0 {
		return
	}
	last := path[len(path)-1]
	if c.file.Kind == workspace.Configuration {
		if last.Key == "rule" && len(path) == 3 && path[0].Key == "ignore" {
			for _, r := range rulesOf() {
				c.add(protocol.CompletionEnum, r.Name, r.Name, string(r.Category), textOf(r))
			}
			return
		}
	} else if c.headerName(path) || c.attribute(path) {
		return
	}
	f, _ := schema.Field(path)
	if last.Key == "method" && c.file.Kind != workspace.Configuration {
		f.Words = []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
	}
	for _, word := range f.Words {
		detail := ""
		if last.Key == "type" {
			t, _ := collection.AuthTypeOf(word)
			detail = t.Name
		}
		c.add(protocol.CompletionEnum, word, word, detail, "")
	}
}

// headerName adds the names of headers, and reports whether the place is in
// one.
func (c *completer) headerName(path []fields.Step) bool {
	n := len(path)
	if n < 3 || path[n-1].Key != "key" || path[n-3].Key != "header" && path[n-3].Key != "headers" {
		return false
	}
	for _, name := range headers {
		c.add(protocol.CompletionValue, name, name, "", "")
	}
	return true
}

// attribute adds the keys of an authorization's attributes, or the values of
// one, and reports whether the place is in one of them.
func (c *completer) attribute(path []fields.Step) bool {
	key, word, authType := attributeAt(path, c.file.Kind)
	t, known := collection.AuthTypeOf(authType)
	if !known {
		return false
	}
	if word {
		for _, a := range t.Attributes {
			c.add(protocol.CompletionProperty, a.Key, a.Key, a.Label, "")
		}
		return true
	}
	if key == "scope" && authType == "oauth2" {
		c.scopes()
		return true
	}
	for _, a := range t.Attributes {
		if a.Key != key {
			continue
		}
		for _, word := range slices.Sorted(maps.Keys(a.Values)) {
			c.add(protocol.CompletionEnum, word, word, a.Values[word], "")
		}
	}
	return true
}

// attributeAt returns the attribute, and the type of its authorization, that
// a path leads to: its value, or its key if word is true.
func attributeAt(path []fields.Step, kind workspace.Kind) (key string, word bool, authType string) {
	n := len(path)
	last := path[n-1]
	inList := n >= 3 && path[n-2].Key == "0" && (last.Key == "key" || last.Key == "value")
	switch {
	case kind == workspace.Collection && inList && n >= 4 && path[n-4].Key == "auth":
		return last.Members["key"], last.Key == "key", path[n-3].Key
	case kind == workspace.Element && inList && path[n-3].Key == "credentials":
		return last.Members["key"], last.Key == "key", path[n-3].Members["type"]
	case kind == workspace.Element && n >= 2 && path[n-2].Key == "credentials":
		return last.Key, false, path[n-2].Members["type"]
	}
	return "", false, ""
}

// scopes adds the known scopes that the text does not have yet.
func (c *completer) scopes() {
	text := c.file.Text.Content
	there := map[string]bool{}
	for _, name := range collection.ScopeNames(text[c.start:max(c.start, c.end)]) {
		there[name] = true
	}
	word := c.start + strings.LastIndexAny(text[c.start:c.offset], " ,\t") + 1
	delete(there, text[word:c.offset])
	c.start = word
	if next := strings.IndexAny(text[c.offset:c.end], " ,\t"); next >= 0 {
		c.end = c.offset + next
	}
	for _, one := range c.server.scopesFor(c.unit) {
		if !there[one.name] {
			c.add(protocol.CompletionConstant, one.name, one.name, one.source, one.description)
		}
	}
}

// headers are the names of request headers, in alphabetical order. Sources:
// the IANA registry of HTTP field names, and headers in real collections.
var headers = []string{
	"Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Access-Control-Request-Headers",
	"Access-Control-Request-Method", "Authorization", "Cache-Control", "Connection", "Content-Disposition",
	"Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Cookie", "DNT", "Date",
	"Digest", "ETag", "Expect", "Forwarded", "From", "Host", "Idempotency-Key", "If-Match", "If-Modified-Since",
	"If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Origin", "Pragma", "Prefer",
	"Proxy-Authorization", "Range", "Referer", "SOAPAction", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
	"User-Agent", "Via", "Warning", "X-API-Key", "X-Api-Version", "X-Auth-Token", "X-CSRF-Token", "X-Correlation-ID",
	"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Request-ID",
	"X-Requested-With",
}
