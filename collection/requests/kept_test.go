package requests_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// TestWordsKept: what the author wrote of an API, of parameters and of bodies is in a
// description, where no other part of a collection has a place for it.
func TestWordsKept(t *testing.T) {
	tpl, items := itemsOf(t, `
info: {title: Kept, version: "1", summary: In short., description: At length., license: {name: MIT, identifier: MIT, url: "https://l.test"}, termsOfService: "https://t.test", contact: {name: Ada}}
externalDocs: {url: "https://d.test"}
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}, examples: {one: {value: a1}, two: {value: b2}, three: {summary: The third, value: c3}}}
      - {name: q, in: query, schema: {type: string}, examples: {one: {value: x}, y: {value: y}, deep: {value: {a: 1}}, long: {value: `+strings.Repeat("l", 200)+`}}}
      - {name: amount, in: query, style: deepObject, description: All of it., schema: {type: object, properties: {value: {type: string, description: How much.}, currency: {type: string}}}}
    post: {requestBody: {content: {application/xml: {}, application/json: {example: {}}, text/csv: {}}}}
    patch: {requestBody: {content: {application/json: {example: {name: Ada}}}}, responses: {200: {description: Changed}}}
    put: {requestBody: {content: {text/plain: {schema: {type: string, format: binary}, example: words}}}}
`)
	if want := "In short.\n\nAt length.\n\n- Contact: Ada\n- Documentation: https://d.test\n- Terms of service: https://t.test\n- License: MIT, MIT, https://l.test"; tpl.Description != want {
		t.Errorf("the collection says %q, want %q", tpl.Description, want)
	}
	post := items["POST /a/{id}"]
	var said []string
	for _, v := range post.Request.Path {
		said = append(said, v.Key+": "+v.Description)
	}
	for _, q := range post.Request.Query {
		said = append(said, q.Key+": "+q.Description)
	}
	want := []string{
		"id: The ID of an a. Replace `{{target_a_id}}` by it. String. Other examples: `b2` (two), `c3` (The third).",
		"q: String. Other examples: `y`.",
		"amount[value]: All of it. How much. String.",
		"amount[currency]: String.",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(post.Description, "The body may also be `application/xml` and `text/csv`.") {
		t.Errorf("POST says %q", post.Description)
	}
	patch := items["PATCH /a/{id}"]
	if patch.Request.Body.Raw != "{}" || len(patch.Responses) != 1 {
		t.Fatalf("PATCH sends %q and has %d examples", patch.Request.Body.Raw, len(patch.Responses))
	}
	r := patch.Responses[0]
	if got := strings.Join(strings.Fields(fmt.Sprint(r.Code, r.Name, raw(r.Request))), ""); got != `200Example{"name":"Ada"}` {
		t.Errorf("PATCH has the example %s", got)
	}
	if put := items["PUT /a/{id}"].Request; put.Body.Mode != "raw" {
		t.Errorf("PUT sends %v", put.Body)
	}
}

// TestFoldersApart: a resource that has a folder in several tags, or is called like a tag, is
// told apart: by its ID, and by its name.
func TestFoldersApart(t *testing.T) {
	var paths strings.Builder
	for _, tag := range []string{"A", "B"} {
		for i := range 13 {
			fmt.Fprintf(&paths, "  /pets/{id}/%s%d: {get: {tags: [%[1]s]}}\n  /toys/{id}/%[1]s%[2]d: {get: {tags: [%[1]s]}}\n", tag, i)
		}
	}
	d, err := openapi.Read("api.yaml", "openapi: 3.1.0\ninfo: {title: Apart, version: '1'}\nservers: [{url: 'https://a.test'}]\npaths:\n"+paths.String()+
		"  /news: {get: {}, post: {}}\n  /other/{id}: {get: {tags: [News]}, delete: {tags: [News]}}\n", nil)
	if err != nil {
		t.Fatal(err, d.Files[0].Found)
	}
	items, err := requests.Items(d.API, d.API.Operations, requests.OptionsOf(requests.Template(d.API)))
	if err != nil {
		t.Fatal(err)
	}
	ids, names := map[string]bool{}, map[string]bool{}
	var look func(items []template.Item, around string)
	look = func(items []template.Item, around string) {
		for _, i := range items {
			if ids[i.ID] || names[around+"/"+i.Name] {
				t.Errorf("%s/%s (%s) is there twice", around, i.Name, i.ID)
			}
			ids[i.ID], names[around+"/"+i.Name] = true, true
			look(i.Items, around+"/"+i.Name)
		}
	}
	look(items, "")
	for _, want := range []string{"/News", "/News (/news)", "/A/Pets", "/B/Pets"} {
		if !names[want] {
			t.Errorf("there is no %s in %v", want, names)
		}
	}
}
