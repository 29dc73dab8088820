package template_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/templates"
)

func TestEmbedded(t *testing.T) {
	if len(templates.Names()) == 0 {
		t.Fatal("no templates")
	}
	for _, name := range templates.Names() {
		tpl, err := template.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		if tpl.Name != name {
			t.Errorf("the template in folder %s calls itself %s", name, tpl.Name)
		}
	}
	if _, err := template.Embedded("drcrono"); err == nil || !strings.Contains(err.Error(), `did you mean "drchrono"?`) {
		t.Error(err)
	}
}

const minimal = `name: x
title: X
items:
  - id: one
    name: One
    method: GET
    url: https://example.com
`

func TestMinimal(t *testing.T) {
	tpl, found := template.Parse(minimal)
	if len(found) > 0 || tpl.Auth != nil || tpl.Environment != nil || len(tpl.Items) != 1 || tpl.Items[0].Request.Method != "GET" {
		t.Errorf("%+v, %v", tpl, found)
	}
}

// TestOwnNeeds: a template's own requests say what calls like them need, with or without
// a query; one with an authorization of its own may need scopes that the template's lacks.
func TestOwnNeeds(t *testing.T) {
	tpl, found := template.Parse(minimal + `    scopes: [own]
    auth: {type: oauth2, attributes: {scope: own}}
  - {id: two, name: Two, method: GET, url: "https://example.com/search?limit=10#top", scopes: [read]}
server: https://example.com
auth: {type: oauth2}
scopes: [{name: read}]
`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for path, want := range map[string]string{"": "own", "search": "read"} {
		if got, known := tpl.Needs("GET", path); !known || strings.Join(got, " ") != want {
			t.Errorf("%q needs %v", path, got)
		}
	}
}

// TestMistakes: each mistake of a template's author is found at its place.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, at, message, help string }{
		{"empty", "", "1:1", "the file is empty", ""},
		{"not a mapping", "- a", "1:1", "a template must be an object, not a list", ""},
		{"unknown key", minimal + "titel: Y\n", "8:1", `template "x" has no setting "titel"; did you mean "title"?`, "known here: name, title"},
		{"name missing", strings.Replace(minimal, "name: x\n", "", 1), "1:1", `the template has no "name"`, ""},
		{"name with spaces", strings.Replace(minimal, "name: x", "name: My API", 1), "1:7", `"name" of template "My API" is not as it must be`, "small letters"},
		{"no items", "name: x\ntitle: X\nitems: []\n", "3:8", `"items" of template "x" must not be empty`, ""},
		{"number as title", strings.Replace(minimal, "title: X", "title: 7", 1), "2:8", `"title" of template "x" must be a string, not a number`, ""},
		{"neither request nor folder", minimal + "  - {id: two, name: Two}\n", "8:5", `item "Two" has neither "method" nor "url" nor "items"`, ""},
		{"misspelled request key", minimal + "    ulr: x\n", "8:5", `request "One" has no setting "ulr"; did you mean "url"?`, "known here"},
		{"small method", strings.Replace(minimal, "GET", "get", 1), "6:13", `"method" of request "One" is not as it must be`, "capital letters"},
		{"duplicate item id", minimal + "  - {id: one, name: Two, items: []}\n", "8:10", `the item id "one" is taken`, ""},
		{"duplicate scope", minimal + "auth: {type: oauth2}\nscopes: [{name: a}, {name: a}]\n", "9:28", `the scope "a" appears twice`, ""},
		{"scope with a space", minimal + "auth: {type: oauth2}\nscopes: [{name: a b}]\n", "9:17", `is not as it must be`, "no spaces"},
		{"scopes without oauth2", minimal + "scopes: [{name: a}]\n", "8:1", "scopes need an authorization of type oauth2", ""},
		{"authorization type", minimal + "auth: {type: oath2}\n", "8:14", `"oath2" is not an authorization type; did you mean "oauth2"?`, ""},
		{"unknown attribute", minimal + "auth:\n  type: oauth2\n  attributes:\n    authURL: x\n", "11:5", `"authURL" is not an attribute of oauth2 that Postman knows; did you mean "authUrl"?`, ""},
		{"scope as attribute", minimal + "auth: {type: oauth2, attributes: {scope: x}}\n", "8:35", "the scope attribute is made from the list of scopes", "list them"},
		{"unknown scope of a request", minimal + "    scopes: [raed]\nauth: {type: oauth2}\nscopes: [{name: read}]\n", "8:14", `the template has no scope "raed"; did you mean "read"?`, "list it"},
		{"attribute without a value", minimal + "auth:\n  type: oauth2\n  attributes:\n    state:\n", "11:11", `"state" has no value`, `write ""`},
		{"item authorization", minimal + "    auth: non\n", "8:11", `"non" is not an authorization switch; did you mean "none"?`, ""},
		{"attribute of an item", minimal + "    auth: {type: basic, attributes: {user: x}}\n", "8:38", `"user" is not an attribute of basic`, ""},
		{"two bodies", minimal + "    body: {raw: x, urlencoded: []}\n", "8:20", "has no setting", ""},
		{"token lifetime without a unit", minimal + "sandbox: {token-lifetime: \"48\", variables: {client-id: a, client-secret: b, access-token: c, refresh-token: d}, current-user: /me, users: [{name: A, record: {}}]}\n", "8:27", `"token-lifetime" of`, "such as 48h"},
		{"sandbox without users", minimal + "sandbox: {token-lifetime: 1h, variables: {client-id: a, client-secret: b, access-token: c, refresh-token: d}, current-user: /me}\n", "8:10", `has no "users"`, ""},
		{"duplicate variable", minimal + "variables: [{key: a}, {key: a}]\n", "8:29", `the variable "a" appears twice`, ""},
		{"tab", "name: x\n\ttitle: X\n", "2:1", "", "indent with spaces"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tpl, found := template.Parse(c.text)
			if tpl != nil || len(found) == 0 {
				t.Fatalf("%+v, %v", tpl, found)
			}
			d := found[0]
			if at := fmt.Sprintf("%d:%d", d.Line, d.Column); at != c.at {
				t.Errorf("at %s, want %s (%s)", at, c.at, d.Message)
			}
			if !strings.Contains(d.Message, c.message) || !strings.Contains(d.Help, c.help) || len(found) > 1 {
				t.Errorf("says %+v, want %q (%q)", found, c.message, c.help)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range templates.Names() {
		text, _, _ := templates.Source(name)
		f.Add(text)
	}
	f.Add(minimal)
	f.Fuzz(func(t *testing.T, text string) {
		tpl, found := template.Parse(text)
		if (tpl == nil) == (len(found) == 0) {
			t.Fatalf("a template %v and findings %v", tpl, found)
		}
	})
}

// TestEmbeddedLazily: an API that is read lazily is the same as one that is read at
// once, whatever is asked first.
func TestEmbeddedLazily(t *testing.T) {
	for _, name := range templates.Names() {
		atOnce, err := template.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := template.EmbeddedAPI(atOnce); err != nil {
			t.Fatal(err)
		}
		first, err := template.EmbeddedLazily(name)
		if err != nil {
			t.Fatal(err)
		}
		second, err := template.EmbeddedLazily(name)
		if err != nil {
			t.Fatal(err)
		}
		server := first.AuthorizationServer()
		known := second.Known()
		if !reflect.DeepEqual(known, atOnce.API) {
			t.Errorf("%s: read lazily, the API is another", name)
		}
		if got := second.AuthorizationServer(); !reflect.DeepEqual(got, server) || !reflect.DeepEqual(got, atOnce.AuthorizationServer()) {
			t.Errorf("%s: got %+v, want %+v", name, got, server)
		}
		if second.API != nil {
			t.Errorf("%s: asking for the API changes the template", name)
		}
	}
}
