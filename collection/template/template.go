// Package template reads what a collection is made from: an API's name,
// authorization, scopes, variables and requests, written in YAML.
package template

import (
	"strconv"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/httpstatus"
	"github.com/postwright/postwright/collection/jsontree"
)

// Template is one API. Lists keep the order of the file.
type Template struct {
	Name        string // part of file names: small letters, digits, hyphens
	Title       string // the collection's name
	Description string // Markdown
	Variables   []Variable
	Auth        *Auth // nil where requests need none
	Scopes      []Scope
	Environment *Environment // nil where the template has none
	Items       []Item
	Health      bool // the API is about people's health

	// AutoRefresh is JavaScript that runs before every request, and AutoRefreshTest
	// after every request, when auto-refresh is asked for. Either may be empty.
	AutoRefresh, AutoRefreshTest string

	// Server is where the paths of the API start; it may refer to variables.
	Server string
	// API is what the API can do, and Wording how people call it. They are nil
	// before [ReadAPI], and where the template names no document. [Template.Known] returns
	// an API that is read lazily, too.
	API     *api.API
	Wording *Wording
	// FromDocument says that the template was made of an API's document alone.
	FromDocument bool
	// Examples says that saved examples are made for the requests of the API.
	Examples bool
	Sandbox  *Sandbox // nil where the API cannot be played

	tokens            *AuthorizationServer       // as the file describes it; nil without a file
	document, wording string                     // files beside the template
	lazyAPI           func() *api.API            // reads the API at the first call; may be nil
	ownByCall         func() map[string]*Request // see collectOwn; nil without items
}

// Variable is a named value: of the collection, or of a URL's path.
type Variable struct {
	Key, Value, Description string
}

// Auth is an authorization in Postman's terms.
type Auth struct {
	Type       string
	Attributes []Attribute
	Guide      string // Markdown: how to get a token where this stands
}

// Attribute is one setting of an authorization. Value is a string, bool,
// float64, or a list of maps of such.
type Attribute struct {
	Key   string
	Value any
}

// Scope is a permission that an OAuth2 authorization can ask for.
type Scope struct {
	Name, Description string
}

// Environment is the Postman environment that goes with the collection.
type Environment struct {
	Name   string
	Values []EnvironmentValue
}

// EnvironmentValue is a variable of an environment.
type EnvironmentValue struct {
	Key, Value string
	Secret     bool
}

// Item is a request or, where Items is not nil, a folder. ID identifies it
// across changes of its name and place.
type Item struct {
	ID, Name, Description string
	Items                 []Item
	Request               *Request
	// Prerequest and Test are JavaScript; empty where there is no script.
	Prerequest, Test string
	// Responses are the saved examples of a request.
	Responses []Response
}

// Response is a saved example of what a request is answered with.
type Response struct {
	Name    string
	Code    int
	Media   string // "" where there is no body
	Body    string
	Headers []Parameter // beside that of the media type
	Request *Request    // that it answers; nil for the item's own
}

// Phrase returns what the response's code is called: "OK"; "" where it has no name.
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
	SendBody    bool // also where Postman sends none: with GET and HEAD
	// Scopes are what the request needs; nil where the template does not say.
	Scopes []string
	// Statuses are those of success that the API's document declares, as it writes
	// them; none where any will do. They are nil where a template says nothing of it.
	Statuses []string
}

// Parameter is a header, query parameter or form field.
type Parameter struct {
	Key, Value, Description string
	Disabled                bool
	File                    bool   // a form field that takes a file
	ContentType             string // of a field of a form of several parts; "" is the client's to say
}

// Body is what a request sends. Mode is raw, urlencoded, formdata or file.
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
