package rules

import (
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// urlPart is a part of an address that is sent, with its place.
type urlPart struct {
	collection.Part
	kind urlPartKind
}

type urlPartKind int

const (
	authorityPart urlPartKind = iota // scheme, host and port
	segmentPart
	queryKeyPart
	queryValuePart
)

// partLists is a pool of lists for the parts of an address.
var partLists = sync.Pool{New: func() any { return new([]urlPart) }}

// urlParts appends the parts of an address that Postman sends, in order.
func urlParts(parts []urlPart, u collection.URL) []urlPart {
	if !u.HasParts() {
		at := u.Node
		if at.Kind() == jsontree.Object {
			at = at.Get("raw")
		}
		return textParts(parts, at)
	}
	add := func(n jsontree.Node, kind urlPartKind) {
		if n.Kind() == jsontree.String {
			parts = append(parts, urlPart{collection.Part{Node: n, Text: n.Text(), Whole: true}, kind})
		}
	}
	add(u.Node.Get("protocol"), authorityPart)
	host := u.HostNode()
	add(host, authorityPart)
	for label := range host.Elements() {
		add(label, authorityPart)
	}
	add(u.Node.Get("port"), authorityPart)
	add(u.PathNode(), segmentPart)
	for s := range u.Segments() {
		add(s, segmentPart)
	}
	for q := range u.Query() {
		if q.InText() {
			parts = append(parts, urlPart{q.KeyPart(), queryKeyPart}, urlPart{q.ValuePart(), queryValuePart})
		} else if !q.Disabled() {
			if key := q.Node.Get("key"); key.Kind() == jsontree.String {
				add(key, queryKeyPart)
			} else if q.Node.Kind() == jsontree.Object { // null is sent as an empty name
				parts = append(parts, urlPart{collection.Part{Node: q.Node, Whole: true}, queryKeyPart})
			}
			add(q.Value(), queryValuePart)
		}
	}
	return parts
}

// textParts appends the parts of an address that is one string.
func textParts(parts []urlPart, at jsontree.Node) []urlPart {
	text := at.Text()
	plain := plainReferences(text) // ignore separators inside references
	if end := strings.IndexByte(plain, '#'); end >= 0 {
		plain = plain[:end]
	}
	add := func(from, to int, kind urlPartKind) {
		parts = append(parts, urlPart{collection.Part{Node: at, Text: text[from:to], Start: from, Whole: from == 0 && to == len(text)}, kind})
	}
	start := 0
	if i := strings.Index(plain, "://"); i > 0 && !strings.ContainsAny(plain[:i], "/?") {
		start = i + len("://")
	}
	query := len(plain)
	if i := strings.IndexByte(plain, '?'); i >= 0 {
		query = i
	}
	path := query
	if start > query {
		start = 0
	}
	if i := strings.IndexByte(plain[start:query], '/'); i >= 0 {
		path = start + i
	}
	add(0, path, authorityPart)
	for at := path; at < query; {
		end := query
		if i := strings.IndexByte(plain[at+1:query], '/'); i >= 0 {
			end = at + 1 + i
		}
		add(at+1, end, segmentPart)
		at = end
	}
	for at := query; at < len(plain); {
		end := len(plain)
		if i := strings.IndexByte(plain[at+1:], '&'); i >= 0 {
			end = at + 1 + i
		}
		if i := strings.IndexByte(plain[at+1:end], '='); i >= 0 {
			add(at+1, at+1+i, queryKeyPart)
			add(at+2+i, end, queryValuePart)
		} else {
			add(at+1, end, queryKeyPart)
		}
		at = end
	}
	return parts
}

// plainReferences is like [withoutReferences], also for nested references.
func plainReferences(text string) string {
	for range collection.DeepestReference {
		plain := withoutReferences(text)
		if plain == text {
			break
		}
		text = plain
	}
	return text
}
