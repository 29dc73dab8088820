package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
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
	// unknown reports whether the request goes to the API, but fits no operation; unsure
	// that most requests to its host fit none.
	unknown, unsure bool
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
			h.named = true
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
	rest, _, _ = strings.Cut(strings.ToLower(rest), "/")
	if behind, ok := strings.CutPrefix(rest, a.Host); ok && !strings.HasPrefix(behind, ":") {
		rest = a.Host // what is behind is the start of the path
	}
	return "//" + rest
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
		c.unknown = !strings.Contains(method, "{{") && method != "HEAD" && method != "OPTIONS" && !hasOpenPart(path) && !authorizes(p, i, path) && !isBeside(p, path) && !isFile(known, method, path) && !isFunction(known, path) && !isSOAP(i.Request())
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
	return o.Method + " " + parameterName.Get().ReplaceAllString(path, "{}")
}

var parameterName = lazy.Regexp{Expr: `\{[^{}]*\}`}

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

var authorizing = lazy.Regexp{Expr: `(?i)(^|/)(oauth2?|o|connect|openid[a-z_-]*|\.well-known)(/|$)|(^|/)(token|authorize)/?$`}

// authorizes reports whether a request gets a token. Documents describe such requests in
// their security schemes, if at all.
func authorizes(p *rule.Pass, i collection.Item, path string) bool {
	return authorizing.Get().MatchString(path) || p.Facts.TokenURLs()[strings.TrimSuffix(p.Facts.Address(i).Text, "/")]
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
