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
	// operation is the operation, if it is certain; otherwise nil.
	operation *api.Operation
	path      string // below the API's server
	// instead is the operation whose path has a parameter for numbers, or for other
	// words, where the request has a word: probably the request calls another
	// operation, which the document leaves out.
	instead *api.Operation
	// unknown reports whether the request goes to the API, but fits no operation.
	unknown bool
}

type calledKey struct{}

// calledBy returns what an item's request calls.
func calledBy(p *rule.Pass, i collection.Item) called {
	return analysis.Memo(p.Facts, calledKey{}, func() map[jsontree.Node]called { return allCalled(p) })[i.Node]
}

// operationFor returns the operation that an item's request calls; nil if that is not
// certain, or if the request tests that the server refuses it.
func operationFor(p *rule.Pass, i collection.Item) *api.Operation {
	o := calledBy(p, i).operation
	if o == nil || testsRefusal(p, i) {
		return nil
	}
	return o
}

// moved has the requests to one host that the document does not name, or names without the
// start of its paths.
type moved struct {
	items []collection.Item
	paths []string

	calls []called // what they call, if the host is the API's
	hits  int      // how many call operations
}

// of returns what is moved to an address's host.
func of(hosts map[string]*moved, a address.Address) *moved {
	h := hosts[a.Host]
	if h == nil {
		h = &moved{}
		hosts[a.Host] = h
	}
	return h
}

// add adds a request.
func (h *moved) add(i collection.Item, path string) {
	h.items, h.paths = append(h.items, i), append(h.paths, path)
}

func allCalled(p *rule.Pass) map[jsontree.Node]called {
	all := map[jsontree.Node]called{}
	hosts, own := map[string]*moved{}, map[string]*moved{}
	movable, _ := p.Contract.(rule.Movable)
	for i := range p.Facts.Requests() {
		a := p.Facts.Address(i)
		if a.Scheme == "ws" || a.Scheme == "wss" {
			continue // OpenAPI does not describe sockets
		}
		if path, ok := p.Contract.Path(a); ok {
			all[i.Node] = call(p, i, path)
			h := of(own, a)
			if h.add(i, a.Path); all[i.Node].operation != nil {
				h.hits++
			}
			continue
		}
		if movable != nil && strings.Trim(a.Path, "/") != "" {
			of(hosts, a).add(i, a.Path)
		}
	}
	for _, h := range own {
		if h.hits > 0 {
			continue
		}
		// The document omits where its own host has the API.
		if h.match(p, nil); h.hits > 0 {
			h.fill(p, nil, all)
		}
	}
	most := 0
	for _, h := range hosts {
		h.match(p, movable.Starts())
		most = max(most, h.hits)
	}
	for _, h := range hosts {
		// Half of few requests is chance, where another host has more of them.
		if h.hits > 0 && (2*h.hits > len(h.items) || h.hits == most || h.hits >= fewestMoved) {
			h.fill(p, movable.Starts(), all)
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

// authority returns an address's host and port.
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
		// The API may be behind another server, such as a gateway.
		if best, most = h.below(p, h.prefixes()); most < fewestMoved {
			return
		}
	}
	if 2*most >= len(h.items) {
		h.calls, h.hits = best, most
	}
}

// fill adds what the requests call.
func (h *moved) fill(p *rule.Pass, starts []string, all map[jsontree.Node]called) {
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

// fewestMoved is the minimum number of requests that call operations below a start that
// the document does not name.
const fewestMoved = 3

// below tries each start. It returns what the requests call with the start that fits
// most operations, and the number of requests that call one.
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

// prefixes returns the starts of one to three segments that at least half of the paths
// have.
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

// hasWord reports whether a path has a segment that is not a parameter.
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
	switch o := bySlash(known, known.Operation(method, path), path); {
	case o == nil:
		c.unknown = !strings.Contains(method, "{{") && method != "HEAD" && method != "OPTIONS" && !hasOpenPart(path) && !authorizes(p, i, path) && !isBeside(p, path) && !isFile(known, method, path)
	case !isCertain(known, o, path) || twins(p)[shapeOf(o)]:
	case hasWordForNumber(o, path):
		c.instead = o
	default:
		c.operation = o
	}
	return c
}

type twinsKey struct{}

// twins returns the shapes that several operations in the document share. Such
// operations differ only in the names of their parameters, or in a query or fragment
// that is written as part of their paths.
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

// shapeOf returns an operation's method and path without the names of its parameters, a
// query or a fragment.
func shapeOf(o *api.Operation) string {
	path, _, _ := strings.Cut(o.Path, "?")
	path, _, _ = strings.Cut(path, "#")
	return o.Method + " " + parameterName().ReplaceAllString(path, "{}")
}

var parameterName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[^{}]*\}`) })

// isBeside reports whether a path belongs to operations that differ only in a query or
// fragment, or have one in their paths.
func isBeside(p *rule.Pass, path string) bool {
	written := api.Segments(path)
	for twin := range twins(p) {
		_, shape, _ := strings.Cut(twin, " ")
		own := api.Segments(shape)
		if len(own) == len(written) && !slices.ContainsFunc(own, func(s string) bool { return !api.IsParameter(s) && s != "_id" && !slices.Contains(written, s) }) {
			return true
		}
	}
	return false
}

var authorizing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|/)(oauth2?|o|connect|openid[a-z_-]*|\.well-known)(/|$)|(^|/)(token|authorize)/?$`)
})

// authorizes reports whether a request gets a token. Documents describe such requests in
// their security schemes, if at all.
func authorizes(p *rule.Pass, i collection.Item, path string) bool {
	return authorizing().MatchString(path) || p.Facts.TokenURLs()[strings.TrimSuffix(p.Facts.Address(i).Text, "/")]
}

// seeDocument returns a help text that names the place in the document.
func seeDocument(at api.Place, what string) string {
	if place := at.String(); place != "" {
		return what + " is declared at " + place
	}
	return ""
}

// urlPlace returns the node at which a finding about a whole address is reported.
func urlPlace(u collection.URL) jsontree.Node {
	if raw := u.Node.Get("raw"); raw.Exists() {
		return raw
	}
	return u.Node
}
