package rules

import (
	"net/url"
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
	if o == nil || expectsRefusal(p, i) {
		return nil
	}
	return o
}

// moved are the requests that go to one host that the document does not name.
type moved struct {
	items []collection.Item
	paths [][]string // by item: below each start of the document's servers
}

func allCalled(p *rule.Pass) map[jsontree.Node]called {
	all := map[jsontree.Node]called{}
	hosts := map[string]*moved{}
	movable, _ := p.Contract.(rule.Movable)
	for i := range p.Collection.Requests() {
		a := p.Facts.Address(i)
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
		h.items, h.paths = append(h.items, i), append(h.paths, movable.Elsewhere(a))
	}
	for _, h := range hosts {
		h.add(p, all)
	}
	return all
}

// add adds what the requests call, if their host is the API's: if, with one start of its
// paths, most of them call an operation.
func (h *moved) add(p *rule.Pass, all map[jsontree.Node]called) {
	var best []called
	most := 0
	for start := range h.paths[0] {
		calls, hits := make([]called, len(h.items)), 0
		for n, i := range h.items {
			if path := h.paths[n][start]; path != "" {
				calls[n] = call(p, i, path)
			}
			if o := calls[n].operation; o != nil && hasWord(o.Path) {
				hits++
			}
		}
		if hits > most {
			best, most = calls, hits
		}
	}
	if 2*most < len(h.items) || most == 0 {
		return
	}
	for n, i := range h.items {
		all[i.Node] = best[n]
	}
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
		c.unknown = !strings.Contains(method, "{{") && method != "HEAD" && method != "OPTIONS" && !hasOpenPart(path) && !authorizes(p, i, path)
	case isCertain(o, path) && !pathsWithQuery(p)[o.String()]:
		c.operation = o
	}
	return c
}

type withQueryKey struct{}

// pathsWithQuery are the operations beside which the document has others that differ in a
// query or a fragment, written as a part of their paths.
func pathsWithQuery(p *rule.Pass) map[string]bool {
	return analysis.Memo(p.Facts, withQueryKey{}, func() map[string]bool {
		all := map[string]bool{}
		for _, o := range p.Contract.Known().Operations {
			if end := strings.IndexAny(o.String(), "?#"); end > 0 {
				all[o.String()[:end]] = true
			}
		}
		return all
	})
}

// isCertain reports whether an operation is the only one that a path can stand for: no
// variable in it stands where the operation has a word.
func isCertain(o *api.Operation, path string) bool {
	written, own := api.Segments(path), api.Segments(o.Path)
	if len(written) != len(own) {
		return false
	}
	for n, s := range written {
		if !api.IsParameter(own[n]) && (strings.Contains(s, "{") || strings.HasPrefix(s, ":")) {
			return false
		}
	}
	return true
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

// queryEntry is a query parameter that is sent.
type queryEntry struct {
	name       string // decoded
	key, value collection.Part
	node       jsontree.Node // in a list; absent in a text
}

// queryOf are the query parameters that a request sends, wherever they are written.
func queryOf(u collection.URL) []queryEntry {
	var all []queryEntry
	if u.HasParts() || u.Node.Get("query").Exists() {
		for q := range u.Query() {
			if !q.Disabled() && q.Key() != "" {
				all = append(all, queryEntry{decoded(q.Key()), q.KeyPart(), q.ValuePart(), q.Node})
			}
		}
		return all
	}
	at := u.Node
	if at.Kind() != jsontree.String {
		at = u.Node.Get("raw")
	}
	text := at.Text()
	parts := address.Parse(text)
	start := strings.IndexByte(text, '?') + 1
	for _, q := range parts.Query {
		from := strings.Index(text[start:], q.Text())
		if from < 0 {
			break
		}
		start += from
		if q.Key != "" {
			all = append(all, queryEntry{
				name: decoded(q.Key), key: collection.Part{Node: at, Text: q.Key, Start: start},
				value: collection.Part{Node: at, Text: q.Value, Start: start + len(q.Text()) - len(q.Value)},
			})
		}
		start += len(q.Text())
	}
	return all
}

func decoded(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// urlPlace is where a finding about a whole address stands.
func urlPlace(u collection.URL) jsontree.Node {
	if raw := u.Node.Get("raw"); raw.Exists() {
		return raw
	}
	return u.Node
}
