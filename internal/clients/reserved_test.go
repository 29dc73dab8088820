package clients

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// reserved are values of parameters with characters that mean something in an address.
var reserved = map[string]string{
	"slash":     "a/b",
	"question":  "a?b=c",
	"hash":      "a#b",
	"ampersand": "a&b=c",
	"plus":      "a+b",
	"space":     "a b",
	"percent":   "100%",
	"colon":     "urn:a:b",
	"other":     "a=b,c@d$e!f*(g)'~",
	"unicode":   "Zoë 北",
}

// TestReserved checks what arrives for reserved characters in paths and query parameters:
// the value, and no further segment or parameter.
func TestReserved(t *testing.T) {
	requireNode(t)
	file := documented(t, reservedDocument(t))
	for _, r := range []runner{newman, postmanCLI, postmanCLIv3} {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			rec := record(t, agreeable(nil))
			r.send(t, r.collection(t, file), "--env-var", "base_url="+rec.URL)
			arrived := map[string]sent{}
			for _, s := range rec.received() {
				name, _, _ := strings.Cut(strings.TrimPrefix(s.path, "/"), "/")
				arrived[name] = s
			}
			for name, value := range reserved {
				s, ok := arrived[name]
				if !ok {
					t.Errorf("%s: %q did not arrive", name, value)
					continue
				}
				path, query, _ := strings.Cut(s.path, "?")
				segments := strings.Split(path, "/")
				if len(segments) != 4 || segments[3] != "end" {
					t.Errorf("%s: %q arrived in the path %s", name, value, path)
				} else if got, err := url.PathUnescape(segments[2]); err != nil || got != value {
					t.Errorf("%s: %q arrived in the path as %q, %v", name, value, got, err)
				}
				values, err := url.ParseQuery(query)
				if err != nil || len(values) != 2 || values.Get("q") != value || values.Get("last") != "z" {
					t.Errorf("%s: %q arrived as the query %s, %v", name, value, query, err)
				}
			}
			const allowed = "/allowed?r=https://example.com/a?b:c@d&last=z"
			if s := arrived["allowed?r=https:"]; s.path != allowed {
				t.Errorf("with allowReserved, %s arrived, want %s", s.path, allowed)
			}
			proven(t, fmt.Sprintf("%s: %d kinds of reserved characters arrive in path and query", r.name, len(reserved)))
		})
	}
}

// reservedDocument returns a document with an operation for each of the values, and one
// that allows them.
func reservedDocument(t *testing.T) string {
	t.Helper()
	query := func(name, value string, allowed bool) map[string]any {
		return map[string]any{"name": name, "in": "query", "required": true, "allowReserved": allowed, "example": value, "schema": map[string]any{"type": "string"}}
	}
	last := query("last", "z", false)
	operation := func(parameters ...any) map[string]any {
		return map[string]any{"get": map[string]any{"parameters": parameters, "responses": map[string]any{"200": map[string]any{"description": "OK"}}}}
	}
	paths := map[string]any{"/allowed": operation(query("r", "https://example.com/a?b:c@d", true), last)}
	for name, value := range reserved {
		id := query("id", value, false)
		id["in"] = "path"
		delete(id, "allowReserved")
		paths["/"+name+"/{id}/end"] = operation(id, query("q", value, false), last)
	}
	text, err := json.Marshal(map[string]any{"openapi": "3.1.0", "info": map[string]any{"title": "Reserved", "version": "1"}, "paths": paths})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// documented returns the collection that the command makes of an OpenAPI document's text.
func documented(t *testing.T, document string, flags ...string) string {
	t.Helper()
	from := filepath.Join(t.TempDir(), "api.yaml")
	write(t, from, document)
	made := execute(t, build(t), append([]string{"generate", "--openapi", from, "-o", "-"}, flags...)...)
	if made.code != 0 {
		t.Fatalf("generate: exit code %d\n%s", made.code, made.stderr)
	}
	file := filepath.Join(t.TempDir(), "made.postman_collection.json")
	write(t, file, made.stdout)
	return file
}
