// Package resources finds the resources in the paths of an API, and the words for them.
package resources

import (
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// Tree knows the resources in an API's paths.
type Tree struct {
	shared int                    // number of segments at the start that all paths share
	paths  map[string]bool        // of all operations
	has    map[string]bool        // methods and paths of all operations
	inside map[string]bool        // paths below which there is a parameter
	chains map[string][]string    // of resources, by path
	get    map[string]*api.Schema // the response schema of reading a path
	// behind has the fixed segments after a path. It is only filled for APIs without
	// tags, which can be grouped only by path.
	behind map[string]map[string]bool
}

// Of returns the tree of an API's operations.
func Of(operations []*api.Operation) *Tree {
	t := &Tree{
		paths: map[string]bool{}, has: map[string]bool{}, inside: map[string]bool{},
		chains: map[string][]string{}, get: map[string]*api.Schema{}, behind: map[string]map[string]bool{},
	}
	tagged := false
	for _, o := range operations {
		tagged = tagged || len(o.Tags) > 0
	}
	for _, o := range operations {
		t.paths[Plain(o.Path)] = true
		t.has[o.Method+" "+Plain(o.Path)] = true
		if o.Method == "GET" {
			t.get[Plain(o.Path)] = o.Answer()
		}
		segments := Segments(o.Path)
		for i := 1; i < len(segments); i++ {
			path := Plain(strings.Join(segments[:i], "/"))
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

// Segments returns the segments of an operation's path. It ignores a query or fragment,
// which OpenAPI does not allow but documents write.
func Segments(path string) []string {
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

// Plain returns a path in which all parameters are "{}", without slashes at its ends.
func Plain(path string) string {
	segments := Segments(path)
	for i, s := range segments {
		if api.IsParameter(s) {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}

// Has reports whether there is an operation with a method at a path in the form of
// [Plain].
func (t *Tree) Has(method, path string) bool { return t.has[method+" "+path] }

// sharedSegments returns the number of segments that all paths start with, such as api
// and v1. Every path keeps at least one.
func sharedSegments(operations []*api.Operation) int {
	var shared []string
	for i, o := range operations {
		segments := Segments(o.Path)
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
	// A prefix that is a resource itself does not count.
	for len(shared) > 0 && len(operations) > 0 && (isResource(operations, shared)) {
		shared = shared[:len(shared)-1]
	}
	return len(shared)
}

// isResource reports whether operations have a path of just these segments, or one with
// a parameter after them.
func isResource(operations []*api.Operation, segments []string) bool {
	path := strings.Join(segments, "/")
	for _, o := range operations {
		rest, ok := strings.CutPrefix(Plain(o.Path), path)
		if ok && (rest == "" || strings.HasPrefix(rest, "/{}")) {
			return true
		}
	}
	return false
}

// Chain returns the resources that an operation's path leads through, the outermost
// first; there is at least one. Each is named by the fixed segments up to it, joined by
// slashes.
func (t *Tree) Chain(o *api.Operation) []string {
	key := Plain(o.Path)
	if known, ok := t.chains[key]; ok {
		return known
	}
	segments := WithoutFormat(Segments(o.Path)[t.shared:])
	var chain []string
	var fixed []string
	at := strings.Join(Segments(Plain(o.Path))[:t.shared], "/")
	for i, s := range segments {
		at = strings.Trim(at+"/"+Plain(s), "/")
		if api.IsParameter(s) {
			continue
		}
		fixed = append(fixed, s)
		last := i == len(segments)-1
		switch {
		case !last && !api.IsParameter(segments[i+1]):
			// Two fixed segments in a row name one resource, unless the first is a
			// resource or holds several.
			if t.paths[at] || t.inside[at] || len(t.behind[at]) > 1 {
				chain = append(chain, strings.Join(fixed, "/"))
			}
		case last && len(chain) > 0 && !t.IsCollection(at):
			// An action on the resource around, or a part of it.
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

// WithoutFormat removes a last segment that names a format.
func WithoutFormat(segments []string) []string {
	switch last := len(segments) - 1; {
	case last > 0 && (segments[last] == "json" || segments[last] == "xml"):
		return segments[:last]
	}
	return segments
}

// IsCollection reports whether a path is that of a collection: there are paths to single
// records, or its name is a plural and reading it returns a list, as far as is known.
func (t *Tree) IsCollection(path string) bool {
	return t.inside[path] || IsPlural(path) && (t.get[path] == nil || isList(t.get[path], 0))
}

// isList reports whether a response is a list, or an object with one.
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
