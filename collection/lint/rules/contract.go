package rules

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// called is what a request calls.
type called struct {
	// operation is the one that is certain; nil where there is none.
	operation *api.Operation
	path      string // below the API's server
	// unknown reports that the request goes to the API, and that no operation fits.
	unknown bool
}

type calledKey struct{}

// calledBy returns what an item's request calls.
func calledBy(p *rule.Pass, i collection.Item) called {
	return analysis.Memo(p.Facts, calledKey{}, func() map[jsontree.Node]called { return allCalled(p) })[i.Node]
}

// operationFor returns the operation that an item's request calls; nil where that is not
// certain, and where the request tests what the server refuses.
func operationFor(p *rule.Pass, i collection.Item) *api.Operation {
	o := calledBy(p, i).operation
	if o == nil || testsRefusal(p, i) {
		return nil
	}
	return o
}

// moved are the requests that go to one host that the document does not name.
type moved struct {
	items []collection.Item
	paths []string

	calls []called // what they call, if the host is the API's
	hits  int      // how many call operations
}

func allCalled(p *rule.Pass) map[jsontree.Node]called {
	all := map[jsontree.Node]called{}
	hosts := map[string]*moved{}
	movable, _ := p.Contract.(rule.Movable)
	for i := range p.Facts.Requests() {
		a := p.Facts.Address(i)
		if a.Scheme == "ws" || a.Scheme == "wss" {
			continue // OpenAPI describes no sockets
		}
		if path, ok := p.Contract.Path(a); ok {
			all[i.Node] = call(p, i, path)
			continue
		}
		if movable == nil || strings.Trim(a.Path, "/") == "" {
			continue
		}
		h := hosts[a.Host]
		if h == nil {
			h = &moved{}
			hosts[a.Host] = h
		}
		h.items, h.paths = append(h.items, i), append(h.paths, a.Path)
	}
	most := 0
	for _, h := range hosts {
		h.match(p, movable.Starts())
		most = max(most, h.hits)
	}
	for _, h := range hosts {
		// Half of few requests is chance, where another host has more of them.
		if h.hits > 0 && (2*h.hits > len(h.items) || h.hits == most || h.hits >= fewestMoved) {
			h.add(p, movable.Starts(), all)
		}
	}
	leaveOtherPorts(p, all)
	return all
}

// leaveOtherPorts takes out what is unknown on a port where nothing is known, of a host that
// has the API on another port.
func leaveOtherPorts(p *rule.Pass, all map[jsontree.Node]called) {
	serves := map[string]bool{} // by host, and by host and port
	for i := range p.Facts.Requests() {
		if all[i.Node].operation != nil {
			a := p.Facts.Address(i)
			serves[a.Host], serves[authority(a)] = true, true
		}
	}
	for i := range p.Facts.Requests() {
		if a := p.Facts.Address(i); all[i.Node].unknown && serves[a.Host] && !serves[authority(a)] {
			delete(all, i.Node)
		}
	}
}

// authority is an address's host and port.
func authority(a address.Address) string {
	_, rest, has := strings.Cut(a.Text, "://")
	if !has {
		rest = a.Text
	}
	rest, _, _ = strings.Cut(rest, "/")
	return "//" + strings.ToLower(rest)
}

// match finds what the requests call, if their host is the API's: if, with one start of its
// paths, most of them call an operation.
func (h *moved) match(p *rule.Pass, starts []string) {
	best, most := h.below(p, starts)
	if 2*most < len(h.items) {
		// The API may stand behind another one, such as a gateway.
		if best, most = h.below(p, h.prefixes()); most < fewestMoved {
			return
		}
	}
	if 2*most >= len(h.items) {
		h.calls, h.hits = best, most
	}
}

// add adds what the requests call.
func (h *moved) add(p *rule.Pass, starts []string, all map[jsontree.Node]called) {
	for n, i := range h.items {
		all[i.Node] = h.calls[n]
		for _, start := range starts {
			// Some of an API's paths may stand elsewhere.
			if path, below := address.Below(h.paths[n], start); below && h.calls[n].operation == nil {
				if c := call(p, i, path); c.operation != nil {
					all[i.Node] = c
				}
			}
		}
	}
}

// fewestMoved is how many requests call operations below a start that no document names.
const fewestMoved = 3

// below returns what the requests call with the start with which most of them call
// operations, and how many do.
func (h *moved) below(p *rule.Pass, starts []string) (best []called, most int) {
	for _, start := range starts {
		calls, hits := make([]called, len(h.items)), 0
		for n, i := range h.items {
			path, below := address.Below(h.paths[n], start)
			if !below || path == "" {
				continue
			}
			calls[n] = call(p, i, path)
			if o := calls[n].operation; o != nil && hasWord(o.Path) {
				hits++
			}
		}
		if hits > most {
			best, most = calls, hits
		}
	}
	return best, most
}

// prefixes are the first segments, up to three, of half of the paths or more.
func (h *moved) prefixes() []string {
	counts := map[string]int{}
	var common []string
	for _, path := range h.paths {
		segments := strings.Split(path, "/")
		for n := 2; n < min(len(segments), 5); n++ {
			prefix := strings.Join(segments[:n], "/")
			if counts[prefix]++; 2*counts[prefix] >= len(h.paths) && !slices.Contains(common, prefix) {
				common = append(common, prefix)
			}
		}
	}
	return common
}

// hasWord reports whether a part of a path is no parameter.
func hasWord(path string) bool {
	return slices.ContainsFunc(api.Segments(path), func(s string) bool { return s != "" && !api.IsParameter(s) })
}

func call(p *rule.Pass, i collection.Item, path string) called {
	known := p.Contract.Known()
	if known == nil {
		return called{}
	}
	method := strings.ToUpper(p.Facts.Resolve(i.Request().Method(), &i))
	c := called{path: "/" + strings.TrimLeft(path, "/")}
	switch o := known.Operation(method, path); {
	case o == nil:
		c.unknown = !strings.Contains(method, "{{") && method != "HEAD" && method != "OPTIONS" && !hasOpenPart(path) && !authorizes(p, i, path) && !isBeside(p, method, path)
	case isCertain(known, o, path) && !twins(p)[shapeOf(o)]:
		c.operation = o
	}
	return c
}

type twinsKey struct{}

// twins are the shapes of operations of which the document has several: such as
// differ in the names of their parameters alone, or in a query or a fragment that is
// written as a part of their paths.
func twins(p *rule.Pass) map[string]bool {
	return analysis.Memo(p.Facts, twinsKey{}, func() map[string]bool {
		all, seen := map[string]bool{}, map[string]bool{}
		for _, o := range p.Contract.Known().Operations {
			shape := shapeOf(o)
			if seen[shape] || strings.ContainsAny(o.Path, "?#") {
				all[shape] = true
			}
			seen[shape] = true
		}
		return all
	})
}

// shapeOf is an operation's method and path without the names of its parameters, and
// without a query or a fragment.
func shapeOf(o *api.Operation) string {
	path, _, _ := strings.Cut(o.Path, "?")
	path, _, _ = strings.Cut(path, "#")
	return o.Method + " " + parameterName().ReplaceAllString(path, "{}")
}

var parameterName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[^{}]*\}`) })

// isBeside reports whether a path is that of operations which differ in a query or a
// fragment.
func isBeside(p *rule.Pass, method, path string) bool {
	written := api.Segments(path)
	for twin := range twins(p) {
		own := api.Segments(strings.TrimPrefix(twin, method+" "))
		if len(own) == len(written) && !slices.ContainsFunc(own, func(s string) bool { return !api.IsParameter(s) && !slices.Contains(written, s) }) {
			return true
		}
	}
	return false
}

// isCertain reports whether an operation is the only one that a path can stand for: no
// variable in it stands where the operation has a word, but for that of the API's version.
func isCertain(known *api.API, o *api.Operation, path string) bool {
	written, own := api.Segments(path), api.Segments(o.Path)
	if len(written) != len(own) {
		return false
	}
	for n, s := range written {
		if api.IsParameter(own[n]) && (servesItself().MatchString(s) || isIdentifier().MatchString(own[n]) && chooses().MatchString(s)) {
			return false
		}
		if !api.IsParameter(own[n]) && !strings.HasPrefix(own[n], ":") && (strings.Contains(s, "{") || strings.HasPrefix(s, ":")) && !isOnlyVersion(known, own, n) {
			return false
		}
	}
	return true
}

// servesItself are words in paths of what servers answer about themselves, which documents
// leave out.
var servesItself = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^((api-?)?docs?|swagger([.-].*)?|(openapi|redoc|graphql)(\..*)?|health(z|-?check)?|ping)$`)
})

// A word in the place of an identifier that chooses what to answer with: such a path is
// probably one of its own, which the document leaves out.
var (
	isIdentifier = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\{(id|.*(_id|-id|I[dD]|uuid|Uuid|UUID))\}$`)
	})
	chooses = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(my|mine|all|list|search|filter|find|stats|statistics|count|summary|export|import|bulk|batch|new|recent|latest|current|active|featured|popular|trending|public|archived)$`)
	})
)

var versionWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?i)v\d[\w.-]*$`) })

// isOnlyVersion reports whether a segment of an operation's path is a version, the same in
// all paths that are alike up to there.
func isOnlyVersion(known *api.API, own []string, n int) bool {
	return versionWord().MatchString(own[n]) && !slices.ContainsFunc(known.Operations, func(other *api.Operation) bool {
		path := api.Segments(other.Path)
		return len(path) > n && slices.Equal(path[:n], own[:n]) && path[n] != own[n]
	})
}

// hasOpenPart reports whether a path starts with a variable that is not known, which may
// stand for the rest of the server's address, or for any path, or has one that is a part
// of a segment, which may hold a slash.
func hasOpenPart(path string) bool {
	for n, s := range api.Segments(path) {
		before, behind, has := strings.Cut(s, "{{")
		whole := before == "" && strings.HasSuffix(behind, "}}") && !strings.Contains(behind, "{{")
		if has && !whole || n == 0 && (has || strings.HasPrefix(s, ":")) {
			return true
		}
	}
	return false
}

var authorizing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|/)(oauth2?|o|connect|openid[a-z_-]*|\.well-known)(/|$)|(^|/)(token|authorize)/?$`)
})

// authorizes reports whether a request gets a token, which documents describe among their
// security schemes, if at all.
func authorizes(p *rule.Pass, i collection.Item, path string) bool {
	return authorizing().MatchString(path) || p.Facts.TokenURLs()[strings.TrimSuffix(p.Facts.Address(i).Text, "/")]
}

// seeDocument is the help that names the place in the document.
func seeDocument(at api.Place, what string) string {
	if place := at.String(); place != "" {
		return what + " is declared at " + place
	}
	return ""
}

// urlPlace is where a finding about a whole address stands.
func urlPlace(u collection.URL) jsontree.Node {
	if raw := u.Node.Get("raw"); raw.Exists() {
		return raw
	}
	return u.Node
}
