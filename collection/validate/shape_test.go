package validate_test

import (
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
)

// tree is a JSON value for [validate.Shape.Fits].
type tree struct{ jsontree.Node }

func (v tree) Len() int { return v.Node.Len() }

func (v tree) Member(i int) (string, validate.Value) {
	for key, value := range v.Members() {
		if i == 0 {
			return key.Text(), tree{value}
		}
		i--
	}
	return "", nil
}

func (v tree) Element(i int) validate.Value {
	for e := range v.Elements() {
		if i == 0 {
			return tree{e}
		}
		i--
	}
	return nil
}

// TestShape: what fits the shape of a schema conforms to the schema and has no unknown
// field, and simple values fit.
func TestShape(t *testing.T) {
	for _, c := range []struct {
		schema    string
		fit, none []string
	}{
		{`{"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"type":["integer","null"]}}}`,
			[]string{`{"a":""}`, `{"b":null,"a":"x"}`, `{"a":"x","b":3}`},
			[]string{`{}`, `{"a":1}`, `{"a":"x","c":1}`, `{"a":"x","b":"y"}`, `[]`, `"a"`}},
		{`{"oneOf":[{"type":"object","required":["t"],"properties":{"t":{"const":"x"},"n":{"type":"number"}}},
			{"type":"object","required":["t"],"properties":{"t":{"const":"y"},"s":{"type":"string"}}},{"type":"array","items":{"enum":["p","q"]}}]}`,
			[]string{`{"t":"x","n":1}`, `{"t":"y","s":""}`, `[]`, `["p","q"]`},
			[]string{`{"t":"z"}`, `{"t":"x","s":""}`, `{"n":1}`, `["r"]`, `1`}},
		{`{"type":"object","properties":{"m":{"type":"object","additionalProperties":{"type":"string"}},"any":{},"o":{"type":"object"}}}`,
			[]string{`{"m":{"a":"b"}}`, `{"any":[{"x":1}],"o":{"y":[2]}}`},
			[]string{`{"m":{"a":1}}`, `{"o":1}`}},
		// In one branch any member is allowed, in the other some are known.
		{`{"oneOf":[{"type":"object","required":["a"]},{"type":"object","required":["b"],"properties":{"b":{"type":"string"}}}]}`,
			[]string{`{"b":"x"}`},
			[]string{`{"a":"x"}`, `{"a":"x","b":"y"}`}},
		{`{"type":"number","minimum":3}`, nil, []string{`2`, `3`}},
		{`{"enum":[1,2]}`, nil, []string{`1`, `3`}},
		{`{"type":"string","pattern":"^a"}`, nil, []string{`"a"`, `"b"`}},
		{`{"not":{"type":"string"}}`, nil, []string{`1`, `"b"`}},
		{`{"oneOf":[{"type":"string"},{"type":"string","minLength":2}]}`, nil, []string{`"a"`, `"bb"`}},
	} {
		schema, err := validate.Compile(c.schema)
		if err != nil {
			t.Fatal(err)
		}
		fits := func(text string) bool {
			d, err := jsontree.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			is := schema.Shape().Fits(tree{d.Root()})
			found, err := validate.Document(d, schema, validate.Native)
			for range schema.UnknownFields(d) {
				if is {
					t.Errorf("%s: %s fits, but has an unknown field", c.schema, text)
				}
			}
			if is && (err != nil || len(found) > 0) {
				t.Errorf("%s: %s fits, but does not conform", c.schema, text)
			}
			return is
		}
		for _, text := range c.fit {
			if !fits(text) {
				t.Errorf("%s: %s does not fit", c.schema, text)
			}
		}
		for _, text := range c.none {
			if fits(text) {
				t.Errorf("%s: %s fits", c.schema, text)
			}
		}
	}
}
