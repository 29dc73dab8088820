// Package generate makes a Postman collection, and its environment, from a template and
// a few choices.
//
// The same inputs give the same bytes. The results are in canonical form and have passed
// the schema.
package generate

import (
	"errors"
	"fmt"
	"slices"

	postman "github.com/rbretecher/go-postman-collection"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// AuthLevel is where the authorization is placed.
type AuthLevel string

// The places for the authorization.
const (
	AuthOnCollection AuthLevel = "collection" // once; requests inherit it
	AuthOnRequest    AuthLevel = "request"    // on each request that needs it
)

// Choices are the user's choices about a template's collection.
type Choices struct {
	// Scopes are the scopes to request, as returned by [ChooseScopes]; if nil, all of
	// the template's.
	Scopes    []string
	AuthLevel AuthLevel // if empty, AuthOnCollection
	// AutoRefresh adds the template's script that refreshes the access token
	// before it expires.
	AutoRefresh bool
	// Operations are the operations of the template's API for which requests are made,
	// in addition to the template's own requests.
	Operations []*api.Operation
	// Tests is what the tests of the requests for Operations check.
	Tests requests.Tests
	// GroupBy is how requests are grouped into folders.
	GroupBy requests.GroupBy
	// NoExamples leaves out saved examples.
	NoExamples bool
}

// Set is a collection with its environments. It is not safe for concurrent use.
type Set struct {
	template *template.Template // as it was read
	supplied *template.Template // with the variables in the requests
	choices  Choices
	options  requests.Options   // for the operations, where there are any
	items    []template.Item    // nil before they are made
	full     *template.Template // supplied, without what nothing refers to; nil before
}

// Prepare returns the set of a template and choices.
func Prepare(t *template.Template, c Choices) *Set {
	if c.AuthLevel == "" {
		c.AuthLevel = AuthOnCollection
	}
	s := &Set{template: t, supplied: t, choices: c}
	if len(c.Operations) > 0 {
		s.options = requests.OptionsOf(t)
		s.supplied = supplied(t, s.options.Values.Supplies(c.Operations))
	}
	return s
}

type generator struct {
	template *template.Template
	choices  Choices
	items    []template.Item
	scopes   []string
	ids      ids
	off      map[*postman.QueryParam]bool // disabled parameters, which the model cannot express
	guided   bool                         // whether the guide to the authorization has been added
}

// Collection returns the text of the collection for a template and choices. An error is
// a mistake in the template that shows only in the result.
func Collection(t *template.Template, c Choices) (string, error) {
	judge := Judge()
	d, err := Prepare(t, c).Draft()
	if err != nil {
		return "", err
	}
	return d.Text(), judge(d)
}

// Draft returns the collection without the final check of [Judge], for callers that can
// work on it in the meantime.
func (s *Set) Draft() (*jsontree.Document, error) {
	t, c := s.template, s.choices
	if c.AutoRefresh && t.AutoRefresh == "" && t.FromDocument {
		return nil, errors.New("the document has no OAuth2 flow that can be refreshed: one with a refreshUrl, or client credentials")
	}
	if c.AutoRefresh && t.AutoRefresh == "" {
		return nil, fmt.Errorf("the template %q has no script for auto-refresh; give it one under \"token-refresh\" (docs/templates.md)", t.Name)
	}
	items, err := s.Items()
	if err != nil {
		return nil, err
	}
	if t, err = s.whole(); err != nil {
		return nil, err
	}
	g := &generator{
		template: t, choices: c, items: items, scopes: c.Scopes, ids: idsOf(t.Name), off: map[*postman.QueryParam]bool{},
	}
	if g.scopes == nil {
		g.scopes = t.ScopeNames()
	}
	e := encoder{id: g.ids.collection.String(), off: g.off}
	file, err := e.collection(g.build())
	if err != nil {
		return nil, err
	}
	return parsed(file)
}

// parsed returns a value as a document in canonical form.
func parsed(v format.Value) (*jsontree.Document, error) {
	d, err := jsontree.Parse(format.Print(v))
	if err != nil {
		return nil, fmt.Errorf("read what was made: %w", err)
	}
	return d, nil
}

// Items returns the template's own items, and those for the chosen operations of its
// API.
func (s *Set) Items() ([]template.Item, error) {
	t, c := s.template, s.choices
	if s.items != nil {
		return s.items, nil
	}
	if len(c.Operations) == 0 && (t.API == nil || len(t.API.Webhooks) == 0) {
		return t.Items, nil
	}
	o := s.options
	o.Tests, o.GroupBy = c.Tests, c.GroupBy
	if c.NoExamples {
		o.Examples = requests.NoExamples
	}
	made, err := requests.Items(t.API, c.Operations, o)
	if err != nil {
		return nil, err
	}
	s.items = slices.Concat(t.Items, made)
	return s.items, nil
}

// description returns the collection's description: the template's, with how to
// authorize if the authorization is on the collection, and the scopes.
func (g *generator) description() string {
	text := trimmed(g.template.Description)
	if g.choices.AuthLevel == AuthOnCollection {
		text = g.withGuide(text)
	}
	if pages := requests.Pagination(g.choices.Operations, g.template.Wording); pages != "" {
		text = paragraphs(text, "## Pages of lists\n\n"+pages)
	}
	if len(g.scopes) > 0 {
		text = paragraphs(text, scopeSection(g.template, g.scopes))
	}
	return text
}

// withGuide adds the guide to the first description that it is called for, which is that
// of the element with the authorization.
func (g *generator) withGuide(description string) string {
	if g.guided || g.template.Auth == nil {
		return trimmed(description)
	}
	g.guided = true
	return paragraphs(trimmed(description), g.template.Auth.Guide)
}

func paragraphs(first, second string) string {
	switch second = trimmed(second); {
	case first == "":
		return second
	case second == "":
		return first
	}
	return first + "\n\n" + second
}
