package requests

import (
	"cmp"
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

// responses are the saved examples of an operation: those of the document's author and,
// where they are made, synthetic ones of its success, of the answer without
// authorization, and of a record that is not there.
func (l *layouter) responses(o *api.Operation) []template.Response {
	if l.options.Examples == NoExamples || l.options.Examples == "" || l.left < 0 {
		return nil
	}
	all := l.authored(o)
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

// authored are the examples that the document's author wrote, each with the request
// that has the same key, as Postman's own converter pairs them. Further examples of the
// request have a saved example, too.
func (l *layouter) authored(o *api.Operation) []template.Response {
	var all []template.Response
	requests := map[string]string{}
	if o.Body != nil && !o.Body.IsForm() && !api.IsBinary(o.Body.Media) {
		for _, e := range o.Body.Examples {
			requests[e.Key] = exampleText(e)
		}
	}
	answered := map[string]bool{}
	var first *template.Response
	for _, r := range o.Responses {
		for _, e := range r.Examples {
			made := template.Response{Code: l.code(o, r), Media: e.Media, Body: l.spend(exampleText(e))}
			made.Name = l.spend(shortened(cmp.Or(e.Summary, e.Key, r.Description, made.Status())))
			if e.Key != "" && requests[e.Key] != "" {
				made.Request, answered[e.Key] = l.spend(requests[e.Key]), true
			}
			if r.Succeeds() && first == nil {
				first = &made
			}
			all = append(all, made)
		}
	}
	if o.Body == nil || len(requests) == 0 {
		return all
	}
	for i, e := range o.Body.Examples {
		if i == 0 || answered[e.Key] {
			continue
		}
		made := template.Response{Code: ok}
		if first != nil {
			made = *first
		} else if code, err := strconv.Atoi(o.SuccessStatus()); err == nil {
			made.Code = code
		}
		made.Name, made.Request = l.spend(shortened(cmp.Or(e.Summary, e.Key))), l.spend(exampleText(e))
		all = append(all, made)
	}
	return all
}

// exampleText is an example as it is sent: a value in XML as its schema says.
func exampleText(e api.Example) string {
	if e.Value.Kind != api.String && api.IsXML(e.Media) {
		return sample.XML(e.Value, e.Schema)
	}
	return e.Text()
}

// code is the status code of a response. That of a range is its first; "default" is
// whatever the others are not.
func (l *layouter) code(o *api.Operation, r api.Response) int {
	if code, err := strconv.Atoi(strings.Replace(r.Status, "XX", "00", 1)); err == nil {
		return code
	}
	if o.SuccessStatus() == "" {
		return ok
	}
	return failed
}

// success is the example of an answer that went well.
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
