package merge

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// takeAddress writes their address, without the query, into our URL. If ours has no
// address, their whole URL is taken.
func (m *merger) takeAddress(e both, our, their normalize.Field) {
	keys := our.Keys
	if !our.Node.Exists() {
		if keys = their.Keys; len(keys) == 1 {
			keys = append([]string{keys[0]}, "url")
		}
		e.patch.at(keys...).set = func(space spacing) string { return space.print(their.Node, nil) }
		return
	}
	if !their.Node.Exists() {
		e.patch.at(keys...).remove = true
		return
	}
	parts := []string{"protocol", "host", "port", "path", "hash"}
	differing := slices.DeleteFunc(slices.Clone(parts), func(part string) bool { return partText(our, part) == partText(their, part) })
	if len(differing) == 0 {
		differing = parts // a part contains a separator
	}
	for _, part := range differing {
		at := e.patch.at(append(keys[:len(keys):len(keys)], part)...)
		switch text := addressPart(their, part); {
		case text == nil:
			at.remove = true
		default:
			at.set = text
		}
	}
}

// partText returns the text of a part of a URL.
func partText(f normalize.Field, part string) string {
	p := partsOf(f)
	return map[string]string{
		"protocol": p.Protocol, "host": strings.Join(p.Host, "."), "port": p.Port, "path": strings.Join(append([]string{""}, p.Path...), "/"), "hash": p.Hash,
	}[part]
}

// partsOf returns the parts of a URL without its query, whether the file has it in
// parts or as one string.
func partsOf(f normalize.Field) address.Parts { return address.Parse(f.Value) }

// addressPart returns a part of their URL, which may be one string; nil if there is
// none.
func addressPart(their normalize.Field, part string) func(spacing) string {
	if (collection.URL{Node: their.Node}).HasParts() {
		n := their.Node.Get(part)
		if !n.Exists() {
			return nil
		}
		return func(space spacing) string { return space.print(n, nil) }
	}
	p := partsOf(their)
	one := func(s string) func(spacing) string {
		if s == "" {
			return nil
		}
		return func(spacing) string { return jsontree.Quote(s) }
	}
	several := func(list []string) func(spacing) string {
		if list == nil {
			return nil
		}
		return func(spacing) string {
			var quoted []string
			for _, s := range list {
				quoted = append(quoted, jsontree.Quote(s))
			}
			return "[" + strings.Join(quoted, ", ") + "]"
		}
	}
	return map[string]func(spacing) string{
		"protocol": one(p.Protocol), "host": several(p.Host), "port": one(p.Port), "path": several(p.Path), "hash": one(p.Hash),
	}[part]
}

// withRaw adds the edits that keep each URL's raw form equal to its merged parts, if
// it was equal before.
func (m *merger) withRaw(e triple, edits []jsontree.Edit) []jsontree.Edit {
	if len(edits) == 0 {
		return nil
	}
	ours := m.ours.real(e.ours)
	ours.Open()
	for _, f := range ours.Fields {
		u := collection.URL{Node: f.Node}
		raw := f.Node.Get("raw")
		if _, apart := ours.Field(f.Name + ".raw"); f.Sort != normalize.Address || apart || !u.HasParts() || raw.Kind() != jsontree.String {
			continue
		}
		var inside []jsontree.Edit
		whole := false
		for _, edit := range edits {
			if edit.Start > f.Node.Start() && edit.End < f.Node.End() {
				inside = append(inside, edit)
				whole = whole || edit.Start <= raw.Start() && edit.End >= raw.End()
			}
			whole = whole || edit.Start <= f.Node.Start() && edit.End >= f.Node.End()
		}
		if whole || len(inside) == 0 {
			continue
		}
		text, err := cutOut(f.Node, inside)
		if err != nil {
			m.fail(err)
			continue
		}
		merged, err := jsontree.Parse(text)
		if err != nil {
			m.fail(err)
			continue
		}
		shown := collection.URL{Node: merged.Root()}.Sent()
		if raw.Text() != u.Sent() {
			shown = collection.URL{Node: merged.Root()}.Shown()
		}
		if shown != raw.Text() {
			edits = append(edits, raw.Replace(jsontree.Quote(shown)))
		}
	}
	return edits
}

// fail keeps the first internal error.
func (m *merger) fail(err error) {
	if m.fault == nil {
		m.fault = err
	}
}
