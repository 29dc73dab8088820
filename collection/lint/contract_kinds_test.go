package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// forms is a document with many operations that take the same body, and one of which the
// document's own example breaks the schema.
func forms(kinds int, media, example string) string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: Forms, version: \"1\"}\nservers: [{url: https://forms.example.com}]\npaths:\n")
	for n := range kinds {
		fmt.Fprintf(&b, "  /kind%c: {post: {requestBody: {content: {%s: {schema: {$ref: '#/components/schemas/Form'}}}}, responses: {\"200\": {description: OK}}}}\n", 'a'+n, media)
	}
	fmt.Fprintf(&b, "  /own: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {due: {type: string, format: date}, size: {type: integer}}}, example: %s}}}, responses: {\"200\": {description: OK}}}}\n", example)
	b.WriteString("components: {schemas: {Form: {type: object, required: [nmae], properties: {name: {type: string}, due: {type: string, format: date}, size: {type: integer}, user: {type: 'null', oneOf: [{type: object}]}, scope: {type: string, enum: [read, write]}}}}}\n")
	return b.String()
}

// posts returns a collection that posts a body to each kind.
func posts(t *testing.T, kinds int, body, examples string) *jsontree.Document {
	t.Helper()
	var items []string
	for n := range kinds {
		items = append(items, fmt.Sprintf(`{"name": "R%d", "request": {"method": "POST", "url": "https://forms.example.com/kind%c",
			"body": {"mode": "raw", "raw": %s, "options": {"raw": {"language": "json"}}}}, "response": [%s]}`, n, 'a'+n, jsontree.Quote(body), examples))
	}
	d, err := jsontree.Parse(`{"info": {"name": "Forms", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [` + strings.Join(items, ", ") + `]}`)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestKinds: what disagrees in many operations alike is one finding, and milder; what the
// document's own examples do is none.
func TestKinds(t *testing.T) {
	const answered = `{"name": "OK", "originalRequest": {"method": "POST", "url": "https://forms.example.com/kinda"}, "status": "OK", "code": 200, "header": [{"key": "Date", "value": "Mon, 30 Nov 2026 10:00:00 GMT"}], "body": ""}`
	const fits = `{size: 1}`
	for name, c := range map[string]struct {
		kinds                          int
		media, example, body, examples string
		want                           []string
	}{
		"few":                   {2, "application/json", fits, `{"due": "31/1/2026"}`, "", []string{"warning", "warning"}},
		"many":                  {7, "application/json", fits, `{"due": "31/1/2026"}`, "", []string{"warning (7 places)"}},
		"many types":            {7, "application/json", fits, `{"size": "big"}`, "", []string{"warning (7 places like it)"}},
		"its own":               {2, "application/json", `{size: big}`, `{"size": "big"}`, "", nil},
		"another of its own":    {2, "application/json", `{due: soon}`, `{"size": "big"}`, "", []string{"error", "error"}},
		"accepted":              {2, "application/json", fits, `{"size": "big"}`, answered, []string{"warning", "warning"}},
		"no media type":         {2, "application.json", fits, `{"size": 1}`, "", nil},
		"several values in one": {2, "application/json", fits, `{"scope": "read write"}`, "", nil},
		"required, misspelt":    {2, "application/json", fits, `{"nmae": "Jane"}`, "", nil},
		"misspelt":              {2, "application/json", fits, `{"naem": "Jane"}`, "", []string{"warning", "warning"}},
		"nothing but null":      {2, "application/json", fits, `{"user": {"name": "Jane"}}`, "", nil},
		"types for values":      {2, "application/json", fits, `{"size": "id,<integer>"}`, "", nil},
		"an unknown among them": {2, "application/json", fits, `{"scope": "read erase"}`, "", []string{"error", "error"}},
	} {
		for format, found := range bothFormats(t, forms(c.kinds, c.media, c.example), posts(t, c.kinds, c.body, c.examples)) {
			var got []string
			for _, f := range found {
				_, aside, _ := strings.Cut(f.Message, " (")
				if aside != "" {
					aside = " (" + aside
				}
				got = append(got, string(f.Severity)+aside)
			}
			if strings.Join(got, ", ") != strings.Join(c.want, ", ") {
				t.Errorf("%s, %s: %q; want %q: %v", name, format, got, c.want, found)
			}
		}
	}
}
