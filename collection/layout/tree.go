package layout

import (
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// tree knows which resources an API's paths name.
type tree struct {
	shared int                    // segments at the start that all paths have
	paths  map[string]bool        // of all operations
	has    map[string]bool        // methods and paths of all operations
	inside map[string]bool        // paths below which there is a parameter
	chains map[string][]string    // of resources, by path
	get    map[string]*api.Schema // what reading a path answers
	// behind are the fixed segments behind a path; of APIs without tags only, in
	// which paths are all there is to group by.
	behind map[string]map[string]bool
}

func treeOf(operations []*api.Operation) *tree {
	t := &tree{
		paths: map[string]bool{}, has: map[string]bool{}, inside: map[string]bool{},
		chains: map[string][]string{}, get: map[string]*api.Schema{}, behind: map[string]map[string]bool{},
	}
	tagged := false
	for _, o := range operations {
		tagged = tagged || len(o.Tags) > 0
	}
	for _, o := range operations {
		t.paths[plain(o.Path)] = true
		t.has[o.Method+" "+plain(o.Path)] = true
		if o.Method == "GET" {
			t.get[plain(o.Path)] = o.Answer()
		}
		segments := segmentsOf(o.Path)
		for i := 1; i < len(segments); i++ {
			path := plain(strings.Join(segments[:i], "/"))
			switch {
			case api.IsParameter(segments[i]):
				t.inside[path] = true
			case !tagged:
				if t.behind[path] == nil {
					t.behind[path] = map[string]bool{}
				}
				t.behind[path][segments[i]] = true
			}
		}
	}
	t.shared = sharedSegments(operations)
	return t
}

// segmentsOf are the segments of an operation's path. A query or fragment that
// documents write behind one, which OpenAPI does not provide for, is no part of what
// the path names.
func segmentsOf(path string) []string {
	inBraces := false
	for i := range len(path) {
		switch c := path[i]; {
		case c == '{' || c == '}':
			inBraces = c == '{'
		case !inBraces && (c == '?' || c == '#'):
			return api.Segments(path[:i])
		}
	}
	return api.Segments(path)
}

// plain is a path with all parameters alike and no slash at its ends.
func plain(path string) string {
	segments := segmentsOf(path)
	for i, s := range segments {
		if api.IsParameter(s) {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}

// sharedSegments is how many segments all paths start with, such as api and v1.
// Every path keeps one at least.
func sharedSegments(operations []*api.Operation) int {
	var shared []string
	for i, o := range operations {
		segments := segmentsOf(o.Path)
		segments = segments[:len(segments)-1]
		if i == 0 {
			shared = segments
		}
		n := 0
		for n < min(len(shared), len(segments)) && shared[n] == segments[n] && !api.IsParameter(segments[n]) {
			n++
		}
		shared = shared[:n]
	}
	// A single resource is no prefix.
	for len(shared) > 0 && len(operations) > 0 && (isResource(operations, shared)) {
		shared = shared[:len(shared)-1]
	}
	return len(shared)
}

// isResource tells whether operations have a path of just these segments, or one
// with a parameter behind them.
func isResource(operations []*api.Operation, segments []string) bool {
	path := strings.Join(segments, "/")
	for _, o := range operations {
		rest, ok := strings.CutPrefix(plain(o.Path), path)
		if ok && (rest == "" || strings.HasPrefix(rest, "/{}")) {
			return true
		}
	}
	return false
}

// chain is the resources that an operation's path leads through, the outermost
// first, never none. Each is named by the fixed segments up to it, joined by
// slashes.
func (t *tree) chain(o *api.Operation) []string {
	key := plain(o.Path)
	if known, ok := t.chains[key]; ok {
		return known
	}
	segments := withoutFormat(segmentsOf(o.Path)[t.shared:])
	var chain []string
	var fixed []string
	at := strings.Join(segmentsOf(plain(o.Path))[:t.shared], "/")
	for i, s := range segments {
		at = strings.Trim(at+"/"+plain(s), "/")
		if api.IsParameter(s) {
			continue
		}
		fixed = append(fixed, s)
		last := i == len(segments)-1
		switch {
		case !last && !api.IsParameter(segments[i+1]):
			// Two fixed segments in a row name one resource, unless the first is one,
			// or holds several.
			if t.paths[at] || t.inside[at] || len(t.behind[at]) > 1 {
				chain = append(chain, strings.Join(fixed, "/"))
			}
		case last && len(chain) > 0 && !t.isCollection(at):
			// An action on what is around, or a part of it.
		default:
			chain = append(chain, strings.Join(fixed, "/"))
		}
	}
	if len(chain) == 0 {
		chain = []string{strings.Join(fixed, "/")}
	}
	t.chains[key] = chain
	return chain
}

// withoutFormat leaves out a last segment that names a notation.
func withoutFormat(segments []string) []string {
	switch last := len(segments) - 1; {
	case last > 0 && (segments[last] == "json" || segments[last] == "xml"):
		return segments[:last]
	}
	return segments
}

// isCollection tells whether a path is that of a collection of things: there are
// paths to one of them, or its name is a plural and reading it answers a list, as
// far as is known.
func (t *tree) isCollection(path string) bool {
	return t.inside[path] || isPlural(path) && (t.get[path] == nil || isList(t.get[path], 0))
}

// isList tells whether an answer is a list, or an object with one.
func isList(s *api.Schema, depth int) bool {
	switch {
	case s == nil || depth > 3:
		return false
	case s.Is("array") || s.Items != nil:
		return true
	}
	for _, inner := range s.AllOf {
		if inner != nil && isList(inner, depth+1) {
			return true
		}
	}
	lists := 0
	for _, p := range s.Properties {
		if p.Schema != nil && (p.Schema.Items != nil || p.Schema.Is("array")) {
			lists++
		}
	}
	return lists == 1 && len(s.Properties) <= 6
}
