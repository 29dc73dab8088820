package requests_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// TestWebhooks: what the API sends is in folders of its own where it is asked for, goes to
// variables that nothing defines, and never has the API's token.
func TestWebhooks(t *testing.T) {
	const text = `
openapi: 3.1.0
info: {title: Hooks, version: "1"}
servers: [{url: "https://api.test/v1/deep"}]
security: [{token: []}]
paths:
  /v1/deep/subscriptions:
    post:
      tags: [Webhooks]
      responses: {}
      callbacks:
        changed: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {example: {n: 1}}}}}}}
        shared: {$ref: '#/components/callbacks/Shared'}
  /v1/deep/other: {get: {tags: [Webhooks], callbacks: {changed: {'{$request.query.to}': {post: {}}}}}}
webhooks:
  made: {post: {summary: Something was made, requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}, examples: {a: {value: {id: 7}}, b: {value: {id: 8}}}}}}, responses: {200: {description: ok}}}}
  gone: {parameters: [{name: X-Sign, in: header, required: true, schema: {type: string, example: s}}], put: {requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}}
components:
  callbacks: {Shared: {'{$request.body#/other}': {post: {}}}}
  securitySchemes: {token: {type: http, scheme: bearer}}
`
	d, err := openapi.ReadWith("api.yaml", text, nil, openapi.Options{Webhooks: true})
	if err != nil || strings.Contains(fmt.Sprint(d.Files[0].Found), "left out") {
		t.Fatal(err, d.Files[0].Found)
	}
	tpl := requests.Template(d.API)
	items, err := requests.Items(d.API, d.API.Operations[:1], requests.OptionsOf(tpl))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	ids := map[string]bool{}
	for _, folder := range items[1:] {
		got = append(got, folder.Name)
		for _, i := range folder.Items {
			ids[i.ID] = true
			got = append(got, strings.Join(strings.Fields(fmt.Sprintf("%s: %s %s %s %s %s %d", i.Name, i.Request.Method, i.Request.URL, raw(i.Request), parameters(i.Request.Headers), i.Request.Auth.Type, len(i.Responses))), " "))
		}
	}
	want := []string{
		"Webhooks that the API sends",
		`Something was made: POST {{target_webhook_url}} { "id": 7 } Content-Type=application/json noauth 1`,
		`gone: PUT {{target_webhook_url}} { "id": "1", "...": {{target_gone}} } X-Sign=s Content-Type=application/json noauth 0`,
		"Callbacks",
		`changed: POST {{target_callback_url}} { "n": 1 } Content-Type=application/json noauth 0`,
		"shared: POST {{target_callback_url}} noauth 0",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") || len(ids) != 4 {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	d, err = openapi.Read("api.yaml", text, nil)
	if err != nil || len(d.API.Webhooks) > 0 {
		t.Fatal(err, d.API.Webhooks)
	}
	found := fmt.Sprint(d.Files[0].Found)
	if !strings.Contains(found, "2 webhooks are left out") || !strings.Contains(found, "the callbacks of 2 operations are left out") {
		t.Error(found)
	}
}

func raw(r *template.Request) string {
	if r == nil || r.Body == nil {
		return ""
	}
	return r.Body.Raw
}
