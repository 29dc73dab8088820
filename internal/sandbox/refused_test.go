package sandbox_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
)

// TestRefused: the answer to an invalid request says what is wrong.
func TestRefused(t *testing.T) {
	for _, p := range playEmbedded(t) {
		tried := map[string]int{}
		refuse := func(kind string, r try, code int, says ...string) {
			t.Helper()
			tried[kind]++
			a := p.do(r)
			if a.code != code {
				t.Errorf("%s, %s: answered with %d %.300s, want %d", r.operation, kind, a.code, a.body, code)
			}
			for _, want := range says {
				if !strings.Contains(a.body, want) {
					t.Errorf("%s, %s: answered with %.300s, want %q in it", r.operation, kind, a.body, want)
				}
			}
		}
		for _, o := range p.template.API.Operations {
			r := p.valid(o)
			p.refuseParameters(r, refuse)
			if r.body != nil {
				p.refuseBodies(r, refuse)
			}
		}
		for _, kind := range []string{"unknown field", "missing field", "wrong type", "read-only field", "not JSON", "unknown version",
			"variable in the path", "variable in the query", "variable in a header", "variable in the body", "missing parameter", "mistyped parameter", "unknown record", "none of a group"} {
			if tried[kind] == 0 {
				t.Errorf("nothing tried: %s", kind)
			}
		}
		t.Logf("%s: %v", p.template.Name, tried)
	}
}

type refusal func(kind string, r try, code int, says ...string)

func (p played) refuseParameters(r try, refuse refusal) {
	o := r.operation
	if version := p.template.Sandbox.Version; version != nil {
		wrong := r
		wrong.header = http.Header{http.CanonicalHeaderKey(version.Header): {"v0"}}
		refuse("unknown version", wrong, 400, version.Header, "v0", version.Values[0])
	}
	wrong := r
	wrong.header = http.Header{"X-Note": {"{{note}}"}}
	refuse("variable in a header", wrong, 400, "{{note}}", "X-Note")
	if strings.HasSuffix(o.Path, "}") {
		wrong = r
		wrong.id = "{{record_id}}"
		refuse("variable in the path", wrong, 400, "{{record_id}}", "the path")
		wrong.id = "999999"
		refuse("unknown record", wrong, 404, "999999")
	}
	for _, one := range o.OneOf {
		wrong := r
		wrong.query = url.Values{}
		for name, values := range r.query {
			if !slices.Contains(one, name) {
				wrong.query[name] = values
			}
		}
		refuse("none of a group", wrong, 400, one...)
	}
	for _, q := range o.Parameters {
		if q.In != api.InQuery {
			continue
		}
		wrong := r
		wrong.query = url.Values{}
		for name, values := range r.query {
			wrong.query[name] = values
		}
		wrong.query.Set(q.Name, "{{"+q.Name+"}}")
		refuse("variable in the query", wrong, 400, "{{"+q.Name+"}}", q.Name)
		if q.Schema != nil && sample.Flat(q.Schema).Is("integer") {
			wrong.query.Set(q.Name, "many")
			refuse("mistyped parameter", wrong, 400, q.Name)
		}
		if q.Required {
			wrong.query.Del(q.Name)
			refuse("missing parameter", wrong, 400, q.Name)
		}
	}
}

func (p played) refuseBodies(r try, refuse refusal) {
	o := r.operation
	flat := sample.Flat(o.Body.Schema)
	wrong := r
	wrong.raw = `{"text": "{{target_note}}"}`
	refuse("variable in the body", wrong, 400, "{{target_note}}", "body")
	if api.IsJSON(o.Body.Media) {
		for _, raw := range []string{"name=x", "[1]", `{"a": `, `"text"`} {
			wrong.raw = raw
			refuse("not JSON", wrong, 400, "JSON")
		}
	}
	if len(flat.Properties) == 0 {
		return
	}
	wrong.raw = ""
	wrong.body = member(r.body, "no_such_field", &api.Value{Kind: api.Bool, Text: "true"})
	refuse("unknown field", wrong, 400, "no_such_field")
	needs := flat.Needs()
	for _, property := range flat.Properties {
		of := sample.Flat(property.Schema)
		switch {
		case of.ReadOnly:
			wrong.body = member(r.body, property.Name, &api.Value{Kind: api.String, Text: "another"})
			refuse("read-only field", wrong, 400, property.Name)
		case of.Format == "binary":
			wrong.body = member(r.body, property.Name, nil)
			if needs[property.Name] && o.Method != "PATCH" {
				refuse("missing field", wrong, 400, property.Name)
			}
		default:
			if len(of.Types) > 0 && api.IsJSON(o.Body.Media) && !of.Is("object") {
				wrong.body = member(r.body, property.Name, &api.Value{Kind: api.Object})
				refuse("wrong type", wrong, 400, property.Name)
			}
			if len(of.Enum) > 0 {
				wrong.body = member(r.body, property.Name, &api.Value{Kind: api.String, Text: "none of them"})
				refuse("outside of an enumeration", wrong, 400, property.Name)
			}
			if needs[property.Name] && o.Method != "PATCH" {
				wrong.body = member(r.body, property.Name, nil)
				refuse("missing field", wrong, 400, property.Name)
			}
		}
	}
}

// member returns an object with one member's value replaced, or without the
// member.
func member(v *api.Value, name string, value *api.Value) *api.Value {
	made := &api.Value{Kind: api.Object}
	for _, m := range v.Members {
		if m.Name != name {
			made.Members = append(made.Members, m)
		}
	}
	if value != nil {
		made.Members = append(made.Members, api.Member{Name: name, Value: value})
	}
	return made
}
