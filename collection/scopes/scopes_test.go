package scopes_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/scopes"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/testkit"
)

// of returns the template of a document with paths below https://api.example.com/v1.
func of(t *testing.T, paths string) *template.Template {
	t.Helper()
	d, err := openapi.Read("api.yaml", "openapi: 3.0.3\ninfo: {title: Pets}\nservers: [{url: 'https://api.example.com/v1'}]\n"+paths+`
components:
  securitySchemes:
    o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a, tokenUrl: https://t, scopes: {"pets:read": Read, "pets:write": Write, user_data: All, "toys:read": "", "toys:write": ""}}}}
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	return requests.Template(d.API)
}

const paths = `
security: [{o: [pets:read, "pets:write"]}]
paths:
  /pets: {get: {}, post: {}, head: {}}
  /pets/{id}: {get: {security: [{o: [pets]}]}, delete: {security: [{o: [user_data, "toys:read", zoo, zoo, ark]}]}}
  /open: {get: {security: []}}
  /silent: {get: {security: [{o: []}]}}
`

func collectionOf(t *testing.T, rest string) collection.Collection {
	t.Helper()
	d, err := jsontree.Parse(`{"info": {"name": "Mine", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, ` + rest + `}`)
	if err != nil {
		t.Fatal(err)
	}
	return collection.Of(d)
}

const requestItems = `"variable": [{"key": "host", "value": "api.example.com"}, {"key": "some", "value": "pets:read toys:read"}], "item": [
	{"name": "Folder", "item": [
		{"name": "List pets", "request": {"method": "GET", "url": "https://{{host}}/v1/pets?q=1"}},
		{"name": "Get a pet", "request": {"method": "GET", "url": "https://api.example.com/v1/pets/:id"}},
		{"name": "Delete a pet", "request": {"method": "DELETE", "url": "https://api.example.com/v1/pets/7"}}]},
	{"name": "Look", "request": "https://api.example.com/v1/open"},
	{"name": "Unknown", "request": "https://api.example.com/v1/absent"},
	{"name": "Elsewhere", "request": "https://other.example.com/v1/pets"},
	{"name": "A request with a name so long that nobody would want to read all of it in a table", "request": "https://api.example.com/v1/silent"}]`

func TestFormats(t *testing.T) {
	tpl := of(t, paths)
	m := scopes.Of(collectionOf(t, `"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "{{some}},unknown"}]}, `+requestItems), tpl, nil, nil)
	for format, extension := range map[string]string{"text": "txt", "json": "json", "markdown": "md"} {
		text, err := m.Write(format)
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "testdata/collection."+extension, text)
		if text, err = scopes.OfTemplate(tpl).Write(format); err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "testdata/template."+extension, text)
	}
	if _, err := m.Write("sarif"); err == nil || err.Error() != `there is no format "sarif"` {
		t.Error(err)
	}
}

func TestOf(t *testing.T) {
	tpl := of(t, paths)
	for _, c := range []struct {
		name, auth                     string
		environment                    map[string]string
		asked, needed, missing, excess string
		all                            bool
	}{
		{name: "none", needed: "pets:read user_data toys:write ark zoo", missing: "pets:read user_data toys:write ark zoo"},
		{name: "another kind", auth: `"auth": {"type": "basic", "basic": [{"key": "scope", "value": "pets:read"}]}, `, needed: "pets:read user_data toys:write ark zoo", missing: "pets:read user_data toys:write ark zoo"},
		{name: "no scope named", auth: `"auth": {"type": "oauth2", "oauth2": []}, `, needed: "pets:read user_data toys:write ark zoo", all: true},
		{name: "an empty scope", auth: `"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": " "}]}, `, needed: "pets:read user_data toys:write ark zoo", all: true},
		{name: "of the environment", auth: `"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "{{mine}} toys:read"}]}, `,
			environment: map[string]string{"mine": "zoo,pets:read user_data"},
			asked:       "pets:read user_data toys:read zoo", needed: "pets:read user_data toys:write ark zoo", missing: "toys:write ark", excess: "toys:read"},
		{name: "another host", environment: map[string]string{"host": "elsewhere.example.com"}, needed: "pets:read user_data toys:write ark zoo", missing: "pets:read user_data toys:write ark zoo"},
	} {
		var environment func(string) (string, bool)
		if c.environment != nil {
			environment = func(name string) (string, bool) { v, ok := c.environment[name]; return v, ok }
		}
		m := scopes.Of(collectionOf(t, c.auth+requestItems), tpl, environment, environment)
		got := [...]string{strings.Join(m.Asked, " "), strings.Join(m.Needed, " "), strings.Join(m.Missing, " "), strings.Join(m.Excess, " ")}
		if want := [...]string{c.asked, c.needed, c.missing, c.excess}; got != want || m.AsksAll != c.all {
			t.Errorf("%s: %q, all %t; want %q", c.name, got, m.AsksAll, want)
		}
	}
	// An authorization of a folder or request asks, too.
	m := scopes.Of(collectionOf(t, `"item": [{"name": "F", "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a"}]}, "item": [
		{"name": "R", "request": {"url": "https://x.example.com", "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "b"}]}}}]}]`), tpl, nil, nil)
	if got := strings.Join(m.Asked, " "); got != "a b" {
		t.Errorf("asked %s", got)
	}
}

func TestNeeded(t *testing.T) {
	tpl := of(t, paths)
	items, err := requests.Items(tpl.API, tpl.API.Operations, requests.OptionsOf(tpl))
	if err != nil {
		t.Fatal(err)
	}
	// What the template cannot ask for, and what nobody needs, are left out.
	if got := strings.Join(scopes.Needed(tpl, items), " "); got != "pets:read pets:write user_data toys:write" {
		t.Errorf("needed %s", got)
	}
	if got := scopes.Needed(tpl, nil); got == nil || len(got) != 0 {
		t.Errorf("of nothing %q", got)
	}
}

// TestHostile: names keep tables whole, and terminals as they are.
func TestHostile(t *testing.T) {
	names := []string{"a|b", "`code`", "``", "*b* _i_ ~s~", "<script>", "[l](http://x)", "two\nlines", "\x1b[31mred", "\u202eback", `\`, "&lt;", "tab\tstop"}
	var list []string
	for _, name := range names {
		quoted, err := json.Marshal(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf(`{"name": %s, "request": "https://api.example.com/v1/pets"}`, quoted))
	}
	scope, err := json.Marshal(strings.NewReplacer("\n", "", "\t", "", " ", "").Replace(strings.Join(names, "\u00a0")))
	if err != nil {
		t.Fatal(err)
	}
	m := scopes.Of(collectionOf(t, `"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": `+string(scope)+`}]}, "item": [`+strings.Join(list, ",")+"]"), of(t, paths), nil, nil)
	m.Title = strings.Join(names, " ")
	m.Contradictions = append(m.Contradictions, scopes.Contradiction{Operation: m.Title, Text: m.Title})
	for format, extension := range map[string]string{"text": "txt", "markdown": "md"} {
		text, err := m.Write(format)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range text {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%s shows %q", format, r)
			}
		}
		testkit.Golden(t, "testdata/hostile."+extension, text)
	}
}
