package requests

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/template"
)

// BaseURL is the name of the variable with the API's address.
const BaseURL = "base_url"

// Template returns a template for an API that has none. It has the document's address,
// authorization and scopes, and no requests of its own.
func Template(a *api.API) *template.Template {
	t := &template.Template{Name: Slug(a.Title), Title: a.Title, Description: introduction(a), API: a, FromDocument: true}
	if t.Title == "" {
		t.Title = "API"
	}
	Complete(t, a)
	return t
}

// introduction returns the document's description of the API as a whole.
func introduction(a *api.API) string {
	var more []string
	if len(a.Contact) > 0 {
		more = append(more, "- Contact: "+strings.Join(a.Contact, ", "))
	}
	if a.Docs != "" {
		more = append(more, "- Documentation: "+a.Docs)
	}
	if a.Terms != "" {
		more = append(more, "- Terms of service: "+a.Terms)
	}
	if a.License != "" {
		more = append(more, "- License: "+a.License)
	}
	summary := a.Summary
	if strings.Contains(a.Description, summary) {
		summary = ""
	}
	return paragraphs(summary, a.Description, strings.Join(more, "\n"))
}

// Complete adds to a template what only the API's document defines. The template takes
// precedence.
func Complete(t *template.Template, a *api.API) {
	t.API = a
	c := newCompleter(t)
	if t.Server == "" {
		t.Server = "{{" + BaseURL + "}}"
		address, description := absolute(a.Server)
		variables := a.Variables
		if i := slices.IndexFunc(variables, func(v api.Variable) bool { return v.Key == BaseURL }); i >= 0 {
			// The variable would refer to itself.
			address = strings.ReplaceAll(address, "{{"+BaseURL+"}}", variables[i].Value)
			variables = slices.Delete(slices.Clone(variables), i, i+1)
		}
		c.define(template.Variable{Key: BaseURL, Value: address, Description: description})
		for _, v := range variables {
			c.define(template.Variable{Key: v.Key, Value: v.Value, Description: v.Description})
		}
	}
	z := newAuthorizer(a, t.Server, t.Auth)
	if t.Auth == nil {
		if shared := z.shared(); shared != nil {
			t.Auth = shared.Auth
			t.Auth.Guide = paragraphs(t.Auth.Guide, z.sharedWays())
			c.add(shared.Variables)
		}
		for _, s := range usedSchemes(a, z.scheme) {
			if s != z.scheme {
				c.add(z.authorization(s).Variables)
			}
		}
	}
	c.refresh(z)
	for _, v := range append(z.serverVariables(), z.partVariables()...) {
		c.define(v)
	}
	if t.Auth != nil && t.Auth.Type == "oauth2" && len(t.Scopes) == 0 {
		for _, s := range z.scopes() {
			t.Scopes = append(t.Scopes, template.Scope{Name: s.Name, Description: s.Description})
		}
	}
}

// refresh gives a template without a refresh script one that renews tokens, if its
// authorization can be renewed.
func (c *completer) refresh(z *authorizer) {
	if c.AutoRefresh != "" || z.scheme == nil || z.scheme.Type != "oauth2" {
		return
	}
	flow := flowOf(z.scheme)
	renews := flow.Grant == "client_credentials" || flow.RefreshURL != "" && flow.Grant != "implicit"
	r, ok := template.RefreshOf(c.Auth, z.endpoint(cmp.Or(flow.RefreshURL, flow.TokenURL)), "")
	if !ok || !renews {
		return
	}
	c.AutoRefresh, c.AutoRefreshTest = r.Scripts()
	if !r.Credentials {
		c.add([]template.EnvironmentValue{{Key: r.RefreshToken, Secret: true}})
	}
}

// sharedWays describes the other ways to authorize that most operations have.
func (z *authorizer) sharedWays() string {
	for _, o := range z.api.Operations {
		if waysOf(o) == z.commonWays() {
			return waysText(o, z.scheme)
		}
	}
	return ""
}

// absolute returns a server's address with a host, which it may lack, and a description.
func absolute(address string) (absolute, description string) {
	const meaning = "Where the API is."
	switch {
	case strings.HasPrefix(address, "//"):
		return "https:" + address, meaning
	case strings.Contains(address, "://"), strings.HasPrefix(address, "{"):
		return address, meaning
	case looksLikeHost(address):
		scheme := "https://"
		if strings.HasPrefix(address, "localhost") || strings.HasPrefix(address, "127.") {
			scheme = "http://"
		}
		return scheme + address, meaning + " The document does not say whether by http or https."
	case address != "" && address[0] != '/':
		address = "/" + address
	}
	return "https://example.com" + address, "Where the API is: put its host here, which the document does not name."
}

// looksLikeHost reports whether an address without a scheme starts with a host.
func looksLikeHost(address string) bool {
	host, _, _ := strings.Cut(address, "/")
	name, port, hasPort := strings.Cut(host, ":")
	return name != "" && (name == "localhost" || hasPort && strings.Trim(port, "0123456789") == "" || strings.Contains(name, ".") && !strings.HasPrefix(name, "."))
}

// completer adds to a template what it does not define.
type completer struct {
	*template.Template
	defined, held map[string]bool // names of variables in the collection, and in the environment
}

func newCompleter(t *template.Template) *completer {
	c := &completer{t, map[string]bool{}, map[string]bool{}}
	for _, v := range t.Variables {
		c.defined[v.Key] = true
	}
	if t.Environment != nil {
		for _, v := range t.Environment.Values {
			c.held[v.Key] = true
		}
	}
	return c
}

func (c *completer) define(v template.Variable) {
	if !c.defined[v.Key] {
		c.defined[v.Key] = true
		c.Variables = append(c.Variables, v)
	}
}

// add defines the variables of an authorization in the collection, and their values in
// the environment.
func (c *completer) add(values []template.EnvironmentValue) {
	if c.Environment == nil && len(values) > 0 {
		c.Environment = &template.Environment{Name: c.Title}
	}
	for _, v := range values {
		description := "The authorization asks for it."
		if v.Secret {
			description = "Better kept in an environment."
		}
		c.define(template.Variable{Key: v.Key, Description: description})
		if !c.held[v.Key] {
			c.held[v.Key] = true
			c.Environment.Values = append(c.Environment.Values, v)
		}
	}
}

// maxSlug is the maximum length of a slug in bytes.
const maxSlug = 60

var notSlug = lazy.Regexp{Expr: `[^a-z0-9]+`}

// Slug returns a title as part of a file name: lower-case letters, digits and hyphens.
func Slug(title string) string {
	slug := notSlug.Get().ReplaceAllString(strings.ToLower(title), "-")
	slug = strings.Trim(slug[:min(len(slug), maxSlug)], "-")
	if slug == "" {
		return "api"
	}
	return slug
}
