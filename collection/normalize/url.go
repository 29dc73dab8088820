package normalize

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
)

// url reads an address: one field for everything but the query, and lists for the query
// and the path variables.
func url(b *builder, at site) {
	u := collection.URL{Node: at.node}
	if at.node.Kind() != jsontree.String && at.node.Kind() != jsontree.Object {
		as(blank)(b, at)
		return
	}
	whole := Field{Name: at.name, Keys: at.keys, Node: at.node, Sort: Address}
	parts := address.Parse(u.Raw())
	whole.Value = Base(u)
	at.element.Fields = append(at.element.Fields, whole)

	inner := func(key string) site {
		return site{at.element, at.node.Get(key), append(at.keys[:len(at.keys):len(at.keys)], key), at.name + "." + key}
	}
	switch query := inner("query"); {
	case query.node.Kind() == jsontree.String && (u.HasParts() || !query.node.Is("")):
		l := List{Name: query.name, Kind: Query, Keys: query.keys, Node: query.node}
		for p := range u.Query() {
			l.Elements = append(l.Elements, written(query, Query, p.Key(), p.ValueText(), p.HasValue()))
		}
		at.element.addList(l)
	case u.HasParts(), query.node.Kind() == jsontree.Array:
		if query.node.Exists() {
			list(Query)(b, query)
		}
	default:
		query.node = at.node
		l := List{Name: query.name, Kind: Query, Keys: query.keys, Node: at.node}
		for _, p := range parts.Query {
			l.Elements = append(l.Elements, written(query, Query, p.Key, p.Value, p.HasValue))
		}
		at.element.addList(l)
	}
	for name, value := range members(at.node) {
		switch name {
		case "protocol", "host", "port", "path", "query", "hash":
		case "raw":
			// If there are parts, raw is only what Postman displays. It counts only if
			// it differs from them.
			if u.HasParts() && value.Text() != u.Sent() && value.Text() != u.Shown() {
				as(blank)(b, inner(name))
			}
		case "variable":
			list(PathVariable)(b, inner(name))
		default:
			stray := inner(name)
			stray.name = unknownName(at.name+".", name)
			as(blank)(b, stray)
		}
	}
}

// Base returns an address without its query, as one text to compare.
func Base(u collection.URL) string {
	parts := address.Parse(u.Raw())
	base, hash := parts.Base(), parts.Hash
	if u.HasParts() {
		base, hash = u.Base(), u.Node.Get("hash").Text()
	}
	if hash != "" {
		base += "#" + hash
	}
	return base
}
