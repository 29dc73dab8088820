package template

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// Operation is one thing that an API can do. Path has its parameters in braces,
// as OpenAPI has them; Scopes are all that a call needs.
type Operation struct {
	Method, Path string
	Scopes       []string
}

// String is the operation as people write it: "GET /api/patients/{id}".
func (o *Operation) String() string { return o.Method + " " + o.Path }

// Operation is the operation that a request with a method and path calls; nil
// where the API has none. A path variable or reference in the request's path
// stands for any segment; a slash at the end makes no difference. Of several, the
// one with the most segments that are the same wins.
func (t *Template) Operation(method, path string) *Operation {
	var best *Operation
	most := -1
	for i := range t.Operations {
		o := &t.Operations[i]
		if !strings.EqualFold(o.Method, method) {
			continue
		}
		if same, ok := o.matches(path); ok && same > most {
			best, most = o, same
		}
	}
	return best
}

// OperationsAt are the operations whose path a request's path fits, whatever
// the method.
func (t *Template) OperationsAt(path string) []*Operation {
	var found []*Operation
	for i := range t.Operations {
		if _, ok := t.Operations[i].matches(path); ok {
			found = append(found, &t.Operations[i])
		}
	}
	return found
}

// matches tells whether a request's path fits the operation's, and how many
// segments are the same.
func (o *Operation) matches(path string) (same int, ok bool) {
	mine := strings.Split(strings.Trim(o.Path, "/"), "/")
	theirs := strings.Split(strings.Trim(path, "/"), "/")
	if len(mine) != len(theirs) {
		return 0, false
	}
	for i, segment := range mine {
		switch {
		case segment == theirs[i]:
			same++
		case strings.HasPrefix(segment, "{"):
			if theirs[i] == "" {
				return 0, false
			}
		case strings.HasPrefix(theirs[i], ":"), strings.Contains(theirs[i], "{{"):
		default:
			return 0, false
		}
	}
	return same, true
}

// Resolve is a text with the references to the template's own variables
// resolved. Those to variables without a value stay.
func (t *Template) Resolve(text string) string {
	for range 10 {
		before := text
		for _, v := range t.Variables {
			if v.Value != "" {
				text = strings.ReplaceAll(text, "{{"+v.Key+"}}", v.Value)
			}
		}
		if text == before {
			break
		}
	}
	return text
}

func operations(list collection.Node) []Operation {
	var out []Operation
	for n := range list.Elements() {
		o := Operation{Method: n.Get("method").Text(), Path: n.Get("path").Text()}
		for s := range n.Get("scopes").Elements() {
			o.Scopes = append(o.Scopes, s.Text())
		}
		out = append(out, o)
	}
	return out
}
