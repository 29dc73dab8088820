package docs

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/snippet"
)

// Request is one request of the page.
type Request struct {
	ID, Name, Description string
	Method                string
	Address               string // the whole address, resolved; references and ":name" segments stay
	Path                  string // the address's path
	Auth                  Auth
	Scopes                []Scope // the scopes that it needs, unless the description lists them
	Parameters            []Group
	Body                  string // a raw body
	Language              string // of the body, for people
	Unsent                bool   // Postman omits the body
	Snippets              []snippet.Snippet
	Fill                  []Fill
	Examples              []Example
	Scripts               []string // when the collection's scripts run, in words
}

// Auth describes a request's authorization.
type Auth struct {
	Name  string // in Postman's words; "" if there is none
	From  string // where it is inherited from, in words; "" for the request's own
	SetUp Link   // to its set-up
}

// Group is a list of parameters that are sent in one place.
type Group struct {
	Title      string
	Parameters []Parameter
}

// Parameter is a name and a value that is sent.
type Parameter struct {
	Name, Value, Description string
	Off                      bool // Postman omits it unless it is enabled
	File                     bool // the value is a file's content
}

// Fill is a value that the reader of a snippet provides.
type Fill struct {
	Environment string // name of the environment variable that the snippets read
	Variable    Variable
	InAddress   bool // it is in the address, where snippets do not encode it
	Token       bool // it is an access token, which the set-up gets
}

// Note describes the value of the variable. For an access token the text becomes a link
// to where the page explains it.
func (f Fill) Note() string {
	if f.Token {
		return "an access token: how to get one"
	}
	return f.Variable.Description
}

// Exports returns the commands that set the variables in a shell.
func (r Request) Exports() string {
	var b strings.Builder
	for _, f := range r.Fill {
		b.WriteString("export " + f.Environment + "='…'\n")
	}
	return b.String()
}

// FillsAddress reports whether the reader's values go into the address.
func (r Request) FillsAddress() bool {
	return slices.ContainsFunc(r.Fill, func(f Fill) bool { return f.InAddress })
}

// The texts before and after the list of [Fill].
const (
	fillFirst  = "Set these environment variables first:"
	aboutCode  = "How to set them"
	notEncoded = "Values in the address are not encoded: write %20 for a space."
)

// nameRequests gives every request and folder its id up front, because scopes link to
// requests before their folders are written. An id has the names of the folders around
// it: "patients/list-patients".
func (m *maker) nameRequests() {
	paths := map[jsontree.Node]string{} // of folders
	for i := range m.facts.Collection.Items() {
		path := slug(i.Name())
		if i.Folder != nil {
			path = paths[i.Folder.Node] + "/" + path
		}
		if i.IsFolder() {
			paths[i.Node] = path
		}
		m.links[i.Node] = Link{m.ids.free(path), named(i)}
		if !i.IsFolder() {
			m.page.Requests++
		}
	}
}

func named(i collection.Item) string {
	if name := i.Name(); strings.TrimSpace(name) != "" {
		return name
	}
	if i.IsFolder() {
		return "Unnamed folder"
	}
	return "Unnamed request"
}

// folders adds the page's folders in the order of the file: a folder's own requests come
// before its subfolders.
func (m *maker) folders() {
	at := map[jsontree.Node]int{} // index of the folder that an item is in
	own := Folder{ID: "requests"}
	all := []Folder{own}
	items := []*collection.Item{nil} // the items of the folders
	for i := range m.facts.Collection.Items() {
		if i.IsFolder() {
			at[i.Node] = len(all)
			all = append(all, Folder{ID: m.links[i.Node].ID, Description: descriptionOf(i.Node)})
			items = append(items, &i)
			continue
		}
		index := 0
		if i.Folder != nil {
			index = at[i.Folder.Node]
		}
		all[index].Requests = append(all[index].Requests, m.request(i))
	}
	for index, f := range all {
		// Only for folders that are shown: with deep nesting, the paths of all would
		// take quadratic space.
		if len(f.Requests) > 0 || f.Description != "" {
			f.Path = pathOf(items[index])
			m.page.Folders = append(m.page.Folders, f)
		}
	}
}

// pathOf returns the names of a folder and of those around it, outermost first.
func pathOf(folder *collection.Item) []string {
	var path []string
	for f := folder; f != nil; f = f.Folder {
		path = append(path, named(*f))
	}
	slices.Reverse(path)
	return path
}

func (m *maker) request(i collection.Item) Request {
	source := i.Request()
	address := m.facts.Address(i)
	r := Request{
		ID:          m.links[i.Node].ID,
		Name:        named(i),
		Method:      strings.ToUpper(m.resolve(source.Method(), &i)),
		Address:     address.Text,
		Path:        address.Path,
		Description: descriptionOf(source.Node),
		Auth:        m.auth(i),
		Examples:    m.examples(i),
		Scripts:     scripts(i),
	}
	if r.Description == "" {
		r.Description = descriptionOf(i.Node)
	}
	if r.Path == "" {
		r.Path = "/"
		if address.Host == "" {
			r.Path = address.Text
		}
	}
	for _, name := range m.needs[i.Node] {
		r.Scopes = append(r.Scopes, m.scope(name))
	}
	if saysScopes(r) {
		r.Scopes = nil
	}
	m.parameters(&r, source)
	made, ok := snippet.Of(i, func(text string) string { return m.resolve(text, &i) })
	if !ok {
		return r
	}
	r.Unsent = made.Unsent
	for _, language := range snippet.Languages() {
		r.Snippets = append(r.Snippets, made.In(language))
	}
	for _, v := range made.Variables {
		r.Fill = append(r.Fill, Fill{v.Environment, m.variable(v.Name), v.InAddress, m.isToken(i, v.Name)})
	}
	return r
}

// saysScopes reports whether a request's description names all scopes that it needs, and
// all of them are requested. Then there is nothing to add.
func saysScopes(r Request) bool {
	for _, s := range r.Scopes {
		if !s.Asked || !strings.Contains(r.Description, "`"+s.Name+"`") {
			return false
		}
	}
	return true
}

func (m *maker) parameters(r *Request, source collection.Request) {
	add := func(title string, parameters []Parameter) {
		if len(parameters) > 0 {
			r.Parameters = append(r.Parameters, Group{title, parameters})
		}
	}
	var path []Parameter
	for v := range source.URL().PathVariables() {
		if v.Key() != "" {
			path = append(path, Parameter{Name: v.Key(), Value: valueText(v.Value()), Description: descriptionOf(v.Node)})
		}
	}
	add("Path", path)
	add("Query", parameters(source.URL().Query()))
	add("Headers", parameters(source.Headers()))
	body := source.Body()
	if body.Disabled() {
		return
	}
	switch body.Mode() {
	case "urlencoded":
		add("Body, as a form", parameters(body.Fields()))
	case "formdata":
		add("Body, as a form in several parts", parameters(body.Fields()))
	case "raw":
		r.Body, r.Language = body.Content().Text(), body.Language()
	case "graphql":
		r.Body, r.Language = body.Content().Get("query").Text(), "graphql"
		if variables := body.Content().Get("variables").Text(); strings.TrimSpace(variables) != "" {
			r.Body += "\n\n# variables\n" + variables
		}
	case "file":
		add("Body", []Parameter{{Name: "A file", File: true}})
	}
	if strings.TrimSpace(r.Body) == "" {
		r.Body = ""
	}
}

func parameters(source func(func(collection.Parameter) bool)) []Parameter {
	var list []Parameter
	for p := range source {
		value := valueText(p.Value())
		if p.InText() {
			value = p.ValueText()
		}
		if p.Key() == "" && value == "" {
			continue
		}
		file := p.Node.Get("type").Is("file")
		if file {
			value = ""
		}
		list = append(list, Parameter{p.Key(), value, descriptionOf(p.Node), p.Disabled(), file})
	}
	return list
}

// scripts describes which scripts run before and after a request. Their source is not
// shown.
func scripts(i collection.Item) []string {
	before, after := false, false
	for e := range i.Events() {
		if e.Disabled() || strings.TrimSpace(e.Source()) == "" {
			continue
		}
		before = before || e.Listen() == "prerequest"
		after = after || e.Listen() == "test"
	}
	var when []string
	if before {
		when = append(when, "before it is sent")
	}
	if after {
		when = append(when, "on the response")
	}
	return when
}
