// Package snippet writes one request of a collection as code: a cURL command for
// a shell, a Python program (requests), a JavaScript program (fetch, for Node).
//
// What the file tells is filled in. What it does not, the reader does: such
// variables are read from the environment, as $ACCESS_TOKEN is in a shell.
//
// Values come from a file that nobody vouches for. Each language has them as
// data only, whatever they hold, and characters that cannot be seen are written
// as escapes.
package snippet

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// Request is what is sent, as far as the file tells.
type Request struct {
	// Variables are what the reader fills in, in the order of their first use.
	Variables []Variable
	// Unsent is set if the item has a body that Postman does not send with the item's
	// method.
	Unsent bool

	method  string
	url     text
	headers []header
	login   *login
	body    *body
	// signature is how Postman signs the request where a snippet cannot; "" where
	// nothing is missing.
	signature string
}

// Variable is a value that the reader fills in.
type Variable struct {
	Name        string // in the collection
	Environment string // of the environment variable that the snippets read
	// InAddress is set if it stands in the path or the query, which no snippet encodes:
	// its value may be a part of an address, as it may in Postman.
	InAddress bool
}

type header struct{ name, value text }

// login is a user and a password that the client itself sends: in the basic,
// digest or ntlm scheme.
type login struct {
	scheme         string
	user, password text
	session        text // of scheme aws: a token that goes along
	region         text // of scheme aws: "region:service"
}

// Snippet is a request in one language.
type Snippet struct {
	Language Language
	Code     string // lines end in "\n", the last one too
}

// Language is what a snippet is written in.
type Language struct {
	ID     string // as highlighters name it: "sh"
	Name   string // as readers know it: "cURL"
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

// Of returns the request of an item, and whether it has an address to be sent to.
// Resolve gives a text with the references resolved that are known; those that
// it leaves are the reader's to fill in.
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
	case withoutBody[b.request.method] && !i.Behavior("disableBodyPruning").True():
		b.request.Unsent = true
	default:
		b.body(r.Body())
	}
	return b.request, true
}

// withoutBody are the methods with which Postman sends no body unless it is told
// to. Source: postman-runtime.
var withoutBody = map[string]bool{"GET": true, "HEAD": true, "COPY": true, "PURGE": true, "UNLOCK": true}
