package openapi

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
)

// Facts returns an API as an OpenAPI 3.1 document with facts only: methods, paths,
// parameters, types, allowed values, fields and scopes, but no texts from the original
// document. Reading it gives the same operations again. Each operation and schema is on
// its own line, so that diffs are readable. It returns an error if there are too many
// facts, which references can cause in a small document.
func Facts(a *api.API) (string, error) {
	w := &factWriter{names: map[*api.Schema]string{}, taken: map[string]int{}, left: maxFacts}
	document := api.ObjectValue(
		"openapi", api.TextValue("3.1.0"),
		"info", api.ObjectValue("title", api.TextValue(a.Title), "version", api.TextValue(a.Version)),
		"servers", api.ListValue(server(a.Server, a.Variables)),
	)
	if len(a.Tags) > 0 {
		tags := api.ListValue()
		for _, t := range a.Tags {
			tags.Items = append(tags.Items, api.ObjectValue("name", api.TextValue(t.Name)))
		}
		put(document, "tags", tags)
	}
	paths := api.ObjectValue()
	var item *api.Value
	for i, o := range byPath(a.Operations) {
		if i == 0 || o.Path != paths.Members[len(paths.Members)-1].Name {
			item = api.ObjectValue()
			put(paths, o.Path, item)
		}
		put(item, strings.ToLower(o.Method), w.operation(o))
	}
	put(document, "paths", paths)
	put(document, "components", api.ObjectValue("schemas", w.components(), "securitySchemes", schemes(a)))
	if w.left < 0 {
		return "", fmt.Errorf("the document's references expand to more than %d facts", maxFacts)
	}
	return lines(document), nil
}

// maxFacts is the maximum number of types, fields, allowed values and the like that are
// written.
const maxFacts = 5_000_000

// byPath returns operations sorted by path, so that releases of a document differ as
// little as possible.
func byPath(operations []*api.Operation) []*api.Operation {
	return slices.SortedStableFunc(slices.Values(operations), func(a, b *api.Operation) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
	})
}

// lines returns a document with one line per operation and per component.
func lines(document *api.Value) string {
	var b strings.Builder
	b.WriteString("{\n")
	for i, part := range document.Members {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.WriteString(quote(part.Name) + ": ")
		if part.Name != "paths" && part.Name != "components" {
			b.WriteString(part.Value.JSON(""))
			continue
		}
		b.WriteString("{\n")
		for i, group := range part.Value.Members {
			if i > 0 {
				b.WriteString(",\n")
			}
			b.WriteString(quote(group.Name) + ": {\n")
			for i, one := range group.Value.Members {
				if i > 0 {
					b.WriteString(",\n")
				}
				b.WriteString("\t" + quote(one.Name) + ": " + one.Value.JSON(""))
			}
			b.WriteString("\n}")
		}
		b.WriteString("\n}")
	}
	b.WriteString("\n}\n")
	return b.String()
}

func quote(s string) string { return api.TextValue(s).JSON("") }

func truth() *api.Value { return &api.Value{Kind: api.Bool, Text: "true"} }

func fraction(f float64) *api.Value {
	return &api.Value{Kind: api.Number, Text: strconv.FormatFloat(f, 'g', -1, 64)}
}

func put(v *api.Value, name string, value *api.Value) {
	v.Members = append(v.Members, api.Member{Name: name, Value: value})
}

func putFlag(v *api.Value, name string, flag bool) {
	if flag {
		put(v, name, truth())
	}
}

func putText(v *api.Value, name, s string) {
	if s != "" {
		put(v, name, api.TextValue(s))
	}
}

func putTexts(v *api.Value, name string, all []string) {
	if len(all) > 0 {
		put(v, name, texts(all))
	}
}

func texts(all []string) *api.Value {
	v := api.ListValue()
	for _, s := range all {
		v.Items = append(v.Items, api.TextValue(s))
	}
	return v
}

func server(address string, variables []api.Variable) *api.Value {
	s := api.ObjectValue()
	if len(variables) > 0 {
		all := api.ObjectValue()
		for _, v := range variables {
			address = strings.ReplaceAll(address, "{{"+v.Key+"}}", "{"+v.Key+"}")
			put(all, v.Key, api.ObjectValue("default", api.TextValue(v.Value)))
		}
		put(s, "variables", all)
	}
	s.Members = append([]api.Member{{Name: "url", Value: api.TextValue(cmp.Or(address, "/"))}}, s.Members...)
	return s
}

type factWriter struct {
	names map[*api.Schema]string // of the components that are referred to
	taken map[string]int         // how often a name was used
	queue []*api.Schema
	left  int // number of facts that may still be written
}

func (w *factWriter) operation(o *api.Operation) *api.Value {
	v := api.ObjectValue()
	w.left -= len(o.Parameters) + len(o.Security)
	putTexts(v, "tags", o.Tags)
	putFlag(v, "deprecated", o.Deprecated)
	if o.Server != "" {
		put(v, "servers", api.ListValue(server(o.Server, o.ServerVariables)))
	}
	if o.Security != nil {
		put(v, "security", security(o.Security))
	}
	if len(o.Parameters) > 0 {
		all := api.ListValue()
		for _, p := range o.Parameters {
			one := api.ObjectValue("name", api.TextValue(p.Name), "in", api.TextValue(p.In))
			putFlag(one, "required", p.Required)
			putFlag(one, "deprecated", p.Deprecated)
			putText(one, "style", p.Style)
			if p.Explode != p.Exploded() {
				put(one, "explode", &api.Value{Kind: api.Bool, Text: strconv.FormatBool(p.Explode)})
			}
			of := one
			if p.JSON {
				of = api.ObjectValue()
				put(one, "content", api.ObjectValue("application/json", of))
			}
			if p.Schema != nil {
				put(of, "schema", w.schema(p.Schema))
			}
			all.Items = append(all.Items, one)
		}
		put(v, "parameters", all)
	}
	if b := o.Body; b != nil && !b.Inferred {
		media := api.ObjectValue()
		if b.Schema != nil {
			put(media, "schema", w.schema(b.Schema))
		}
		w.encoding(media, b)
		body := api.ObjectValue("content", api.ObjectValue(b.Media, media))
		putFlag(body, "required", b.Required)
		put(v, "requestBody", body)
	}
	if len(o.Responses) > 0 {
		all := api.ObjectValue()
		for _, r := range o.Responses {
			one := api.ObjectValue()
			if r.Schema != nil {
				put(one, "content", api.ObjectValue("application/json", api.ObjectValue("schema", w.schema(r.Schema))))
			}
			put(all, r.Status, one)
		}
		put(v, "responses", all)
		w.left -= len(o.Responses)
	}
	return v
}

func (w *factWriter) encoding(media *api.Value, b *api.Body) {
	encoding := api.ObjectValue()
	for _, name := range slices.Sorted(maps.Keys(b.Encodings)) {
		one, e := api.ObjectValue(), b.Encodings[name]
		putText(one, "contentType", e.Media)
		putText(one, "style", e.Style)
		if e.Joined != joined(e.Style) {
			put(one, "explode", &api.Value{Kind: api.Bool, Text: strconv.FormatBool(!e.Joined)})
		}
		put(encoding, name, one)
	}
	if len(encoding.Members) > 0 {
		put(media, "encoding", encoding)
	}
	w.left -= len(encoding.Members)
}

func security(all []api.Requirement) *api.Value {
	v := api.ListValue()
	for _, requirement := range all {
		one := api.ObjectValue()
		for _, need := range requirement {
			put(one, need.Scheme.Name, texts(need.Scopes))
		}
		v.Items = append(v.Items, one)
	}
	return v
}

func schemes(a *api.API) *api.Value {
	all := api.ObjectValue()
	for _, s := range a.Schemes {
		v := api.ObjectValue("type", api.TextValue(s.Type))
		putText(v, "in", s.In)
		putText(v, "name", s.Key)
		putText(v, "scheme", s.HTTP)
		if s.Type == "oauth2" {
			flows := api.ObjectValue()
			for _, f := range s.Flows {
				flow, scopes := api.ObjectValue(), api.ObjectValue()
				putText(flow, "authorizationUrl", f.AuthURL)
				putText(flow, "deviceAuthorizationUrl", f.DeviceURL)
				putText(flow, "tokenUrl", f.TokenURL)
				putText(flow, "refreshUrl", f.RefreshURL)
				for _, scope := range f.Scopes {
					put(scopes, scope.Name, api.TextValue(""))
				}
				put(flow, "scopes", scopes)
				put(flows, flowNames.Get()[f.Grant], flow)
			}
			put(v, "flows", flows)
		}
		put(all, s.Name, v)
	}
	return all
}

// flowNames maps Postman's grant types to OpenAPI's names.
var flowNames = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"authorization_code": "authorizationCode", "implicit": "implicit",
		"password_credentials": "password", "client_credentials": "clientCredentials",
		"device_code": "deviceAuthorization",
	}
}}
