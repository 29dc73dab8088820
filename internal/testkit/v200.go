package testkit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const schemaV200 = "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"

// V200 returns collections of format v2.0.0: the published ones, the
// published v2.1.0 ones converted, and ones that together contain every form
// of Postman's official v2.0.0 schema.
func V200(t testing.TB) []File {
	t.Helper()
	var files []File
	for _, f := range Collections(t) {
		switch {
		case strings.Contains(f.Text, "/collection/v2.0.0/"):
			files = append(files, f)
		case strings.Contains(f.Text, "/collection/v2.1.0/"):
			files = append(files, File{"v2.0.0 of " + f.Name, "", inV200(t, decode(t, f.Text))})
		}
	}
	schema := object(decode(t, Read(t, "postman/postman-collection-v2.0.0.draft07.json")))
	for i, sample := range Samples(schema, 2) {
		files = append(files, File{fmt.Sprintf("sample %d", i), "", inV200(t, sample)})
	}
	return files
}

// inV200 returns a v2.1.0 collection as v2.0.0 text.
func inV200(t testing.TB, v any) string {
	t.Helper()
	root := object(v)
	object(root["info"])["schema"] = schemaV200
	withoutLists(root)
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "\t")
	if err := encoder.Encode(root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// withoutLists converts lists of authorization attributes, in holder and
// everything below it, to objects.
func withoutLists(holder map[string]any) {
	auth := object(holder["auth"])
	for name, block := range auth {
		if list, ok := block.([]any); ok {
			attributes := map[string]any{}
			for _, a := range list {
				key, _ := object(a)["key"].(string)
				attributes[key] = object(a)["value"]
			}
			auth[name] = attributes
		}
	}
	withoutLists := func(v any) {
		if inner := object(v); inner != nil {
			withoutLists(inner)
		}
	}
	withoutLists(holder["request"])
	withoutLists(holder["originalRequest"])
	for _, name := range []string{"item", "response"} {
		list, _ := holder[name].([]any)
		for _, each := range list {
			withoutLists(each)
		}
	}
}

func decode(t testing.TB, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
