package generate

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/template"
)

// whole returns the template with the variables that the requests need. A variable that
// was made of an API's document and to which nothing refers is not among them, such as
// its address where each request has a server of its own. A template's own stay.
func (s *Set) whole() (*template.Template, error) {
	if s.full != nil {
		return s.full, nil
	}
	items, err := s.Items()
	if err != nil {
		return nil, err
	}
	t := *s.supplied
	s.full = &t
	if chosen := len(s.choices.Operations) > 0; !chosen && (t.API == nil || len(t.API.Operations) > 0) {
		return s.full, nil // it is not for requests
	}
	u := newUses(&t)
	u.auth(t.Auth)
	u.text(t.Description)
	if s.choices.AutoRefresh {
		u.script(t.AutoRefresh)
		u.script(t.AutoRefreshTest)
	}
	u.items(items)
	if !s.template.FromDocument {
		for _, v := range s.template.Variables {
			u.name(v.Key)
		}
		if e := s.template.Environment; e != nil {
			for _, v := range e.Values {
				u.name(v.Key)
			}
		}
	}
	t.Variables = slices.DeleteFunc(slices.Clone(t.Variables), func(v template.Variable) bool { return u.unused(v.Key) })
	if t.Environment != nil {
		e := *t.Environment
		e.Values = slices.DeleteFunc(slices.Clone(e.Values), func(v template.EnvironmentValue) bool { return u.unused(v.Key) })
		if t.Environment = &e; len(e.Values) == 0 {
			t.Environment = nil
		}
	}
	return s.full, nil
}

// uses says of each variable whether something refers to it.
type uses struct {
	used   map[string]bool
	values map[string][]string // in which variables refer to others
}

func newUses(t *template.Template) uses {
	u := uses{map[string]bool{}, map[string][]string{}}
	for _, v := range t.Variables {
		u.values[v.Key] = append(u.values[v.Key], v.Value)
	}
	if t.Environment != nil {
		for _, v := range t.Environment.Values {
			u.values[v.Key] = append(u.values[v.Key], v.Value)
		}
	}
	return u
}

func (u uses) unused(name string) bool { return !u.used[name] }

// name notes that something refers to a variable, and what that refers to.
func (u uses) name(name string) {
	values, known := u.values[name]
	if !known || u.used[name] {
		return
	}
	u.used[name] = true
	for _, v := range values {
		u.text(v)
	}
}

// text notes the references of a text.
func (u uses) text(texts ...string) {
	for _, text := range texts {
		for r := range collection.References(text) {
			u.name(r.Name)
		}
	}
}

// script notes the variables whose names stand in a script as texts.
func (u uses) script(code string) {
	u.text(code)
	for _, piece := range strings.FieldsFunc(code, func(r rune) bool { return r == '"' || r == '\'' || r == '`' }) {
		u.name(piece)
	}
}

func (u uses) auth(a *template.Auth) {
	if a == nil {
		return
	}
	u.text(a.Guide)
	for text := range a.Texts() {
		u.text(text)
	}
}

func (u uses) items(items []template.Item) {
	for _, i := range items {
		u.text(i.Name, i.Description)
		u.script(i.Prerequest)
		u.script(i.Test)
		u.request(i.Request)
		for _, r := range i.Responses {
			u.text(r.Name, r.Body)
			u.parameters(r.Headers)
			u.request(r.Request)
		}
		u.items(i.Items)
	}
}

func (u uses) request(r *template.Request) {
	if r == nil {
		return
	}
	u.text(r.URL)
	for _, v := range r.Path {
		u.text(v.Value, v.Description)
	}
	u.parameters(r.Query)
	u.parameters(r.Headers)
	u.auth(r.Auth)
	if r.Body != nil {
		u.text(r.Body.Raw)
		u.parameters(r.Body.Fields)
	}
}

func (u uses) parameters(all []template.Parameter) {
	for _, p := range all {
		u.text(p.Key, p.Value, p.Description)
	}
}
