package api

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
)

// Operation returns the operation that a request with a method and path calls; nil if
// the API has none. A path variable or reference in the request's path matches any text;
// a slash at the end is ignored. Of several operations it returns the one with the most
// similar segments, then the first.
func (a *API) Operation(method, path string) *Operation {
	method = strings.ToUpper(method)
	pattern := patterns(path)
	if same := a.root().at(pattern); same != nil {
		if i, ok := same.byMethod[method]; ok {
			return a.Operations[i]
		}
	}
	best, most := -1, -1
	for _, m := range a.root().matches(pattern) {
		if i, ok := m.node.byMethod[method]; ok && (m.alike > most || m.alike == most && i < best) {
			best, most = i, m.alike
		}
	}
	if best < 0 {
		return nil
	}
	return a.Operations[best]
}

// OperationsAt returns the operations whose path fits a request's path.
func (a *API) OperationsAt(path string) []*Operation {
	var found []*Operation
	for _, m := range a.root().matches(patterns(path)) {
		found = append(found, m.node.operations...)
	}
	return found
}

// index finds operations by their paths.
type index struct {
	once sync.Once
	root node
}

func (a *API) root() *node {
	a.index.once.Do(func() {
		for i, o := range a.Operations {
			a.index.root.add(o, i)
		}
	})
	return &a.index.root
}

// wild matches any text in a pattern, except the empty one.
const wild = "{}"

var parameter = lazy.Regexp{Expr: `\{\{[^{}]*\}\}|\{[^{}]*\}`}

// patterns returns the segments of a path, with a wild for each parameter, path
// variable and reference.
func patterns(path string) []string {
	all := Segments(path)
	for i, s := range all {
		if strings.HasPrefix(s, ":") && len(s) > 1 {
			all[i] = wild
		} else if strings.Contains(s, "{") {
			all[i] = parameter.Get().ReplaceAllLiteralString(s, wild)
		}
	}
	return all
}

// fits reports whether a text matches a pattern.
func fits(pattern, text string) bool {
	parts := strings.Split(pattern, wild)
	if len(parts) == 1 {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		if text == "" {
			return false
		}
		_, first := utf8.DecodeRuneInString(text)
		at := strings.Index(text[first:], part)
		if at < 0 {
			return false
		}
		text = text[first+at+len(part):]
	}
	last := parts[len(parts)-1]
	return len(text) > len(last) && strings.HasSuffix(text, last)
}

// node is a segment in the paths of operations.
type node struct {
	pattern    string
	children   []*node // in the order of the document
	wild       []*node // those with a wild
	byPattern  map[string]*node
	operations []*Operation   // those whose paths end here
	byMethod   map[string]int // their indices in the API's list
	// rest has the operations with a last parameter for all further segments; nil if there
	// are none.
	rest *node
}

// ends are the spellings, in documents of some frameworks, of a last segment that stands for
// all further ones, and of one that may be left out. OpenAPI itself has neither.
var (
	anyRest      = lazy.Regexp{Expr: `^(\{[+*][^{}]+\}|\{[^{}]+([+*]|:\.[+*])\}|\*\*)$`}
	mayBeLeftOut = lazy.Regexp{Expr: `^\{[^{}]+\?\}$`}
)

func (n *node) add(o *Operation, place int) {
	all, own := patterns(o.Path), Segments(o.Path)
	last := len(own) - 1
	switch {
	case anyRest.Get().MatchString(own[last]):
		n = n.below(all[:last])
		if n.rest == nil {
			n.rest = &node{pattern: wild}
		}
		n.rest.end(o, place)
		return
	case mayBeLeftOut.Get().MatchString(own[last]):
		n.below(all[:last]).end(o, place)
	}
	n.below(all).end(o, place)
}

// below returns the node at the end of some patterns, and makes those that are not there.
func (n *node) below(all []string) *node {
	for _, pattern := range all {
		child, ok := n.byPattern[pattern]
		if !ok {
			child = &node{pattern: pattern}
			if n.byPattern == nil {
				n.byPattern = map[string]*node{}
			}
			n.byPattern[pattern] = child
			n.children = append(n.children, child)
			if strings.Contains(pattern, wild) {
				n.wild = append(n.wild, child)
			}
		}
		n = child
	}
	return n
}

// end adds an operation whose path ends here.
func (n *node) end(o *Operation, place int) {
	if n.byMethod == nil {
		n.byMethod = map[string]int{}
	}
	// Paths that differ only in the names of their parameters are the same.
	if _, known := n.byMethod[o.Method]; !known {
		n.byMethod[o.Method] = place
		n.operations = append(n.operations, o)
	}
}

// at returns the node with exactly these patterns; nil if there is none.
func (n *node) at(all []string) *node {
	for _, pattern := range all {
		if n = n.byPattern[pattern]; n == nil {
			return nil
		}
	}
	return n
}

// match is a node where a path ends, and how similar its segments are: two for each that
// is the same, one for each with a common part.
type match struct {
	node  *node
	alike int
}

// maxVisits limits a search: a request with a variable in every segment fits everything.
const maxVisits = 10_000

func (n *node) matches(all []string) []match {
	s := search{left: maxVisits}
	s.find(n, all, 0)
	return s.found
}

type search struct {
	found []match
	left  int
}

func (s *search) find(n *node, rest []string, alike int) {
	if s.left--; s.left < 0 {
		return
	}
	if len(rest) == 0 {
		if len(n.operations) > 0 {
			s.found = append(s.found, match{n, alike})
		}
		return
	}
	if n.rest != nil {
		s.found = append(s.found, match{n.rest, alike})
	}
	pattern, rest := rest[0], rest[1:]
	if same := n.byPattern[pattern]; same != nil {
		s.find(same, rest, alike+2)
	}
	candidates := n.wild
	open := strings.Contains(pattern, wild)
	if open {
		candidates = n.children
	}
	for _, child := range candidates {
		switch {
		case s.left < 0:
			return
		case child.pattern == pattern:
		case child.pattern == wild && pattern != "", pattern == wild && child.pattern != "":
			s.find(child, rest, alike)
		case fits(child.pattern, pattern), open && fits(pattern, child.pattern):
			s.find(child, rest, alike+1)
		}
	}
}
