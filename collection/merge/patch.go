package merge

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
)

// patch is a change of a value: replace it, remove it, or change members in it.
type patch struct {
	set     func(spacing) string
	remove  bool
	members map[string]*patch
	order   []string // of members, by first use
}

func (p *patch) isEmpty() bool { return p.set == nil && !p.remove && len(p.order) == 0 }

// at returns the patch of the value at a path of keys.
func (p *patch) at(keys ...string) *patch {
	for _, key := range keys {
		if p.members == nil {
			p.members = map[string]*patch{}
		}
		if p.members[key] == nil {
			p.members[key] = &patch{}
			p.order = append(p.order, key)
		}
		p = p.members[key]
	}
	return p
}

// edits returns the edits that apply a patch to a value.
func (p *patch) edits(n jsontree.Node, style format.Style) []jsontree.Edit {
	switch {
	case p.set != nil:
		space := spacingOf(n, style)
		if n.Len() > 0 && !strings.Contains(n.Raw(), "\n") {
			space.style = space.style.OneLine() // as in the old value
		}
		return []jsontree.Edit{n.Replace(p.set(space))}
	case len(p.order) == 0:
		return nil
	case n.Kind() != jsontree.Object:
		// A value that cannot have members is replaced. A request that is only a
		// URL string becomes an object with that URL.
		if url := p.at("url"); n.Kind() == jsontree.String && n.Key().Is("request") && url.isEmpty() {
			url.set = func(spacing) string { return n.Raw() }
		}
		space := spacingOf(n, style)
		return []jsontree.Edit{n.Replace(p.build(space))}
	}
	var edits []jsontree.Edit
	gone := map[string]bool{}
	var fresh []string
	for _, key := range p.order {
		inner, value := p.members[key], n.Get(key)
		switch {
		case !value.Exists() && !inner.vanishes(value):
			fresh = append(fresh, key)
		case !value.Exists():
		case inner.vanishes(value):
			gone[key] = true
		default:
			edits = append(edits, inner.edits(value, style)...)
		}
	}
	if len(gone) == 0 && len(fresh) == 0 {
		return edits
	}
	var entries []entry
	i := 0
	for key := range n.Members() {
		if !gone[key.Text()] {
			entries = append(entries, kept(i))
		}
		i++
	}
	for _, key := range fresh {
		entries = append(entries, added(func(space spacing) string {
			return jsontree.Quote(key) + space.style.Colon + p.members[key].build(space)
		}))
	}
	return append(edits, rearrange(n, style, entries)...)
}

// vanishes reports whether a patch leaves nothing of a value.
func (p *patch) vanishes(n jsontree.Node) bool {
	if p.remove || p.set != nil || len(p.order) == 0 {
		return p.remove || !n.Exists() && p.set == nil
	}
	for _, key := range p.order {
		if !p.members[key].vanishes(n.Get(key)) {
			return false
		}
	}
	for key := range n.Members() {
		if !slices.Contains(p.order, key.Text()) {
			return false
		}
	}
	return true
}

// build returns the text of a value that does not exist yet.
func (p *patch) build(space spacing) string {
	if p.set != nil {
		return p.set(space)
	}
	var keys []string
	for _, key := range p.order {
		if !p.members[key].vanishes(jsontree.Node{}) {
			keys = append(keys, key)
		}
	}
	return space.build("{}", len(keys), func(i int, space spacing) string {
		return jsontree.Quote(keys[i]) + space.style.Colon + p.members[keys[i]].build(space)
	})
}

// spacingOf returns the spacing of a value at its place.
func spacingOf(n jsontree.Node, style format.Style) spacing {
	at := n
	if key := n.Key(); key.Exists() {
		at = key
	}
	text := n.Document().Text()
	if n.Parent().Exists() {
		return spacingAt(style, spaceBefore(text, at.Start()))
	}
	return spacing{style, ""}
}
