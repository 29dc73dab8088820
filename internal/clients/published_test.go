package clients

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// TestPublishedDocuments makes a collection of every document that ReadMe
// publishes to try OpenAPI tools with: OpenAPI 3.0 and 3.1, Swagger 2.0, YAML and
// JSON. Postman's converter publishes none of its own but the one of its web
// service. Each gives a collection that Postman's schema accepts and its SDK
// loads, with a request for each operation, or a message and exit code 2.
func TestPublishedDocuments(t *testing.T) {
	requireNode(t)
	const modules = "testdata/node_modules/"
	files := []string{modules + "openapi-to-postmanv2/oas.json"}
	for _, pattern := range []string{"*/*/*.json", "*/*/*.yaml", "*/*/*/*.json"} {
		found, err := filepath.Glob(modules + "@readme/oas-examples/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	schema, err := validate.Profile(schemas.Official)
	if err != nil {
		t.Fatal(err)
	}
	folder, counts, refused := t.TempDir(), map[string]int{}, 0
	for i, file := range files {
		short := strings.TrimPrefix(file, modules)
		made := execute(t, build(t), "generate", "--openapi", file, "-o", "-")
		switch {
		case made.code == 2 && strings.Contains(made.stderr, "postwright: cannot use "+file+": ") && made.stdout == "":
			refused++
			t.Logf("%s: %s", short, made.stderr)
			continue
		case made.code != 0:
			t.Errorf("%s: exit code %d\n%s", short, made.code, made.stderr)
			continue
		}
		d, err := jsontree.Parse(made.stdout)
		if err != nil {
			t.Errorf("%s: %v", short, err)
			continue
		}
		if found, err := validate.Collection(d, schema, validate.GoJSONSchema); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %+v", short, err, found)
		}
		name := fmt.Sprintf("%03d.json", i)
		write(t, filepath.Join(folder, name), made.stdout)
		counts[name] = countOperations(t, file)
		if got := len(requestsOf(member(d.Root().Value()))); got != counts[name] {
			t.Errorf("%s: %d requests, the document has %d operations", short, got, counts[name])
		}
	}
	var loaded map[string]map[string]any
	convert(t, "whole", folder, &loaded)
	requests := 0
	for name, n := range counts {
		if got := len(requestsOf(loaded[name])); got != n {
			t.Errorf("%s: Postman's SDK has %d requests, want %d", name, got, n)
		}
		requests += n
	}
	if len(files) < 125 || requests < 1000 {
		t.Errorf("only %d documents, %d requests", len(files), requests)
	}
	proven(t, fmt.Sprintf("%d documents, %d refused, %d requests", len(files), refused, requests))
}

// countOperations counts the operations of a document by plain decoding.
func countOperations(t *testing.T, file string) int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var d map[string]any
	if err := yaml.Unmarshal(text, &d); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	count := 0
	for path, item := range member(d["paths"]) {
		if strings.HasPrefix(path, "x-") {
			continue
		}
		item := document(d).resolve(item)
		for _, method := range []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"} {
			if member(item[method]) != nil {
				count++
			}
		}
	}
	return count
}
