// Package snippet writes one request of a collection as code: a cURL command for
// a shell, a Python program (requests), a JavaScript program (fetch, for Node).
//
// Values in the file are filled in. For missing values the reader sets environment
// variables, such as $ACCESS_TOKEN in a shell.
//
// The file is not trusted. Every language gets values as data only, whatever they
// contain, and invisible characters are written as escapes.
package snippet

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/lazy"
)

// Request is a request as far as the file defines it.
type Request struct {
	// Variables are the values that the reader fills in, in the order of their first
	// use.
	Variables []Variable
	// Unsent reports whether the item has a body that Postman does not send with the
	// item's method.
	Unsent bool

	method  string
	url     text
	headers []header
	login   *login
	body    *body
	// signature is the name of the authorization by which Postman signs the request, if
	// a snippet cannot; otherwise "".
	signature string
}

// Variable is a value that the reader fills in.
type Variable struct {
	Name        string // in the collection
	Environment string // name of the environment variable that the snippets read
	// InAddress reports whether it is in the path or the query, where snippets do not
	// encode it: its value may be several parts of an address, as in Postman.
	InAddress bool
}

type header struct{ name, value text }

// login is a user and a password that the client itself sends, in the basic, digest,
// ntlm or aws scheme.
type login struct {
	scheme         string
	user, password text
	session        text // for scheme aws: the session token
	region         text // for scheme aws: "region:service"
}

// Snippet is a request in one language.
type Snippet struct {
	Language Language
	Code     string // lines end in "\n", the last one too
}

// Language is the language of a snippet.
type Language struct {
	ID     string // as in syntax highlighters: "sh"
	Name   string // for readers: "cURL"
	Reads  string // how its snippets read a variable NAME
	format func(*Request) string
}

// Languages returns all languages, the most common first.
func Languages() []Language {
	return []Language{
		{"sh", "cURL", "$NAME", (*Request).Shell},
		{"python", "Python", `os.environ["NAME"]`, (*Request).Python},
		{"js", "JavaScript", "process.env.NAME", (*Request).JavaScript},
	}
}

// In returns the request in a language.
func (r *Request) In(l Language) Snippet { return Snippet{l, l.format(r)} }

// Of returns the request of an item, and reports whether it has an address. resolve
// returns a text with the known references resolved; the reader fills in the others.
func Of(i collection.Item, resolve func(string) string) (*Request, bool) {
	b := &builder{resolve: resolve, environment: map[string]string{}, taken: map[string]bool{}, request: &Request{}}
	r := i.Request()
	if r.URL().Sent() == "" {
		return nil, false
	}
	b.request.method = strings.ToUpper(resolve(r.Method()))
	if b.request.method == "" {
		b.request.method = "GET"
	}
	b.request.url = b.address(r.URL())
	b.headers(r)
	b.authorize(i.Auth())
	b.authorizeByAddress()
	b.markInAddress()
	switch {
	case r.Body().IsEmpty():
	case withoutBody.Has(b.request.method) && !i.Behavior("disableBodyPruning").True():
		b.request.Unsent = true
	default:
		b.body(r.Body())
	}
	return b.request, true
}

// withoutBody lists the methods with which Postman sends no body by default. Source:
// postman-runtime.
var withoutBody = lazy.Words{Text: "GET HEAD COPY PURGE UNLOCK"}
