package generate

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	postman "github.com/rbretecher/go-postman-collection"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
)

// encoder writes the model of a collection. The model's own writer does not fit: it
// leaves out empty values and lists, and cannot disable a query parameter or give a
// folder an id.
type encoder struct {
	id  string                       // the collection's id
	off map[*postman.QueryParam]bool // the disabled parameters
	err error
}

// members are the members of an object that is being made.
type members []format.Member

func (m *members) add(key string, v format.Value) {
	if *m == nil {
		*m = make(members, 0, usualMembers)
	}
	*m = append(*m, format.Member{Key: key, Value: v})
}

// usualMembers is the number of members that most objects have room for at once.
const usualMembers = 6

func (m *members) text(key, text string) { m.add(key, format.Text(text)) }

// some adds a text, unless it is empty.
func (m *members) some(key, text string) {
	if text != "" {
		m.text(key, text)
	}
}

// yes adds a flag, unless it is off.
func (m *members) yes(key string, on bool) {
	if on {
		m.add(key, format.Raw("true"))
	}
}

func (m *members) object() format.Value { return format.Object(*m...) }

// listOf returns a list of the values of all.
func listOf[T any](all []T, value func(T) format.Value) format.Value {
	values := make([]format.Value, 0, len(all))
	for _, one := range all {
		values = append(values, value(one))
	}
	return format.List(values...)
}

// listed adds a list, unless it is empty.
func listed[T any](m *members, key string, all []T, value func(T) format.Value) {
	if len(all) > 0 {
		m.add(key, listOf(all, value))
	}
}

func (e *encoder) collection(c *postman.Collection) (format.Value, error) {
	// The model defines which schema a version has.
	head := postman.Collection{}
	if err := head.Write(io.Discard, postman.V210); err != nil {
		return format.Value{}, err
	}
	info := members{}
	info.text("_postman_id", e.id)
	info.text("name", c.Info.Name)
	info.text("description", c.Info.Description.Content)
	info.text("schema", head.Info.Schema)
	m := members{}
	m.add("info", info.object())
	m.add("item", listOf(c.Items, e.item))
	e.auth(&m, c.Auth)
	listed(&m, "event", c.Events, e.event)
	listed(&m, "variable", c.Variables, e.variable)
	return m.object(), e.err
}

func (e *encoder) item(i *postman.Items) format.Value {
	m := members{}
	m.text("name", i.Name)
	m.text("id", i.ID)
	m.some("description", i.Description)
	listed(&m, "event", i.Events, e.event)
	if i.IsGroup() {
		m.add("item", listOf(i.Items, e.item))
		return m.object()
	}
	if i.ProtocolProfileBehavior != nil {
		m.add("protocolProfileBehavior", e.any(i.ProtocolProfileBehavior))
	}
	m.add("request", e.request(i.Request))
	m.add("response", listOf(i.Responses, e.response))
	return m.object()
}

func (e *encoder) request(r *postman.Request) format.Value {
	m := members{}
	e.auth(&m, r.Auth)
	m.text("method", string(r.Method))
	m.add("header", listOf(r.Header, e.header))
	if r.Body != nil {
		m.add("body", e.body(r.Body))
	}
	m.add("url", e.url(r.URL))
	if r.Description != nil {
		m.add("description", e.any(r.Description))
	}
	return m.object()
}

func (e *encoder) header(h *postman.Header) format.Value {
	m := members{}
	m.text("key", h.Key)
	m.text("value", h.Value)
	m.some("description", h.Description)
	m.yes("disabled", h.Disabled)
	return m.object()
}

// body also writes an empty form or file, which the user fills in.
func (e *encoder) body(b *postman.Body) format.Value {
	m := members{}
	m.text("mode", b.Mode)
	switch fields, isForm := b.URLEncoded, b.Mode == "urlencoded"; {
	case isForm || b.Mode == "formdata":
		if !isForm {
			fields = b.FormData
		}
		all, _ := fields.([]field)
		m.add(b.Mode, listOf(all, e.field))
	case b.Mode == "file":
		src := members{}
		src.add("src", format.Raw("null"))
		m.add("file", src.object())
	default:
		m.text("raw", b.Raw)
	}
	if b.Options != nil {
		raw, options := members{}, members{}
		raw.some("language", b.Options.Raw.Language)
		options.add("raw", raw.object())
		m.add("options", options.object())
	}
	return m.object()
}

func (e *encoder) field(f field) format.Value {
	m := members{}
	m.text("key", f.Key)
	if f.Value != nil {
		m.text("value", *f.Value)
	}
	if f.Files != nil {
		m.add("src", listOf(*f.Files, format.Text))
	}
	m.text("type", f.Type)
	m.some("description", f.Description)
	m.yes("disabled", f.Disabled)
	m.some("contentType", f.ContentType)
	return m.object()
}

func (e *encoder) url(u *postman.URL) format.Value {
	m := members{}
	m.text("raw", u.Raw)
	m.some("protocol", u.Protocol)
	listed(&m, "host", u.Host, format.Text)
	m.some("port", u.Port)
	listed(&m, "path", u.Path, format.Text)
	listed(&m, "query", u.Query, e.query)
	m.some("hash", u.Hash)
	listed(&m, "variable", u.Variables, e.variable)
	return m.object()
}

func (e *encoder) query(q *postman.QueryParam) format.Value {
	m := members{}
	m.text("key", q.Key)
	m.text("value", q.Value)
	if q.Description != nil {
		m.text("description", *q.Description)
	}
	m.yes("disabled", e.off[q])
	return m.object()
}

func (e *encoder) variable(v *postman.Variable) format.Value {
	m := members{}
	m.some("id", v.ID)
	m.some("key", v.Key)
	m.text("value", v.Value)
	m.some("description", v.Description)
	return m.object()
}

func (e *encoder) event(v *postman.Event) format.Value {
	script, m := members{}, members{}
	listed(&script, "exec", v.Script.Exec, format.Text)
	script.some("type", v.Script.Type)
	m.text("listen", string(v.Listen))
	m.add("script", script.object())
	return m.object()
}

func (e *encoder) auth(m *members, a *postman.Auth) {
	if a == nil {
		return
	}
	auth := members{}
	auth.text("type", string(a.Type))
	listed(&auth, string(a.Type), a.GetParams(), func(p *postman.AuthParam) format.Value {
		m := members{}
		m.some("key", p.Key)
		if p.Value != nil {
			m.add("value", e.any(p.Value))
		}
		m.some("type", p.Type)
		return m.object()
	})
	m.add("auth", auth.object())
}

func (e *encoder) response(r *postman.Response) format.Value {
	m := members{}
	m.text("id", r.ID)
	m.some("name", r.Name)
	m.add("originalRequest", e.request(r.OriginalRequest))
	m.some("status", r.Status)
	if r.Code != 0 {
		m.add("code", format.Raw(strconv.Itoa(r.Code)))
	}
	m.some("_postman_previewlanguage", r.PreviewLanguage)
	m.add("header", listOf(r.Headers.Headers, e.header))
	m.add("cookie", format.List())
	m.some("body", r.Body)
	return m.object()
}

// any writes a value of any type.
func (e *encoder) any(value any) format.Value {
	if text, ok := value.(string); ok {
		return format.Text(text)
	}
	text, err := json.Marshal(value)
	if err != nil {
		e.err = fmt.Errorf("write the model: %w", err)
		return format.Value{}
	}
	d, err := jsontree.Parse(string(text))
	if err != nil {
		e.err = fmt.Errorf("write the model: %w", err)
		return format.Value{}
	}
	return format.Copy(d.Root())
}
