package requests

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/suggest"
)

// Choose returns the operations of an API that names select, in the order of the API. A
// name is that of a resource, a folder or a tag, a path, an operation ("GET /patients"),
// or a pattern for these; case is ignored. It returns an error that suggests the nearest
// name if a name selects nothing.
func Choose(a *api.API, w *template.Wording, names []string) ([]*api.Operation, error) {
	l := newLayouter(a, Options{Wording: w})
	known := make([][]string, len(a.Operations))
	for i, o := range a.Operations {
		known[i] = l.known(o)
	}
	chosen := make([]bool, len(a.Operations))
	for _, name := range names {
		found := false
		pattern := strings.ToLower(strings.TrimSuffix(name, "/"))
		for i := range known {
			if slices.ContainsFunc(known[i], func(k string) bool { return matches(pattern, k) }) {
				chosen[i], found = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("the API has nothing named %q%s", name, hint(name, distinct(known)))
		}
	}
	var list []*api.Operation
	for i, o := range a.Operations {
		if chosen[i] {
			list = append(list, o)
		}
	}
	return list, nil
}

// known returns the names that select an operation, in lower case.
func (l *layouter) known(o *api.Operation) []string {
	names := []string{o.Path, strings.TrimPrefix(o.Path, "/"), o.String()}
	for _, resource := range l.tree.Chain(o) {
		names = append(names, resource, l.folderName(resource))
	}
	names = append(names, o.Tags...)
	for i, name := range names {
		names[i] = strings.ToLower(strings.TrimSuffix(name, "/"))
	}
	return names
}

func matches(pattern, name string) bool {
	if pattern == name {
		return true
	}
	if !strings.ContainsAny(pattern, "*?[") {
		return false
	}
	ok, err := doublestar.Match(pattern, name)
	return ok && err == nil
}

func distinct(known [][]string) []string {
	var all []string
	seen := map[string]bool{}
	for _, names := range known {
		for _, name := range names {
			if !seen[name] && !strings.Contains(name, "/") {
				seen[name] = true
				all = append(all, name)
			}
		}
	}
	return all
}

// Resources returns the outermost resources of an API, in alphabetical order.
func Resources(a *api.API) []string {
	t := resources.Of(a.Operations)
	all := map[string]bool{}
	for _, o := range a.Operations {
		all[t.Chain(o)[0]] = true
	}
	delete(all, "") // the root has no name
	return slices.Sorted(maps.Keys(all))
}

// hint returns the end of a message about an unknown name: the nearest name, or names
// that have it among their words, such as lab_orders for labs.
func hint(name string, known []string) string {
	if near := suggest.Hint(name, known); near != "" {
		return near
	}
	stem := func(word string) string { return strings.TrimSuffix(strings.ToLower(word), "s") }
	var alike []string
	for _, k := range known {
		words := strings.FieldsFunc(k, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if !strings.Contains(k, " ") && slices.ContainsFunc(words, func(word string) bool { return stem(word) == stem(name) }) {
			alike = append(alike, strconv.Quote(k))
		}
	}
	if len(alike) == 0 || len(alike) > mostAlike {
		return ""
	}
	return "; did you mean " + strings.Join(alike, " or ") + "?"
}

// mostAlike is the maximum number of names that are suggested.
const mostAlike = 6
