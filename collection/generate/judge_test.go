package generate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/testkit"
	"github.com/postwright/postwright/schemas"
)

// TestQuickProfile: the schema that gojsonschema is done with sooner gives the official
// schema's verdict, whatever stands in place of a value.
func TestQuickProfile(t *testing.T) {
	official, err := validate.Profile(schemas.Official)
	if err != nil {
		t.Fatal(err)
	}
	quick, err := quickProfile()
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, f := range testkit.Collections(t) {
		if len(f.Text) < 8_000 && strings.Contains(f.Text, "v2.1.0") {
			texts = append(texts, f.Text)
		}
	}
	random := rand.New(rand.NewPCG(18, 26))
	others := []string{`null`, `true`, `1`, `""`, `"x"`, `[]`, `["x"]`, `[{}]`, `{}`, `{"key": "k", "value": 1}`}
	legal, illegal := 0, 0
	for range 2000 {
		d, err := jsontree.Parse(texts[random.IntN(len(texts))])
		if err != nil {
			t.Fatal(err)
		}
		nodes := slices.DeleteFunc(slices.Collect(d.Root().Descendants()), jsontree.Node.IsKey)
		text, err := d.Apply(nodes[random.IntN(len(nodes))].Replace(others[random.IntN(len(others))]))
		if err != nil {
			t.Fatal(err)
		}
		if d, err = jsontree.Parse(text); err != nil {
			t.Fatal(err)
		}
		want, err := validate.Document(d, official, validate.GoJSONSchema)
		if err != nil {
			t.Fatal(err)
		}
		got, err := validate.Document(d, quick, validate.GoJSONSchema)
		if err != nil {
			t.Fatal(err)
		}
		if (len(got) == 0) != (len(want) == 0) {
			t.Fatalf("%d findings, the official schema has %d: %v\n%.500s", len(got), len(want), append(got, want...), text)
		}
		if len(want) == 0 {
			legal++
		} else {
			illegal++
		}
	}
	if min(legal, illegal) < 200 {
		t.Errorf("%d files were legal, %d were not", legal, illegal)
	}
}
