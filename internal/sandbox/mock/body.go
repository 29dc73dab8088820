package mock

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/sample"
)

const (
	// maxText is how many bytes of a body are read, not counting files.
	maxText = 256 << 10
	// MaxUpload is how many bytes of a body are read, including files.
	MaxUpload = 32 << 20
	// maxFields is how many fields a form may have.
	maxFields = 1_000
)

// body is the content that a request sends.
type body struct {
	value *api.Value      // an object
	files map[string]bool // the fields that are files; their values are URLs
	form  bool
}

func emptyBody() *body { return &body{value: &api.Value{Kind: api.Object}, files: map[string]bool{}} }

// readBody reads the body of a request. It answers the request if the
// operation does not accept such a body.
func (m *API) readBody(c call) (*body, *Answer) {
	refuse := func(status int, format string, arguments ...any) (*body, *Answer) {
		failed := m.fail(status, format, arguments...)
		return nil, &failed
	}
	media, parameters, _ := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	declared := c.plan.operation.Body
	var b *body
	var err error
	if media == api.MediaMultipart {
		b, err = readMultipart(c, parameters["boundary"])
	} else {
		b, err = readText(c, media)
	}
	var unset *unresolved
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &unset):
		return refuse(http.StatusBadRequest, "%v", unset)
	case errors.As(err, &tooLarge), errors.Is(err, errTooLarge):
		return refuse(http.StatusRequestEntityTooLarge, "The body is too large: the sandbox reads %d kB, and %d MB with files.", maxText>>10, MaxUpload>>20)
	case c.kind == lists || c.kind == reads || c.kind == removes || declared == nil:
		return emptyBody(), nil // a body has no meaning here
	case err != nil:
		return refuse(http.StatusBadRequest, "The body of %s cannot be read: %v.", c.plan.operation, err)
	case b == nil && c.kind == replaces:
		return refuse(http.StatusBadRequest, "%s needs a body: send the whole record as %s.", c.plan.operation, declared.Media)
	case b == nil:
		return emptyBody(), nil
	case b.form && !declared.IsForm():
		return refuse(http.StatusBadRequest, "%s takes JSON, not a form: send it with Content-Type: application/json.", c.plan.operation)
	case b.value.Kind != api.Object:
		return refuse(http.StatusBadRequest, "The body of %s must be a JSON object, not %s.", c.plan.operation, kindName(b.value))
	}
	return b, nil
}

var errTooLarge = errors.New("too large")

// readText reads a JSON body, or a form without files; nil if it is empty.
func readText(c call, media string) (*body, error) {
	text, err := readAtMost(c.request.Body, maxText)
	if err != nil {
		return nil, err
	}
	if name := variableIn(text); name != "" {
		return nil, &unresolved{name, "the body"}
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	b := emptyBody()
	if media != api.MediaForm {
		d, err := jsontree.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("it is not JSON: %w", err)
		}
		b.value = api.ValueOf(d.Root())
		return b, nil
	}
	fields, err := url.ParseQuery(text)
	if err != nil {
		return nil, fmt.Errorf("it is not a form: %w", err)
	}
	if len(fields) > maxFields {
		return nil, fmt.Errorf("the form has more than %d fields", maxFields)
	}
	b.form = true
	for name, values := range fields {
		if unset := variableIn(name); unset != "" {
			return nil, &unresolved{unset, "the body"}
		}
		for _, value := range values {
			if unset := variableIn(value); unset != "" {
				return nil, &unresolved{unset, "the body"}
			}
		}
		b.set(c.bodyProperty(name), name, values)
	}
	return b, nil
}

func readAtMost(r io.Reader, most int64) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(text)) > most {
		err = errTooLarge
	}
	return string(text), err
}

// readMultipart reads a multipart form. Files are read to their end and
// discarded.
func readMultipart(c call, boundary string) (*body, error) {
	if boundary == "" {
		return nil, errors.New("the Content-Type of the form has no boundary")
	}
	b := emptyBody()
	b.form = true
	values, left, count := map[string][]string{}, int64(maxText), 0
	for parts := multipart.NewReader(c.request.Body, boundary); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("it is not a form of several parts: %w", err)
		}
		if count++; count > maxFields {
			return nil, fmt.Errorf("the form has more than %d fields", maxFields)
		}
		name := part.FormName()
		if part.FileName() != "" {
			size, err := io.Copy(io.Discard, part)
			if err != nil {
				return nil, err
			}
			b.files[name] = true
			b.value = with(b.value, name, fileURL(c.request, part.FileName(), size))
			continue
		}
		text, err := readAtMost(part, left)
		if err != nil {
			return nil, err
		}
		left -= int64(len(text))
		for _, where := range []string{name, text} {
			if unset := variableIn(where); unset != "" {
				return nil, &unresolved{unset, "the field " + name + " of the body"}
			}
		}
		values[name] = append(values[name], text)
	}
	for name, all := range values {
		b.set(c.bodyProperty(name), name, all)
	}
	return b, nil
}

// fileURL returns the value that a record gets for an uploaded file.
func fileURL(r *http.Request, name string, size int64) *api.Value {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return api.TextValue(fmt.Sprintf("http://%s/files/%d-bytes/%s", r.Host, size, url.PathEscape(name)))
}

// bodyProperty returns a property of the operation's body; nil if it has none
// of that name.
func (c call) bodyProperty(name string) *api.Property {
	if c.plan.operation.Body == nil || c.plan.operation.Body.Schema == nil {
		return nil
	}
	return sample.Flat(c.plan.operation.Body.Schema).Property(name)
}

// set sets a form field to the value that its texts represent by its schema.
func (b *body) set(p *api.Property, name string, texts []string) {
	value := &api.Value{Kind: api.List}
	for _, text := range texts {
		var of *api.Property
		if p != nil && p.Schema != nil {
			of = p
			if flat := sample.Flat(p.Schema); flat.Is("array") {
				of = &api.Property{Schema: flat.Items}
			}
		}
		item := fromText(text, of)
		if item == nil {
			item = api.TextValue(text)
		}
		value.Items = append(value.Items, item)
	}
	isList := p != nil && p.Schema != nil && sample.Flat(p.Schema).Is("array")
	if len(value.Items) == 1 {
		if one := value.Items[0]; !isList || one.Kind == api.List {
			value = one
		} else if whole := fromText(texts[0], p); whole != nil && whole.Kind == api.List {
			value = whole // written as JSON
		}
	}
	b.value = with(b.value, name, value)
}

// parseJSON reads a text as JSON; nil if it is not valid JSON.
func parseJSON(text string) *api.Value {
	if !bytes.ContainsAny([]byte(text[:min(len(text), 1)]), "-0123456789[{tfn\"") {
		return nil
	}
	d, err := jsontree.Parse(text)
	if err != nil {
		return nil
	}
	return api.ValueOf(d.Root())
}
