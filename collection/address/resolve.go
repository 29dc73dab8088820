package address

import (
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
)

// maxResolved bounds how often a variable's value is looked into for further
// references, and maxLength how long a text may become: values may name each
// other in circles.
const (
	maxResolved = 10
	maxLength   = 1 << 16
)

// Resolver puts variables' values in the place of references. It is safe for use
// by many goroutines.
type Resolver struct {
	Collection collection.Collection
	// Environment is the value that an environment gives a variable, and whether
	// it defines it; nil where there is none.
	Environment func(name string) (string, bool)

	valueOnce sync.Once
	values    map[string]string // of the collection's own variables
}

// Resolve is a text with the references resolved that the environment, the
// item's folders or the collection define; the item may be nil. References that
// nothing defines stay.
func (r *Resolver) Resolve(text string, i *collection.Item) string {
	for range maxResolved {
		if !strings.Contains(text, "{{") || len(text) > maxLength {
			break
		}
		var b strings.Builder
		done := 0
		for reference := range collection.References(text) {
			if value, ok := r.value(reference.Name, i); ok {
				b.WriteString(text[done:reference.Start] + value)
				done = reference.End
			}
		}
		if done == 0 {
			break
		}
		text = b.String() + text[done:]
	}
	return text
}

// value is a variable's value as a request sees it: the environment's, or else
// that of the nearest level around the item. An empty one is none: somebody is
// still to fill it in.
func (r *Resolver) value(name string, i *collection.Item) (string, bool) {
	if r.Environment != nil {
		if value, ok := r.Environment(name); ok {
			return value, value != ""
		}
	}
	for at := i; at != nil; at = at.Folder {
		for v := range at.Variables() {
			if v.Key() == name && !v.Disabled() {
				value := v.Value().Text()
				return value, value != ""
			}
		}
	}
	r.valueOnce.Do(func() {
		r.values = map[string]string{}
		for v := range r.Collection.Variables() {
			if !v.Disabled() {
				r.values[v.Key()] = v.Value().Text()
			}
		}
	})
	value := r.values[name]
	return value, value != ""
}
