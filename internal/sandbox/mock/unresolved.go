package mock

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/postwright/postwright/collection/lazy"
)

// unresolved is a variable that a request was sent with, unresolved.
type unresolved struct{ name, where string }

func (u *unresolved) Error() string {
	return fmt.Sprintf("The variable %s in %s has no value: give it one in the environment, the collection or the request.", u.name, u.where)
}

var reference = lazy.Regexp{Expr: `\{\{[^{}\r\n]{1,100}\}\}`}

// variableIn returns the first reference to a variable in a text; "" if there
// is none.
func variableIn(text string) string { return reference.Get().FindString(text) }

// Unresolved returns an error about an unresolved variable in a request's
// path, query or header; nil if there is none. Bodies are checked when they
// are read.
func Unresolved(r *http.Request) error {
	if name := variableIn(r.URL.Path); name != "" {
		return &unresolved{name, "the path"}
	}
	query := r.URL.Query()
	for _, key := range slices.Sorted(maps.Keys(query)) {
		for _, text := range append([]string{key}, query[key]...) {
			if name := variableIn(text); name != "" {
				return &unresolved{name, "the query parameter " + key}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(r.Header)) {
		for _, text := range r.Header[key] {
			if name := variableIn(text); name != "" {
				return &unresolved{name, "the header " + key}
			}
		}
	}
	return nil
}
