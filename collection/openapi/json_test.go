package openapi_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/internal/testkit"
)

// TestJSONAsYAML: a document of JSON says what it says as YAML, and so do the
// findings about it.
func TestJSONAsYAML(t *testing.T) {
	embedded, err := os.ReadFile("../../templates/drchrono/operations.json")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{string(embedded), twisted}
	if text := testkit.ReadIfPresent("openapi/googlemaps.json"); text != "" {
		texts = append(texts, text)
	}
	for _, text := range texts {
		asJSON, err := openapi.Read("api", text, nil)
		if err != nil {
			t.Fatal(err)
		}
		asYAML, err := openapi.Read("api", "--- "+text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if one, other := said(asJSON), said(asYAML); one != other {
			t.Errorf("found\n%sbut in YAML\n%s", one, other)
		}
		one, err := openapi.Facts(asJSON.API)
		if err != nil {
			t.Fatal(err)
		}
		other, err := openapi.Facts(asYAML.API)
		if err != nil {
			t.Fatal(err)
		}
		if one != other {
			t.Errorf("%.60q says\n%.300s\nand as YAML\n%.300s", text, one, other)
		}
	}
}

// twisted has keys that stand twice, in small and large objects, and values of
// every kind where they do not belong.
var twisted = `{
"openapi": "3.0.3", "info": {"title": "T", "title": 1, "version": null}, "tags": [1, {"name": "é\u0041"}, {"name": "é\u0041"}],
"paths": {"/a/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": "yes", "schema": {"type": "integer", "minimum": "1", "default": 1.50, "enum": [1, 2.0, null, true, "x"]}}, 7],
"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}}}, "get": {"summary": "second"}, "post": []},
"/b": {"$ref": "#/paths/~1a~1{id}"}},
"components": {"schemas": {"A": {"type": "object", "properties": {` + many("p", 40) + `, "p7": {"type": "boolean"}}, "required": ["p1", 2, {}]}, "A": {"type": "string"}}}}`

// many returns members with a prefix and a number.
func many(prefix string, n int) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf(`"%s%d": {"type": "string", "maxLength": %d}`, prefix, i, i))
	}
	return strings.Join(list, ", ")
}
