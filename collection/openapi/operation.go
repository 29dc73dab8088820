package openapi

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// methods lists the keys of a path that hold operations ("query" since OpenAPI 3.2).
var methods = lazy.Words{Text: "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE QUERY"}

// maxPath is the maximum length of a path in bytes, more than servers accept.
const maxPath = 2000

func (r *reader) paths() {
	all := r.root.get("paths")
	if all.get("$ref").isText() {
		all = r.follow(all)
	}
	if !all.want(yaml.MappingNode, `"paths"`) {
		return
	}
	for path, item := range all.all {
		if strings.HasPrefix(path, "x-") {
			continue
		}
		if len(path) > maxPath {
			item.warn("a path has %d characters, and is left out", len(path))
			continue
		}
		if !strings.HasPrefix(path, "/") {
			item.warn("the path %q does not start with a slash", path)
			path = "/" + path
		}
		if at := r.follow(item); r.affords(item, at) {
			r.path(path, at, item)
		}
	}
}

// affords reports whether a path may be read again: references to one large path could
// expand a small document to a huge one.
func (r *reader) affords(item, at spot) bool {
	if !at.exists() {
		return false
	}
	if !r.items[at.n] {
		r.items[at.n] = true
		return true
	}
	if r.repeated += sizeOf(at.n); r.repeated > freeAliases+len(r.root.Text)/bytesPerAlias {
		item.warn("the references of the paths expand to far more than the document says: this one is left out")
		return false
	}
	return true
}

// path reads a path from the path item at a spot, and from the item that refers to it,
// which may have more members (OpenAPI 3.1.1, "Fixed Fields" of the Path Item Object).
func (r *reader) path(path string, at, from spot) {
	if !at.want(yaml.MappingNode, "a path") {
		return
	}
	items := []spot{at}
	shared := r.parameters(at)
	if from.n != at.n {
		items = []spot{from, at}
		shared = merge(shared, r.parameters(from))
	}
	add := func(item spot, method string, o, key spot) {
		if o.get("$ref").isText() {
			o = r.follow(o)
		}
		if !o.want(yaml.MappingNode, "an operation") {
			return
		}
		op := r.operation(method, path, o, shared)
		op.Place = key.place()
		op.Server, op.ServerVariables = r.ownServer(slices.Concat([]spot{o}, items))
		op.PathDescription = sentence(item.word("summary"), r.description(item))
		if r.read[op.String()] {
			o.warn("%s appears in the document twice", op)
			return
		}
		r.read[op.String()] = true
		r.api.Operations = append(r.api.Operations, op)
	}
	for _, item := range items {
		for key, o := range item.pairs {
			if method := strings.ToUpper(key.text()); methods.Has(method) {
				add(item, method, o, key)
			}
		}
		for key, o := range item.member("additionalOperations", yaml.MappingNode).pairs {
			add(item, strings.ToUpper(key.text()), o, key)
		}
	}
}

func (r *reader) operation(method, path string, o spot, shared []*found) *api.Operation {
	op := &api.Operation{
		Method: method, Path: path,
		ID:          o.word("operationId"),
		Summary:     o.word("summary"),
		Description: r.description(o),
		Tags:        o.words("tags"),
		Deprecated:  o.truth("deprecated"),
	}
	all := merge(shared, r.parameters(o))
	for _, p := range all {
		switch {
		case p.swaggerBody != nil:
		case p.In == api.InCookie && !p.Required:
			p.at.note("the cookie %q is left out: cookies are set in Postman's cookie jar", p.Name)
			op.OptionalCookies = append(op.OptionalCookies, p.Parameter)
		case p.In == api.InHeader && r.saidElsewhere(p.Name):
		default:
			op.Parameters = append(op.Parameters, p.Parameter)
		}
	}
	r.pathParameters(op, o)
	if r.swagger {
		op.Body = r.swaggerBody(all, o)
	} else {
		op.Body = r.body(o.get("requestBody"))
	}
	op.Responses = r.responses(o)
	op.Docs = o.get("externalDocs").word("url")
	for name, at := range o.member("callbacks", yaml.MappingNode).all {
		r.calls = append(r.calls, call{op, name, at})
	}
	r.operationSecurity(op, o)
	op.OneOf = oneOf(op)
	return op
}

// ownServer returns the server of an operation, if it differs from the document's;
// otherwise "". It is that of the first spot that has one: the operation, then its path.
func (r *reader) ownServer(spots []spot) (string, []api.Variable) {
	if r.swagger {
		return "", nil
	}
	for _, of := range spots {
		address, variables, ok := r.firstServer(of, false)
		if !ok {
			continue
		}
		shared := address
		for _, v := range variables {
			shared = strings.ReplaceAll(shared, "{"+v.Key+"}", "{{"+v.Key+"}}")
			address = strings.ReplaceAll(address, "{"+v.Key+"}", v.Value)
		}
		if shared == r.api.Server {
			return "", nil
		}
		if strings.Contains(address, "://") {
			return withoutSlash(shared), variables // it may end with a variable that is empty
		}
		return r.besideServer(of, address), nil
	}
	return "", nil
}

// besideServer returns an address that is relative to the document's server; "" if it is
// the same, or if the host is not known.
func (r *reader) besideServer(of spot, address string) string {
	address = cmp.Or(address, "/")
	server := r.api.Server
	for _, v := range r.api.Variables {
		server = strings.ReplaceAll(server, "{{"+v.Key+"}}", v.Value)
	}
	base, err := url.Parse(server + "/")
	var to *url.URL
	if err == nil {
		to, err = base.Parse(address)
	}
	switch {
	case err != nil || base.Host == "":
		of.get("servers").warn("the server %q is relative to a host that the document does not name: the document's server is used", address)
		return ""
	case withoutSlash(to.String()) == server:
		return ""
	}
	// An address that starts with a slash keeps the variables in the host.
	if scheme, rest, _ := strings.Cut(r.api.Server, "://"); address[0] == '/' && !strings.HasPrefix(address, "//") {
		host, _, _ := strings.Cut(rest, "/")
		return scheme + "://" + host + withoutSlash(address)
	}
	return withoutSlash(to.String())
}

// commonServer makes the server of most operations that of the document. Some documents
// give each operation a server, and one at their root that hardly any operation uses.
func (r *reader) commonServer() {
	counts := map[string]int{}
	for _, o := range r.api.Operations {
		counts[o.Server]++
	}
	most := ""
	for _, o := range r.api.Operations {
		if counts[o.Server] > counts[most] {
			most = o.Server
		}
	}
	own := r.api.Server
	if 2*counts[most] <= len(r.api.Operations) || own == "" && counts[""] > 0 {
		return // the others would move to another host
	}
	if !strings.Contains(most, "://") || own != "" && !strings.Contains(own, "://") || len(r.api.Variables) > 0 || strings.Contains(most, "{{") {
		return
	}
	for _, o := range r.api.Operations {
		switch o.Server {
		case most:
			o.Server = ""
		case "":
			o.Server = own
		}
	}
	r.api.Server = most
}

// saidElsewhere reports whether a header is not a parameter, because other parts of the
// document describe it (OpenAPI 3.1.1, "Fixed Fields" of the Parameter Object). Swagger
// 2.0 has no such rule: if a document describes no authorization elsewhere, the header
// is needed.
func (r *reader) saidElsewhere(header string) bool {
	switch strings.ToLower(header) {
	case "content-type":
		return true
	case "accept":
		return !r.swagger
	case "authorization":
		return !r.swagger || len(r.api.Schemes) > 0
	}
	return false
}

// pathParameters reconciles the parameters in the path with the declared ones: the path
// decides, because it is what is sent.
func (r *reader) pathParameters(op *api.Operation, o spot) {
	names := api.ParameterNames(op.Path)
	inPath := map[string]bool{}
	for _, name := range names {
		inPath[name] = true
	}
	declared := map[string]bool{}
	kept := op.Parameters[:0]
	for _, p := range op.Parameters {
		if p.In == api.InPath {
			if !inPath[p.Name] {
				o.warn("%s declares the path parameter %q, which the path does not have", op, p.Name)
				continue
			}
			declared[p.Name] = true
			p.Required = true
		}
		kept = append(kept, p)
	}
	op.Parameters = kept
	for _, name := range names {
		if !declared[name] {
			declared[name] = true
			o.warn("%s does not declare its path parameter %q", op, name)
			op.Parameters = append(op.Parameters, &api.Parameter{Name: name, In: api.InPath, Required: true})
		}
	}
}

// sentence joins a summary and a description.
func sentence(summary, description string) string {
	if summary == "" || description == "" {
		return summary + description
	}
	return strings.TrimSuffix(summary, ".") + ". " + description
}
