package validate

import (
	"reflect"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/schemas"
)

// TestCompileDefinitions: the rules of a definition are those of a schema that refers to
// it.
func TestCompileDefinitions(t *testing.T) {
	source := string(schemas.CollectionV3())
	d, err := jsontree.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for key := range d.Root().Get("definitions").Members() {
		names = append(names, key.Text())
	}
	all, err := CompileDefinitions(source, names)
	if err != nil || len(all) < 20 {
		t.Fatalf("%d definitions, %v", len(all), err)
	}
	for name, got := range all {
		want, err := Compile(got.source())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got.root, want.root) || got.unsupported != want.unsupported {
			t.Errorf("the rules of %s are others", name)
		}
	}
	if _, err := CompileDefinitions(source, []string{"none"}); err == nil {
		t.Error("a definition that is not there is compiled")
	}
	if _, err := CompileDefinitions(`{"definitions":{"a":{"$ref":"#/definitions/b"}}}`, []string{"a"}); err == nil {
		t.Error("a reference that leads nowhere is compiled")
	}
	some, err := CompileDefinitions(`{"definitions":{"a":{"type":"string"},"b":{"not":{}}}}`, []string{"a", "b"})
	if err != nil || some["b"].unsupported == "" {
		t.Errorf("a schema with a keyword that is not supported: %v", err)
	}
}
