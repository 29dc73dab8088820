package facts

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/mask"
)

// Environment is a Postman environment (or globals) file.
type Environment struct {
	Document *collection.Document
	values   map[string]string
	names    []string
}

// NewEnvironment reads an environment's document. Values that are switched off
// define nothing.
func NewEnvironment(d *collection.Document) *Environment {
	e := &Environment{Document: d, values: map[string]string{}}
	for n := range d.Root().Get("values").Elements() {
		enabled := n.Get("enabled")
		if name := n.Get("key").Text(); name != "" && (!enabled.Exists() || enabled.True()) {
			e.values[name] = n.Get("value").Text()
			e.names = append(e.names, name)
		}
	}
	return e
}

// Masked returns the environment with values that may be shown.
func (e *Environment) Masked() *Environment { return NewEnvironment(mask.Copy(e.Document)) }

// Value is a variable's value, and whether the environment defines it. A nil
// environment defines nothing.
func (e *Environment) Value(name string) (string, bool) {
	if e == nil {
		return "", false
	}
	value, ok := e.values[name]
	return value, ok
}

// Names are the variables' names, in the order of the file.
func (e *Environment) Names() []string {
	if e == nil {
		return nil
	}
	return e.names
}
