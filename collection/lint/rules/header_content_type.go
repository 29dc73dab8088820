package rules

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var headerContentType = &rule.Rule{
	Name:     "header-content-type",
	Category: rule.Headers,
	Severity: diagnostic.Warning,
	Finds:    "a Content-Type header that contradicts the body: its mode, or what it is written in.",
	Why:      "Of a text, the server reads what the header says, and finds nothing or refuses it. Of a form, Postman leaves the header out and sends the form's own type: the file says what does not happen.",
	Fix:      "Writes the type of the body into the header, where the body itself leaves no doubt.",
	Bad: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"header": [{"key": "Content-Type", "value": "application/json"}],
	"body": {"mode": "urlencoded", "urlencoded": [{"key": "name", "value": "Ada"}]}}`),
	Good: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"header": [{"key": "Content-Type", "value": "application/json"}],
	"body": {"mode": "raw", "raw": "{\"name\": \"Ada\"}", "options": {"raw": {"language": "json"}}}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		body := r.Body()
		header := contentType(r.Headers())
		given := mediaType(header.ValueText())
		if given == "" || strings.Contains(given, "{{") || body.Node.Get("disabled").True() {
			return
		}
		if right, what := typeOf(body, given); right != "" {
			help := fmt.Sprintf("the type of such a body is %s", right)
			if mode := body.Mode(); mode == "formdata" || mode == "urlencoded" {
				help = fmt.Sprintf("Postman sends %s in its place", right)
			}
			f := rule.Finding{
				Message: fmt.Sprintf("the header says %s, and the body is %s", given, what),
				Help:    help,
			}
			if what == "XML" && !wholeElement(body.Content().Text()) {
				f.Message = fmt.Sprintf("the header says %s, and the body starts as XML does", given)
			} else if !header.InText() {
				f.Fix = []collection.Edit{header.Value().Replace(collection.Quote(right))}
			}
			reportPart(p, header.ValuePart(), f)
		}
	}},
}

// contentType is the enabled Content-Type header; it has no node where there is
// none.
func contentType(headers func(func(collection.Parameter) bool)) collection.Parameter {
	for h := range headers {
		if !h.Disabled() && strings.EqualFold(strings.TrimSpace(h.Key()), "Content-Type") {
			return h
		}
	}
	return collection.Parameter{}
}

// mediaType is a Content-Type without its parameters, in small letters.
func mediaType(value string) string {
	value, _, _ = strings.Cut(value, ";")
	return strings.ToLower(strings.TrimSpace(value))
}

func isJSONType(media string) bool {
	return media == "application/json" || media == "text/json" || strings.HasSuffix(media, "+json")
}

func isXMLType(media string) bool {
	return media == "application/xml" || media == "text/xml" || strings.HasSuffix(media, "+xml")
}

const (
	formType      = "application/x-www-form-urlencoded"
	multipartType = "multipart/form-data"
)

// typeOf is the media type that a body has in place of the given one, and the
// body in words; "" where the two agree or nobody can tell.
func typeOf(body collection.Body, given string) (right, what string) {
	switch body.Mode() {
	case "urlencoded":
		if given != formType && hasFields(body) {
			return formType, "a form"
		}
	case "formdata":
		if !strings.HasPrefix(given, "multipart/") && hasFields(body) {
			return multipartType, "a multipart form"
		}
	case "raw":
		text := strings.TrimSpace(body.Content().Text())
		switch {
		case isJSONType(given) && strings.HasPrefix(text, "<") && !strings.HasPrefix(text, "<<") && body.Language() != "json":
			return "application/xml", "XML"
		case (isXMLType(given) || given == formType || strings.HasPrefix(given, "multipart/")) && looksLikeJSON(text):
			return "application/json", "JSON"
		}
	case "graphql":
		if !isJSONType(given) && given != "application/graphql" {
			return "application/json", "a GraphQL query, which is sent as JSON"
		}
	}
	return "", ""
}

// hasFields tells a form with a field that is sent. Without one Postman sends the
// header as it is.
func hasFields(form collection.Body) bool {
	for f := range form.Fields() {
		if !f.Disabled() {
			return true
		}
	}
	return false
}

// wholeElement tells a text that has an XML element with its end, from one that
// only starts like XML, such as <your JSON here>.
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

// looksLikeJSON tells a text that is a JSON object or list, references allowed
// for, from any other.
func looksLikeJSON(text string) bool {
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{{") {
		return false
	}
	_, err := parseTemplate(text, withComments)
	return err == nil
}
