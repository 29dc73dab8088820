package v3

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// request returns a request with its examples.
func (l *layer) request(item collection.Item) *part {
	n, r := item.Node, item.Request()
	l.rest(n, "id", "_postman_id", "name", "description", "request", "response", "event", "protocolProfileBehavior")
	l.rest(r.Node, "url", "method", "header", "body", "auth", "description")
	p := &part{role: request, node: n, name: item.Name()}
	query := graphQL(r.Body())
	m := newMembers()
	m.set("$kind", text("http-request"))
	if query.Exists() {
		m.node.Pairs[0].Value = text("graphql-request")
	}
	m.setText("id", idOf(n).Text())
	description := l.description(r.Node)
	if own := l.description(n); description == "" {
		description = own
	} else if own != "" && own != description {
		l.lose(n.Get("description"), "a request has one description in v3")
	}
	m.setText("description", description)
	types := requestScripts
	if query.Exists() {
		types = graphQLScripts
		l.graphQL(m, r, query)
	} else {
		l.message(m, r)
	}
	m.set("auth", l.auth(r.Auth()))
	m.set("scripts", l.scripts(item.Events(), types))
	m.set("settings", l.settings(n.Get("protocolProfileBehavior"), query.Exists(), prunes(item)))
	l.extras(m, n)
	p.content = m.node
	if !query.Exists() {
		p.spare = l.sent(item, m.node)
	}
	for answer := range item.Responses() {
		if answer.Node.Kind() == jsontree.Object {
			p.answers = append(p.answers, l.example(answer))
		} else {
			l.lose(answer.Node, "it is not an example")
		}
	}
	return p
}

// graphQL returns the GraphQL query in a body; absent if it is another kind of body.
func graphQL(b collection.Body) jsontree.Node {
	if b.Mode() != "graphql" || b.Node.Get("disabled").True() {
		return jsontree.Node{}
	}
	content := b.Content()
	if content.Kind() == jsontree.String {
		if d, err := jsontree.Parse(content.Text()); err == nil {
			return d.Root()
		}
	}
	if !content.Exists() {
		return b.Node
	}
	return content
}

// graphQL adds the members of a GraphQL request.
func (l *layer) graphQL(m members, r collection.Request, query jsontree.Node) {
	m.set("url", text(l.address(r.URL())))
	m.set("query", text(query.Get("query").Text()))
	if variables := query.Get("variables"); variables.Kind() == jsontree.String {
		m.setText("variables", variables.Text())
	} else if !isBlank(variables) {
		m.set("variables", text(variables.Raw()))
	}
	if query.Document() == r.Node.Document() && query != r.Body().Node {
		l.rest(query, "query", "variables")
	}
	l.inactive(r.Body())
	if r.Method() != "POST" {
		l.lose(r.Node.Get("method"), "v3 sends GraphQL with POST only")
	}
	if l.parameters(r.URL().Query(), pairOf{null: true}); r.URL().Node.Get("query").Len() > 0 && !strings.Contains(r.URL().Raw(), "?") {
		l.lose(r.URL().Node.Get("query"), "v3 has the query of a GraphQL request in its address only")
	}
	if variables := r.URL().Node.Get("variable"); variables.Len() > 0 {
		l.lose(variables, "v3 has no path variables in a GraphQL request")
	}
	m.set("headers", l.parameters(r.Headers(), pairOf{}))
}

// message adds the members that a request and the request of an example have in common.
func (l *layer) message(m members, r collection.Request) {
	u := r.URL()
	m.set("url", text(l.address(u)))
	m.set("method", text(r.Method()))
	m.set("headers", l.parameters(r.Headers(), pairOf{}))
	m.set("queryParams", l.parameters(u.Query(), pairOf{null: true}))
	var variables []pair
	for v := range u.PathVariables() {
		variables = append(variables, l.pair(v.Node, v.Key(), v.Value(), pairOf{id: true}))
	}
	m.set("pathVariables", spell(variables))
	m.set("body", l.body(r.Body()))
}

// address returns an address as one string.
func (l *layer) address(u collection.URL) string {
	if u.Node.Kind() == jsontree.Object {
		l.rest(u.Node, "raw", "protocol", "host", "port", "path", "query", "hash", "variable", "auth")
	}
	raw := u.Raw()
	if !u.HasParts() {
		return raw
	}
	if strings.TrimSpace(raw) == "" {
		return u.Sent()
	}
	base, _, _ := strings.Cut(raw, "#")
	base, query, _ := strings.Cut(base, "?")
	if sent := u.Base(); sent != base && sent != base+"/" && sent+"/" != base {
		l.lose(u.Node, "the address is kept as raw has it; its parts say something else")
	} else if query != "" && isBlank(u.Node.Get("query")) {
		l.lose(u.Node.Get("raw"), "the address is kept as raw has it, with a query that its parts do not have")
	}
	return raw
}

// body returns the body of a request; nil if there is none.
func (l *layer) body(b collection.Body) *yamltree.Node {
	n, mode := b.Node, b.Mode()
	switch {
	case n.Kind() != jsontree.Object || mode == "none":
		return nil
	case n.Get("disabled").True():
		l.lose(n, "v3 cannot switch a body off; it is left out")
		return nil
	case mode == "" && !isBlank(n):
		l.lose(n, "it has no mode, so nothing of it is sent")
		return nil
	}
	l.inactive(b)
	m := newMembers()
	content := b.Content()
	switch mode {
	case "raw", "graphql", "":
		l.raw(m, b)
	case "urlencoded":
		m.set("type", text(mode))
		m.set("content", orEmptyList(l.fields(content)))
	case "formdata":
		m.set("type", text(mode))
		m.set("content", orEmptyList(l.form(b)))
	case "file":
		m.set("type", text(mode))
		m.set("content", l.file(content))
	default:
		l.lose(n.Get("mode"), "v3 does not know this body")
		return nil
	}
	l.extras(m, n)
	return m.node
}

func orEmptyList(n *yamltree.Node) *yamltree.Node {
	if n == nil {
		return &yamltree.Node{Kind: yamltree.Sequence}
	}
	return n
}

// inactive notes the losses of body parts that the mode does not name.
func (l *layer) inactive(b collection.Body) {
	l.rest(b.Node, "mode", "disabled", "options", b.Mode())
	for key, value := range b.Node.Get("options").Members() {
		if !key.Is("raw") || b.Mode() != "raw" {
			if !isBlank(value) {
				l.lose(value, noPlace)
			}
			continue
		}
		l.rest(value, "language")
	}
}

func (l *layer) raw(m members, b collection.Body) {
	kind := b.Language()
	if !languages[kind] {
		if kind != "" && kind != "text" {
			l.lose(b.Node.Get("options", "raw", "language"), "v3 does not know this language of a body; it becomes text")
		}
		kind = "text"
	}
	m.set("type", text(kind))
	content := b.Content()
	if content.Kind() == jsontree.String || isNull(content) {
		m.set("content", text(content.Text()))
		return
	}
	if b.Mode() == "raw" {
		l.lose(content, "v3 has texts as bodies: the "+content.Kind().String()+" becomes one")
	}
	m.set("content", text(content.Raw()))
}

// fields returns the fields of an urlencoded body, which may be one string.
func (l *layer) fields(n jsontree.Node) *yamltree.Node {
	if n.Kind() != jsontree.String {
		return l.parameters(collection.Body{Node: n.Parent()}.Fields(), pairOf{})
	}
	var all []pair
	for field := range strings.SplitSeq(n.Text(), "&") {
		if field != "" {
			key, value, _ := strings.Cut(field, "=")
			all = append(all, pair{key: key, value: text(value)})
		}
	}
	return spell(all)
}

// form returns the fields of a multipart form.
func (l *layer) form(b collection.Body) *yamltree.Node {
	var all []*yamltree.Node
	for f := range b.Fields() {
		n := f.Node
		if n.Kind() != jsontree.Object {
			l.lose(n, "it is not a field of a form")
			continue
		}
		l.rest(n, "type", "key", "value", "src", "contentType", "description", "disabled")
		m := newMembers()
		if isUpload(n) {
			m.set("type", text("file"))
			m.set("key", text(f.Key()))
			m.set("src", l.uploaded(n.Get("src")))
		} else {
			m.set("type", text("text"))
			m.set("key", text(f.Key()))
			m.set("value", l.value(f.Value(), false))
		}
		m.setText("contentType", n.Get("contentType").Text())
		m.setText("description", l.description(n))
		if f.Disabled() {
			m.set("disabled", boolean(true))
		}
		all = append(all, m.node)
	}
	return list(all)
}

// isUpload reports whether a field of a form is a file.
func isUpload(n jsontree.Node) bool {
	return n.Get("type").Is("file") || !n.Get("type").Exists() && n.Get("src").Exists()
}

// uploaded returns the path of an uploaded file, or a list of paths.
func (l *layer) uploaded(n jsontree.Node) *yamltree.Node {
	if n.Kind() == jsontree.Array {
		return fromJSON(n)
	}
	return text(n.Text())
}

func (l *layer) file(n jsontree.Node) *yamltree.Node {
	m := newMembers()
	if n.Kind() == jsontree.String {
		m.setText("src", n.Text())
		return m.node
	}
	l.rest(n, "src")
	m.setText("src", n.Get("src").Text())
	return m.node
}

// settingNames lists the settings of a request in Postman's order.
var settingNames = []string{
	"protocolVersion", "strictSSL", "followRedirects", "maxRedirects", "followOriginalHttpMethod", "followAuthorizationHeader",
	"removeRefererHeaderOnRedirect", "insecureHTTPParser", "disableUrlEncoding", "disableCookies", "tlsPreferServerCiphers",
	"tlsDisabledProtocols", "tlsCipherSelection",
}

// systemHeaders lists the headers that v3 can keep Postman from adding.
var systemHeaders = []string{"cache-control", "postman-token", "content-type", "content-length", "accept-encoding", "user-agent", "connection", "accept", "host"}

const disabledHeaders = "disabledSystemHeaders"

// settings returns the settings of a request. The setting that makes v2.1 send a body is
// dropped: v3 always sends it.
func (l *layer) settings(n jsontree.Node, graphQL, sends bool) *yamltree.Node {
	known := []string{disabledHeaders}
	if !graphQL {
		known = append(known, settingNames...)
	}
	if sends && n.Get(pruning).True() {
		known = append(known, pruning)
	}
	l.rest(n, known...)
	m := newMembers()
	for _, name := range settingNames {
		if value := n.Get(name); !graphQL && !isNull(value) && !(value.Kind() == jsontree.Array && value.Len() == 0) {
			m.set(name, fromJSON(value))
		}
	}
	var off []*yamltree.Node
	disable := func(at jsontree.Node, name string) {
		if name = strings.ToLower(name); slices.Contains(systemHeaders, name) {
			off = append(off, text(name))
		} else {
			l.lose(at, "v3 cannot keep Postman from sending this header")
		}
	}
	for key, value := range n.Get(disabledHeaders).Members() {
		if value.True() {
			disable(value, key.Text())
		}
	}
	for e := range n.Get(disabledHeaders).Elements() {
		disable(e, e.Text())
	}
	m.set(disabledHeaders, list(off))
	if len(m.node.Pairs) == 0 {
		return nil
	}
	return m.node
}
