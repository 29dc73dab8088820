// Package scopes is which request needs which OAuth2 scopes, what a collection
// asks for, and what would suffice.
package scopes

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/template"
)

// Matrix is requests by scopes. Lists of scopes are in the order of the
// template, what it does not have behind.
type Matrix struct {
	Title string `json:"title"`
	// Asked are the scopes that the authorizations name. Where none names any,
	// Asked is empty and AsksAll is true: a server then gives all it has.
	Asked   []string `json:"asked"`
	AsksAll bool     `json:"asksAll"`
	Needed  []string `json:"needed"`
	Missing []string `json:"missing"`  // needed and not asked for
	Excess  []string `json:"unneeded"` // asked for and not needed

	Requests       []Request       `json:"requests"`
	Contradictions []Contradiction `json:"contradictions"` // about operations that are called
}

// Request is a row. What goes to another server than the API's needs no scope of
// it.
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

// Contradiction is something that the API's document says of scopes and cannot
// mean.
type Contradiction struct {
	Operation string `json:"operation"`
	Text      string `json:"text"`
}

// Of is the matrix of a collection for a template whose API was read.
func Of(c collection.Collection, t *template.Template, environment func(name string) (string, bool)) *Matrix {
	m := &Matrix{Title: c.Name()}
	resolver := &address.Resolver{Collection: c, Environment: environment}
	var asked []string
	ask := func(a collection.Auth, i *collection.Item) {
		if a.Type() == "oauth2" {
			asked = append(asked, strings.Fields(strings.ReplaceAll(resolver.Resolve(a.Attribute("scope").Text(), i), ",", " "))...)
		}
	}
	ask(c.Auth(), nil)
	for i := range c.Items() {
		ask(i.OwnAuth(), &i)
		if i.IsFolder() {
			continue
		}
		at := address.Split(resolver.Resolve(i.Request().URL().Sent(), &i))
		m.add(t, i.Path(), i.Request().Method(), at)
	}
	m.AsksAll = len(asked) == 0
	m.finish(t, asked)
	return m
}

// OfTemplate is the matrix of everything that a template knows: its own requests
// and all operations of its API.
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

// list is a list that JSON shows as one also where it is empty.
func list(names []string) []string { return append([]string{}, names...) }

func (m *Matrix) finish(t *template.Template, asked []string) {
	needed := map[string]bool{}
	called := map[*api.Operation]bool{}
	var all []string
	for _, r := range m.Requests {
		called[r.operation] = true
		for _, name := range r.Needs {
			needed[name] = true
			all = append(all, name)
		}
	}
	order := t.ScopeNames()
	m.Asked = ordered(order, asked, func(string) bool { return true })
	m.Needed = ordered(order, all, func(string) bool { return true })
	m.Missing = ordered(order, all, func(name string) bool { return !m.AsksAll && !slices.Contains(m.Asked, name) })
	m.Excess = ordered(order, asked, func(name string) bool { return !needed[name] })
	m.Contradictions = []Contradiction{}
	if t.API != nil {
		for _, c := range openapi.Contradictions(t.API) {
			if called[c.Operation] {
				m.Contradictions = append(m.Contradictions, Contradiction{c.Operation.String(), c.Text})
			}
		}
	}
}

// ordered is the names that are kept, each once, in an order; those that it lacks
// come behind, in alphabetical order.
func ordered(order, names []string, keep func(string) bool) []string {
	out := []string{}
	for _, name := range names {
		if keep(name) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	rank := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}

// Needed is the smallest set of scopes for items: what they need of what the
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
	known := t.ScopeNames()
	return ordered(known, all, func(name string) bool { return slices.Contains(known, name) })
}
