package layout

import (
	"cmp"
	"strconv"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// Status codes of saved examples (RFC 9110, section 15).
const (
	ok           = 200
	noContent    = 204
	unauthorized = 401
	notFound     = 404
)

// responses are the saved examples of an operation: its success and, where it needs
// authorization, the answer without it. Their values are synthetic.
func (l *layouter) responses(o *api.Operation) []template.Response {
	if !l.options.Examples || l.left < 0 {
		return nil
	}
	all := []template.Response{l.success(o)}
	if !o.IsPublic() {
		all = append(all, l.failure(unauthorized, "no valid access token was sent"))
	}
	if len(api.ParameterNames(o.Path)) > 0 {
		all = append(all, l.failure(notFound, "there is no such record"))
	}
	return all
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
		Body: l.spend("{\n  " + collection.Quote(cmp.Or(l.options.ErrorField, "error")) + ": " + collection.Quote(problem) + "\n}"),
	}
	r.Name = r.Status()
	return r
}
