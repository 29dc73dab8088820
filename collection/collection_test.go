package collection_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/internal/testkit"
)

const clinic = `{
  "info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a"}, {"key": "scope", "value": "b"}]},
  "variable": [{"key": "host", "value": "h"}, {"id": "old", "value": 1}],
  "item": [
    {"name": "Patients", "auth": {"type": "basic", "basic": []}, "variable": [{"key": "host", "value": "inner"}],
     "item": [
      {"name": "List", "request": {"method": "POST", "url": {"raw": "https://{{host}}/p/:id?q=1", "host": ["a", "b"], "path": ["p", {"value": ":id"}],
        "query": [{"key": "q", "value": "1"}, {"key": "r", "value": null, "disabled": true}], "variable": [{"key": "id", "value": "7"}]},
        "header": [{"key": "Accept", "value": "*/*"}],
        "body": {"mode": "urlencoded", "urlencoded": [{"key": "f", "value": "v"}], "options": {"raw": {"language": "json"}}}},
       "event": [{"listen": "test", "script": {"exec": ["one", "two"]}}, {"listen": "prerequest", "disabled": true, "script": {"exec": "a\nb"}}],
       "response": [{"name": "OK", "code": 200, "body": "x", "header": [{"key": "h", "value": "v"}], "originalRequest": {"method": "PUT"}}]},
      {"name": "Inner", "item": [{"name": "Deep", "request": {"url": "u", "auth": null}}, {"name": "Open", "request": {"auth": {"type": "noauth"}}}]}
    ]},
    {"name": "Ping", "request": "https://example.com/ping"}
  ]
}`

func items(c collection.Collection) map[string]collection.Item {
	found := map[string]collection.Item{}
	for item := range c.Items() {
		found[item.Name()] = item
	}
	return found
}

func TestItems(t *testing.T) {
	c := collection.Of(testkit.Parse(t, clinic))
	var paths []string
	for item := range c.Items() {
		paths = append(paths, strings.Join(item.Path(), "/"))
	}
	want := []string{"Patients", "Patients/List", "Patients/Inner", "Patients/Inner/Deep", "Patients/Inner/Open", "Ping"}
	if !slices.Equal(paths, want) {
		t.Errorf("items %q, want %q", paths, want)
	}
	requests := 0
	for range c.Requests() {
		if requests++; requests == 2 {
			break
		}
	}
	if c.Name() != "Clinic" || requests != 2 {
		t.Errorf("name %q, %d requests before the break", c.Name(), requests)
	}
}

func TestAuthInheritance(t *testing.T) {
	all := items(collection.Of(testkit.Parse(t, clinic)))
	for name, want := range map[string]string{"List": "basic", "Deep": "basic", "Open": "noauth", "Ping": "oauth2", "Patients": "basic"} {
		if got := all[name].Auth().Type(); got != want {
			t.Errorf("%s uses %q, want %q", name, got, want)
		}
	}
	if got := all["Ping"].Auth().Attribute("scope").Text(); got != "b" {
		t.Errorf("of two scopes the last counts, got %q", got)
	}
	none := items(collection.Of(testkit.Parse(t, `{"item": [{"name": "x", "request": {}}]}`)))
	if none["x"].Auth().IsSet() {
		t.Error("an authorization out of nothing")
	}
}

func TestVariableScope(t *testing.T) {
	all := items(collection.Of(testkit.Parse(t, clinic)))
	var seen []string
	for v := range all["Deep"].Scope() {
		seen = append(seen, v.Key()+"="+v.Value().Raw())
	}
	if want := []string{`host="inner"`, `host="h"`, `old=1`}; !slices.Equal(seen, want) {
		t.Errorf("Deep sees %q, want %q", seen, want)
	}
}

func TestRequestViews(t *testing.T) {
	all := items(collection.Of(testkit.Parse(t, clinic)))
	list := all["List"].Request()
	u := list.URL()
	if list.Method() != "POST" || u.Raw() != "https://{{host}}/p/:id?q=1" || u.Host() != "a.b" || u.Path() != "p/:id" {
		t.Errorf("%s %s: host %s, path %s", list.Method(), u.Raw(), u.Host(), u.Path())
	}
	var query []string
	for p := range u.Query() {
		if !p.Disabled() {
			query = append(query, p.Key()+"="+p.Value().Text())
		}
	}
	for v := range u.PathVariables() {
		query = append(query, v.Key())
	}
	for p := range list.Headers() {
		query = append(query, p.Key())
	}
	for p := range list.Body().Fields() {
		query = append(query, p.Key())
	}
	if want := []string{"q=1", "id", "Accept", "f"}; !slices.Equal(query, want) {
		t.Errorf("parameters %q, want %q", query, want)
	}
	ping := all["Ping"].Request()
	if ping.Method() != "GET" || ping.URL().Raw() != "https://example.com/ping" {
		t.Errorf("a request in short form: %s %s", ping.Method(), ping.URL().Raw())
	}
	for e := range all["List"].Events() {
		if want := map[string]string{"test": "one\ntwo", "prerequest": "a\nb"}[e.Listen()]; e.Source() != want || e.Disabled() != (e.Listen() == "prerequest") {
			t.Errorf("%s script %q", e.Listen(), e.Source())
		}
	}
	for r := range all["List"].Responses() {
		if r.Name() != "OK" || r.Code().Raw() != "200" || r.Body().Text() != "x" || r.OriginalRequest().Method() != "PUT" {
			t.Errorf("example %s", r.Node.Raw())
		}
	}
}

// TestViewsOnAnything: views find nothing on a document of another shape, and
// never fail.
func TestViewsOnAnything(t *testing.T) {
	texts := []string{`null`, `[]`, `{"item": {"item": []}, "auth": 1, "variable": "x", "event": [1]}`,
		`{"item": [1, "x", null, [], {"request": 5}, {"item": 3}, {"item": [{"request": {"url": [], "body": {"mode": 1}, "header": "A: b"}}]}]}`}
	for _, f := range testkit.CollectionsIfPresent() {
		texts = append(texts, f.Text)
	}
	for _, text := range texts {
		c := collection.Of(testkit.Parse(t, text))
		for item := range c.Items() {
			_ = item.Path()
			_ = item.Auth().Attribute("x")
			for range item.Scope() {
			}
			for e := range item.Events() {
				_ = e.Source()
			}
			r := item.Request()
			_, _, _, _ = r.Method(), r.URL().Host(), r.URL().Path(), r.Body().Language()
			for range r.Body().Fields() {
			}
		}
		for range c.Events() {
		}
	}
}

// TestSent puts addresses together as Url.toString of Postman's SDK does.
func TestSent(t *testing.T) {
	for parts, want := range map[string]string{
		`"protocol": "https", "host": ["a", "b"], "port": 8443, "path": ["p", ":id"], "query": [{"key": "q", "value": null}, {"key": "r", "value": ""}, {"key": "s", "value": "1", "disabled": true}], "hash": "h"`: "https://a.b:8443/p/:id?q&r=#h",
		`"protocol": "https://", "auth": {"user": "u", "password": "{{p}}"}, "host": "a.b", "port": "1", "path": "/p"`:                                                                                              "https://u:{{p}}@a.b:1/p",
		`"auth": {"user": "u"}, "host": ["{{base_url}}"], "path": [""]`:                                                                                                                                             "u@{{base_url}}/",
		`"host": "a.b", "path": ["", "p"], "query": [{"key": "a&b", "value": "c#{{d&e}}=f"}]`:                                                                                                                       "a.b//p?a%26b=c%23{{d&e}}=f",
		`"raw": "https://a.b/p"`: "https://a.b/p",
	} {
		u := collection.URL{Node: testkit.Parse(t, "{"+parts+"}").Root()}
		if got := u.Sent(); got != want {
			t.Errorf("%s: %s, want %s", parts, got, want)
		}
	}
}
