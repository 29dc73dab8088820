package template

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/suggest"
	"github.com/postwright/postwright/internal/yamlfile"
	"github.com/postwright/postwright/schemas"
	"github.com/postwright/postwright/templates"
)

const rule = "template"

// Embedded returns the embedded template with a name. It returns an error that suggests
// the nearest name for an unknown one.
func Embedded(name string) (*Template, error) {
	text, file, ok := templates.Source(name)
	if !ok {
		return nil, fmt.Errorf("there is no template %q%s", name, suggest.Hint(name, templates.Names()))
	}
	t, found := Parse(text)
	if len(found) > 0 {
		return nil, fmt.Errorf("templates/%s:%d:%d: %s", file, found[0].Line, found[0].Column, found[0].Message)
	}
	return t, nil
}

type kind struct {
	what, help string
	offer      diagnostic.Offer
}

// otherKind returns the kind of a file that is not a template; nil if it may be one.
func otherKind(root jsontree.Node) *kind {
	switch {
	case root.Get("openapi").Exists() || root.Get("swagger").Exists():
		return &kind{"an OpenAPI document", "make a template of it", diagnostic.ImportTemplate}
	case root.Get("item").Kind() == jsontree.Array && root.Get("info").Exists():
		return &kind{"a Postman collection", "docs/templates.md says what a template is", diagnostic.NoOffer}
	}
	return nil
}

// Parse reads the text of a template. If it is not one, the findings say why, at their
// line and column, and the template is nil.
func Parse(text string) (*Template, []diagnostic.Diagnostic) {
	file, found := yamlfile.ParseAs(text, schema.Get, rule)
	if file != nil {
		if other := otherKind(file.JSON.Root()); other != nil {
			d := file.On(file.JSON.Root(), rule, "this is "+other.what+", not a template", other.help)
			d.Offer = other.offer
			return nil, []diagnostic.Diagnostic{d}
		}
	}
	if len(found) > 0 {
		return nil, found
	}
	c := checker{file: file, ids: map[string]bool{}}
	c.template(file.JSON.Root())
	if len(c.found) > 0 {
		diagnostic.Sort(c.found)
		return nil, c.found
	}
	return from(file.JSON.Root()), nil
}

var schema = lazy.Result[*validate.Schema]{New: func() (*validate.Schema, error) {
	return validate.Compile(string(schemas.Template()))
}}

// checker finds mistakes that a schema cannot express.
type checker struct {
	file   *yamlfile.File
	ids    map[string]bool
	scopes []string // in the template's list
	found  []diagnostic.Diagnostic
}

func (c *checker) report(n jsontree.Node, message, help string) {
	c.found = append(c.found, c.file.On(n, rule, message, help))
}

func (c *checker) template(root jsontree.Node) {
	c.unique(root.Get("scopes"), "name", "scope")
	c.unique(root.Get("variables"), "key", "variable")
	c.unique(root.Get("environment", "values"), "key", "environment variable")
	c.auth(root.Get("auth"))
	if scope := root.Get("auth", "attributes", "scope"); scope.Exists() {
		c.report(scope.Key(), "the scope attribute is made from the list of scopes", `list them under "scopes" at the top of the template`)
	}
	if scopes := root.Get("scopes"); scopes.Exists() && !root.Get("auth", "type").Is("oauth2") {
		c.report(scopes.Key(), "scopes need an authorization of type oauth2", "set auth.type to oauth2, or take the scopes out")
	}
	if !root.Get("items").Exists() && !root.Get("api").Exists() {
		c.report(root, `the template has neither "items" nor "api"`, "give it requests, or name the OpenAPI document that they are made of")
	}
	for n := range root.Get("scopes").Elements() {
		c.scopes = append(c.scopes, n.Get("name").Text())
	}
	c.items(root.Get("items"))
}

func (c *checker) unique(list jsontree.Node, key, noun string) {
	seen := map[string]bool{}
	for n := range list.Elements() {
		name := n.Get(key).Text()
		if seen[name] {
			c.report(n.Get(key), fmt.Sprintf("the %s %q appears twice", noun, name), "")
		}
		seen[name] = true
	}
}

func (c *checker) auth(auth jsontree.Node) {
	known := collection.AuthAttributes(auth.Get("type").Text())
	for key, value := range auth.Get("attributes").Members() {
		name := key.Text()
		switch {
		case !slices.Contains(known, name):
			c.report(key, fmt.Sprintf("%q is not an attribute of %s that Postman knows%s",
				name, auth.Get("type").Text(), suggest.Hint(name, known)), "")
		case value.Kind() == jsontree.Null:
			c.report(value, fmt.Sprintf("%q has no value", name), `for an empty text write ""`)
		}
	}
}

func (c *checker) items(list jsontree.Node) {
	for n := range list.Elements() {
		id := n.Get("id")
		if c.ids[id.Text()] {
			c.report(id, fmt.Sprintf("the item id %q is taken", id.Text()), "every item of a template has an id of its own")
		}
		c.ids[id.Text()] = true
		c.auth(n.Get("auth"))
		c.scopesOf(n)
		c.items(n.Get("items"))
	}
}

// scopesOf checks that a request needs only scopes that the template's authorization can
// request. A request with its own authorization may need others.
func (c *checker) scopesOf(item jsontree.Node) {
	if len(c.scopes) == 0 || item.Get("auth").Exists() {
		return
	}
	for n := range item.Get("scopes").Elements() {
		if name := n.Text(); !slices.Contains(c.scopes, name) {
			c.report(n, fmt.Sprintf("the template has no scope %q%s", name, suggest.Hint(name, c.scopes)), `list it under "scopes" at the top of the template`)
		}
	}
}
