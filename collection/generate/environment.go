package generate

import (
	"cmp"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// Environment returns the text of the Postman environment for a template's collection
// and for requests for operations of its API; "" if there is nothing to fill in.
func Environment(t *template.Template, operations []*api.Operation) (string, error) {
	return Prepare(t, Choices{Operations: operations}).Environment()
}

// Environment returns the text of the environment for the collection; "" if there is
// nothing to fill in.
func (s *Set) Environment() (string, error) {
	t, err := s.whole()
	if err != nil || t.Environment == nil {
		return "", err
	}
	return environmentText(t)
}

// VariablesAsEnvironment returns the text of an environment with the collection's own
// variables, such as the address of its server; "" if it has none. It is for templates
// without an environment of their own.
func (s *Set) VariablesAsEnvironment() (string, error) {
	t, err := s.whole()
	if err != nil || len(t.Variables) == 0 {
		return "", err
	}
	copied := *t
	copied.Environment = &template.Environment{Name: t.Title}
	for _, v := range t.Variables {
		copied.Environment.Values = append(copied.Environment.Values, template.EnvironmentValue{Key: v.Key, Value: v.Value})
	}
	return environmentText(&copied)
}

// environmentText returns a template's environment as a Postman file.
func environmentText(t *template.Template) (string, error) {
	values := []format.Value{}
	for _, v := range t.Environment.Values {
		kind := "default"
		if v.Secret {
			kind = "secret"
		}
		m := members{}
		m.text("key", v.Key)
		m.text("value", v.Value)
		m.text("type", kind)
		m.yes("enabled", true)
		values = append(values, m.object())
	}
	file := members{}
	file.text("id", idsOf(t.Name).of("environment", t.Environment.Name))
	file.text("name", t.Environment.Name)
	file.add("values", format.List(values...))
	file.text("_postman_variable_scope", "environment")
	d, err := parsed(file.object())
	if err != nil {
		return "", err
	}
	s, err := validate.Compile(string(schemas.Environment()))
	if err != nil {
		return "", err
	}
	found, err := validate.Document(d, s, validate.GoJSONSchema)
	return d.Text(), cmp.Or(err, invalid(found))
}
