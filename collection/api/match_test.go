package api_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
)

// of returns an API with operations, each written as "GET /path".
func of(operations ...string) *api.API {
	a := &api.API{}
	for _, o := range operations {
		method, path, _ := strings.Cut(o, " ")
		a.Operations = append(a.Operations, &api.Operation{Method: method, Path: path})
	}
	return a
}

func TestOperation(t *testing.T) {
	a := of("GET /users/current", "GET /users/{id}", "PUT /users/{user}", "GET /users/{id}/posts/{post}.json", "GET /users/{id}/posts/{post}",
		"POST /v1/{name}:cancel", "POST /v1/{name}", "GET /{a}/{b}", "GET /", "DELETE /users/{other}", "DELETE /users/{id}", "GET /slash/")
	for request, want := range map[string]string{
		"GET /users/current":             "GET /users/current",
		"get /users/current/":            "GET /users/current",
		"GET users/7":                    "GET /users/{id}",
		"GET /users/:id":                 "GET /users/{id}", // though the other stands first
		"GET /users/{{user_id}}":         "GET /users/{id}",
		"GET /users/{id}":                "GET /users/{id}",
		"PUT /users/current":             "PUT /users/{user}",
		"DELETE /users/:id":              "DELETE /users/{other}", // the first of two that are the same
		"GET /users/7/posts/8":           "GET /users/{id}/posts/{post}",
		"GET /users/7/posts/8.json":      "GET /users/{id}/posts/{post}.json",
		"GET /users/:u/posts/{{p}}.json": "GET /users/{id}/posts/{post}.json",
		"GET /users/:u/posts/:p":         "GET /users/{id}/posts/{post}",
		"POST /v1/x:cancel":              "POST /v1/{name}:cancel",
		"POST /v1/{{name}}:cancel":       "POST /v1/{name}:cancel",
		"POST /v1/:name":                 "POST /v1/{name}",
		"POST /v1/x":                     "POST /v1/{name}",
		"GET /{{resource}}/current":      "GET /users/current",
		"GET /other/x":                   "GET /{a}/{b}",
		"GET /slash":                     "GET /slash/",
		"GET ":                           "GET /",
		"GET /users":                     "",
		"GET /users/":                    "",
		"GET /users//posts/1":            "",
		"PATCH /users/current":           "",
		"GET /users/7/posts/8/9":         "",
	} {
		method, path, _ := strings.Cut(request, " ")
		got := ""
		if o := a.Operation(method, path); o != nil {
			got = o.String()
		}
		if got != want {
			t.Errorf("%s calls %q, want %q", request, got, want)
		}
	}
	if got := fmt.Sprint(a.OperationsAt("/users/current")); got != "[GET /users/current GET /users/{id} PUT /users/{user} DELETE /users/{other} GET /{a}/{b}]" {
		t.Errorf("/users/current has %s", got)
	}
	if got := a.OperationsAt("/nothing"); got != nil {
		t.Errorf("/nothing has %v", got)
	}
}

var inBraces = regexp.MustCompile(`\{\{[^{}]*\}\}|\{[^{}]*\}`)

// naive describes how alike a segment of an operation and one of a request are: -1 where
// they do not fit.
func naive(operation, request string) int {
	if strings.HasPrefix(request, ":") && len(request) > 1 {
		request = "{}"
	}
	if strings.HasPrefix(operation, ":") && len(operation) > 1 {
		operation = "{}"
	}
	operation, request = inBraces.ReplaceAllString(operation, "{}"), inBraces.ReplaceAllString(request, "{}")
	matches := func(pattern, text string) bool {
		expression := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\{\}`, "(?s:.+)")
		return regexp.MustCompile("^" + expression + "$").MatchString(text)
	}
	switch {
	case operation == request:
		return 2
	case request == "" || operation == "":
		return -1
	case operation == "{}" || request == "{}":
		return 0
	case matches(operation, request) || matches(request, operation):
		return 1
	}
	return -1
}

var (
	rest     = regexp.MustCompile(`^(\{[+*][^{}]+\}|\{[^{}]+([+*]|:\.[+*])\}|\*\*)$`)
	optional = regexp.MustCompile(`^\{[^{}]+\?\}$`)
)

// naivePath is like naive for whole paths.
func naivePath(operation, request []string) int {
	last := len(operation) - 1
	switch {
	case rest.MatchString(operation[last]):
		if len(request) <= last {
			return -1
		}
		operation, request = operation[:last], request[:last]
	case len(request) == last && optional.MatchString(operation[last]):
		operation = operation[:last]
	case len(request) != len(operation):
		return -1
	}
	alike := 0
	for i := range operation {
		n := naive(operation[i], request[i])
		if n < 0 {
			return -1
		}
		alike += n
	}
	return alike
}

// FuzzOperation compares the index with a search through all operations.
func FuzzOperation(f *testing.F) {
	f.Add("/users/current /users/{id} /users/{id}/posts /{a}/{b}", "/users/:id")
	f.Add("/v1/{n}:cancel /v1/{n} /v1/{n}.{ext} /v1/a.b", "/v1/{{x}}.b")
	f.Add("/a/{b}x{c}/ / //", "/a/1x2x3")
	f.Add("/:a/{} /{}{} /{{x}}", "/:/{}")
	f.Add("/a/{b+} /a/{c} /a/** /{*d} /a/{e?} /a /** /{f:.*}", "/a/b/c")
	f.Add("/{g?} /a/{+b} /a/{b?}/{c?} /{x} /{{y+}}", "/a")
	f.Fuzz(func(t *testing.T, paths, request string) {
		if !utf8.ValidString(paths) || !utf8.ValidString(request) {
			t.Skip() // the expressions of the search need it
		}
		a := &api.API{}
		for _, path := range strings.Fields(paths) {
			a.Operations = append(a.Operations, &api.Operation{Method: "GET", Path: path})
		}
		var want *api.Operation
		most := -1
		for _, o := range a.Operations {
			if alike := naivePath(api.Segments(o.Path), api.Segments(request)); alike > most {
				want, most = o, alike
			}
		}
		if got := a.Operation("GET", request); got != want {
			t.Errorf("%q in %q calls %v, want %v", request, paths, got, want)
		}
	})
}

// TestRest: some frameworks write a last parameter that stands for all further segments, and
// one that may be left out.
func TestRest(t *testing.T) {
	a := of("GET /files/{proxy+}", "GET /files/{id}/info", "PUT /files/{*path}", "GET /all/**", "GET /users/{id?}", "POST /users/{id}")
	for request, want := range map[string]string{
		"GET /files/a":        "GET /files/{proxy+}",
		"GET /files/a/b/c":    "GET /files/{proxy+}",
		"GET /files/a/info":   "GET /files/{id}/info",
		"GET /files/{proxy+}": "GET /files/{proxy+}",
		"PUT /files/a/b":      "PUT /files/{*path}",
		"GET /all/a/b":        "GET /all/**",
		"GET /files":          "",
		"GET /users":          "GET /users/{id?}",
		"GET /users/7":        "GET /users/{id?}",
		"GET /users/7/8":      "",
		"POST /users":         "",
	} {
		method, path, _ := strings.Cut(request, " ")
		got := ""
		if o := a.Operation(method, path); o != nil {
			got = o.String()
		}
		if got != want {
			t.Errorf("%s = %q, want %q", request, got, want)
		}
	}
}
