package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/jsontree"
)

// pathNames are the names of a request's path variables: those that its address
// declares, and those that its path uses.
type pathNames struct {
	declared, used map[string]bool
	// undeclared and unused are the rest of each, in order, without those that
	// both have.
	undeclared, unused []string
}

func pathNamesOf(u collection.URL) pathNames {
	var n pathNames
	var used, declared []string
	uses := func(segment string) {
		if name := collection.PathVariable(segment); name != "" && !n.used[name] {
			note(&n.used, name)
			used = append(used, name)
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
		if name := v.Key(); !n.declared[name] {
			note(&n.declared, name)
			declared = append(declared, name)
		}
	}
	for _, name := range used {
		if !n.declared[name] {
			n.undeclared = append(n.undeclared, name)
		}
	}
	for _, name := range declared {
		if !n.used[name] {
			n.unused = append(n.unused, name)
		}
	}
	return n
}

// note adds a name to a set. Most addresses have none, and need no set.
func note(names *map[string]bool, name string) {
	if *names == nil {
		*names = map[string]bool{}
	}
	(*names)[name] = true
}

// mostPairs is how many pairs of names are compared in one request. Who has more
// that do not match has generated them, not misspelt one.
const mostPairs = 2500

// comparable reports whether the names that do not match are few enough to look
// for the nearest of each.
func (n pathNames) comparable() bool { return len(n.undeclared)*len(n.unused) <= mostPairs }
