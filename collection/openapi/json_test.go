package openapi

import (
	"testing"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/internal/testdata"
)

// TestJSONTree: the nodes of a JSON text are its values, where they stand.
func TestJSONTree(t *testing.T) {
	texts := []string{`1`, "\uFEFF{\"é\": [\n 1, \"ü\", {}],\r\n\t\"b\": [true,null,[]], \"b\": {\"c\": \"\"}}"}
	for _, f := range testdata.Collections(t) {
		texts = append(texts, f.Text)
	}
	for _, text := range texts {
		d, err := collection.Parse(text)
		if err != nil {
			continue
		}
		count := 0
		var compare func(y *yaml.Node, n collection.Node)
		compare = func(y *yaml.Node, n collection.Node) {
			count++
			at := d.Position(n.Start())
			if y.Line != at.Line || y.Column != at.Column {
				t.Fatalf("%.40s is at %d:%d, want %v", n.Raw(), y.Line, y.Column, at)
			}
			if y.Kind == yaml.ScalarNode && y.Value != n.Text() && y.Value != n.Raw() {
				t.Fatalf("%s became %q", n.Raw(), y.Value)
			}
			i := 0
			for key, value := range n.Members() {
				compare(y.Content[i], key)
				compare(y.Content[i+1], value)
				i += 2
			}
			for e := range n.Elements() {
				compare(y.Content[i], e)
				i++
			}
			if i != len(y.Content) {
				t.Fatalf("%d nodes in %.40s, want %d", len(y.Content), n.Raw(), i)
			}
		}
		compare(jsonTree(d), d.Root())
		if count != d.NodeCount() {
			t.Errorf("%d nodes, want %d", count, d.NodeCount())
		}
	}
}
