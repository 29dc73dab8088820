package contract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// Document is an API described by one or more OpenAPI documents, for checking requests. It is
// safe for concurrent use.
type Document struct {
	api     *api.API
	servers []server
}

// server is a server of the API. One without a host may be anywhere.
type server struct {
	host  string // without port; "" for any
	start *regexp.Regexp
	path  string // with the variables' values
}

// New returns the contract of an API, or of several that one collection calls. An operation
// that several have in the same way is none that can be told for sure.
func New(all ...*api.API) *Document {
	d := &Document{api: joined(all)}
	seen := map[string]bool{}
	add := func(text string, variables []api.Variable) {
		if seen[text] {
			return
		}
		seen[text] = true
		d.servers = append(d.servers, newServer(text, variables))
	}
	for _, a := range all {
		add(a.Server, a.Variables)
		for _, s := range a.Servers {
			add(s.Address, s.Variables)
		}
		for _, o := range a.Operations {
			if o.Server != "" {
				add(o.Server, o.ServerVariables)
			}
		}
	}
	return d
}

// joined returns the operations of several APIs, and what requests to them are checked by, as
// one API.
func joined(all []*api.API) *api.API {
	if len(all) == 1 {
		return all[0]
	}
	one := &api.API{}
	for _, a := range all {
		one.Operations = append(one.Operations, a.Operations...)
		one.Schemes = append(one.Schemes, a.Schemes...)
	}
	return one
}

func newServer(text string, variables []api.Variable) server {
	resolved := text
	for _, v := range variables {
		resolved = strings.ReplaceAll(resolved, "{{"+v.Key+"}}", v.Value)
	}
	split := address.Split(resolved)
	s := server{host: split.Host, path: strings.TrimRight(split.Path, "/")}
	if a := address.Split(text); strings.Contains(text, "{{") && strings.Trim(variable.Get().ReplaceAllString(a.Host, ""), ".") != "" {
		var b strings.Builder
		rest := a.Host + strings.TrimRight(a.Path, "/")
		for i, piece := range variable.Get().Split(rest, -1) {
			if i > 0 {
				b.WriteString(`[^/?#]+`)
			}
			b.WriteString(regexp.QuoteMeta(piece))
		}
		s.start = regexp.MustCompile(`(?i)^` + b.String() + `(/.*)?$`)
	}
	return s
}

var variable = lazy.Regexp{Expr: `\{\{[^{}]*\}\}`}

// Known returns the operations of the API.
func (d *Document) Known() *api.API { return d.api }

// Path returns the path of an address below one of the API's servers, and whether the
// address is there. Of several servers it takes the first with an operation at the path,
// or else the first.
func (d *Document) Path(a address.Address) (string, bool) {
	first, found := "", false
	for _, s := range d.servers {
		path, ok := s.below(a)
		if !ok {
			continue
		}
		if len(d.api.OperationsAt(path)) > 0 {
			return path, true
		}
		if !found {
			first, found = path, true
		}
	}
	return first, found
}

func (s server) below(a address.Address) (string, bool) {
	// With the document's own values first: a variable may hold a part of the path.
	if s.host != "" && !strings.Contains(s.host, "{{") && s.host == a.Host {
		if path, ok := address.Below(a.Path, s.path); ok {
			return path, true
		}
	}
	if s.start != nil {
		if m := s.start.FindStringSubmatch(a.Host + a.Path); m != nil {
			return m[1], true
		}
	}
	return "", false
}

// Starts returns the paths at which the document's servers start, each once, and "". At
// a server that the document does not name, such as a test system, the API's paths are
// probably below one of them.
func (d *Document) Starts() []string {
	var all []string
	for _, s := range slices.Concat(d.servers, []server{{}}) {
		if !slices.Contains(all, s.path) {
			all = append(all, s.path)
		}
	}
	return all
}
