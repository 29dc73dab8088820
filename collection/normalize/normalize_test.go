package normalize_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/internal/testkit"
)

func of(t testing.TB, text string) *normalize.Element {
	t.Helper()
	return normalize.Of(testkit.Parse(t, text))
}

// says returns all that an outline says, in one text.
func says(e *normalize.Element) string {
	var b strings.Builder
	var write func(e *normalize.Element)
	write = func(e *normalize.Element) {
		fmt.Fprintf(&b, "%s %q {", e.Kind, e.Identity.Name)
		for _, f := range e.Fields {
			if f.Value != "" && !f.Noise {
				fmt.Fprintf(&b, " %s=%q", f.Name, f.Value)
			}
		}
		if e.Auth != nil {
			write(e.Auth)
		}
		for _, l := range e.Lists {
			elements := slices.Clone(l.Elements)
			if l.Kind == normalize.Attribute {
				slices.SortStableFunc(elements, func(a, b *normalize.Element) int { return strings.Compare(a.Identity.Name, b.Identity.Name) })
			}
			for _, inner := range elements {
				if !inner.IsBlank() {
					fmt.Fprintf(&b, " %s: ", l.Name)
					write(inner)
				}
			}
		}
		for _, item := range e.Items {
			write(item)
		}
		b.WriteString("}")
	}
	write(e)
	return b.String()
}

func request(inner string) string { return `{"item": [{"name": "R", "request": ` + inner + `}]}` }
func item(inner string) string    { return `{"item": [{"name": "R", "request": {}, ` + inner + `}]}` }

// TestSpellings: different spellings of one meaning have equal outlines.
func TestSpellings(t *testing.T) {
	for name, spellings := range map[string][]string{
		"URL": {
			request(`"https://a.b/c/:d?e=1&f#g"`),
			request(`{"url": "https://a.b/c/:d?e=1&f#g"}`),
			request(`{"method": "GET", "url": {"raw": "https://a.b/c/:d?e=1&f#g"}}`),
			request(`{"url": {"raw": "https://a.b/c/:d?e=1&f#g", "query": [{"key": "e", "value": "1"}, {"key": "f"}]}}`),
			request(`{"url": {"protocol": "https", "host": "a.b", "path": "/c/:d", "query": "e=1&f", "hash": "g"}}`),
			request(`{"url": {"protocol": "https", "host": "a.b", "path": "/c/:d", "query": [{"key": "e", "value": "1", "disabled": false}, {"key": "f", "value": null}], "hash": "g"}}`),
			request(`{"url": {"raw": "https://a.b/c/:d?e=1&f#g", "protocol": "https", "host": ["a", "b"], "path": ["c", {"type": "string", "value": ":d"}], "query": [{"value": "1", "key": "e"}, {"key": "f", "value": null}], "hash": "g", "variable": []}}`),
		},
		"raw that shows disabled parameters": {
			request(`{"url": {"raw": "{{u}}/a?b=1", "host": ["{{u}}"], "path": ["a"], "query": [{"key": "b", "value": "1", "disabled": true}]}}`),
			request(`{"url": {"raw": "{{u}}/a", "host": ["{{u}}"], "path": ["a"], "query": [{"key": "b", "value": "1", "disabled": true}]}}`),
		},
		"headers": {
			request(`{"header": "A: 1\r\nB: 2\n"}`),
			request(`{"header": "A: 1\rB:2"}`),
			request(`{"header": [{"key": "A", "value": "1", "type": "text"}, {"key": "B", "value": "2", "description": "", "disabled": false}]}`),
		},
		"authorization": {
			`{"auth": {"type": "oauth2", "oauth2": {"scope": "b a", "useBrowser": false, "clientId": null}}}`,
			`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a b", "type": "string"}, {"key": "useBrowser", "value": false, "type": "boolean"}, {"key": "clientId", "type": "any"}], "basic": []}}`,
			`{"auth": {"oauth2": [{"value": false, "key": "useBrowser"}, {"key": "scope", "value": "b  a a"}], "noauth": null, "type": "oauth2"}}`,
		},
		"no authorization of its own": {request(`{"auth": null}`), request(`{}`)},
		"scripts": {
			item(`"event": [{"listen": "test", "script": {"exec": "a();\r\nb();"}}]`),
			item(`"event": [{"listen": "test", "script": {"id": "1", "exec": ["a();\r", "b();"], "type": "text/javascript", "packages": {}}, "disabled": false}]`),
			item(`"event": [{"listen": "prerequest", "script": {"exec": [""]}}, {"listen": "test", "script": "a();\nb();"}]`),
		},
		"descriptions": {
			request(`{"description": "d"}`), request(`{"description": {"content": "d", "type": "text/markdown"}}`),
		},
		"defaults": {
			request(`{}`),
			`{"info": {"description": null, "_exporter_id": "1"}, "auth": null, "variable": [], "event": [], "protocolProfileBehavior": {},
				"item": [{"name": "R", "description": "", "response": [], "event": [], "request": {"method": "GET", "header": [], "description": "", "body": {}, "auth": null}, "uid": "1"}]}`,
		},
		"examples": {
			item(`"response": [{"id": "1", "name": "E", "originalRequest": {"url": "u"}, "code": 200, "body": "b"}]`),
			item(`"response": [{"_postman_previewlanguage": "json", "name": "E", "responseTime": 12, "originalRequest": {"method": "GET", "header": [], "url": {"raw": "u", "host": ["u"]}}, "cookie": [], "code": 200.0, "body": "b", "header": null}]`),
		},
		"environment": {
			`{"name": "E", "values": [{"key": "a", "value": "", "enabled": true}]}`,
			`{"id": "1", "name": "E", "values": [{"key": "a", "type": "default", "value": null}], "_postman_variable_scope": "environment"}`,
		},
	} {
		want := says(of(t, spellings[0]))
		for _, text := range spellings[1:] {
			if got := says(of(t, text)); got != want {
				t.Errorf("%s: %s\nsays %s\n not %s", name, text, got, want)
			}
		}
	}
}

// TestMeanings: what means something else has another outline.
func TestMeanings(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{
		request(`"https://a.b/c"`), request(`"https://a.b/c/"`), request(`"https://a.b/c?"`), request(`"https://a.b/c?d"`), request(`"https://a.b/c?d="`),
		request(`{"url": {"raw": "https://other", "protocol": "https", "host": "a.b", "path": "c"}}`),
		request(`{"url": "https://a.b/c", "method": "POST"}`),
		request(`{"url": "https://a.b/c", "description": "d"}`), `{"item": [{"name": "R", "description": "d", "request": "https://a.b/c"}]}`,
		request(`{"body": {"mode": "raw", "raw": "{\"a\": 1}"}}`), request(`{"body": {"mode": "raw", "raw": {"a": 1}}}`),
		request(`{"header": [{"key": "A", "value": "1"}]}`), request(`{"header": [{"key": "a", "value": "1"}]}`), request(`{"header": [{"key": "A", "value": "1", "disabled": true}]}`),
		request(`{"header": "A: 1", "unknown": 1}`), `{"item": [{"name": "R", "unknown": 1, "request": {"header": "A: 1"}}]}`,
		request(`{"auth": {"type": "noauth"}}`), request(`{"auth": {"type": "oauth2"}}`),
		request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": ""}]}}`), request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a b"}]}}`),
		request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a,b"}]}}`), request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a, b"}]}}`),
		request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a  b\tc"}]}}`), request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a b c"}]}}`),
		request(`{"auth": {"type": "oauth2", "oauth2": [{"key": "useBrowser", "value": false}]}}`),
		item(`"protocolProfileBehavior": {"followRedirects": false}`),
		item(`"event": [{"listen": "test", "script": {"exec": ["a"]}}]`), item(`"event": [{"listen": "prerequest", "script": {"exec": ["a"]}}]`),
		`{"item": [null]}`, `{"item": [{}]}`, `{"item": ["x"]}`, `{"item": {}, "variable": [{"key": "a"}]}`, `{"variable": [{"key": "a", "value": 1}]}`, `{"variable": [{"key": "a", "value": "1"}]}`,
	} {
		meaning := says(of(t, text))
		if other, ok := seen[meaning]; ok && text != request(`"https://a.b/c?"`) {
			t.Errorf("%s\n%s\nboth say %s", other, text, meaning)
		}
		seen[meaning] = text
	}
}

// TestNothingUnseen: every value of a real collection is part of a field or a
// list of its outline, or of an item's.
func TestNothingUnseen(t *testing.T) {
	for _, f := range testkit.Collections(t) {
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		fields, elements := map[jsontree.Node]bool{}, map[jsontree.Node]bool{}
		var mark func(e *normalize.Element)
		mark = func(e *normalize.Element) {
			elements[e.Node] = true
			for _, field := range e.Fields {
				fields[field.Node] = true
			}
			for _, l := range e.Lists {
				for _, inner := range l.Elements {
					mark(inner)
				}
			}
			if e.Auth != nil {
				mark(e.Auth)
			}
			for _, item := range e.Items {
				mark(item)
			}
		}
		mark(normalize.Of(d))
		for n := range d.Root().Descendants() {
			if n.IsKey() || n.Kind() == jsontree.Object || n.Kind() == jsontree.Array || n.Kind() == jsontree.Null {
				continue
			}
			at := n
			for at.Exists() && !fields[at] && !elements[at] {
				at = at.Parent()
			}
			identity := n.Key().Is("key") || n.Key().Is("listen")
			if !at.Exists() || !fields[at] && elements[at] && !identity {
				t.Errorf("%s: nobody sees %s", f.Name, n.Pointer())
				break
			}
		}
	}
}

// checkNames: in an element no two fields have one name, and no two lists.
func checkNames(t *testing.T, e *normalize.Element) {
	t.Helper()
	lists := map[string]bool{}
	for i, f := range e.Fields {
		if i > 0 && e.Fields[i-1].Name >= f.Name {
			t.Errorf("the %s %q has the field %q before %q", e.Kind, e.Identity.Name, e.Fields[i-1].Name, f.Name)
		}
		if found, ok := e.Field(f.Name); !ok || found.Value != f.Value {
			t.Errorf("the %s %q has the field %q, and is asked for it in vain", e.Kind, e.Identity.Name, f.Name)
		}
	}
	for _, l := range e.Lists {
		if lists[l.Name] {
			t.Errorf("the %s %q has two lists %q", e.Kind, e.Identity.Name, l.Name)
		}
		lists[l.Name] = true
		for _, inner := range l.Elements {
			checkNames(t, inner)
		}
	}
	if e.Auth != nil {
		checkNames(t, e.Auth)
	}
	for _, item := range e.Items {
		checkNames(t, item)
	}
}

// FuzzOf: any document has an outline.
func FuzzOf(f *testing.F) {
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 4_000 {
			f.Add(file.Text)
		}
	}
	f.Add(request(`"{{a/b}}?c#d"`))
	f.Add(item(`"request.method": 1, "item.name": 2, "protocolProfileBehavior.a": 3, "protocolProfileBehavior": {"a": 4}, "event": [{"script": {"type": "a"}, "type": "b", "event.type": "c"}]`))
	f.Add(request(`{"url": {"raw": "x", "host": "a", "query": "b", "query.x": 1}, "url.raw": 1, "body": {"mode": "a", "graphql": {"query": "b"}, "graphql.query": "c"}, "body.mode": 2, "header": "A: 1\n// B"}`))
	f.Add(item(`"response": [{"originalRequest": {"url.raw": 1, "url": {"raw": "x", "host": "a"}}, "originalRequest.url": 2}]`))
	f.Fuzz(func(t *testing.T, text string) {
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		checkNames(t, normalize.Of(d))
		if once, again := says(normalize.Of(d)), says(normalize.Of(d)); once != again {
			t.Errorf("%q says %s, then %s", text, once, again)
		}
	})
}
