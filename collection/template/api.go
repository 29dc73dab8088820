package template

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/templates"
)

// ReadAPI reads the template's API from the files that the template names. Without any
// it does nothing. It returns the files of the document with their findings, also with
// an error.
//
// It is separate from [Parse] because a template's own items do not need it. It is not a
// method, so that the linker drops the OpenAPI reader from programs that do not call it.
func ReadAPI(t *Template, open openapi.Opener) ([]*openapi.File, error) {
	if t.document == "" {
		return nil, nil
	}
	text, err := open(t.document)
	if err != nil {
		return nil, err
	}
	words := &openapi.File{Name: t.wording}
	if t.wording != "" {
		if words.Text, err = open(t.wording); err != nil {
			return nil, err
		}
	}
	var reading sync.WaitGroup // read the wording concurrently
	var w *Wording
	if t.wording != "" {
		reading.Go(func() { w, words.Found = parseWording(words.Text) })
	}
	d, err := openapi.Read(t.document, text, open)
	reading.Wait()
	if err != nil {
		return d.Files, fmt.Errorf("%s: %w", t.document, err)
	}
	if len(words.Found) > 0 {
		return append(d.Files, words), errors.New(t.wording + " is not a wording")
	}
	correct(d.API, w.correction)
	t.API, t.Wording = d.API, w
	return d.Files, nil
}

// EmbeddedAPI reads the API of an embedded template.
func EmbeddedAPI(t *Template) error {
	files, err := ReadAPI(t, func(name string) (string, error) { return templates.File(t.Name, name) })
	for _, f := range files {
		if err != nil && len(f.Found) > 0 {
			return fmt.Errorf("templates/%s/%s:%d:%d: %s", t.Name, f.Name, f.Found[0].Line, f.Found[0].Column, f.Found[0].Message)
		}
	}
	return err
}

// EmbeddedLazily is like [Embedded], for a caller that may not need the template's API:
// [Template.Known] reads it on first use, and [Template.API] stays nil.
func EmbeddedLazily(name string) (*Template, error) {
	t, err := Embedded(name)
	if err != nil {
		return nil, err
	}
	t.lazyAPI = sync.OnceValue(t.embeddedAPI)
	return t, nil
}

// embeddedAPI returns what [EmbeddedAPI] reads, but for the wording; nil if it cannot be
// read, which a test rules out for our templates.
func (t *Template) embeddedAPI() *api.API {
	open := func(name string) (string, error) { return templates.File(t.Name, name) }
	bare := *t
	bare.wording = ""
	if _, err := ReadAPI(&bare, open); err != nil || bare.API == nil {
		return nil
	}
	if t.wording != "" {
		words, err := open(t.wording)
		if err != nil {
			return nil
		}
		correct(bare.API, correctionsIn(words))
	}
	return bare.API
}

// Known returns what the API can do; nil if that is unknown. It is safe for concurrent use.
func (t *Template) Known() *api.API {
	if t.API == nil && t.lazyAPI != nil {
		return t.lazyAPI()
	}
	return t.API
}

// Needs returns the scopes that a request needs, by its method and its path below the
// server, and whether they are known. The template's own requests take precedence.
func (t *Template) Needs(method, path string) (scopes []string, known bool) {
	if r := t.own(method, path); r != nil && r.Scopes != nil {
		return r.Scopes, true
	}
	if a := t.Known(); a != nil {
		if o := a.Operation(method, path); o != nil {
			return o.Scopes, true
		}
	}
	return nil, false
}

// APIName returns the name of the API.
func (t *Template) APIName() string { return t.Title }

// IsHealth reports whether the API is about people's health.
func (t *Template) IsHealth() bool { return t.Health }

// AuthValue returns the value of an attribute of the template's authorization; "" if it
// has none, or leaves it to its user.
func (t *Template) AuthValue(key string) string {
	if t.Auth == nil {
		return ""
	}
	for _, a := range t.Auth.Attributes {
		if text, ok := a.Value.(string); ok && a.Key == key {
			if text = t.Resolve(text); !strings.Contains(text, "{{") {
				return text
			}
		}
	}
	return ""
}

// Endpoint returns an address in the API's document as an absolute one: it may be
// relative to the template's server. "" stays.
func (t *Template) Endpoint(url string) string {
	server := strings.TrimRight(t.Resolve(t.Server), "/")
	return api.Endpoint(url, server, strings.TrimSuffix(server, address.Split(server).Path))
}

// HasRequest reports whether one of the template's own requests, outside folders, goes
// to an address.
func (t *Template) HasRequest(address string) bool {
	address = strings.TrimSuffix(address, "/")
	for _, item := range t.Items {
		if item.Request != nil && strings.TrimSuffix(t.Resolve(item.Request.URL), "/") == address {
			return true
		}
	}
	return false
}

// Path returns the path of an address below the template's server, and whether the
// address is there.
func (t *Template) Path(a address.Address) (string, bool) {
	server := address.Split(t.Resolve(t.Server))
	if server.Host == "" || a.Host != server.Host || a.Scheme != "" && a.Scheme != server.Scheme && a.Scheme != "http" {
		return "", false
	}
	return address.Below(a.Path, server.Path)
}

// own returns the template's own request with a method and path below the server; nil if
// there is none.
func (t *Template) own(method, path string) *Request {
	if t.ownByCall == nil {
		return nil
	}
	return t.ownByCall()[call(method, path)]
}

func call(method, path string) string {
	return strings.ToUpper(method) + " " + strings.Trim(path, "/")
}

// collectOwn returns the template's own requests by method and path below the server.
func (t *Template) collectOwn() map[string]*Request {
	byCall := map[string]*Request{}
	server := t.Resolve(t.Server)
	var collect func([]Item)
	collect = func(items []Item) {
		for _, item := range items {
			collect(item.Items)
			if item.Request == nil {
				continue
			}
			path, ok := address.Below(withoutQuery(t.Resolve(item.Request.URL)), server)
			key := call(item.Request.Method, path)
			if _, twice := byCall[key]; ok && !twice {
				byCall[key] = item.Request
			}
		}
	}
	collect(t.Items)
	return byCall
}

// withoutQuery returns an address up to its path.
func withoutQuery(address string) string {
	if end := strings.IndexAny(address, "?#"); end >= 0 {
		return address[:end]
	}
	return address
}

// Resolve returns a text in which references to the template's own variables are
// resolved. Variables without a value stay.
func (t *Template) Resolve(text string) string { return Resolve(text, t.variable) }

// Resolve returns a text in which references are resolved, also those in values.
// Variables without a value stay.
func Resolve(text string, value func(name string) string) string {
	return collection.Resolve(text, func(name string) (string, bool) {
		v := value(name)
		return v, v != ""
	})
}

func (t *Template) variable(name string) string {
	for _, v := range t.Variables {
		if v.Key == name {
			return v.Value
		}
	}
	return ""
}
