package requests

import (
	"cmp"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// body sets a request's body. It returns the schema of the fields that the description
// should list; nil if the body describes itself.
func (l *layouter) body(o *api.Operation, r *template.Request) *api.Schema {
	b := o.Body
	if b == nil {
		return nil
	}
	media, _, _ := strings.Cut(strings.ToLower(b.Media), ";")
	contentType := b.Media
	switch media = strings.TrimSpace(media); {
	case media == api.MediaForm:
		l.setForm(o, r, "urlencoded")
		return nil
	case strings.HasPrefix(media, "multipart/"):
		l.setForm(o, r, "formdata")
		return nil
	case isRange(media) && isBytes(b.Schema):
		r.Body = &template.Body{Mode: "file"}
	case isJSON(b):
		r.Body = &template.Body{Mode: "raw", Raw: l.spend(l.example(o)), Language: "json"}
		if isRange(media) {
			contentType = "application/json"
		}
	case api.IsBinary(media), isBytes(b.Schema) && (b.Example == nil || !strings.HasPrefix(media, "text/")):
		r.Body = &template.Body{Mode: "file"}
	default:
		language := "text"
		if api.IsXML(media) {
			language = "xml"
		}
		text := textExample(b)
		if language == "xml" {
			text = l.xmlExample(o)
		}
		switch o.Method {
		case "PATCH":
			text = ""
		case "PUT":
			text = "{{" + l.values.TargetRecord(o) + "}}"
		}
		r.Body = &template.Body{Mode: "raw", Raw: l.spend(text), Language: language}
	}
	if !isRange(contentType) {
		r.Headers = append(r.Headers, template.Parameter{Key: "Content-Type", Value: contentType})
	}
	r.SendBody = prunes(o)
	if r.Body.Language == "json" {
		return b.Schema
	}
	return nil
}

// isJSON reports whether a body is sent as JSON. A body that accepts any media type is,
// unless its schema is a string.
func isJSON(b *api.Body) bool {
	return api.IsJSON(b.Media) || b.Media == "*/*" && (b.Schema == nil || !sample.Flat(b.Schema).Is("string"))
}

// isRange reports whether a media type is a range, which a message cannot have (RFC
// 9110, section 8.3).
func isRange(media string) bool { return strings.Contains(media, "*") }

// isBytes reports whether a schema describes raw bytes.
func isBytes(s *api.Schema) bool { return s != nil && sample.Flat(s).Format == "binary" }

// xmlExample returns the example of an XML body: the author's text, or else the author's
// value or a generated one, written by the schema.
func (l *layouter) xmlExample(o *api.Operation) string {
	if text := textExample(o.Body); strings.HasPrefix(strings.TrimSpace(text), "<") {
		return text
	}
	v := l.values.Body(o)
	if v == nil {
		return ""
	}
	return sample.XML(v, o.Body.Schema)
}

// textExample returns the example of a body that is not JSON; "" if the document has
// only a structured example, which does not show how the text is written.
func textExample(b *api.Body) string {
	example := b.Example
	if example == nil && b.Schema != nil && sample.Flat(b.Schema).Is("string") {
		example = sample.Of(b.Schema, sample.Options{})
	} else if example == nil {
		example = sample.Given(b.Schema)
	}
	if example != nil && (example.Kind == api.Object || example.Kind == api.List) {
		return ""
	}
	return written(example)
}

// prunes reports whether Postman omits the body of an operation unless a setting says
// otherwise.
func prunes(o *api.Operation) bool { return o.Method == "GET" || o.Method == "HEAD" }

// setForm sets the body to a form. A form without fields is left out: documents declare
// such forms for operations that accept no body, and clients reject them.
func (l *layouter) setForm(o *api.Operation, r *template.Request, mode string) {
	if fields := l.form(o, mode == "formdata"); len(fields) > 0 {
		r.Body = &template.Body{Mode: mode, Fields: fields}
		r.SendBody = prunes(o)
	}
}

// example returns the JSON body of an operation. A PATCH gets an empty body, because
// everything that is sent changes the record. A PUT gets a variable that only the reader
// defines: until then the body is not JSON, and the server refuses it.
func (l *layouter) example(o *api.Operation) string {
	switch o.Method {
	case "PATCH":
		if strings.Contains(strings.ToLower(o.Body.Media), "json-patch") || o.Body.Schema != nil && sample.Flat(o.Body.Schema).Is("array") {
			return "[]" // no operations, as in RFC 6902, section 4
		}
		return "{}"
	case "PUT":
		return l.replacement(o)
	}
	v := l.values.Body(o)
	switch {
	case v == nil:
		return "{}"
	case v.Kind == api.String && v == o.Body.Example && o.Body.Schema != nil && !sample.Flat(o.Body.Schema).Is("string"):
		return v.Text // the author wrote the JSON as a string
	}
	return v.JSON("  ")
}

// Limits of a form: the depth to which its fields are spread, and their number.
const (
	maxFormDepth  = 3
	maxFormFields = 5_000
)

// form returns a form's fields: required ones enabled, the others disabled. If the
// document shows the form only with an example, the fields are the example's. A form
// that changes a record has all fields disabled; one that replaces a record has
// variables that only the reader defines.
func (l *layouter) form(o *api.Operation, multipart bool) []template.Parameter {
	b := o.Body
	fields := []template.Parameter{}
	object, given := withProperties(b.Schema, b.Example), map[string]*api.Value{}
	if object == nil {
		object = &api.Schema{}
		if b.Example != nil {
			for _, m := range b.Example.Members {
				object.Properties = append(object.Properties, api.Property{Name: m.Name})
				object.Required = append(object.Required, m.Name)
			}
		}
	}
	if b.Example != nil {
		for _, m := range b.Example.Members {
			given[m.Name] = m.Value
		}
	}
	needs := object.Needs()
	switch o.Method {
	case "PATCH":
		clear(needs)
	case "PUT":
		clear(needs)
		for _, field := range l.values.Replacing(o) {
			needs[field.Name] = true
		}
	}
	for _, p := range object.Properties {
		f := former{layouter: l, operation: o, encoding: b.Encodings[p.Name], multipart: multipart, open: map[*api.Schema]bool{}}
		own := given[p.Name]
		if own != nil && !sample.Fits(own, p.Schema) {
			own = nil
		}
		f.field(p.Name, p.Schema, own, needs[p.Name], 1)
		if fields = append(fields, f.fields...); len(fields) > maxFormFields || l.left < 0 {
			break
		}
	}
	return fields[:min(len(fields), maxFormFields)]
}

// former makes the fields of one property.
type former struct {
	*layouter
	operation *api.Operation
	encoding  api.Encoding
	multipart bool
	open      map[*api.Schema]bool
	fields    []template.Parameter
}

func (f *former) field(key string, s *api.Schema, given *api.Value, required bool, depth int) {
	if len(f.fields) > maxFormFields || f.left < 0 || f.open[s] || sample.IsReadOnly(s) {
		return
	}
	var flat *api.Schema
	if s != nil {
		f.open[s] = true
		defer delete(f.open, s)
		flat = sample.Flat(s)
	}
	object := withProperties(s, given)
	deep := f.encoding.Style == "deepObject" && depth < maxFormDepth && given == nil
	switch {
	case deep && object != nil:
		needs := object.Needs()
		for _, p := range object.Properties {
			f.field(key+"["+p.Name+"]", p.Schema, nil, required && needs[p.Name], depth+1)
		}
		return
	case deep && flat != nil && flat.Items != nil:
		f.field(key+"[0]", flat.Items, nil, required, depth+1)
		return
	}
	p := template.Parameter{
		Key: f.spend(key), Description: f.say(f.fieldMeaning(f.values.Resource(f.operation), key), describe(s), f.howToFill(key, s, required), facts(s)), Disabled: !required,
		File: synthetic.IsFile(s) || api.IsBinary(f.encoding.Media) && (flat == nil || len(flat.Types) == 0),
	}
	given = f.sent(key, s, given, required)
	if f.multipart {
		p.ContentType = f.mediaOf(given)
	}
	values := f.written(given)
	p.Value = f.spend(values[0])
	f.fields = append(f.fields, p)
	for _, value := range values[1:] {
		f.fields = append(f.fields, template.Parameter{
			Key: f.spend(key), Value: f.spend(value), Disabled: p.Disabled, ContentType: p.ContentType,
		})
	}
}

// howToFill describes how to fill in a field whose value is an undefined variable.
func (f *former) howToFill(key string, s *api.Schema, required bool) string {
	switch {
	case !required:
		return ""
	case synthetic.IsFile(s):
		return "Choose a file in place of " + codeSpan("{{"+synthetic.UploadFile+"}}") + "."
	case f.operation.Method == "PUT":
		return "Replace " + codeSpan("{{"+f.values.TargetField(f.operation, key)+"}}") + " by its value."
	}
	return ""
}

// sent returns the value of a field.
func (f *former) sent(key string, s *api.Schema, given *api.Value, required bool) *api.Value {
	switch {
	case synthetic.IsFile(s) && required:
		return api.TextValue("{{" + synthetic.UploadFile + "}}")
	case synthetic.IsFile(s):
		return nil // an example's address is not the path of a file
	case required && f.operation.Method == "PUT":
		return api.TextValue("{{" + f.values.TargetField(f.operation, key) + "}}")
	case given != nil:
		return given
	}
	if v := f.values.Sent(f.values.Resource(f.operation), key, s); v != nil {
		return v
	}
	if required {
		return sample.Of(s, sample.Options{Required: true, Name: key})
	}
	return sample.Given(s)
}

// mediaOf returns the media type of a part; "" if the client chooses it. For an object
// it is JSON (OpenAPI 3.1.1, "Fixed Fields" of the Encoding Object).
func (f *former) mediaOf(v *api.Value) string {
	media := f.encoding.Media
	switch {
	case isRange(media), strings.Contains(media, ","):
		return ""
	case media == "" && v != nil && (v.Kind == api.Object || v.Kind == api.List && len(v.Items) > 0 && v.Items[0].Kind == api.Object):
		return "application/json"
	}
	return media
}

// written returns the values of a field, at least one. There are several if each item of
// a list is a field.
func (f *former) written(v *api.Value) []string {
	switch {
	case v == nil || v.Kind != api.List || len(v.Items) == 0:
		return []string{written(v)}
	case api.IsJSON(f.encoding.Media):
		return []string{v.JSON("")}
	case f.encoding.Joined:
		return []string{strings.Join(words(v), cmp.Or(separators.Get()[f.encoding.Style], ","))}
	}
	return words(v)
}
