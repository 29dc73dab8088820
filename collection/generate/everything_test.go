package generate_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// everything is a template that uses all that templates can say, with texts that
// the model's own writer would break.
const everything = `
name: full
title: 'Quotes " and \ <b>&</b>'
description: "Line one\nline \"two\" <x> & y"
variables:
  - {key: host, value: ""}
  - {key: v, value: "1", description: "<&>"}
auth:
  type: apikey
  attributes: {key: X-Key, value: "{{key}}", in: header}
  guide: Put the key in.
items:
  - id: f
    name: Folder
    description: About it
    items:
      - {id: empty, name: Empty folder, items: []}
      - id: plain
        name: Plain
        method: GET
        url: https://api.{{region}}.example.com:8080/v1/things/:id?x=1&y#top
        path: [{key: id, description: Which}]
        query:
          - {key: a, value: "1", description: one}
          - {key: b, value: "2", disabled: true}
          - {key: c, disabled: true, description: three}
        headers: [{key: Accept, value: application/json}, {key: X-Off, value: "1", disabled: true, description: off}]
      - id: raw
        name: Raw
        method: PATCH
        url: "{{host}}/raw"
        auth: {type: basic, attributes: {username: u, password: "{{p}}"}}
        body: {raw: "{\"a\": \"<b>\"}", language: json}
        prerequest: |
          // before
          pm.variables.set("x", "<&>");
  - id: form
    name: Form
    method: POST
    url: http://[::1]:80/form
    auth: none
    body: {formdata: [{key: k, value: v, disabled: true}]}
`

func TestEverything(t *testing.T) {
	tpl, found := template.Parse(everything)
	if len(found) > 0 {
		t.Fatal(found)
	}
	text := made(t, tpl, generate.Choices{})
	c := parse(t, text)
	for _, p := range schemas.Profiles() {
		s, err := validate.Profile(p)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := validate.Collection(c.Node.Document(), s, validate.GoJSONSchema); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", p, found, err)
		}
	}
	if want := `Quotes " and \ <b>&</b>`; c.Name() != want {
		t.Errorf("name %q", c.Name())
	}
	if got := c.Node.Get("info", "description").Text(); got != "Line one\nline \"two\" <x> & y\n\nPut the key in." {
		t.Errorf("description %q", got)
	}
	for pointer, want := range map[string]string{
		"/auth/apikey/0/value":                             `"X-Key"`,
		"/variable/0/value":                                `""`,
		"/variable/1/description":                          `"<&>"`,
		"/item/0/description":                              `"About it"`,
		"/item/0/item/0/item":                              `[]`,
		"/item/0/item/1/request/url/raw":                   `"https://api.{{region}}.example.com:8080/v1/things/:id?x=1&y&a=1#top"`,
		"/item/0/item/1/request/url/protocol":              `"https"`,
		"/item/0/item/1/request/url/port":                  `"8080"`,
		"/item/0/item/1/request/url/host/1":                `"{{region}}"`,
		"/item/0/item/1/request/url/path/2":                `":id"`,
		"/item/0/item/1/request/url/hash":                  `"top"`,
		"/item/0/item/1/request/url/variable/0/value":      `""`,
		"/item/0/item/1/request/url/query/1/key":           `"y"`,
		"/item/0/item/1/request/url/query/2/description":   `"one"`,
		"/item/0/item/1/request/url/query/3/disabled":      `true`,
		"/item/0/item/1/request/url/query/4/disabled":      `true`,
		"/item/0/item/1/request/header/1/disabled":         `true`,
		"/item/0/item/1/response":                          `[]`,
		"/item/0/item/2/request/auth/basic/1/value":        `"{{p}}"`,
		"/item/0/item/2/request/body/raw":                  `"{\"a\": \"<b>\"}"`,
		"/item/0/item/2/request/body/options/raw/language": `"json"`,
		"/item/0/item/2/event/0/listen":                    `"prerequest"`,
		"/item/0/item/2/event/0/script/exec/1":             `"pm.variables.set(\"x\", \"<&>\");"`,
		"/item/1/request/auth/type":                        `"noauth"`,
		"/item/1/request/url/host/0":                       `"[::1]"`,
		"/item/1/request/url/port":                         `"80"`,
		"/item/1/request/body/formdata/0/disabled":         `true`,
	} {
		if got := c.Node.Document().Lookup(pointer).Raw(); got != want {
			t.Errorf("%s is %s, want %s", pointer, got, want)
		}
	}
	for _, absent := range []string{"/info/version", "/item/0/item/1/request/url/query/0/disabled", "/item/0/item/1/request/url/query/1/description", "/item/0/item/1/request/auth"} {
		if n := c.Node.Document().Lookup(absent); n.Exists() {
			t.Errorf("%s is %s", absent, n.Raw())
		}
	}
	onRequest := parse(t, made(t, tpl, generate.Choices{AuthLevel: generate.AuthOnRequest}))
	guides := 0
	for item := range onRequest.Requests() {
		if strings.Contains(item.Request().Node.Get("description").Text(), "Put the key in.") {
			guides++
		}
		if want := map[string]string{"Plain": "apikey", "Raw": "basic", "Form": "noauth"}[item.Name()]; item.Auth().Type() != want {
			t.Errorf("%s uses %q, want %q", item.Name(), item.Auth().Type(), want)
		}
	}
	if guides != 1 || onRequest.Auth().IsSet() {
		t.Errorf("%d guides, authorization of the collection %s", guides, onRequest.Auth().Node.Raw())
	}
}
