package validate

import (
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
)

// TestReduced: elements of a list become one where the schema does not tell them apart.
func TestReduced(t *testing.T) {
	const schema = `{"items": {"properties": {
		"any": {"type": ["string", "number"]}, "short": {"maxLength": 3}, "long": {"minLength": 3}, "longer": {"minLength": 4},
		"word": {"anyOf": [{"enum": ["GET"]}, {"type": "string"}]}, "count": {"minimum": 1}, "list": {"items": {"const": "x"}},
		"inner": {"$ref": "#"}}}}`
	for _, c := range []struct {
		document string
		left     int // elements
		accepted bool
	}{
		{`[]`, 0, true},
		{`[{"any": "a"}, {"any": "GET"}, {"any": "\u00e9"}]`, 1, true},
		{`[{"any": "a"}, {"other": "a"}]`, 2, true},
		{`[{"any": 1}, {"any": 22}, {"any": 1.5}]`, 2, true},
		{`[{"any": "1"}, {"any": 1}, {"any": true}]`, 3, false},
		{`[{"short": "abc"}, {"short": ""}]`, 1, true},
		{`[{"short": "abc"}, {"short": "abcd"}]`, 2, false},
		{`[{"short": "äöü"}, {"short": "\u00e4öü"}]`, 1, true},
		{`[{"long": "abc"}, {"long": "abcd"}]`, 1, true},
		{`[{"long": "abc"}, {"long": "\ud83d\ude00\ud83d\ude00"}]`, 2, false},
		{`[{"long": "abc"}, {"longer": "abc"}]`, 2, false},
		{`[{"word": "GET"}, {"word": "PUT"}]`, 2, true},
		{`[{"count": 1}, {"count": 0}]`, 2, false},
		{`[{"list": ["x", "x"]}, {"list": ["x"]}, {"list": []}]`, 2, true},
		{`[{"list": ["x"]}, {"list": ["x", "y"]}]`, 2, false},
		{`[{"inner": [{"any": "a"}]}, {"inner": [{"any": "b"}, {"any": "c"}]}]`, 1, true},
		{`[{"inner": [{"short": "a"}]}, {"inner": [{"short": "abcd"}]}]`, 2, false},
	} {
		d, err := jsontree.Parse(c.document)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Compile(schema)
		if err != nil {
			t.Fatal(err)
		}
		accepted, err := s.oracle.accepts(s, d)
		if err != nil || accepted != c.accepted {
			t.Errorf("accepted is %v (%v) for %s", accepted, err, c.document)
		}
		if list := s.oracle.distinctions.reduced(d).([]any); len(list) != c.left {
			t.Errorf("%d elements are left, not %d, of %s", len(list), c.left, c.document)
		}
	}
}

// TestNotReduced: a schema that compares elements, or asks for a pattern, is not given a
// reduced document.
func TestNotReduced(t *testing.T) {
	for schema, document := range map[string]string{
		`{"minItems": 2}`:                           `[1, 1]`,
		`{"uniqueItems": true}`:                     `[1, 2]`,
		`{"items": {"pattern": "^a$"}}`:             `["a", "a"]`,
		`{"additionalProperties": {"enum": ["a"]}}`: `{"x": "a"}`,
	} {
		s, err := Compile(schema)
		if err != nil {
			t.Fatal(err)
		}
		d, err := jsontree.Parse(document)
		if err != nil {
			t.Fatal(err)
		}
		if accepted, err := s.oracle.accepts(s, d); accepted || err != nil {
			t.Errorf("%s is reduced for %s (%v)", document, schema, err)
		}
		if found, err := s.oracle.findings(s, d); len(found) > 0 || err != nil {
			t.Errorf("%s gives %v, %v by %s", document, found, err, schema)
		}
	}
}
