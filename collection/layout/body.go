package layout

import (
	"cmp"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
)

// body sets a request's body, and gives the schema of the fields that its
// description is to list; nil where the body describes itself.
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
	case api.IsJSON(media), media == "*/*":
		r.Body = &template.Body{Mode: "raw", Raw: l.spend(l.example(o)), Language: "json"}
		if isRange(media) {
			contentType = "application/json"
		}
	case api.IsBinary(media), isBytes(b.Schema):
		r.Body = &template.Body{Mode: "file"}
	default:
		language := "text"
		if strings.HasSuffix(media, "xml") {
			language = "xml"
		}
		r.Body = &template.Body{Mode: "raw", Raw: l.spend(textExample(b)), Language: language}
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

// isRange tells a range of media types, which no message has (RFC 9110, section 8.3).
func isRange(media string) bool { return strings.Contains(media, "*") }

// isBytes tells a schema of bytes as they are.
func isBytes(s *api.Schema) bool { return s != nil && sample.Flat(s).Format == "binary" }

// textExample is the example of a body that is no JSON; "" where the document has
// one of other parts, which say nothing of how the text is written.
func textExample(b *api.Body) string {
	example := b.Example
	if example == nil {
		example = sample.Given(b.Schema)
	}
	if example != nil && (example.Kind == api.Object || example.Kind == api.List) {
		return ""
	}
	return written(example)
}

// prunes tells whether Postman leaves out the body of an operation unless it is
// told not to.
func prunes(o *api.Operation) bool { return o.Method == "GET" || o.Method == "HEAD" }

// setForm sets the body to a form. One without a field is none: documents declare
// such of operations that take nothing, and clients refuse it.
func (l *layouter) setForm(o *api.Operation, r *template.Request, mode string) {
	if fields := l.form(o.Body, mode == "formdata"); len(fields) > 0 {
		r.Body = &template.Body{Mode: mode, Fields: fields}
		r.SendBody = prunes(o)
	}
}

// example is what tells examples of bodies apart.
type example struct {
	schema *api.Schema
	given  *api.Value
	method string
}

// example is the example of an operation's body as JSON.
func (l *layouter) example(o *api.Operation) string {
	key := example{o.Body.Schema, o.Body.Example, o.Method}
	text, known := l.examples[key]
	if !known {
		text = "{}"
		if v := Example(o); v != nil {
			text = v.JSON("  ")
		}
		l.examples[key] = text
	}
	return text
}

// Example is a value that an operation takes as its body: the document's own
// where that fits, or else one made from the schema. A change of some fields
// (PATCH) has those that are required, or just one: sent as it is, it should not
// overwrite a record with made-up values.
func Example(o *api.Operation) *api.Value {
	b := o.Body
	switch {
	case b.Example != nil && sample.Fits(b.Example, b.Schema):
		return b.Example
	case b.Schema == nil:
		return nil
	}
	if o.Method != "PATCH" {
		return sample.Of(b.Schema, sample.Options{Small: true})
	}
	v := sample.Of(b.Schema, sample.Options{Required: true})
	if v != nil && v.Kind == api.Object && len(v.Members) == 0 {
		if all := sample.Of(b.Schema, sample.Options{}); all != nil && all.Kind == api.Object && len(all.Members) > 0 {
			return &api.Value{Kind: api.Object, Members: all.Members[:1]}
		}
	}
	return v
}

// Limits of a form: how deeply its fields are spread out, and how many there are.
const (
	maxFormDepth  = 3
	maxFormFields = 5_000
)

// form is a form's fields: required ones switched on, the others there and off. Of one
// that the document shows by an example alone, the fields are the example's.
func (l *layouter) form(b *api.Body, multipart bool) []template.Parameter {
	fields := []template.Parameter{}
	object, given := withProperties(b.Schema), map[string]*api.Value{}
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
	for _, p := range object.Properties {
		f := former{layouter: l, encoding: b.Encodings[p.Name], multipart: multipart, open: map[*api.Schema]bool{}}
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
	encoding  api.Encoding
	multipart bool
	open      map[*api.Schema]bool
	fields    []template.Parameter
}

func (f *former) field(key string, s *api.Schema, given *api.Value, required bool, depth int) {
	if len(f.fields) > maxFormFields || f.left < 0 || f.open[s] || isReadOnly(s) {
		return
	}
	var flat *api.Schema
	if s != nil {
		f.open[s] = true
		defer delete(f.open, s)
		flat = sample.Flat(s)
	}
	object := withProperties(s)
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
		Key: f.spend(key), Description: f.say(f.options.Wording.Fields[key], describe(s), facts(s)), Disabled: !required,
		File: isFile(s) || api.IsBinary(f.encoding.Media) && (flat == nil || len(flat.Types) == 0),
	}
	if given == nil && required {
		given = sample.Of(s, sample.Options{Required: true})
	} else if given == nil {
		given = sample.Given(s)
	}
	if f.multipart {
		p.ContentType = f.mediaOf(given)
	}
	values := f.values(given)
	p.Value = f.spend(values[0])
	f.fields = append(f.fields, p)
	for _, value := range values[1:] {
		f.fields = append(f.fields, template.Parameter{
			Key: f.spend(key), Value: f.spend(value), Disabled: p.Disabled, ContentType: p.ContentType,
		})
	}
}

// mediaOf is the media type of a part; "" where it is the client's to say. That of an
// object is JSON (OpenAPI 3.1.1, "Fixed Fields" of the Encoding Object).
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

// values are what a field has, at least one: several where the items of a list are a
// field each.
func (f *former) values(v *api.Value) []string {
	switch {
	case v == nil || v.Kind != api.List || len(v.Items) == 0:
		return []string{written(v)}
	case api.IsJSON(f.encoding.Media):
		return []string{v.JSON("")}
	case f.encoding.Joined:
		return []string{strings.Join(words(v), cmp.Or(separators[f.encoding.Style], ","))}
	}
	return words(v)
}

func isReadOnly(s *api.Schema) bool { return s != nil && sample.Flat(s).ReadOnly }

func isFile(s *api.Schema) bool {
	for range maxLists + 1 {
		if s == nil {
			return false
		}
		if s = sample.Flat(s); s.Items == nil {
			return s.Format == "binary"
		}
		s = s.Items
	}
	return false
}
