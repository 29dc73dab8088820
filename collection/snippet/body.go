package snippet

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// body is the body of a request. Only one of its parts is not empty.
type body struct {
	raw   text
	file  text
	pairs []pair // of a urlencoded form
	parts []part // of a multipart form
}

type pair struct{ key, value text }

type part struct {
	key, value  text
	file        text // the file's name; the content is in value
	contentType string
}

// contentTypes are the media types for the languages of a raw body. Source:
// postman-runtime.
var contentTypes = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"json": "application/json", "xml": "application/xml", "html": "text/html", "javascript": "application/javascript",
	}
}}

func (b *builder) body(body collection.Body) {
	switch body.Mode() {
	case "raw":
		contentType := contentTypes.Get()[body.Language()]
		if contentType == "" {
			contentType = "text/plain"
		}
		b.raw(b.text(body.Content().Text()), contentType)
	case "graphql":
		b.raw(b.graphQL(body.Content()), "application/json")
	case "file":
		b.defaultHeader("Content-Type", "application/octet-stream")
		b.set().file = b.fileName(body.Content().Get("src"))
	case "urlencoded":
		for f := range body.Fields() {
			if !f.Disabled() && f.Key() != "" {
				b.set().pairs = append(b.set().pairs, pair{b.text(f.Key()), b.value(f.Value(), f.Key())})
			}
		}
	case "formdata":
		for f := range body.Fields() {
			if !f.Disabled() && f.Key() != "" {
				b.set().parts = append(b.set().parts, b.parts(f)...)
			}
		}
		// The client chooses the boundary, and so the header.
		b.removeHeader("Content-Type")
	}
}

func (b *builder) set() *body {
	if b.request.body == nil {
		b.request.body = &body{}
	}
	return b.request.body
}

func (b *builder) raw(content text, contentType string) {
	b.defaultHeader("Content-Type", contentType)
	b.set().raw = content
}

func (b *builder) defaultHeader(name, value string) {
	if !b.hasHeader(name) {
		b.addHeader(literal(name), literal(value))
	}
}

// graphQL returns the JSON for a query.
func (b *builder) graphQL(content jsontree.Node) text {
	variables := strings.TrimSpace(content.Get("variables").Text())
	resolved := b.resolve(variables)
	switch {
	case content.Get("variables").Kind() == jsontree.Object:
		variables = content.Get("variables").Raw()
	case variables == "":
		variables = "{}"
	case !json.Valid([]byte(resolved)) && !strings.Contains(resolved, "{{"):
		variables = jsontree.Quote(variables)
	}
	whole := `{"query": ` + jsontree.Quote(b.resolve(content.Get("query").Text())) + `, "variables": `
	return join(b.text(whole), b.text(variables), literal("}"))
}

// parts returns the parts that a form field sends: a text, or one or more files.
func (b *builder) parts(f collection.Parameter) []part {
	contentType := strings.TrimSpace(f.Node.Get("contentType").Text())
	if strings.IndexFunc(contentType, func(r rune) bool { return r < 0x20 || r >= 0x7F }) >= 0 {
		contentType = ""
	}
	key := b.text(f.Key())
	if !f.Node.Get("type").Is("file") {
		return []part{{key: key, value: b.value(f.Value(), f.Key()), contentType: contentType}}
	}
	src := f.Node.Get("src")
	if src.Kind() != jsontree.Array {
		return []part{{key: key, file: b.fileName(src), contentType: contentType}}
	}
	var parts []part
	for n := range src.Elements() {
		parts = append(parts, part{key: key, file: b.fileName(n), contentType: contentType})
	}
	return parts
}

// fileName returns the name of a file without its folder, which is the author's.
func (b *builder) fileName(n jsontree.Node) text {
	name := path.Base(strings.ReplaceAll(strings.ReplaceAll(n.Text(), `\`, "/"), "\x00", ""))
	if name == "." || name == "/" || name == ".." || name == "-" {
		name = "file"
	}
	return b.text(name)
}
