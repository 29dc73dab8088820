package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

// moved has the requests to one host that the document does not name, or names without the
// start of its paths.
type moved struct {
	items []collection.Item
	paths []string

	named  bool    // the document names the host
	tried          // what they call, if the host is the API's
	starts []start // others at which some of them call operations, with their whole paths
}

// tried is what requests call with one start of the API's paths.
type tried struct {
	calls  []called
	within int // how many have the start
	hits   int // how many call operations
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

// start is what comes before an operation's path in the addresses of a host, and the start of
// that path that these addresses omit.
type start struct{ server, omitted string }

// path returns what an address's path is for the document, and whether it has the start.
func (s start) path(of string) (string, bool) {
	path, below := address.Below(of, s.server)
	return s.omitted + path, below && path != ""
}

// startsOf returns the starts at which a document's servers have its paths.
func startsOf(servers []string) []start {
	var all []start
	for _, server := range servers {
		all = append(all, start{server: server})
	}
	return all
}

// fewestMoved is the minimum number of requests that call operations below a start that
// the document does not name.
const fewestMoved = 3

// fewestOperations is the number of operations with a path of two words that are no chance,
// even if most requests to a host call something else.
const fewestOperations = 5

// match finds what the requests call, if their host is the API's: if, with one start of its
// paths, most of them call an operation, or they call many. Of a host that serves several
// APIs only the requests with the start count.
func (h *moved) match(p *rule.Pass, servers []string) {
	best := h.below(p, startsOf(servers))
	best.within = len(h.items)
	if 2*best.hits < len(h.items) {
		// The API may be behind another server, such as a gateway.
		starts := h.otherStarts(p)
		if other := h.below(p, starts); other.hits > best.hits && other.hits >= fewestMoved {
			best = other
			h.starts = slices.DeleteFunc(starts, func(s start) bool { return s.omitted != "" })
		}
	}
	if best.hits > 0 && (2*best.hits >= best.within || countOperations(best.calls) >= fewestOperations) {
		h.tried = best
	}
}

// countOperations returns how many operations with at least two words in their paths are called.
func countOperations(calls []called) int {
	seen := map[*api.Operation]bool{}
	for _, c := range calls {
		if c.operation != nil && countWords(c.operation.Path) > 1 {
			seen[c.operation] = true
		}
	}
	return len(seen)
}

// fill adds what the requests call.
func (h *moved) fill(p *rule.Pass, servers []string, all map[jsontree.Node]called) {
	for n, i := range h.items {
		c := h.calls[n]
		c.unsure = c.unknown && 2*h.hits < h.within
		all[i.Node] = c
		for _, s := range append(startsOf(servers), h.starts...) {
			// Some of an API's paths may stand elsewhere.
			if path, below := s.path(h.paths[n]); below && h.calls[n].operation == nil {
				if c := call(p, i, path); c.operation != nil {
					all[i.Node] = c
				}
			}
		}
	}
}

// below tries each start, and returns the one that fits most operations.
func (h *moved) below(p *rule.Pass, starts []start) (best tried) {
	for _, s := range starts {
		one := tried{calls: make([]called, len(h.items))}
		for n, i := range h.items {
			path, below := s.path(h.paths[n])
			if !below {
				continue
			}
			one.within++
			one.calls[n] = call(p, i, path)
			if o := one.calls[n].operation; o != nil && countWords(o.Path) > 0 {
				one.hits++
			}
		}
		if s.omitted != "" {
			one.within = len(h.items) // two things that are guessed need more evidence
		}
		if one.hits > best.hits {
			best = one
		}
	}
	return best
}

// otherStarts returns the starts at which several requests call an operation, those of most
// requests first. Some addresses have their own before the document's paths, and some omit
// what these start with, as the value of a variable before them has it.
func (h *moved) otherStarts(p *rule.Pass) []start {
	known := p.Contract.Known()
	if known == nil {
		return nil
	}
	omitted := []string{""}
	if !h.named {
		omitted = append(omitted, omittedStarts(p)...)
	}
	counts := map[start]int{}
	var all []start
	for n, i := range h.items {
		method := strings.ToUpper(p.Facts.Resolve(i.Request().Method(), &i))
		segments := strings.Split(h.paths[n], "/")
		for at := 1; at < min(len(segments), mostSegments); at++ {
			server, rest := strings.Join(segments[:at], "/"), "/"+strings.Join(segments[at:], "/")
			for _, lead := range omitted {
				if o := known.Operation(method, lead+rest); o == nil || countWords(o.Path) == 0 {
					continue
				}
				if _, near := suggest.Name(segments[at-1], []string{lead[strings.LastIndexByte(lead, '/')+1:]}); near {
					continue // it is misspelt
				}
				s := start{server, lead}
				if counts[s]++; counts[s] == 1 {
					all = append(all, s)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b start) int { return counts[b] - counts[a] })
	all = slices.DeleteFunc(all, func(s start) bool { return counts[s] < fewestMoved })
	return all[:min(len(all), mostStarts)]
}

const (
	mostSegments = 8 // of a server's path
	mostStarts   = 6 // that are tried on all requests
	mostOmitted  = 8 // that are tried before each path
)

// omittedStarts returns what requests may omit of the document's paths: segments that all of
// them start with, or a version.
func omittedStarts(p *rule.Pass) []string {
	var all []string
	shared := sharedStart(p)
	for n := range shared.words {
		all = append(all, "/"+strings.Join(shared.segments[:n+1], "/"))
	}
	for _, o := range p.Contract.Known().Operations {
		first := api.Segments(o.Path)[0]
		if versionWord.Get().MatchString(first) && !slices.Contains(all, "/"+first) {
			all = append(all, "/"+first)
		}
	}
	return all[:min(len(all), mostOmitted)]
}

type sharedKey struct{}

// shared is what all paths of an API start with.
type shared struct {
	segments []string
	words    int // of them, before the first parameter, that leave something of each path
	paths    int // that differ
}

// sharedStart returns what all paths of the document start with.
func sharedStart(p *rule.Pass) shared {
	return analysis.Memo(p.Facts, sharedKey{}, func() shared { return sharedBy(p.Contract.Known()) })
}

func sharedBy(known *api.API) shared {
	var s shared
	seen, shortest := map[string]bool{}, 0
	for n, o := range known.Operations {
		seen[o.Path] = true
		own := api.Segments(o.Path)
		if n == 0 {
			s.segments, shortest = own, len(own)
		}
		shortest = min(shortest, len(own))
		s.segments = s.segments[:leading(own, s.segments, func(own, shared string) bool { return own == shared })]
	}
	s.paths = len(seen)
	for s.words < min(len(s.segments), shortest-1) && !api.IsParameter(s.segments[s.words]) {
		s.words++
	}
	return s
}

// excludes reports whether a start of a path leaves the one that all of an API's paths have in
// common: behind a gateway, another service answers there.
func (s shared) excludes(start string) bool {
	return s.paths > 1 && len(api.Segments(start)) <= len(s.segments)
}

// countWords returns how many segments of a path are no parameters.
func countWords(path string) int {
	words := 0
	for _, s := range api.Segments(path) {
		if s != "" && !api.IsParameter(s) {
			words++
		}
	}
	return words
}
