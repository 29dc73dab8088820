package generate

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

type environmentFile struct {
	ID     string             `json:"id"`
	Name   string             `json:"name"`
	Values []environmentValue `json:"values"`
	Scope  string             `json:"_postman_variable_scope"`
}

type environmentValue struct {
	Key     string `json:"key"`
	Value   string `json:"value"`
	Type    string `json:"type"`
	Enabled bool   `json:"enabled"`
}

// Environment returns the text of the Postman environment that goes with a
// template's collection and requests for operations of its API; "" where there is
// nothing to fill in.
func Environment(t *template.Template, operations []*api.Operation) (string, error) {
	return Prepare(t, Choices{Operations: operations}).Environment()
}

// Environment returns the text of the environment that goes with the collection; "" where
// there is nothing to fill in.
func (s *Set) Environment() (string, error) {
	if s.supplied.Environment == nil {
		return "", nil
	}
	return environmentText(s.supplied)
}

// VariablesAsEnvironment returns the text of an environment with a template's own
// variables, such as the address of its server; "" where it has none. It is for templates
// without an environment of their own.
func VariablesAsEnvironment(t *template.Template) (string, error) {
	if len(t.Variables) == 0 {
		return "", nil
	}
	copied := *t
	copied.Environment = &template.Environment{Name: t.Title}
	for _, v := range t.Variables {
		copied.Environment.Values = append(copied.Environment.Values, template.EnvironmentValue{Key: v.Key, Value: v.Value})
	}
	return environmentText(&copied)
}

// environmentText returns a template's environment as Postman's file.
func environmentText(t *template.Template) (string, error) {
	e := environmentFile{
		ID:     idsOf(t.Name).of("environment", t.Environment.Name),
		Name:   t.Environment.Name,
		Values: []environmentValue{},
		Scope:  "environment",
	}
	for _, v := range t.Environment.Values {
		kind := "default"
		if v.Secret {
			kind = "secret"
		}
		e.Values = append(e.Values, environmentValue{v.Key, v.Value, kind, true})
	}
	raw, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("write the environment: %w", err)
	}
	s, err := validate.Compile(string(schemas.Environment()))
	if err != nil {
		return "", err
	}
	d, err := canonical(string(raw))
	if err != nil {
		return "", err
	}
	found, err := validate.Document(d, s, validate.GoJSONSchema)
	return d.Text(), cmp.Or(err, invalid(found))
}
