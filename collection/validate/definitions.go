package validate

import (
	"fmt"

	"github.com/postwright/postwright/collection/jsontree"
)

// CompileDefinitions compiles some of the definitions of a schema, each as a schema of its
// own, by their names. They share their rules.
func CompileDefinitions(source string, names []string) (map[string]*Schema, error) {
	d, err := jsontree.Parse(source)
	if err != nil {
		return nil, fmt.Errorf("the schema is not JSON: %w", err)
	}
	c := compiler{schema: &Schema{}, doc: d, done: map[jsontree.Node]*rule{}}
	all := make(map[string]*Schema, len(names))
	parts := d.Root().Get("definitions")
	for _, name := range names {
		part := parts.Get(name)
		if !part.Exists() {
			return nil, fmt.Errorf("the schema has no definition %q", name)
		}
		all[name] = &Schema{root: c.compile(part), source: func() string {
			return `{"$ref": "#/definitions/` + jsontree.EscapeToken(name) + `", "definitions": ` + parts.Raw() + `}`
		}}
	}
	if c.err != nil {
		return nil, c.err
	}
	for _, s := range all {
		s.unsupported = c.schema.unsupported
		if err := s.prepareRest(); err != nil {
			return nil, err
		}
	}
	return all, nil
}
