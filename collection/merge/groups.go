package merge

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// group is a part of an element that is only merged as a whole: changes on both sides
// are one conflict.
type group struct {
	name   string   // of the conflict
	prefix string   // of the names of its fields and lists
	keys   []string // the path to its value, which is taken as a whole; empty for the element
	fields []string // or its fields, if they are only some of the element's
}

// groups merges the groups of an element. The result reports whether a field or list
// was merged that way.
func (m *merger) groups(e both) func(name string) bool {
	var settled []group
	for _, g := range m.groupsOf(e) {
		if m.group(e, g) {
			settled = append(settled, g)
		}
	}
	return func(name string) bool {
		for _, g := range settled {
			if g.holds(name) {
				return true
			}
		}
		return false
	}
}

func (g group) holds(name string) bool {
	if g.fields != nil {
		return slices.Contains(g.fields, name)
	}
	return name == strings.TrimSuffix(g.prefix, ".") || strings.HasPrefix(name, g.prefix)
}

// groupsOf returns the groups of an element that must be merged as a whole: a body,
// authorization or form field if a side chose another kind of it, and a URL or headers
// in one string.
func (m *merger) groupsOf(e both) []group {
	ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
	var groups []group
	if ours.Kind == normalize.Auth && m.otherKind(e, "type", group{}) {
		return []group{{name: "type"}}
	}
	if g := (group{name: "type", fields: []string{"type", "src", "value"}}); ours.Kind == normalize.FormField && m.otherKind(e, "type", g) {
		return []group{g}
	}
	for _, key := range []string{"request", "originalRequest"} {
		prefix := ""
		if key == "originalRequest" {
			prefix = "originalRequest."
		}
		if g := (group{name: prefix + "body", prefix: prefix + "body.", keys: []string{key, "body"}}); m.otherKind(e, g.prefix+"mode", g) {
			groups = append(groups, g)
		}
		our, has := ours.Field(prefix + "url")
		their, _ := theirs.Field(prefix + "url")
		if has && our.Node.Exists() && !(collection.URL{Node: our.Node}).HasParts() && their.Node.Exists() {
			groups = append(groups, group{name: prefix + "url", prefix: prefix + "url.", keys: []string{key, "url"}})
		}
	}
	return append(groups, m.groupsInTexts(e)...)
}

// groupsInTexts returns the lists of an element that are one string, such as a header
// block, which is merged as a whole. Lines of a block that are not headers would have
// no place in a list.
func (m *merger) groupsInTexts(e both) []group {
	ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
	lists := [][]string{{"request", "header"}, {"request", "url", "query"}}
	if ours.Kind == normalize.Example {
		lists = [][]string{{"originalRequest", "header"}, {"originalRequest", "url", "query"}, {"header"}}
	}
	isText := func(e *normalize.Element, keys []string) bool {
		n := valueAt(e, keys)
		return n.Kind() == jsontree.String && n.Key().Is(keys[len(keys)-1])
	}
	var groups []group
	for _, keys := range lists {
		name := strings.TrimPrefix(strings.Join(keys, "."), "request.")
		if isText(ours, keys) || isText(theirs, keys) && !equal(e.theirs.Value(name), value(e.base, name)) {
			groups = append(groups, group{name: name, prefix: name + ".", keys: keys})
		}
	}
	return groups
}

// otherKind reports whether one side chose another kind, and the other side
// changed something that goes with the old one.
func (m *merger) otherKind(e both, kind string, g group) bool {
	base, ours, theirs := value(e.base, kind), e.ours.Value(kind), e.theirs.Value(kind)
	if equal(ours, theirs) {
		return false
	}
	if e.base == nil {
		return ours != "" && theirs != "" || sortOf(kind, m.ours.real(e.ours), m.theirs.real(e.theirs)) == normalize.Setting
	}
	return !equal(ours, base) && !sameGroup(e.base, e.theirs, g) || !equal(theirs, base) && !sameGroup(e.base, e.ours, g)
}

// sameGroup reports whether two elements are equal in a group.
func sameGroup(a, b *normalize.Element, g group) bool {
	if a == nil {
		a = &normalize.Element{}
	}
	for _, name := range fieldNames(a, b) {
		if g.holds(name) && !equal(a.Value(name), b.Value(name)) {
			return false
		}
	}
	for _, name := range listNames(a, b) {
		if g.holds(name) && !sameList(a.List(name).Elements, b.List(name).Elements) {
			return false
		}
	}
	return true
}

// group merges one group, and reports whether it has to be merged as a whole.
func (m *merger) group(e both, g group) bool {
	switch {
	case sameGroup(e.ours, e.theirs, g), e.base != nil && sameGroup(e.base, e.theirs, g):
		return true
	case e.base != nil && sameGroup(e.base, e.ours, g):
	default:
		ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
		c := Conflict{
			Element: ours.Kind, Ours: ours, Theirs: theirs, Field: g.name, Cause: BothChanged,
			OurValue: diff.DataOf(valueAt(ours, g.keys)), TheirValue: diff.DataOf(valueAt(theirs, g.keys)),
		}
		if !m.conflict(c) {
			return true
		}
	}
	if g.fields != nil {
		for _, name := range g.fields {
			if !equal(e.ours.Value(name), e.theirs.Value(name)) {
				m.take(e, name)
			}
		}
		return true
	}
	their := valueAt(m.theirs.real(e.theirs), g.keys)
	if l := e.theirs.List(g.name); !their.Exists() && len(l.Elements) > 0 { // it is in their URL
		e.patch.at(g.keys...).set = func(space spacing) string {
			return space.build("[]", len(l.Elements), func(i int, space spacing) string {
				return m.entryText(jsontree.Array, l.Elements[i])(space)
			})
		}
		return true
	}
	if !their.Exists() {
		e.patch.at(g.keys...).remove = true
		return true
	}
	e.patch.at(g.keys...).set = func(space spacing) string { return space.print(their, nil) }
	return true
}

// valueAt returns the value that keys lead to. That of the URL of a request in short
// form is the request.
func valueAt(e *normalize.Element, keys []string) jsontree.Node {
	n := e.Node
	for _, key := range keys {
		if key == "url" && n.Kind() == jsontree.String {
			return n
		}
		n = n.Get(key)
	}
	return n
}
