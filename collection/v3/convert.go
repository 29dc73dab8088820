package v3

import (
	"cmp"
	"slices"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltree"
)

// collection writes the whole collection.
func (c *reader) collection(w *writer, root *folder) {
	w.file = c.fileOf(root)
	w.group("{}", nil, func() {
		w.key("info", nil)
		w.group("{}", root.definition.root(), func() {
			if id := root.definition.get("id"); id != nil {
				w.key("_postman_id", nil)
				w.scalar(id)
			}
			c.name(w, root.definition, root.name)
			c.same(w, root.definition, "description")
			w.key("schema", nil)
			w.raw(`"` + schemaURL + `"`)
		})
		c.inside(w, root)
	})
}

// fileOf returns the file that represents a folder: its definition, or else the first
// file in it, or else the file of the folder around it.
func (c *reader) fileOf(f *folder) *Source {
	if f.definition != nil {
		return f.definition
	}
	for _, child := range f.children() {
		if child.request != nil {
			return child.request.source
		}
		if file := c.fileOf(child.folder); file != nil {
			return file
		}
	}
	return nil
}

// name writes an element's name: that of its file, or otherwise if the file has none.
func (c *reader) name(w *writer, s *Source, otherwise string) {
	w.key("name", nil)
	if n := s.get("name"); n != nil && n.Kind == yamltree.String {
		w.text(n.Text, n, 0)
		return
	}
	w.text(otherwise, nil, 0)
}

func nameOf(s *Source, otherwise string) string {
	if n := s.get("name"); n != nil && n.Kind == yamltree.String {
		return n.Text
	}
	return otherwise
}

// same writes members that have the same name in both formats.
func (c *reader) same(w *writer, s *Source, keys ...string) {
	for _, key := range keys {
		if n := s.get(key); n != nil {
			w.key(key, nil)
			w.scalarOr(n)
		}
	}
}

// scalarOr writes a scalar as a string, and other values unchanged.
func (w *writer) scalarOr(n *yamltree.Node) {
	if n.Kind == yamltree.Mapping || n.Kind == yamltree.Sequence {
		w.value(n)
		return
	}
	w.scalar(n)
}

// inside writes the members that a collection and a folder have in common.
func (c *reader) inside(w *writer, f *folder) {
	w.key("item", nil)
	w.group("[]", nil, func() {
		file := w.file
		for _, child := range f.children() {
			if child.request != nil {
				c.request(w, child.request)
			} else {
				c.folder(w, child.folder)
			}
			w.file = file
		}
	})
	c.unsendable(w, f)
	d := f.definition
	if d.root() == nil {
		return
	}
	w.file = d
	w.rest(d.root(), "$kind", "id", "name", "description", "variables", "scripts", "auth", "order")
	c.auth(w, d.get("auth"))
	c.events(w, d.get("scripts"))
	if variables := d.get("variables"); variables != nil {
		w.key("variable", nil)
		w.pairs(variables, entry{nullValue: true, variable: true})
	}
}

func (c *reader) folder(w *writer, f *folder) {
	if file := c.fileOf(f); file != nil {
		w.file = file
	}
	c.path = append(c.path, nameOf(f.definition, f.name))
	file := w.file
	var from *yamltree.Node
	if f.definition != nil {
		from = f.definition.root()
	}
	w.group("{}", from, func() {
		c.same(w, f.definition, "id")
		c.name(w, f.definition, f.name)
		c.same(w, f.definition, "description")
		c.inside(w, f)
	})
	w.file = file
	c.path = c.path[:len(c.path)-1]
}

// extension is the key under which the document keeps what v2.1 has no place for, so
// that secrets are found in it and diff compares it.
const extension = "x-v3"

// rest writes the members of a map that are not known, under [extension].
func (w *writer) rest(n *yamltree.Node, known ...string) {
	var left []yamltree.Pair
	for _, p := range n.Pairs {
		if !slices.Contains(known, p.Key.Text) {
			left = append(left, p)
		}
	}
	auths := n.Get("auth")
	several := auths != nil && len(auths.Items) > 1
	if len(left) == 0 && !several {
		return
	}
	w.key(extension, nil)
	w.group("{}", n, func() {
		for _, p := range left {
			w.key(p.Key.Text, p.Key)
			w.value(p.Value)
		}
		if several {
			w.key("auth", nil)
			w.group("[]", auths, func() {
				for _, other := range auths.Items[1:] {
					w.value(other)
				}
			})
		}
	})
}

// unsendable writes the requests of a folder that v2.1 cannot express.
func (c *reader) unsendable(w *writer, f *folder) {
	var kept []*Source
	for _, child := range f.children() {
		if child.request != nil && child.request.source.isMap && !sendable(child.request.source) {
			kept = append(kept, child.request.source)
		}
	}
	if len(kept) == 0 {
		return
	}
	file := w.file
	w.key(extension+"-requests", nil)
	w.group("[]", nil, func() {
		for _, s := range kept {
			w.file = s
			w.value(s.root())
		}
	})
	w.file = file
}

// sendable reports whether a request can be expressed in v2.1.
func sendable(s *Source) bool {
	return s.kind == "http-request" || s.kind == "graphql-request" || s.kind == ""
}

// kinds describes the kinds of requests that v2.1 cannot express.
var kinds = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"grpc-request": "a gRPC request", "websocket-request": "a WebSocket request", "socket.io-request": "a Socket.IO request",
		"mqtt-request": "an MQTT request", "mcp-request": "an MCP request", "llm-request": "an AI request",
	}
}}

func (c *reader) request(w *writer, e *element) {
	s := e.source
	w.file = s
	if !s.isMap {
		return
	}
	if !sendable(s) {
		what := kinds.Get()[s.kind]
		if what == "" {
			what = "a request of the kind " + s.kind
		}
		c.keep(nameOf(s, stem(s.Path)), s, what)
		return
	}
	c.again(w, e)
}

// sent writes a request that v2.1 can express.
func (c *reader) sent(w *writer, e *element) {
	s := e.source
	w.file = s
	kind := s.kind
	w.group("{}", s.root(), func() {
		c.same(w, s, "id")
		c.name(w, s, stem(s.Path))
		c.events(w, s.get("scripts"))
		c.settings(w, s.get("settings"))
		w.key("request", nil)
		w.group("{}", s.root(), func() {
			if kind == "graphql-request" {
				w.key("method", nil)
				w.raw(`"POST"`)
			} else {
				c.same(w, s, "method")
			}
			c.same(w, s, "description")
			w.message(s.root())
			if kind == "graphql-request" {
				w.graphQL(s)
			}
			c.auth(w, s.get("auth"))
		})
		w.key("response", nil)
		w.group("[]", nil, func() { c.examples(w, e) })
		known := []string{"$kind", "id", "name", "description", "url", "method", "headers", "queryParams", "pathVariables", "body", "auth", "scripts", "examples", "settings", "order"}
		if kind == "graphql-request" {
			known = append(known, "query", "variables")
		}
		w.rest(s.root(), known...)
	})
}

func (c *reader) keep(name string, s *Source, what string) {
	c.result.Kept = append(c.result.Kept, Kept{append(slices.Clone(c.path), name), s.Path, what})
}

// message writes the parts that a request and the request of an example have in common.
func (w *writer) message(n *yamltree.Node) {
	w.url(n)
	w.key("header", nil)
	w.pairs(n.Get("headers"), entry{})
	w.body(n.Get("body"))
}

func (w *writer) graphQL(s *Source) {
	w.key("body", nil)
	w.group("{}", s.root(), func() {
		w.key("mode", nil)
		w.raw(`"graphql"`)
		w.key("graphql", nil)
		w.group("{}", s.root(), func() {
			for _, key := range []string{"query", "variables"} {
				if n := s.get(key); n != nil {
					w.key(key, nil)
					w.scalarOr(n)
				}
			}
		})
	})
}

// ordered returns the readable examples of a request, in their order.
func (e *element) ordered() []*Source {
	if len(e.examples) == 0 {
		return nil
	}
	all := slices.DeleteFunc(slices.Clone(e.examples), func(s *Source) bool { return !s.isMap }) // in the order of their names
	slices.SortStableFunc(all, func(a, b *Source) int { return cmp.Compare(order(a), order(b)) })
	return all
}

// examples writes the saved examples in their order.
func (c *reader) examples(w *writer, e *element) {
	for _, size := range w.skipped {
		w.skip(size)
	}
	for _, s := range e.ordered() {
		c.answer(w, s)
	}
	w.file = e.source
}

// answer writes an example.
func (c *reader) answer(w *writer, s *Source) {
	w.comma()
	start := len(w.json)
	w.file = s
	w.group("{}", s.root(), func() { c.example(w, s) })
	w.answers = append(w.answers, answer{s, start, len(w.json)})
}

func (c *reader) example(w *writer, s *Source) {
	c.same(w, s, "id")
	c.name(w, s, stem(s.Path))
	if sent := s.get("request"); sent != nil && sent.Kind == yamltree.Mapping && !isUnsent(sent) {
		w.key("originalRequest", nil)
		w.group("{}", sent, func() {
			if method := sent.Get("method"); method != nil {
				w.key("method", nil)
				w.scalarOr(method)
			}
			w.message(sent)
		})
	}
	w.rest(s.root(), "$kind", "id", "name", "request", "response", "order")
	answer := s.get("response")
	if answer == nil || answer.Kind != yamltree.Mapping {
		return
	}
	for _, names := range [][2]string{{"statusText", "status"}, {"statusCode", "code"}} {
		if n := answer.Get(names[0]); n != nil {
			w.key(names[1], nil)
			w.value(n)
		}
	}
	body := answer.Get("body")
	if kind := body.Get("type"); kind != nil {
		w.key("_postman_previewlanguage", nil)
		w.scalarOr(kind)
	}
	w.key("header", nil)
	w.pairs(answer.Get("headers"), entry{})
	if content := body.Get("content"); content != nil {
		w.key("body", nil)
		w.scalarOr(content)
	}
}

// isUnsent reports whether the request of an example is the one that Postman writes if
// the example has none.
func isUnsent(n *yamltree.Node) bool {
	return len(n.Pairs) <= 2 && n.Get("url").Is("") && (len(n.Pairs) == 1 || n.Get("method").Is("GET"))
}
