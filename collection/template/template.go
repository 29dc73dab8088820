// Package template reads templates: YAML files with an API's name, authorization,
// scopes, variables and requests, from which collections are made.
package template

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/httpstatus"
	"github.com/postwright/postwright/collection/jsontree"
)

// Template is one API. Lists keep the order of the file.
type Template struct {
	Name        string // part of file names: lower-case letters, digits, hyphens
	Title       string // the collection's name
	Description string // Markdown
	Variables   []Variable
	Auth        *Auth // nil if requests need none
	Scopes      []Scope
	Environment *Environment // nil if the template has none
	Items       []Item
	Health      bool // the API is about people's health

	// AutoRefresh is JavaScript that runs before every request, and AutoRefreshTest
	// after every request, if auto-refresh is enabled. Either may be empty.
	AutoRefresh, AutoRefreshTest string

	// Server is where the paths of the API start; it may contain references to
	// variables.
	Server string
	// API is the API, and Wording are the texts about it. They are nil before [ReadAPI],
	// and if the template names no document. [Template.Known] also returns an API that
	// is read lazily.
	API     *api.API
	Wording *Wording
	// FromDocument reports whether the template was made only from an API's document.
	FromDocument bool
	// Examples reports whether saved examples are generated for the requests of the API.
	Examples bool
	Sandbox  *Sandbox // nil if the sandbox cannot mock the API

	tokens            *AuthorizationServer       // as described in the file; nil without a file
	document, wording string                     // names of files in the template's folder
	lazyAPI           func() *api.API            // reads the API on first use; may be nil
	ownByCall         func() map[string]*Request // see collectOwn; nil without items
}

// Variable is a named value: of the collection, or in a URL's path.
type Variable struct {
	Key, Value, Description string
}

// Auth is an authorization in Postman's terms.
type Auth struct {
	Type       string
	Attributes []Attribute
	Guide      string // Markdown: how to get a token
}

// Texts yields the texts in the settings of an authorization, which may be nil.
func (a *Auth) Texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		if a == nil {
			return
		}
		for _, attribute := range a.Attributes {
			if !eachText(attribute.Value, yield) {
				return
			}
		}
	}
}

// eachText yields the texts in a value, and reports whether to go on.
func eachText(v any, yield func(string) bool) bool {
	on := func(inner any) bool { return eachText(inner, yield) }
	switch v := v.(type) {
	case string:
		return yield(v)
	case []any:
		return !slices.ContainsFunc(v, func(inner any) bool { return !on(inner) })
	case []map[string]any:
		return !slices.ContainsFunc(v, func(inner map[string]any) bool { return !on(inner) })
	case map[string]any:
		return !slices.ContainsFunc(slices.Sorted(maps.Keys(v)), func(key string) bool { return !on(v[key]) })
	}
	return true
}

// Attribute is one setting of an authorization. Value is a string, bool, float64, or a
// list of maps of these.
type Attribute struct {
	Key   string
	Value any
}

// Scope is a permission that an OAuth2 authorization can request.
type Scope struct {
	Name, Description string
}

// Environment is the Postman environment for the collection.
type Environment struct {
	Name   string
	Values []EnvironmentValue
}

// EnvironmentValue is a variable of an environment.
type EnvironmentValue struct {
	Key, Value string
	Secret     bool
}

// Item is a request or, if Items is not nil, a folder. ID identifies it when its name
// and place change.
type Item struct {
	ID, Name, Description string
	Items                 []Item
	Request               *Request
	// Prerequest and Test are JavaScript; empty if there is no script.
	Prerequest, Test string
	// Responses are the saved examples of a request.
	Responses []Response
}

// Response is a saved example of a response.
type Response struct {
	Name    string
	Code    int
	Media   string // "" if there is no body
	Body    string
	Headers []Parameter // without that of the media type
	Request *Request    // its request; nil for the item's own
}

// Phrase returns the reason phrase of the response's code, such as "OK"; "" if it has
// none.
func (r Response) Phrase() string { return httpstatus.Text(r.Code) }

// Status returns the response's code and phrase: "200 OK".
func (r Response) Status() string { return strings.TrimSpace(strconv.Itoa(r.Code) + " " + r.Phrase()) }

// Request is what an item sends.
type Request struct {
	Method, URL string
	Path        []Variable
	Query       []Parameter
	Headers     []Parameter
	Auth        *Auth // nil inherits; type "noauth" sends none
	Body        *Body
	SendBody    bool // also with GET and HEAD, where Postman sends none by default
	// Scopes are what the request needs; nil if the template does not say.
	Scopes []string
	// Statuses are the statuses of success in the API's document, as it writes them.
	// They are empty if any will do, and nil if a template does not say.
	Statuses []string
}

// Parameter is a header, query parameter or form field.
type Parameter struct {
	Key, Value, Description string
	Disabled                bool
	File                    bool   // a form field that takes a file
	ContentType             string // for a field of a multipart form; "" if the client chooses it
}

// Body is the body of a request. Mode is raw, urlencoded, formdata or file.
type Body struct {
	Mode     string
	Raw      string
	Language string // of a raw body, may be empty
	Fields   []Parameter
}

// ScopeNames returns the names of all scopes, in the template's order.
func (t *Template) ScopeNames() []string {
	var names []string
	for _, s := range t.Scopes {
		names = append(names, s.Name)
	}
	return names
}

// from reads a template that fits the schema.
func from(root jsontree.Node) *Template {
	t := &Template{
		Name:        root.Get("name").Text(),
		Title:       root.Get("title").Text(),
		Description: root.Get("description").Text(),
		Variables:   variables(root.Get("variables")),
		Auth:        auth(root.Get("auth")),
		Items:       items(root.Get("items")),
		Server:      root.Get("server").Text(),
		document:    root.Get("api", "document").Text(),
		wording:     root.Get("api", "wording").Text(),
		Health:      root.Get("health").True(),
		AutoRefresh: root.Get("auto-refresh").Text(), AutoRefreshTest: root.Get("auto-refresh-test").Text(),
		Sandbox:  sandbox(root.Get("sandbox")),
		Examples: root.Get("api", "examples").True(),
	}
	for n := range root.Get("scopes").Elements() {
		t.Scopes = append(t.Scopes, Scope{n.Get("name").Text(), n.Get("description").Text()})
	}
	if n := root.Get("environment"); n.Exists() {
		t.Environment = &Environment{Name: n.Get("name").Text()}
		for v := range n.Get("values").Elements() {
			t.Environment.Values = append(t.Environment.Values,
				EnvironmentValue{v.Get("key").Text(), v.Get("value").Text(), v.Get("secret").True()})
		}
	}
	if n := root.Get("token-refresh"); n.Exists() {
		if r, ok := RefreshOf(t.Auth, n.Get("url").Text(), n.Get("refresh-token").Text()); ok {
			r.ClientInHeader = n.Get("client").Is("header")
			t.AutoRefresh, t.AutoRefreshTest = r.Scripts()
		}
	}
	t.readServer(root.Get("authorization-server"), root.Get("token-refresh"))
	t.ownByCall = sync.OnceValue(t.collectOwn)
	return t
}

func variables(list jsontree.Node) []Variable {
	var out []Variable
	for n := range list.Elements() {
		out = append(out, Variable{n.Get("key").Text(), n.Get("value").Text(), n.Get("description").Text()})
	}
	return out
}

func parameters(list jsontree.Node) []Parameter {
	var out []Parameter
	for n := range list.Elements() {
		out = append(out, Parameter{
			Key: n.Get("key").Text(), Value: n.Get("value").Text(), Description: n.Get("description").Text(),
			Disabled: n.Get("disabled").True(), File: n.Get("file").True(),
		})
	}
	return out
}

func texts(list jsontree.Node) []string {
	if !list.Exists() {
		return nil
	}
	out := []string{}
	for n := range list.Elements() {
		out = append(out, n.Text())
	}
	return out
}

func auth(n jsontree.Node) *Auth {
	switch {
	case !n.Exists():
		return nil
	case n.Is("none"):
		return &Auth{Type: "noauth"}
	}
	a := &Auth{Type: n.Get("type").Text(), Guide: n.Get("guide").Text()}
	for key, value := range n.Get("attributes").Members() {
		a.Attributes = append(a.Attributes, Attribute{key.Text(), value.Value()})
	}
	return a
}

func items(list jsontree.Node) []Item {
	out := []Item{}
	for n := range list.Elements() {
		item := Item{
			ID:          n.Get("id").Text(),
			Name:        n.Get("name").Text(),
			Description: n.Get("description").Text(),
			Prerequest:  n.Get("prerequest").Text(),
			Test:        n.Get("test").Text(),
			Responses:   responses(n.Get("responses")),
		}
		if inner := n.Get("items"); inner.Exists() {
			item.Items = items(inner)
		} else {
			item.Request = &Request{
				Method:  n.Get("method").Text(),
				URL:     n.Get("url").Text(),
				Path:    variables(n.Get("path")),
				Query:   parameters(n.Get("query")),
				Headers: parameters(n.Get("headers")),
				Auth:    auth(n.Get("auth")),
				Body:    body(n.Get("body")),
				Scopes:  texts(n.Get("scopes")),
			}
		}
		out = append(out, item)
	}
	return out
}

func responses(list jsontree.Node) []Response {
	var out []Response
	for n := range list.Elements() {
		r := Response{Name: n.Get("name").Text(), Code: integer(n.Get("code"))}
		if v := api.ValueOf(n.Get("json")); v != nil {
			r.Media, r.Body = "application/json", v.JSON("  ")
		}
		if r.Name == "" {
			r.Name = r.Status()
		}
		out = append(out, r)
	}
	return out
}

func body(n jsontree.Node) *Body {
	switch {
	case n.Get("raw").Exists():
		return &Body{Mode: "raw", Raw: n.Get("raw").Text(), Language: n.Get("language").Text()}
	case n.Get("urlencoded").Exists():
		return &Body{Mode: "urlencoded", Fields: parameters(n.Get("urlencoded"))}
	case n.Get("formdata").Exists():
		return &Body{Mode: "formdata", Fields: parameters(n.Get("formdata"))}
	}
	return nil
}
