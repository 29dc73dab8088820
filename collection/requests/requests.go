// Package requests arranges the operations of an API as folders and requests in which
// people find things.
//
// Operations are grouped by their first tag, and in large ones by resource: what the
// fixed segments of a path name. A resource's requests are in the order in which they
// can be sent: list, create, get, replace, update, all others, and delete last. Folders
// follow the document's list of tags, then their first use.
package requests

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// Options controls how the requests of an API are made.
type Options struct {
	// Server is where paths start, as written in requests.
	Server string
	// Wording takes precedence over the document's texts; nil for none.
	Wording *template.Wording
	// Auth is the collection's authorization; nil if it has none. Operations that need
	// another one have it themselves.
	Auth *Authorization
	// Values makes the values that requests send; if nil, one without a wording is used.
	Values *synthetic.Maker
	// Tests is what the requests' tests check.
	Tests Tests
	// Examples is which saved examples requests have.
	Examples Examples
	// GroupBy is how requests are grouped; if empty, ByTags is used.
	GroupBy GroupBy
	// FromDocument reports that there is only a document, without a template.
	FromDocument bool
	// ErrorField is the field of an error's JSON with the message; if empty, "error" is
	// used.
	ErrorField string
}

// Items returns the folders and requests for some operations of an API. Where a request
// is placed and how it is named depends on the whole API, not on which operations are
// chosen. It returns an error if the requests would have more than [MaxText] bytes, as
// with a document whose parts are referred to very often.
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

// MaxText is the maximum size in bytes of the texts of all requests.
const MaxText = 128 << 20

// GroupBy is how requests are grouped into folders.
type GroupBy string

// The ways to group requests.
const (
	ByTags  GroupBy = "tags"
	ByPaths GroupBy = "paths"
)

// Examples is which saved examples requests have.
type Examples string

// Which saved examples requests have.
const (
	NoExamples       Examples = "none"
	AuthoredExamples Examples = "authored" // those in the document
	MadeExamples     Examples = "made"     // and synthetic ones if the document has none
)

type layouter struct {
	api        *api.API
	options    Options
	tree       *resources.Tree
	chosen     map[*api.Operation]bool
	tags       map[string]string // descriptions of tags, by name
	filters    map[string]bool   // filters of lists, by path and name
	left       int               // bytes of text that may still be used
	authorizer *authorizer
	values     *synthetic.Maker
	// What bodies with the same schema share, by schema.
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

// spend counts the bytes of a text and returns it, or "" once there is too much text.
func (l *layouter) spend(text string) string {
	if l.left -= len(text); l.left < 0 {
		return ""
	}
	return text
}

// say joins texts as [sentences] does, and counts the result.
func (l *layouter) say(parts ...string) string {
	if l.left < 0 {
		return ""
	}
	return l.spend(sentences(parts...))
}

// group is a folder that is being made.
type group struct {
	key, name, description string
	id                     string
	requests               []entry
	groups                 []*group
	byKey                  map[string]*group
}

// entry is a request that is being made.
type entry struct {
	operation *api.Operation
	name      string
	kind      kind
	before    string // comes before its description
	resource  int    // index of its outermost resource, by first use
}

// groups returns all operations of the API in folders, below a root.
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
				continue // the root is not a folder, and few requests need none
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

// items returns the chosen folders and requests in a group.
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

// manyInTag is the number of requests in a tag from which its resources get folders.
const manyInTag = 12

// tagsOf returns a function that returns the tag by which an operation is grouped; ""
// for none. It is the operation's first tag. With a template it is the tag that most
// operations of the outermost resource have, so that a resource stays together.
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

// sortTags sorts the folders of tags by the document's list of tags. Other tags follow
// in the order of their first use.
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

// collapse removes folders that hold a single thing, and moves their content to the
// folder around them.
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

// path returns the path of a group's resource.
func (g *group) path() string { return strings.TrimPrefix(g.key, "resource ") }

func (g *group) isTag() bool { return strings.HasPrefix(g.key, "tag ") }

// sort sorts requests, and gives folders and requests with the same name different ones.
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
			inner.name = english.Title(resources.Humanize(inner.path()))
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

// identify gives each folder an ID: its key or, for a resource with folders in several
// tags, its key with that of the folder around.
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
