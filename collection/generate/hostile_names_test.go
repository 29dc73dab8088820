package generate_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/scopes"
)

// hostileNames are names that mean something else where they are written.
var hostileNames = []string{
	"two\nlines", "a\r\nSet-Cookie: b", "tab\tstop", `quote"d`, "quote'd", `back\slash`, "{{reference}}", "{{", "}}", "{brace}", "{", ":colon", "a:b", "::",
	"a/b", "a~1b", "~0", "%2F", "%", "a?b=c&d#e", "a b", " ", "", ".", "..", "a.b", "$ref", "<<", "<b>&amp;", "`code`", "|cell|", "*bold* _it_", "# title", "- item",
	"\x1b[31mred", "\u202ereversed", "\u0000", "\u2028", "𝒜é中文", "__proto__", "constructor", "null", "true", "1", "1e5", "~", "!!binary", "&a", "*a",
	strings.Repeat("long", 200), "${x}", "{{$guid}}", "a[0]", "a[]", "a,b", "@", "=", "x-", "resource ", "tag ",
}

func TestHostileNames(t *testing.T) {
	for _, name := range hostileNames {
		t.Run(fmt.Sprintf("%.20q", name), func(t *testing.T) {
			within(t, func() error { return checkName(t, name) })
		})
	}
}

// named returns a document in which everything has one name.
func named(t *testing.T, name string) string {
	parameter := func(in string, schema any) any {
		return map[string]any{"name": name, "in": in, "required": true, "description": name, "schema": schema}
	}
	words := map[string]any{"type": "string", "enum": []any{name}, "default": name, "description": name}
	schema := map[string]any{"type": "object", "required": []any{name}, "description": name, "properties": map[string]any{name: words}}
	content := func(media string) any {
		return map[string]any{"content": map[string]any{media: map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/" + strings.NewReplacer("~", "~0", "/", "~1", "%", "%25", "#", "%23").Replace(name)}}}}
	}
	operation := func(body any) any {
		return map[string]any{
			"summary": name, "description": name, "operationId": name, "tags": []any{name}, "requestBody": body,
			"parameters": []any{parameter("query", words), parameter("header", words), parameter("path", words)},
			"responses":  map[string]any{"200": content("application/json")},
			"security":   []any{map[string]any{name: []any{name}}},
		}
	}
	text, err := json.Marshal(map[string]any{
		"openapi": "3.1.0", "info": map[string]any{"title": name, "version": name, "description": name},
		"tags":    []any{map[string]any{"name": name, "description": name}},
		"servers": []any{map[string]any{"url": "https://example.com/" + name + "{" + name + "}", "variables": map[string]any{name: map[string]any{"default": name}}}},
		"paths": map[string]any{
			"/" + name + "/{" + name + "}":       map[string]any{"get": operation(nil), "post": operation(content("application/json")), "put": operation(content(name))},
			"/" + name + "/x{" + name + "}.json": map[string]any{"patch": operation(content("multipart/form-data")), "delete": operation(content("application/x-www-form-urlencoded"))},
		},
		"components": map[string]any{
			"schemas": map[string]any{name: schema},
			"securitySchemes": map[string]any{name: map[string]any{"type": "oauth2", "description": name, "flows": map[string]any{
				"authorizationCode": map[string]any{"authorizationUrl": name, "tokenUrl": name, "scopes": map[string]any{name: name, "a:read": name}},
			}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func checkName(t *testing.T, name string) error {
	d, err := openapi.Read("api.json", named(t, name), nil)
	if err != nil {
		return err
	}
	a := d.API
	tpl := requests.Template(a)
	text, err := generate.Collection(tpl, generate.Choices{Operations: a.Operations})
	if err != nil {
		return err
	}
	if err := errors.Join(readsBack(a, tpl, text), around(a, tpl)); err != nil {
		return err
	}
	document, err := jsontree.Parse(text)
	if err != nil {
		return err
	}
	c := collection.Of(document)
	if err := sendsName(c, name); err != nil {
		return fmt.Errorf("%w\n%s", err, text)
	}
	selected, err := lint.Select(rules.All(), lint.Strict, nil, nil)
	if err != nil {
		return err
	}
	lint.New(lint.Options{Rules: selected}).Document(document)
	m := scopes.Of(c, tpl, nil, nil)
	for _, format := range scopes.Formats() {
		shown, err := m.Write(format)
		if err != nil {
			return err
		}
		for _, r := range shown {
			if r != '\n' && !unicode.IsPrint(r) && format != "json" {
				return fmt.Errorf("%s shows %q", format, r)
			}
		}
		if format == "markdown" {
			if err := checkTables(shown); err != nil {
				return fmt.Errorf("%w\n%s", err, shown)
			}
		}
	}
	return nil
}

// sendsName checks that the requests carry a name as it is, in queries, headers,
// forms and JSON.
func sendsName(c collection.Collection, name string) error {
	want := decoded(name)
	for r := range c.Requests() {
		q := r.Request().URL()
		for p := range q.Query() {
			if want != "" && p.Key() != want && !strings.ContainsAny(name, "?#") {
				return fmt.Errorf("query parameter %q", p.Key())
			}
		}
		body := r.Request().Node.Get("body")
		if raw := body.Get("raw"); raw.Exists() && body.Get("options", "raw", "language").Is("json") {
			var v map[string]any
			if err := json.Unmarshal([]byte(raw.Text()), &v); err != nil {
				return err
			}
			if v[decoded(name)] != decoded(name) {
				return fmt.Errorf("body %s", raw.Text())
			}
		}
		for _, mode := range []string{"urlencoded", "formdata"} {
			for f := range body.Get(mode).Elements() {
				if f.Get("key").Text() != decoded(name) || f.Get("value").Text() != decoded(name) {
					return fmt.Errorf("field %s", f.Raw())
				}
			}
		}
	}
	return nil
}

// decoded returns a text as JSON carries it: what is not UTF-8 is replaced.
func decoded(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// checkTables checks that each line of a table has as many cells as its head.
func checkTables(markdown string) error {
	cells := func(line string) int { return strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") }
	head := 0
	for line := range strings.Lines(markdown) {
		switch {
		case !strings.HasPrefix(line, "|"):
			head = 0
		case head == 0:
			head = cells(line)
		case cells(line) != head:
			return fmt.Errorf("a table of %d has a line of %d: %s", head, cells(line), line)
		}
	}
	return nil
}
