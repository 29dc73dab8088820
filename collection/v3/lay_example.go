package v3

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// exampleLanguages are the languages of the body of an example.
var exampleLanguages = []string{"json", "xml", "html", "javascript", "text"}

func (l *layer) example(r collection.Response) *part {
	n := r.Node
	l.rest(n, "id", "_postman_id", "name", "originalRequest", "status", "code", "_postman_previewlanguage", "header", "body")
	p := &part{role: example, node: n, name: r.Name()}
	m := newMembers()
	m.set("$kind", text("http-example"))
	m.setText("id", idOf(n).Text())
	sent := newMembers()
	original := r.OriginalRequest()
	l.rest(original.Node, "url", "method", "header", "body", "auth", "description")
	for _, key := range []string{"auth", "description"} {
		if value := original.Node.Get(key); !isBlank(value) {
			l.lose(value, "v3 keeps no "+key+" of the request of an example")
		}
	}
	l.message(sent, original)
	m.set("request", sent.node)
	m.set("response", l.answer(r))
	l.extras(m, n)
	p.content = m.node
	return p
}

func (l *layer) answer(r collection.Response) *yamltree.Node {
	n := r.Node
	m := newMembers()
	code := n.Get("code")
	if code.Kind() == jsontree.Number {
		m.set("statusCode", fromJSON(code))
	} else {
		m.set("statusCode", &yamltree.Node{Kind: yamltree.Number, Text: "200"})
		if code.Exists() && !isNull(code) {
			l.lose(code, "the status code of an example is a number in v3")
		}
	}
	if status := n.Get("status"); status.Kind() == jsontree.String {
		m.set("statusText", text(status.Text()))
	} else {
		m.set("statusText", text("OK"))
	}
	m.set("headers", l.parameters(r.Headers(), pairOf{}))
	language, content := n.Get("_postman_previewlanguage"), r.Body().Text()
	kind := language.Text()
	if !slices.Contains(exampleLanguages, kind) || content == "" {
		if kind != "" && kind != "text" && content != "" && !strings.EqualFold(kind, "text") {
			l.lose(language, "v3 does not know this language of an example; it becomes text")
		}
		kind = "text"
	}
	body := newMembers()
	body.set("type", text(kind))
	body.set("content", text(content))
	m.set("body", body.node)
	return m.node
}
