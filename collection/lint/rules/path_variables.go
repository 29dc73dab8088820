package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
)

// pathNames are the names of a request's path variables: those that its address
// declares, and those that its path uses.
type pathNames struct {
	declared, used nameSet
	// undeclared and unused are the rest of each, in order, without those that
	// both have.
	undeclared, unused []string
}

func pathNamesOf(u collection.URL) pathNames {
	var n pathNames
	uses := func(segment string) {
		if name := collection.PathVariable(segment); name != "" {
			n.used.add(name)
		}
	}
	for segment := range u.Segments() {
		uses(segment.Text())
	}
	switch path := u.Node.Get("path"); {
	case path.Kind() == jsontree.String:
		for segment := range strings.SplitSeq(path.Text(), "/") {
			uses(segment)
		}
	case !path.Exists(): // "raw" has the only copy of it
		for _, segment := range address.Parse(u.Raw()).Path {
			uses(segment)
		}
	}
	for v := range u.PathVariables() {
		n.declared.add(v.Key())
	}
	for _, name := range n.used.names {
		if !n.declared.has(name) {
			n.undeclared = append(n.undeclared, name)
		}
	}
	for _, name := range n.declared.names {
		if !n.used.has(name) {
			n.unused = append(n.unused, name)
		}
	}
	return n
}

// nameSet is a set of names in the order in which they were added. Most addresses have
// few, and a map takes more than they do.
type nameSet struct {
	names []string
	index map[string]bool // nil as long as there are few
}

func (s *nameSet) has(name string) bool {
	if s.index != nil {
		return s.index[name]
	}
	return slices.Contains(s.names, name)
}

// add adds a name that is not there yet.
func (s *nameSet) add(name string) {
	const few = 8
	if s.has(name) {
		return
	}
	s.names = append(s.names, name)
	switch {
	case s.index != nil:
		s.index[name] = true
	case len(s.names) > few:
		s.index = map[string]bool{}
		for _, name := range s.names {
			s.index[name] = true
		}
	}
}

// mostPairs is how many pairs of names are compared in one request. Who has more
// that do not match has generated them, not misspelt one.
const mostPairs = 2500

// comparable reports whether the names that do not match are few enough to look
// for the nearest of each.
func (n pathNames) comparable() bool { return len(n.undeclared)*len(n.unused) <= mostPairs }
