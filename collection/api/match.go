package api

import (
	"strings"
	"sync"
)

// Operation is the operation that a request with a method and path calls; nil
// where the API has none. A path variable or reference in the request's path
// stands for any segment; a slash at the end makes no difference. Of several, the
// one with the most segments that are the same wins, then the first.
func (a *API) Operation(method, path string) *Operation {
	var best *Operation
	most := -1
	for _, m := range a.matches(path) {
		for _, o := range m.node.operations {
			if strings.EqualFold(o.Method, method) && m.same > most {
				best, most = o, m.same
			}
		}
	}
	return best
}

// OperationsAt are the operations whose path a request's path fits, whatever
// the method.
func (a *API) OperationsAt(path string) []*Operation {
	var found []*Operation
	for _, m := range a.matches(path) {
		found = append(found, m.node.operations...)
	}
	return found
}

func (a *API) matches(path string) []match {
	a.index.once.Do(func() {
		a.index.root = &node{}
		for _, o := range a.Operations {
			a.index.root.add(o)
		}
	})
	var all []match
	a.index.root.find(Segments(path), 0, &all)
	return all
}

// index finds operations by their paths.
type index struct {
	once sync.Once
	root *node
}

// node is a segment of the paths of operations.
type node struct {
	segment    string
	children   []*node // in the order of the document
	byName     map[string]*node
	operations []*Operation // whose paths end here
}

func (n *node) add(o *Operation) {
	for _, segment := range Segments(o.Path) {
		child, ok := n.byName[segment]
		if !ok {
			child = &node{segment: segment}
			if n.byName == nil {
				n.byName = map[string]*node{}
			}
			n.byName[segment] = child
			n.children = append(n.children, child)
		}
		n = child
	}
	n.operations = append(n.operations, o)
}

// match is where a path ends, and how many of its segments are the same.
type match struct {
	node *node
	same int
}

// maxMatches bounds the search: a request whose every segment is a variable fits
// everything.
const maxMatches = 1000

func (n *node) find(segments []string, same int, all *[]match) {
	if len(*all) >= maxMatches {
		return
	}
	if len(segments) == 0 {
		if len(n.operations) > 0 {
			*all = append(*all, match{n, same})
		}
		return
	}
	segment, rest := segments[0], segments[1:]
	if exact := n.byName[segment]; exact != nil {
		exact.find(rest, same+1, all)
	}
	open := strings.HasPrefix(segment, ":") || strings.Contains(segment, "{{")
	for _, child := range n.children {
		if child.segment != segment && (open || segment != "" && IsParameter(child.segment)) {
			child.find(rest, same, all)
		}
	}
}
