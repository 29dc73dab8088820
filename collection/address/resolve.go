package address

import (
	"sync"

	"github.com/postwright/postwright/collection"
)

// Resolver replaces references by the values of variables. It is safe for concurrent
// use.
type Resolver struct {
	Collection collection.Collection
	// Environment returns the value that an environment gives a variable, and whether it
	// defines the variable; nil if there is no environment.
	Environment func(name string) (string, bool)
	// Shown returns the text that a variable of the file is replaced by; nil means its
	// value.
	Shown func(collection.Variable) string

	valueOnce sync.Once
	values    map[string]string // of the collection's own variables
}

// Resolve returns a text with the references resolved that the environment, the
// item's folders or the collection define; the item may be nil. References that
// nothing defines stay.
func (r *Resolver) Resolve(text string, i *collection.Item) string {
	return collection.Resolve(text, func(name string) (string, bool) { return r.value(name, i) })
}

// value returns a variable's value as a request sees it: the environment's, or else that
// of the nearest level around the item. A variable with an empty value counts as
// undefined: its value is still to be entered.
func (r *Resolver) value(name string, i *collection.Item) (string, bool) {
	if r.Environment != nil {
		if value, ok := r.Environment(name); ok {
			return value, value != ""
		}
	}
	for at := i; at != nil; at = at.Folder {
		for v := range at.Variables() {
			if v.Key() == name && !v.Disabled() {
				value := r.of(v)
				return value, value != ""
			}
		}
	}
	r.valueOnce.Do(func() {
		r.values = map[string]string{}
		for v := range r.Collection.Variables() {
			if !v.Disabled() {
				r.values[v.Key()] = r.of(v)
			}
		}
	})
	value := r.values[name]
	return value, value != ""
}

// of returns the text that a variable is replaced by.
func (r *Resolver) of(v collection.Variable) string {
	if r.Shown != nil {
		return r.Shown(v)
	}
	return v.Value().Text()
}
