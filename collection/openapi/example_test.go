package openapi_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
)

// TestExamplesElsewhere: an example may be in a file of its own, by externalValue or by a
// reference in the place of its value, as bundlers have it. What leads nowhere is a value as it is.
func TestExamplesElsewhere(t *testing.T) {
	f := &folder{files: map[string]string{
		"cat.json": `{"name": "Tom"}`, "pet.xml": "<pet>Tom</pet>", "all.yaml": "dog: {value: {name: Rex}}\n",
	}}
	d, err := openapi.Read("api.yaml", `openapi: 3.0.0
paths:
  /a:
    post:
      requestBody: {content: {application/json: {examples: {cat: {value: {$ref: cat.json}}}}}}
      responses:
        200:
          content:
            application/json: {examples: {cat: {externalValue: ./cat.json}, web: {externalValue: "https://a.test/x"}, none: {value: {$ref: "#/nowhere"}}}}
            application/xml: {example: {$ref: "#/x"}, examples: {pet: {externalValue: pet.xml}}}
        400: {content: {application/json: {examples: {$ref: all.yaml}}}}
        500: {content: {application/json: {example: {$ref: cat.json, more: 1}}}}
x: {inner: {$ref: kept}}
`, f.open)
	if err != nil {
		t.Fatal(err)
	}
	o := d.API.Operations[0]
	got := []string{o.Body.Example.JSON("")}
	for _, r := range o.Responses {
		for _, e := range r.Examples {
			got = append(got, strings.TrimSpace(e.Key+" "+strings.Join(strings.Fields(e.Text()), "")))
		}
	}
	want := []string{
		`{"name":"Tom"}`, `cat {"name":"Tom"}`, `none {"$ref":"#/nowhere"}`, `{"inner":{"$ref":"kept"}}`, `pet <pet>Tom</pet>`,
		`dog {"name":"Rex"}`, `{"$ref":"cat.json","more":1}`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if text := said(d); !strings.Contains(text, `the example "https://a.test/x" is left out: nothing is fetched over a network`) ||
		!strings.Contains(text, `"#/nowhere" refers to something that is not there`) {
		t.Error(text)
	}
}
