package requests_test

import (
	"maps"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// TestComputed: a variable that the wording computes is set before each request that
// refers to it, also where the reference is switched off: the reader switches it on.
func TestComputed(t *testing.T) {
	d, err := openapi.Read("api.yaml", `openapi: 3.1.0
paths:
  /on: {get: {parameters: [{in: query, name: since, required: true, schema: {type: string}}]}}
  /off: {get: {parameters: [{in: query, name: since, schema: {type: string}}]}}
  /header: {get: {parameters: [{in: header, name: X-Since, schema: {type: string}}]}}
  /form: {post: {requestBody: {content: {multipart/form-data: {schema: {properties: {since: {type: string}}}}}}}}
  /other: {get: {parameters: [{in: query, name: until, schema: {type: string}}]}}
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	const script = `pm.variables.set("recent", "2026-03-16");`
	tpl := requests.Template(d.API)
	tpl.Wording = &template.Wording{
		Sent: map[string]*api.Value{
			"since": {Kind: api.String, Text: "{{recent}}"}, "X-Since": {Kind: api.String, Text: "{{recent}}"},
		},
		Computed: map[string]string{"recent": script, "unused": "throw 1;"},
	}
	items, err := requests.Items(d.API, d.API.Operations, requests.OptionsOf(tpl))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	var collect func(items []template.Item)
	collect = func(items []template.Item) {
		for _, i := range items {
			if i.Request != nil {
				got[i.ID] = i.Prerequest
			}
			collect(i.Items)
		}
	}
	collect(items)
	want := map[string]string{"GET /on": script, "GET /off": script, "GET /header": script, "POST /form": script, "GET /other": ""}
	if !maps.Equal(got, want) {
		t.Errorf("the scripts are %q, want %q", got, want)
	}
}
