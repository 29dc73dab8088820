package generate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	postman "github.com/rbretecher/go-postman-collection"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// build returns the template as a go-postman-collection model.
func (g *generator) build() *postman.Collection {
	c := postman.CreateCollection(g.template.Title, g.description())
	for _, v := range g.template.Variables {
		c.Variables = append(c.Variables, &postman.Variable{ID: g.ids.of("variable", v.Key), Key: v.Key, Value: v.Value, Description: v.Description})
	}
	if g.choices.AuthLevel == AuthOnCollection {
		c.Auth = g.auth(g.template.Auth)
	}
	of := template.Item{Test: g.statusTest()}
	if g.choices.AutoRefresh {
		of.Prerequest = g.template.AutoRefresh
		of.Test = paragraphs(of.Test, g.template.AutoRefreshTest)
	}
	c.Events = events(of)
	for _, item := range g.items {
		c.AddItem(g.item(item))
	}
	return c
}

func (g *generator) item(t template.Item) *postman.Items {
	item := &postman.Items{ID: g.ids.of("item", t.ID), Name: t.Name, Events: events(t)}
	if t.Items != nil {
		item.Description = trimmed(t.Description)
		item.Items = []*postman.Items{}
		for _, inner := range t.Items {
			item.AddItem(g.item(inner))
		}
		return item
	}
	item.Request = g.request(t.Request)
	item.Request.Description = trimmed(t.Description)
	if t.Request.Auth == nil && g.template.Auth != nil && g.choices.AuthLevel == AuthOnRequest {
		item.Request.Auth = g.auth(g.template.Auth)
		item.Request.Description = g.withGuide(t.Description)
	}
	if t.Request.SendBody {
		item.ProtocolProfileBehavior = map[string]bool{"disableBodyPruning": true}
	}
	named := map[string]int{}
	for _, r := range t.Responses {
		// By name, so that an example keeps its id when others are inserted before it.
		key := t.ID + "/" + r.Name
		if named[key]++; named[key] > 1 {
			key += fmt.Sprint("/", named[key])
		}
		made := g.response(r, t.Request)
		made.ID = g.ids.of("response", key)
		item.Responses = append(item.Responses, made)
	}
	return item
}

func (g *generator) request(t *template.Request) *postman.Request {
	r := &postman.Request{
		Method: postman.Method(t.Method), URL: g.url(t), Auth: g.auth(t.Auth), Header: []*postman.Header{}, Body: body(t.Body),
	}
	for _, h := range t.Headers {
		r.Header = append(r.Header, &postman.Header{Key: h.Key, Value: h.Value, Description: h.Description, Disabled: h.Disabled})
	}
	return r
}

// response returns a saved example with its request: only what is sent, without
// descriptions.
func (g *generator) response(t template.Response, of *template.Request) *postman.Response {
	of = cmp.Or(t.Request, of)
	bare := *of
	bare.Query, bare.Headers, bare.Path = sent(of.Query), sent(of.Headers), slices.Clone(of.Path)
	for i := range bare.Path {
		bare.Path[i].Description = ""
	}
	if of.Body != nil {
		body := *of.Body
		body.Fields = sent(body.Fields)
		bare.Body = &body
	}
	r := &postman.Response{
		Name: t.Name, Code: t.Code, Status: t.Phrase(), Body: t.Body, OriginalRequest: g.request(&bare),
		Headers: &postman.HeaderList{},
	}
	if t.Media != "" {
		r.Headers.Headers = []*postman.Header{{Key: "Content-Type", Value: t.Media}}
		r.PreviewLanguage = previewLanguage(t.Media)
	}
	for _, h := range t.Headers {
		r.Headers.Headers = append(r.Headers.Headers, &postman.Header{Key: h.Key, Value: h.Value})
	}
	return r
}

// previewLanguage returns the language in which Postman shows a body.
func previewLanguage(media string) string {
	switch {
	case api.IsJSON(media):
		return "json"
	case strings.Contains(media, "xml"):
		return "xml"
	case strings.Contains(media, "html"):
		return "html"
	}
	return "text"
}

// sent returns the parameters that are sent, without their descriptions.
func sent(all []template.Parameter) []template.Parameter {
	var on []template.Parameter
	for _, p := range all {
		if !p.Disabled {
			p.Description = ""
			on = append(on, p)
		}
	}
	return on
}

func (g *generator) auth(t *template.Auth) *postman.Auth {
	if t == nil {
		return nil
	}
	var params []*postman.AuthParam
	for _, a := range t.Attributes {
		params = append(params, &postman.AuthParam{Key: a.Key, Value: a.Value, Type: attributeType(a.Value)})
	}
	// An empty scope would be sent as "scope=", which servers reject.
	if t == g.template.Auth && len(g.scopes) > 0 {
		params = append(params, postman.CreateAuthParam("scope", strings.Join(g.scopes, " ")))
	}
	return createAuth(t.Type, params)
}

// createAuth returns an authorization of a type that the template's schema allows.
func createAuth(kind string, params []*postman.AuthParam) *postman.Auth {
	return postman.CreateAuth(likeType(postman.NoAuth, kind), params...)
}

// likeType returns a text as the type of its first argument, which the model does not
// export.
func likeType[T ~string](_ T, text string) T { return T(text) }

func attributeType(value any) string {
	switch value.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		return "number"
	}
	return "any"
}

func events(t template.Item) []*postman.Event {
	var events []*postman.Event
	if t.Prerequest != "" {
		events = append(events, postman.CreateEvent(postman.PreRequest, lines(t.Prerequest)))
	}
	if t.Test != "" {
		events = append(events, postman.CreateEvent(postman.Test, lines(t.Test)))
	}
	return events
}

// field is a form field, whose shape the model leaves open. It has a value or, for
// files, paths.
type field struct {
	Key               string
	Value             *string
	Files             *[]string
	Type, ContentType string
	Description       string
	Disabled          bool
}

func body(t *template.Body) *postman.Body {
	if t == nil {
		return nil
	}
	b := &postman.Body{Mode: t.Mode, Raw: t.Raw}
	fields := []field{}
	for _, p := range t.Fields {
		f := field{Key: p.Key, Type: "text", Value: &p.Value, ContentType: p.ContentType, Description: p.Description, Disabled: p.Disabled}
		if p.File {
			f.Type, f.Value, f.Files = "file", nil, &[]string{}
			if p.Value != "" {
				f.Files = &[]string{p.Value}
			}
		}
		fields = append(fields, f)
	}
	switch {
	case t.Mode == "urlencoded":
		b.URLEncoded = fields
	case t.Mode == "formdata":
		b.FormData = fields
	case t.Language != "":
		b.Options = &postman.BodyOptions{Raw: postman.BodyOptionsRaw{Language: t.Language}}
	}
	return b
}

func lines(script string) []string { return strings.Split(trimmed(script), "\n") }

// trimmed removes the line feed at the end of YAML's block texts.
func trimmed(text string) string { return strings.TrimRight(text, "\n") }
