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
		text := "{}"
		if v := Example(o); v != nil {
			text = v.JSON("  ")
		}
		r.Body = &template.Body{Mode: "raw", Raw: text, Language: "json"}
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
		r.Body = &template.Body{Mode: "raw", Raw: written(b.Example), Language: language}
	}
	r.Headers = append(r.Headers, template.Parameter{Key: "Content-Type", Value: b.Media})
	r.SendBody = prunes(o)
	return nil
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
			v.Members = all.Members[:1]
		}
	}
	return v
}

// maxFormDepth is how deeply the fields of a form are spread out.
const maxFormDepth = 3

// form is a form's fields: required ones switched on, the others there and off.
func (l *layouter) form(b *api.Body) []template.Parameter {
	fields := []template.Parameter{}
	flat := withProperties(b.Schema, 0)
	if flat == nil {
		return fields
	}
	needs := flat.Needs()
	for _, p := range flat.Properties {
		if p.Schema != nil && sample.Flat(p.Schema).ReadOnly {
			continue
		}
		f := former{layouter: l, deep: b.Styles[p.Name] == "deepObject", json: b.JSON[p.Name], open: map[*api.Schema]bool{}}
		var own *api.Value
		if b.Example != nil {
			own = b.Example.Member(p.Name)
		}
		f.field(p.Name, p.Schema, own, needs[p.Name], 1)
		fields = append(fields, f.fields...)
	}
	return fields
}

// former makes the fields of one property.
type former struct {
	*layouter
	deep, json bool
	open       map[*api.Schema]bool
	fields     []template.Parameter
}

func (f *former) field(key string, s *api.Schema, given *api.Value, required bool, depth int) {
	if s != nil {
		if f.open[s] {
			return
		}
		f.open[s] = true
		defer delete(f.open, s)
	}
	var flat *api.Schema
	if s != nil {
		flat = sample.Flat(s)
	}
	object := withProperties(s, 0)
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
		Key: key, Description: sentences(f.options.Wording.Fields[key], describe(s), facts(s)), Disabled: !required,
		File: isFile(s),
	}
	if given == nil && required {
		given = sample.Of(s, sample.Options{Required: true})
	} else if given == nil {
		given = ofEnum(s)
	}
	p.Value = written(given)
	if given != nil && given.Kind == api.List && f.json {
		p.Value = given.JSON("")
	}
	f.fields = append(f.fields, p)
}

func isFile(s *api.Schema) bool {
	if s == nil {
		return false
	}
	flat := sample.Flat(s)
	if flat.Items != nil {
		return isFile(flat.Items)
	}
	return flat.Format == "binary"
}
