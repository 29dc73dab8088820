// Package layout lays the operations of an API out as folders and requests in
// which a person finds things.
//
// Operations are grouped by their first tag, and in it by resource: what the
// fixed segments of a path name. A resource's requests come in the order in
// which people look for them: list, create, get, replace, update, delete, then
// all else. Folders are in alphabetical order.
package layout

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// Options are what to make of an API.
type Options struct {
	// Server is where paths start, as requests write it.
	Server string
	// Wording goes before what the document says; nil for none.
	Wording *template.Wording
	// Auth is how the collection authorizes; nil where it does not. Operations
	// that need something else carry it themselves.
	Auth *Authorization
}

// Items are the folders and requests of operations of an API, which may be some
// of it.
func Items(a *api.API, operations []*api.Operation, o Options) []template.Item {
	if o.Wording == nil {
		o.Wording = &template.Wording{}
	}
	l := &layouter{api: a, options: o, tree: treeOf(a.Operations)}
	return l.items(operations)
}

type layouter struct {
	api     *api.API
	options Options
	tree    *tree
	filters map[string]bool // of lists, by path and name
}

// group is a folder in the making.
type group struct {
	key, name, description string
	requests               []entry
	groups                 []*group
	byKey                  map[string]*group
}

// entry is a request and what orders it among its siblings.
type entry struct {
	item template.Item
	kind kind
	path string
}

func (l *layouter) items(operations []*api.Operation) []template.Item {
	root := &group{}
	tags := l.tags(operations)
	for _, o := range operations {
		at := root
		chain := l.tree.chain(o)
		if tag := tags[chain[0]]; tag != "" {
			at = at.child("tag "+tag, tag)
			at.description = l.tagDescription(tag)
		}
		for _, resource := range chain {
			at = at.child("resource "+resource, l.folderName(resource))
			at.description = l.options.Wording.Resources[resource].Description
		}
		at.requests = append(at.requests, l.request(o))
	}
	l.explainPages(root)
	root.collapse()
	return root.items()
}

// tags are the tag of each outermost resource: the one that most of its
// operations have, so that no resource is torn apart.
func (l *layouter) tags(operations []*api.Operation) map[string]string {
	counts := map[string]map[string]int{}
	for _, o := range operations {
		resource := l.tree.chain(o)[0]
		if counts[resource] == nil {
			counts[resource] = map[string]int{}
		}
		if len(o.Tags) > 0 {
			counts[resource][strings.TrimSpace(o.Tags[0])]++
		}
	}
	tags := map[string]string{}
	for resource, count := range counts {
		for tag, n := range count {
			if best := tags[resource]; n > count[best] || n == count[best] && tag < best {
				tags[resource] = tag
			}
		}
	}
	return tags
}

func (l *layouter) tagDescription(name string) string {
	for _, t := range l.api.Tags {
		if t.Name == name {
			return t.Description
		}
	}
	return ""
}

func (g *group) child(key, name string) *group {
	if found, ok := g.byKey[key]; ok {
		return found
	}
	made := &group{key: key, name: name}
	if g.byKey == nil {
		g.byKey = map[string]*group{}
	}
	g.byKey[key] = made
	g.groups = append(g.groups, made)
	return made
}

// collapse takes out folders that hold a single thing: what is in them goes to
// the folder around.
func (g *group) collapse() {
	var kept []*group
	for _, inner := range g.groups {
		inner.collapse()
		switch {
		case len(inner.groups) == 0 && len(inner.requests) == 1 && !inner.isTag():
			one := inner.requests[0]
			one.item.Description = paragraphs(inner.description, one.item.Description)
			g.requests = append(g.requests, one)
		case len(inner.requests) == 0 && len(inner.groups) == 1:
			only := inner.groups[0]
			if inner.isTag() {
				// People look for the tag's name.
				only.key, only.name = inner.key, inner.name
				only.description = paragraphs(inner.description, only.description)
			}
			kept = append(kept, only)
		default:
			kept = append(kept, inner)
		}
	}
	g.groups = kept
}

func (g *group) isTag() bool { return strings.HasPrefix(g.key, "tag ") }

func (g *group) items() []template.Item {
	slices.SortStableFunc(g.groups, func(a, b *group) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.key, b.key))
	})
	slices.SortStableFunc(g.requests, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), strings.Compare(a.path, b.path), strings.Compare(a.item.Name, b.item.Name))
	})
	items := []template.Item{}
	for _, inner := range g.groups {
		items = append(items, template.Item{
			ID: inner.key, Name: inner.name, Description: inner.description, Items: inner.items(),
		})
	}
	for _, e := range g.requests {
		items = append(items, e.item)
	}
	distinguish(items)
	return items
}

// distinguish adds to the names of siblings that have the same one: to requests
// their operations, to folders the rest of their paths.
func distinguish(items []template.Item) {
	count := map[string]int{}
	key := func(i template.Item) string {
		if i.Request == nil {
			return "folder " + i.Name
		}
		return "request " + i.Name
	}
	for _, i := range items {
		count[key(i)]++
	}
	for n := range items {
		i := &items[n]
		switch {
		case count[key(*i)] < 2:
		case i.Request != nil:
			i.Name += " (" + i.ID + ")"
		default:
			i.Name = title(humanize(strings.TrimPrefix(i.ID, "resource ")))
		}
	}
}

func paragraphs(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n")
}
