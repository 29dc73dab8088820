package layout

import (
	"regexp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// baseURL is the variable in which the API's address stands.
const baseURL = "base_url"

// Template is a template for an API that has none: its address, authorization
// and scopes, as the document has them, and no requests of its own.
func Template(a *api.API) *template.Template {
	t := &template.Template{Name: Slug(a.Title), Title: a.Title, Description: a.Description, API: a}
	if t.Title == "" {
		t.Title = "API"
	}
	Complete(t, a)
	return t
}

// Complete adds to a template what it does not say itself and an API's document
// does. What the template says stays.
func Complete(t *template.Template, a *api.API) {
	t.API = a
	if t.Server == "" {
		t.Server = "{{" + baseURL + "}}"
		address, description := a.Server, "Where the API is."
		if !strings.Contains(address, "://") && !strings.HasPrefix(address, "{{") {
			address, description = "https://example.com"+address, "Where the API is: put its host here, which the document does not name."
		}
		define(t, template.Variable{Key: baseURL, Value: address, Description: description})
		for _, v := range a.Variables {
			define(t, template.Variable{Key: v.Key, Value: v.Value, Description: v.Description})
		}
	}
	auth := AuthorizationOf(a)
	if t.Auth == nil && auth != nil {
		t.Auth = auth.Auth
		addVariables(t, auth.Variables)
	}
	for _, s := range otherSchemes(a, auth) {
		addVariables(t, s)
	}
	if t.Auth != nil && t.Auth.Type == "oauth2" && len(t.Scopes) == 0 {
		for _, s := range a.Scopes() {
			t.Scopes = append(t.Scopes, template.Scope{Name: s.Name, Description: s.Description})
		}
	}
}

func define(t *template.Template, v template.Variable) {
	if !slices.ContainsFunc(t.Variables, func(w template.Variable) bool { return w.Key == v.Key }) {
		t.Variables = append(t.Variables, v)
	}
}

// addVariables has the collection define what an authorization refers to, and
// the environment hold it.
func addVariables(t *template.Template, values []template.EnvironmentValue) {
	if t.Environment == nil && len(values) > 0 {
		t.Environment = &template.Environment{Name: t.Title}
	}
	for _, v := range values {
		description := ""
		if v.Secret {
			description = "Better kept in an environment."
		}
		define(t, template.Variable{Key: v.Key, Description: description})
		if !slices.ContainsFunc(t.Environment.Values, func(w template.EnvironmentValue) bool { return w.Key == v.Key }) {
			t.Environment.Values = append(t.Environment.Values, v)
		}
	}
}

// otherSchemes are the variables of the schemes that single requests need.
func otherSchemes(a *api.API, shared *Authorization) [][]template.EnvironmentValue {
	seen := map[*api.Scheme]bool{}
	if shared != nil {
		seen[shared.Scheme] = true
	}
	var all [][]template.EnvironmentValue
	add := func(s *api.Scheme) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		if made := authorization(s, a.Title); made != nil {
			all = append(all, made.Variables)
		}
	}
	for _, o := range a.Operations {
		inherits := false
		for _, requirement := range o.Security {
			for _, need := range requirement {
				inherits = inherits || shared != nil && need.Scheme == shared.Scheme
			}
		}
		if !inherits {
			add(firstScheme(o))
		}
		for _, requirement := range o.Security[:min(1, len(o.Security))] {
			for i, need := range requirement {
				if i > 0 && need.Scheme.Type == "apiKey" {
					add(need.Scheme)
				}
			}
		}
	}
	return all
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// Slug is a title as part of a file's name: small letters, digits and hyphens.
func Slug(title string) string {
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(title), "-"), "-")
	if slug == "" {
		return "api"
	}
	return slug
}
