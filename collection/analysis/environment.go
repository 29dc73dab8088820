package analysis

import (
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
)

// Environment is a Postman environment (or globals) file.
type Environment struct {
	Document *jsontree.Document
	values   map[string]string
	names    []string
	others   []*Environment
}

// NewEnvironment reads an environment's document. Disabled values define nothing.
func NewEnvironment(d *jsontree.Document) *Environment {
	e := &Environment{Document: d, values: map[string]string{}}
	for n := range d.Root().Get("values").Elements() {
		if name := n.Get("key").Text(); name != "" && collection.IsEnabled(n) {
			e.values[name] = n.Get("value").Text()
			e.names = append(e.names, name)
		}
	}
	return e
}

// Masked returns the environment, and those from [Environment.Beside], without secrets
// and personal data.
func (e *Environment) Masked() *Environment {
	var others []*Environment
	for _, other := range e.others {
		others = append(others, other.Masked())
	}
	return NewEnvironment(redact.Copy(e.Document)).Beside(others...)
}

// Beside returns the environment with others, such as the globals. Their variables count
// if it does not define them, in the order given.
func (e *Environment) Beside(others ...*Environment) *Environment {
	with := *e
	with.others = others
	return &with
}

// Changed returns the environment with another document, and the same other
// environments.
func (e *Environment) Changed(d *jsontree.Document) *Environment {
	return NewEnvironment(d).Beside(e.others...)
}

// Value returns a variable's value, and whether the environment defines it. A nil
// environment defines none.
func (e *Environment) Value(name string) (string, bool) {
	if e == nil {
		return "", false
	}
	if value, ok := e.values[name]; ok {
		return value, true
	}
	for _, other := range e.others {
		if value, ok := other.values[name]; ok {
			return value, true
		}
	}
	return "", false
}

// Names returns the variables' names, in the order of the files.
func (e *Environment) Names() []string {
	if e == nil {
		return nil
	}
	names := slices.Clip(e.names)
	for _, other := range e.others {
		names = append(names, other.names...)
	}
	return names
}
