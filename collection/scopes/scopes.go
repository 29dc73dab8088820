// Package scopes computes which request needs which OAuth2 scopes, which scopes a
// collection asks for, and which would suffice.
package scopes

import (
	"iter"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/template"
)

// Matrix is a table of requests by scopes. Lists of scopes are in the order of the
// template, followed by those that it does not have.
type Matrix struct {
	Title string `json:"title"`
	// Asked are the scopes that the OAuth2 authorizations name. If there are
	// authorizations and none names any, Asked is empty and AsksAll is true: a server
	// then grants all that it has.
	Asked   []string `json:"asked"`
	AsksAll bool     `json:"asksAll"`
	Needed  []string `json:"needed"`
	Missing []string `json:"missing"`  // needed and not asked for
	Excess  []string `json:"unneeded"` // asked for and not needed

	Requests       []Request       `json:"requests"`
	Contradictions []Contradiction `json:"contradictions"` // about operations that are called
}

// Request is a row. A request to another server than the API's needs no scope.
type Request struct {
	Path     []string `json:"path"` // folders and name
	Method   string   `json:"method"`
	URL      string   `json:"url"` // the path below the API's server, or else the whole
	ToServer bool     `json:"toServer"`
	Known    bool     `json:"known"` // whether the API has such an operation
	Needs    []string `json:"needs"`
	Listed   []string `json:"listed"` // what the API's document lists for it

	operation *api.Operation
}

// Contradiction is a statement about scopes in the API's document that cannot be meant.
type Contradiction struct {
	Operation string `json:"operation"`
	Text      string `json:"text"`
}

// Of returns the matrix of a collection for a template whose API was read. The
// environment gives variables their values, the masked one what may be shown of
// them; both may be nil.
func Of(c collection.Collection, t *template.Template, environment, maskedEnvironment func(name string) (string, bool)) *Matrix {
	// What is shown is read from a masked copy with masked variables: a secret that was
	// joined with other text cannot be found reliably.
	shown := collection.Of(redact.Copy(c.Node.Document()))
	m := &Matrix{Title: redact.Text(shown.Name())}
	resolver := &address.Resolver{Collection: c, Environment: environment}
	masked := &address.Resolver{Collection: shown, Environment: maskedEnvironment, Shown: redact.Variable}
	var asked []string
	asks := false
	ask := func(a collection.Auth, i *collection.Item) {
		if a.Type() == "oauth2" {
			asks = true
			asked = append(asked, collection.ScopeNames(masked.Resolve(a.Attribute("scope").Text(), i))...)
		}
	}
	ask(shown.Auth(), nil)
	next, stop := iter.Pull(shown.Items())
	defer stop()
	for i := range c.Items() {
		copied, ok := next()
		if !ok {
			break // the copy has the same items
		}
		ask(copied.OwnAuth(), &copied)
		if i.IsFolder() {
			continue
		}
		at := address.Split(resolver.Resolve(i.Request().URL().Sent(), &i))
		m.add(t, copied.Path(), copied.Request().Method(), at)
		row := &m.Requests[len(m.Requests)-1]
		row.URL = masked.Resolve(copied.Request().URL().Sent(), &copied)
		if below, ok := t.Path(address.Split(row.URL)); ok && row.ToServer {
			row.URL = below
		}
	}
	m.AsksAll = asks && len(asked) == 0
	m.finish(t, asked)
	return m
}

// OfTemplate returns the matrix of everything in a template: its own requests and all
// operations of its API.
func OfTemplate(t *template.Template) *Matrix {
	m := &Matrix{Title: t.Title}
	var own func(items []template.Item, path []string)
	own = func(items []template.Item, path []string) {
		for _, i := range items {
			here := append(slices.Clone(path), i.Name)
			if i.Request != nil {
				m.add(t, here, i.Request.Method, address.Split(t.Resolve(i.Request.URL)))
			}
			own(i.Items, here)
		}
	}
	own(t.Items, nil)
	if t.API != nil {
		for _, o := range t.API.Operations {
			m.Requests = append(m.Requests, Request{
				Path: []string{o.String()}, Method: o.Method, URL: o.Path, ToServer: true, Known: true,
				Needs: list(o.Scopes), Listed: list(o.Listed), operation: o,
			})
		}
	}
	m.finish(t, t.ScopeNames())
	return m
}

func (m *Matrix) add(t *template.Template, path []string, method string, at address.Address) {
	r := Request{Path: path, Method: method, URL: at.Text, Needs: []string{}, Listed: []string{}}
	if below, ok := t.Path(at); ok {
		needs, known := t.Needs(method, below)
		r.URL, r.ToServer, r.Known, r.Needs = below, true, known, list(needs)
		if t.API != nil {
			if r.operation = t.API.Operation(method, below); r.operation != nil {
				r.Listed = list(r.operation.Listed)
			}
		}
	}
	m.Requests = append(m.Requests, r)
}

// list returns a copy that is never nil, so that JSON shows an empty list.
func list(names []string) []string { return append([]string{}, names...) }

func (m *Matrix) finish(t *template.Template, asked []string) {
	called := map[*api.Operation]bool{}
	var all []string
	for _, r := range m.Requests {
		called[r.operation] = true
		all = append(all, r.Needs...)
	}
	order := orderOf(t)
	m.Asked, m.Needed = order.sorted(asked), order.sorted(all)
	m.Missing, m.Excess = without(m.Needed, m.Asked), without(m.Asked, m.Needed)
	if m.AsksAll {
		m.Missing = []string{}
	}
	m.Contradictions = []Contradiction{}
	if t.API != nil {
		for _, c := range openapi.Contradictions(t.API) {
			if called[c.Operation] {
				m.Contradictions = append(m.Contradictions, Contradiction{c.Operation.String(), c.Text})
			}
		}
	}
}

// order is the place of each scope in a template's list.
type order map[string]int

func orderOf(t *template.Template) order {
	o := order{}
	for i, name := range t.ScopeNames() {
		o[name] = i
	}
	return o
}

// sorted returns the names, each once, in order; unknown ones come last, in alphabetical
// order.
func (o order) sorted(names []string) []string {
	out := []string{}
	seen := map[string]bool{}
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		x, known := o[a]
		y, alsoKnown := o[b]
		switch {
		case known && alsoKnown:
			return x - y
		case known:
			return -1
		case alsoKnown:
			return 1
		}
		return strings.Compare(a, b)
	})
	return out
}

// without returns the names that are not among others.
func without(names, others []string) []string {
	set := setOf(others)
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return set[name] })
}

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

// Needed returns the smallest set of scopes for items: what they need of what the
// template can ask for, in its order.
func Needed(t *template.Template, items []template.Item) []string {
	var all []string
	var collect func(items []template.Item)
	collect = func(items []template.Item) {
		for _, i := range items {
			if i.Request != nil {
				all = append(all, i.Request.Scopes...)
			}
			collect(i.Items)
		}
	}
	collect(items)
	order := orderOf(t)
	return slices.DeleteFunc(order.sorted(all), func(name string) bool {
		_, known := order[name]
		return !known
	})
}
