// Package requests lays the operations of an API out as folders and requests in
// which a person finds things.
//
// Operations are grouped by their first tag, and in large ones by resource: what the
// fixed segments of a path name. A resource's requests come in the order in
// which they can be sent: list, create, get, replace, update, all else, and delete last.
// Folders follow the document's list of tags, then their first use.
package requests

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/synthetic"
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
	// Values makes the values that requests send; nil stands for one without a
	// wording.
	Values *synthetic.Maker
	// Tests says what the requests' tests check.
	Tests Tests
	// Examples says which saved examples requests have.
	Examples Examples
	// GroupBy says what folders are made of; ByTags where it is empty.
	GroupBy GroupBy
	// FromDocument says that a document alone is laid out, without a template.
	FromDocument bool
	// ErrorField is the field of an error's JSON that says what is wrong; "error" where
	// it is empty.
	ErrorField string
}

// Items are the folders and requests of operations of an API, which may be some
// of it. Where a request stands and what it is called depends on the whole of the
// API, not on which operations are chosen. A document whose parts are referred to so
// often that the requests would have more than [MaxText] bytes is an error.
func Items(a *api.API, operations []*api.Operation, o Options) ([]template.Item, error) {
	l := newLayouter(a, o)
	for _, o := range operations {
		l.chosen[o] = true
	}
	root := l.groups()
	root.collapse()
	l.sortTags(root)
	root.sort()
	root.identify("", map[string]bool{})
	items := beside(l.items(root), l.webhooks())
	if l.left < 0 {
		return nil, fmt.Errorf("the requests would have more than %d MB of text; choose fewer operations", MaxText>>20)
	}
	return items, nil
}

// MaxText is how many bytes the texts of all requests may have.
const MaxText = 128 << 20

// GroupBy says what folders are made of.
type GroupBy string

// What folders are made of.
const (
	ByTags  GroupBy = "tags"
	ByPaths GroupBy = "paths"
)

// Examples says which saved examples requests have.
type Examples string

// Which saved examples requests have.
const (
	NoExamples       Examples = "none"
	AuthoredExamples Examples = "authored" // those of the document
	MadeExamples     Examples = "made"     // and synthetic ones where the document has none
)

type layouter struct {
	api        *api.API
	options    Options
	tree       *resources.Tree
	chosen     map[*api.Operation]bool
	tags       map[string]string // what tags mean, by name
	filters    map[string]bool   // of lists, by path and name
	left       int               // bytes of text that may still be made
	authorizer *authorizer
	values     *synthetic.Maker
	// What bodies of a schema have in common, by schema.
	fields  map[fieldKey]string
	schemas map[*api.Schema]string
}

func newLayouter(a *api.API, o Options) *layouter {
	if o.Wording == nil {
		o.Wording = &template.Wording{}
	}
	var own *template.Auth
	if o.Auth != nil {
		own = o.Auth.Auth
	}
	if o.Values == nil {
		o.Values = synthetic.New(a, o.Wording)
	}
	l := &layouter{
		api: a, options: o, tree: resources.Of(a.Operations), chosen: map[*api.Operation]bool{}, tags: map[string]string{}, left: MaxText,
		authorizer: newAuthorizer(a, o.Server, own), values: o.Values,
		fields: map[fieldKey]string{}, schemas: map[*api.Schema]string{},
	}
	for _, t := range a.Tags {
		if _, twice := l.tags[t.Name]; !twice {
			l.tags[t.Name] = t.Description
		}
	}
	return l
}

// spend counts text that requests have, and gives it back, or nothing once there is
// too much of it.
func (l *layouter) spend(text string) string {
	if l.left -= len(text); l.left < 0 {
		return ""
	}
	return text
}

// say joins texts to one, as [sentences] does, and counts it.
func (l *layouter) say(parts ...string) string {
	if l.left < 0 {
		return ""
	}
	return l.spend(sentences(parts...))
}

// group is a folder in the making.
type group struct {
	key, name, description string
	id                     string
	requests               []entry
	groups                 []*group
	byKey                  map[string]*group
}

// entry is a request in the making.
type entry struct {
	operation *api.Operation
	name      string
	kind      kind
	before    string // goes before its description
	resource  int    // the place of its outermost resource, by first use
}

// groups are all operations of the API in folders, below a root.
func (l *layouter) groups() *group {
	root := &group{}
	tags := l.tagsOf()
	sizes := map[string]int{}
	for _, o := range l.api.Operations {
		sizes[tags(o)]++
	}
	places := map[string]int{}
	for _, o := range l.api.Operations {
		at := root
		chain := l.tree.Chain(o)
		tag := tags(o)
		if tag != "" {
			at = at.child("tag "+tag, tag)
			at.description = cmp.Or(l.options.Wording.Tags[tag], l.tags[tag])
		}
		for _, resource := range chain {
			if resource == "" || tag != "" && sizes[tag] <= manyInTag {
				continue // the root is no folder, and few requests need none
			}
			at = at.child("resource "+resource, l.folderName(resource))
			at.description = l.options.Wording.Resources[resource].Description
		}
		name, k := l.name(o)
		place, known := places[chain[0]]
		if !known {
			place = len(places)
			places[chain[0]] = place
		}
		at.requests = append(at.requests, entry{operation: o, name: name, kind: k, resource: place})
	}
	return root
}

// items are the chosen ones of a group.
func (l *layouter) items(g *group) []template.Item {
	items := []template.Item{}
	for _, inner := range g.groups {
		if held := l.items(inner); len(held) > 0 {
			items = append(items, template.Item{ID: inner.id, Name: inner.name, Description: inner.description, Items: held})
		}
	}
	for _, e := range g.requests {
		if l.chosen[e.operation] {
			items = append(items, l.request(e))
		}
	}
	return items
}

// manyInTag is how many requests a tag has before its resources have folders.
const manyInTag = 12

// tagsOf returns the tag by which an operation is grouped: its first one, or with a
// template the one that most operations of its outermost resource have, so that no
// resource is torn apart; "" for none.
func (l *layouter) tagsOf() func(*api.Operation) string {
	if l.options.GroupBy == ByPaths {
		return func(*api.Operation) string { return "" }
	}
	if l.options.FromDocument {
		return func(o *api.Operation) string {
			if len(o.Tags) == 0 {
				return ""
			}
			return strings.TrimSpace(o.Tags[0])
		}
	}
	byResource := l.tagsOfResources()
	return func(o *api.Operation) string { return byResource[l.tree.Chain(o)[0]] }
}

// sortTags puts the folders of tags into the order of the document's list of tags; tags
// that it does not list follow in the order of their first use.
func (l *layouter) sortTags(root *group) {
	place := map[string]int{}
	for i, t := range l.api.Tags {
		if _, twice := place["tag "+strings.TrimSpace(t.Name)]; !twice {
			place["tag "+strings.TrimSpace(t.Name)] = i
		}
	}
	of := func(g *group) int {
		if i, listed := place[g.key]; listed {
			return i
		}
		return len(place)
	}
	slices.SortStableFunc(root.groups, func(a, b *group) int { return cmp.Compare(of(a), of(b)) })
}

func (l *layouter) tagsOfResources() map[string]string {
	counts := map[string]map[string]int{}
	for _, o := range l.api.Operations {
		resource := l.tree.Chain(o)[0]
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
			one.before = paragraphs(inner.description, one.before)
			g.requests = append(g.requests, one)
		case len(inner.requests) == 0 && len(inner.groups) == 1:
			only := inner.groups[0]
			only.description = paragraphs(inner.description, only.description)
			if inner.isTag() {
				// People look for the tag's name.
				only.key, only.name = inner.key, inner.name
			}
			kept = append(kept, only)
		default:
			kept = append(kept, inner)
		}
	}
	g.groups = kept
}

// path is that of a resource.
func (g *group) path() string { return strings.TrimPrefix(g.key, "resource ") }

func (g *group) isTag() bool { return strings.HasPrefix(g.key, "tag ") }

// sort orders requests, and tells apart folders and requests of one name.
func (g *group) sort() {
	slices.SortStableFunc(g.requests, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.resource, b.resource), cmp.Compare(a.kind, b.kind), strings.Compare(a.operation.Path, b.operation.Path), strings.Compare(a.name, b.name))
	})
	folders, requests := map[string]int{}, map[string]int{}
	for _, inner := range g.groups {
		folders[inner.name]++
		inner.sort()
	}
	for _, e := range g.requests {
		requests[e.name]++
	}
	again := map[string]int{}
	for _, inner := range g.groups {
		if folders[inner.name] > 1 && !inner.isTag() {
			inner.name = resources.Title(resources.Humanize(inner.path()))
		}
		again[inner.name]++
	}
	for _, inner := range g.groups {
		if again[inner.name] > 1 && !inner.isTag() {
			inner.name += " (/" + inner.path() + ")"
		}
	}
	for i := range g.requests {
		if e := &g.requests[i]; requests[e.name] > 1 {
			e.name += " (" + e.operation.String() + ")"
		}
	}
}

// identify gives each folder an ID: its key or, of a resource that has a folder in several
// tags, that with the folder around.
func (g *group) identify(around string, taken map[string]bool) {
	for _, inner := range g.groups {
		if inner.id = inner.key; taken[inner.id] {
			inner.id = around + " " + inner.key
		}
		taken[inner.id] = true
		inner.identify(inner.id, taken)
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
