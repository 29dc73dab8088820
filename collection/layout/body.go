package layout

import (
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
	switch media = strings.TrimSpace(media); {
	case media == api.MediaForm:
		l.setForm(o, r, "urlencoded")
		return nil
	case strings.HasPrefix(media, "multipart/"):
		l.setForm(o, r, "formdata")
		return nil
	case api.IsJSON(media), media == "*/*":
		r.Body = &template.Body{Mode: "raw", Raw: l.spend(l.example(o)), Language: "json"}
		contentType := b.Media
		if media == "*/*" {
			contentType = "application/json"
		}
		r.Headers = append(r.Headers, template.Parameter{Key: "Content-Type", Value: contentType})
		r.SendBody = prunes(o)
		return b.Schema
	case isBinary(media):
		r.Body = &template.Body{Mode: "file"}
	default:
		language := "text"
		if strings.HasSuffix(media, "xml") {
			language = "xml"
		}
		r.Body = &template.Body{Mode: "raw", Raw: l.spend(textExample(b)), Language: language}
	}
	r.Headers = append(r.Headers, template.Parameter{Key: "Content-Type", Value: b.Media})
	r.SendBody = prunes(o)
	return nil
}

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
	if fields := l.form(o.Body); len(fields) > 0 {
		r.Body = &template.Body{Mode: mode, Fields: fields}
		r.SendBody = prunes(o)
	}
}

func isBinary(media string) bool {
	for _, prefix := range []string{"image/", "audio/", "video/", "font/", "application/octet-stream", "application/pdf", "application/zip"} {
		if strings.HasPrefix(media, prefix) {
			return true
		}
	}
	return false
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
	if b.Example != nil && sample.Fits(b.Example, b.Schema) {
		return b.Example
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

// form is a form's fields: required ones switched on, the others there and off.
func (l *layouter) form(b *api.Body) []template.Parameter {
	fields := []template.Parameter{}
	flat := withProperties(b.Schema)
	if flat == nil {
		return fields
	}
	needs, given := flat.Needs(), map[string]*api.Value{}
	if b.Example != nil {
		for _, m := range b.Example.Members {
			given[m.Name] = m.Value
		}
	}
	for _, p := range flat.Properties {
		f := former{layouter: l, deep: b.Styles[p.Name] == "deepObject", json: b.JSON[p.Name], open: map[*api.Schema]bool{}}
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
	deep, json bool
	open       map[*api.Schema]bool
	fields     []template.Parameter
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
	switch {
	case f.deep && object != nil && depth < maxFormDepth && given == nil:
		needs := object.Needs()
		for _, p := range object.Properties {
			f.field(key+"["+p.Name+"]", p.Schema, nil, required && needs[p.Name], depth+1)
		}
		return
	case f.deep && flat != nil && flat.Items != nil && depth < maxFormDepth && given == nil:
		f.field(key+"[0]", flat.Items, nil, required, depth+1)
		return
	}
	p := template.Parameter{
		Key: f.spend(key), Description: f.say(f.options.Wording.Fields[key], describe(s), facts(s)), Disabled: !required,
		File: isFile(s),
	}
	if given == nil && required {
		given = sample.Of(s, sample.Options{Required: true})
	} else if given == nil {
		given = sample.Given(s)
	}
	if p.Value = written(given); given != nil && given.Kind == api.List && f.json {
		p.Value = given.JSON("")
	}
	p.Value = f.spend(p.Value)
	f.fields = append(f.fields, p)
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
