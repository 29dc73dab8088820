package requests

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
)

// Status codes of saved examples (RFC 9110, section 15).
const (
	ok           = 200
	noContent    = 204
	unauthorized = 401
	notFound     = 404
	failed       = 500
)

// responses returns the saved examples of an operation: those of the document's author
// and, if examples are generated, synthetic ones for success, for a missing
// authorization, and for a record that does not exist.
func (l *layouter) responses(o *api.Operation, r *template.Request) []template.Response {
	if l.options.Examples == NoExamples || l.options.Examples == "" || l.left < 0 {
		return nil
	}
	all := l.authored(o, r)
	if l.options.Examples != MadeExamples {
		return all
	}
	has := map[int]bool{}
	for _, r := range all {
		has[r.Code] = true
	}
	add := func(r template.Response) {
		if !has[r.Code] {
			all = append(all, r)
		}
	}
	add(l.success(o))
	if !o.IsPublic() {
		add(l.failure(unauthorized, "no valid access token was sent"))
	}
	if len(api.ParameterNames(o.Path)) > 0 {
		add(l.failure(notFound, "there is no such record"))
	}
	return all
}

// authored returns the examples by the document's author, each with the request that has
// the same key, as Postman's own converter pairs them. Further examples of the request
// get a saved example, too.
func (l *layouter) authored(o *api.Operation, request *template.Request) []template.Response {
	var all []template.Response
	answered := map[string]bool{}
	var first *template.Response
	for _, r := range o.Responses {
		for _, e := range r.Examples {
			made := template.Response{Code: l.code(o, r), Media: e.Media, Body: l.spend(exampleText(e))}
			made.Name = l.spend(shortened(cmp.Or(e.Summary, e.Key, r.Description, made.Status())))
			for _, h := range r.Headers {
				made.Headers = append(made.Headers, template.Parameter{Key: h.Name, Value: l.spend(encode(&api.Parameter{In: api.InHeader}, written(h.Value)))})
			}
			made.Request, answered[e.Key] = l.paired(o, request, e.Key), true
			if r.Succeeds() && first == nil {
				first = &made
			}
			all = append(all, made)
		}
	}
	for i, e := range textExamples(o.Body) {
		if i == 0 && l.sends(o) || answered[e.Key] && e.Key != "" {
			continue
		}
		made := template.Response{Code: ok}
		if first != nil {
			made = *first
		} else if code, err := strconv.Atoi(o.SuccessStatus()); err == nil {
			made.Code = code
		}
		made.Name = l.spend(shortened(cmp.Or(e.Summary, e.Key, "Example")))
		if made.Request = l.paired(o, request, e.Key); made.Request == nil {
			made.Request = l.withBody(request, e)
		}
		all = append(all, made)
	}
	return all
}

// textExamples returns the examples of a body that is text, not a form or bytes.
func textExamples(b *api.Body) []api.Example {
	if b == nil || b.IsForm() || api.IsBinary(b.Media) {
		return nil
	}
	return b.Examples
}

// paired returns a request with the examples that have a key: of the body, and of
// parameters. It returns nil if none has the key. The path of a request that writes
// stays without the ID of a record.
func (l *layouter) paired(o *api.Operation, request *template.Request, key string) *template.Request {
	made := *request
	found := false
	if e := keyed(textExamples(o.Body), key); e != nil && request.Body != nil {
		made, found = *l.withBody(request, *e), true
	}
	own := map[*api.Parameter]*api.Parameter{}
	for _, p := range o.Parameters {
		e := keyed(p.Examples, key)
		if e == nil || p.In == api.InPath && !o.Reads() {
			continue
		}
		like := *p
		like.Example, like.Required = e.Value, true
		own[p], found = &like, true
		switch p.In {
		case api.InHeader:
			made.Headers = slices.Clone(made.Headers)
			for i, h := range made.Headers {
				if h.Key == p.Name {
					made.Headers[i] = l.parameter(o, &like, simple(p, e.Value, ","))
				}
			}
		case api.InPath:
			made.Path = slices.Clone(made.Path)
			for i, v := range made.Path {
				if v.Key == p.Name {
					made.Path[i].Value = l.spend(l.inPath(o, &like))
				}
			}
		}
	}
	switch {
	case !found:
		return nil
	case len(own) > 0:
		made.Query = l.queries(o, own)
	}
	return &made
}

// sends reports whether an operation's request has the author's first example as its
// body. A request that changes a record has none, and one that replaces a record has it
// only without a template.
func (l *layouter) sends(o *api.Operation) bool {
	return o.Method != "PATCH" && (o.Method != "PUT" || l.options.FromDocument)
}

// withBody returns a request with an example as its body.
func (l *layouter) withBody(request *template.Request, e api.Example) *template.Request {
	if request.Body == nil {
		return request
	}
	made, body := *request, *request.Body
	body.Raw = l.spend(exampleText(e))
	made.Body = &body
	return &made
}

// keyed returns the example with a key; nil if there is none.
func keyed(all []api.Example, key string) *api.Example {
	i := slices.IndexFunc(all, func(e api.Example) bool { return e.Key == key })
	if key == "" || i < 0 {
		return nil
	}
	return &all[i]
}

// exampleText returns an example as it is sent: a value in XML as its schema says, and a plain
// text in JSON in quotes. What looks like JSON the author wrote as a text.
func exampleText(e api.Example) string {
	if e.Value.Kind != api.String && api.IsXML(e.Media) {
		return sample.XML(e.Value, e.Schema)
	}
	text := e.Text()
	if e.Value.Kind == api.String && api.IsJSON(e.Media) && isPlain(text) {
		return e.Value.JSON("")
	}
	return text
}

// isPlain reports whether a text is neither JSON nor looks like it.
func isPlain(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && !strings.ContainsRune(`{["`, rune(text[0])) && !json.Valid([]byte(text))
}

// code returns the status code of a response: the first one of a range; for "default",
// one that the other responses do not cover.
func (l *layouter) code(o *api.Operation, r api.Response) int {
	if code, err := strconv.Atoi(strings.Replace(r.Status, "XX", "00", 1)); err == nil {
		return code
	}
	if o.SuccessStatus() == "" {
		return ok
	}
	return failed
}

// success returns the example of a successful response.
func (l *layouter) success(o *api.Operation) template.Response {
	code, err := strconv.Atoi(cmp.Or(o.SuccessStatus(), "200"))
	if err != nil {
		code = ok
	}
	r := template.Response{Code: code}
	r.Name = r.Status()
	if code == noContent {
		return r
	}
	if v := l.values.Answer(o); v != nil {
		r.Media, r.Body = "application/json", l.spend(v.JSON("  "))
	}
	return r
}

func (l *layouter) failure(code int, problem string) template.Response {
	r := template.Response{
		Code: code, Media: "application/json",
		Body: l.spend("{\n  " + jsontree.Quote(cmp.Or(l.options.ErrorField, "error")) + ": " + jsontree.Quote(problem) + "\n}"),
	}
	r.Name = r.Status()
	return r
}
