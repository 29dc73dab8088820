package collection

import (
	"iter"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Request is the HTTP request of an item: an object, or in short form a string
// that is the URL of a GET.
type Request struct {
	Node  jsontree.Node
	parts requestParts
}

func (r Request) part(known jsontree.Ref, key string) jsontree.Node {
	return part(r.Node, r.parts.known, known, key)
}

// Method returns the HTTP method as written; "GET" if the file has none, as in Postman.
func (r Request) Method() string {
	if method := r.part(r.parts.method, "method"); method.Kind() == jsontree.String {
		return method.Text()
	}
	return "GET"
}

// URL returns the request's address.
func (r Request) URL() URL {
	if r.Node.Kind() == jsontree.String {
		return URL{r.Node, r.parts.inURL}
	}
	return URL{r.part(r.parts.url, "url"), r.parts.inURL}
}

// Auth returns the request's own authorization. [Item.Auth] resolves inheritance.
func (r Request) Auth() Auth { return Auth{r.part(r.parts.auth, "auth")} }

// Headers yields the headers from a list, or from a block that is one string. It leaves
// out the lines of a block that Postman does not send.
func (r Request) Headers() iter.Seq[Parameter] {
	return func(yield func(Parameter) bool) { eachHeader(r.Header(), yield) }
}

// Header returns the node of the headers: a list, or a block that is one string.
func (r Request) Header() jsontree.Node { return r.part(r.parts.header, "header") }

// Body returns the request's body.
func (r Request) Body() Body { return Body{r.part(r.parts.body, "body"), r.parts.inBody} }

// Body is the body of a request.
type Body struct {
	Node  jsontree.Node
	parts bodyParts
}

func (b Body) part(known jsontree.Ref, key string) jsontree.Node {
	return part(b.Node, b.parts.known, known, key)
}

// Mode returns the name of the part that is sent: raw, urlencoded, formdata, file or
// graphql.
func (b Body) Mode() string { return b.part(b.parts.mode, "mode").Text() }

// Content returns the part that the mode names.
func (b Body) Content() jsontree.Node {
	if b.parts.known {
		return b.Node.At(b.parts.content)
	}
	return b.Node.Get(b.Mode())
}

// Language returns the language that Postman shows a raw body in, such as "json".
func (b Body) Language() string {
	return b.part(b.parts.options, "options").Get("raw", "language").Text()
}

// Fields yields the fields of a urlencoded or formdata body.
func (b Body) Fields() iter.Seq[Parameter] {
	return func(yield func(Parameter) bool) { eachField(b, yield) }
}

func eachField(b Body, yield func(Parameter) bool) {
	switch b.Mode() {
	case "urlencoded", "formdata":
		eachParameter(b.Content(), yield)
	}
}

// Disabled reports whether the body is not sent.
func (b Body) Disabled() bool { return b.part(b.parts.disabled, "disabled").True() }

// IsEmpty reports whether the body is disabled or has no content.
func (b Body) IsEmpty() bool {
	if b.Disabled() {
		return true
	}
	switch content := b.Content(); b.Mode() {
	case "raw":
		return strings.TrimSpace(content.Text()) == ""
	case "urlencoded", "formdata":
		for f := range b.Fields() {
			if !f.Disabled() && f.Key() != "" {
				return false
			}
		}
	case "graphql":
		return strings.TrimSpace(content.Get("query").Text()) == ""
	case "file":
		return content.Get("src").Text() == "" && content.Get("content").Text() == ""
	}
	return true
}

// Response is a saved example.
type Response struct {
	Node jsontree.Node
}

// Name returns the example's name.
func (r Response) Name() string { return r.Node.Get("name").Text() }

// Code returns the node of the HTTP status code.
func (r Response) Code() jsontree.Node { return r.Node.Get("code") }

// Body returns the node of the body, a string or null.
func (r Response) Body() jsontree.Node { return r.Node.Get("body") }

// Headers yields the response's headers.
func (r Response) Headers() iter.Seq[Parameter] {
	return func(yield func(Parameter) bool) { eachHeader(r.Node.Get("header"), yield) }
}

// OriginalRequest returns the request that the example answers.
func (r Response) OriginalRequest() Request { return Request{Node: r.Node.Get("originalRequest")} }
