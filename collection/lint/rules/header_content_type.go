package rules

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var headerContentType = &rule.Rule{
	Name:     "header-content-type",
	Category: rule.Headers,
	Severity: diagnostic.Warning,
	Finds:    "a Content-Type header that contradicts the body's mode or content, and a JSON body that is sent as text/plain because nothing sets its type.",
	Why:      "The server parses a raw body as the header says, and finds nothing or refuses it. For a form, Postman ignores the header and sends the form's own type, so that the file is misleading.",
	Fix:      "Sets the header to the type of a form. For other bodies the header is sent, so it is not changed: tests send the wrong type on purpose.",
	Bad: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"header": [{"key": "Content-Type", "value": "application/json"}],
	"body": {"mode": "urlencoded", "urlencoded": [{"key": "name", "value": "Ada"}]}}`),
	Good: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"header": [{"key": "Content-Type", "value": "application/json"}],
	"body": {"mode": "raw", "raw": "{\"name\": \"Ada\"}", "options": {"raw": {"language": "json"}}}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		body := r.Body()
		header := contentType(r.Headers())
		given := mediaType(header.ValueText())
		if body.Disabled() || strings.Contains(given, "{{") {
			return
		}
		if given == "" {
			if !header.Node.Exists() {
				sentAsText(p, i, r)
			}
			return
		}
		right, what := typeOf(body, given)
		if right == "" {
			return
		}
		f := rule.Finding{
			Message: fmt.Sprintf("the header says %s, and the body is %s", given, what),
			Help:    fmt.Sprintf("the type of such a body is %s", right),
		}
		switch mode := body.Mode(); {
		case mode == "formdata" || mode == "urlencoded":
			f.Help = fmt.Sprintf("Postman sends %s in its place", right)
			if !header.InText() {
				f.Fix = []jsontree.Edit{header.Value().Replace(jsontree.Quote(right))}
			}
		case what == "XML" && !wholeElement(body.Content().Text()):
			f.Message = fmt.Sprintf("the header says %s, and the body starts as XML does", given)
		}
		if f.Fix == nil && expectsRefusal(p, i) {
			f.Severity = diagnostic.Info // the request tests that the server refuses it
		}
		reportPart(p, header.ValuePart(), f)
	}},
}

// sentAsText reports a JSON body without a header and without a language. Postman sends
// it as text/plain. Source: core-body-builder of postman-runtime.
func sentAsText(p *rule.Pass, i collection.Item, r collection.Request) {
	body := r.Body()
	at := body.Content()
	if body.Mode() != "raw" || at.Kind() != jsontree.String || r.Node.Get("header").Kind() == jsontree.String {
		return
	}
	if language := body.Language(); language != "" && language != "text" || !looksLikeJSON(strings.TrimSpace(at.Text())) || strings.EqualFold(r.Method(), "GET") || strings.EqualFold(r.Method(), "HEAD") {
		return
	}
	if setByScript(p, i, "content-type") {
		return
	}
	f := rule.Finding{
		At:      at,
		Message: "the body is JSON, and is sent as text/plain",
		Help:    p.Term("choose JSON as the body's language", "write type: json") + ", or add the header Content-Type: application/json",
	}
	if expectsRefusal(p, i) {
		f.Severity = diagnostic.Info
	}
	p.Report(f)
}

// runsBefore is the event before a request.
const runsBefore = "prerequest"

// eventsOf yields what runs for an event of a request: its own scripts, its folders' and
// the collection's. Whoever asks about the same scripts for each request should know
// them by their Exec in the file, and read each once.
func eventsOf(p *rule.Pass, i collection.Item, event string) iter.Seq[collection.Event] {
	return func(yield func(collection.Event) bool) {
		for at := &i; at != nil; at = at.Folder {
			for e := range at.Events() {
				if e.Listen() == event && !e.Disabled() && !yield(e) {
					return
				}
			}
		}
		for e := range p.Collection.Events() {
			if e.Listen() == event && !e.Disabled() && !yield(e) {
				return
			}
		}
	}
}

// refusalStatus matches tests for a status of 4xx, refusalName request names that say
// so.
var (
	refusalStatus = lazy.Regexp{Expr: `(?:status\(|\bcode\b\D{0,40}|[Ss]tatus\D{0,30})(?:400|406|415|422)\b`}
	refusalName   = lazy.Regexp{Expr: `(?i)\b(unsupported|invalid|wrong|malformed|incorrect|bad request|negative)\b|\b4\d\d\b`}
)

// expectsRefusal reports whether a request tests that the server refuses it.
func expectsRefusal(p *rule.Pass, i collection.Item) bool {
	if refusalName.Get().MatchString(i.Name()) {
		return true
	}
	for e := range i.Events() {
		if e.Listen() == "test" && refusalStatus.Get().MatchString(p.Facts.Script(e).Source) {
			return true
		}
	}
	return false
}

// contentType returns the enabled Content-Type header; a parameter without a node if
// there is none.
func contentType(headers func(func(collection.Parameter) bool)) collection.Parameter {
	for h := range headers {
		if !h.Disabled() && strings.EqualFold(strings.TrimSpace(h.Key()), "Content-Type") {
			return h
		}
	}
	return collection.Parameter{}
}

// mediaType returns a Content-Type without its parameters, in lower case.
func mediaType(value string) string {
	value, _, _ = strings.Cut(value, ";")
	return strings.ToLower(strings.TrimSpace(value))
}

// typeOf returns the actual media type of a body and a description of the body, if it
// differs from the given type. It returns "" if both agree or the type is not certain.
func typeOf(body collection.Body, given string) (right, what string) {
	switch body.Mode() {
	case "urlencoded":
		if given != api.MediaForm && hasFields(body) {
			return api.MediaForm, "a form"
		}
	case "formdata":
		if !strings.HasPrefix(given, "multipart/") && hasFields(body) {
			return api.MediaMultipart, "a multipart form"
		}
	case "raw":
		text := strings.TrimSpace(body.Content().Text())
		switch {
		case api.IsJSON(given) && strings.HasPrefix(text, "<") && !strings.HasPrefix(text, "<<") && body.Language() != "json":
			return "application/xml", "XML"
		case (api.IsXML(given) || given == api.MediaForm || strings.HasPrefix(given, "multipart/")) && looksLikeJSON(text):
			return "application/json", "JSON"
		}
	case "graphql":
		if !api.IsJSON(given) && given != "application/graphql" {
			return "application/json", "a GraphQL query, which is sent as JSON"
		}
	}
	return "", ""
}

// hasFields reports whether a form sends a field. Without one Postman sends the header
// unchanged.
func hasFields(form collection.Body) bool {
	for f := range form.Fields() {
		if !f.Disabled() {
			return true
		}
	}
	return false
}

// wholeElement reports whether a text has a complete XML element, and does not only
// start like XML, as <your JSON here> does.
func wholeElement(text string) bool {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		t, err := d.Token()
		if err != nil {
			return false
		}
		if _, ok := t.(xml.StartElement); ok {
			return d.Skip() == nil
		}
	}
}

// looksLikeJSON reports whether a text is a JSON object or list, which may contain
// references.
func looksLikeJSON(text string) bool {
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{{") {
		return false
	}
	return isTemplate(text, withComments)
}
