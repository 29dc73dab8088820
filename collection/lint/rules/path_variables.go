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
	// undeclared and unused are the names that only one of them has, in order.
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
	switch path := u.PathNode(); {
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

// declaresPath reports, by a fast check, whether an address declares the variables of its
// path and no others, none of them as a number or a boolean: there is nothing to say then.
func declaresPath(u collection.URL) bool {
	if u.PathNode().Kind() != jsontree.Array {
		return false
	}
	var room [8]string
	used := room[:0]
	for segment := range u.Segments() {
		if name := collection.PathVariable(segment.Text()); name != "" && !slices.Contains(used, name) {
			if len(used) == cap(used) {
				return false
			}
			used = append(used, name)
		}
	}
	declared := 0 // a bit for each of the used
	for v := range u.PathVariables() {
		at, kind := slices.Index(used, v.Key()), v.Value().Kind()
		if at < 0 || kind == jsontree.Number || kind == jsontree.Bool {
			return false
		}
		declared |= 1 << at
	}
	return declared == 1<<len(used)-1
}

// nameSet is a set of names in the order in which they were added. A map is used only
// for many names.
type nameSet struct {
	names []string
	index map[string]bool // nil for few names
}

func (s *nameSet) has(name string) bool {
	if s.index != nil {
		return s.index[name]
	}
	return slices.Contains(s.names, name)
}

// add adds a name, unless the set has it.
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

// mostPairs is the maximum number of pairs of names that are compared in one request. If
// more do not match, the names are generated, not misspelled.
const mostPairs = 2500

// comparable reports whether few enough names do not match, so that the nearest of each
// can be found.
func (n pathNames) comparable() bool { return len(n.undeclared)*len(n.unused) <= mostPairs }
