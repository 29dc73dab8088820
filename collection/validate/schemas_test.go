package validate

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/schemas"
)

// TestOtherSchemas makes schemas and documents by chance, and holds the checker to
// gojsonschema on them.
func TestOtherSchemas(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 2026))
	native, legal, illegal := 0, 0, 0
	for range 4000 {
		source := `{"definitions": {"d": ` + randomSchema(random, 1) + `}, "allOf": [` + randomSchema(random, 3) + `]}`
		s, err := Compile(source)
		if err != nil && strings.Contains(err.Error(), "cannot be greater than") {
			continue
		}
		if err != nil {
			t.Fatalf("%v in %s", err, source)
		}
		if s.unsupported == "" {
			native++
		}
		for range 5 {
			text := randomValue(random, 3)
			d, err := jsontree.Parse(text)
			if err != nil {
				t.Fatalf("%v in %s", err, text)
			}
			result, err := s.oracle.verdict(s, d)
			if err != nil {
				t.Fatalf("%v: %s", err, source)
			}
			found, err := Document(d, s, Native)
			if err != nil || result.Valid() != (len(found) == 0) {
				t.Fatalf("gojsonschema says %v, the checker %+v, %v\nfor  %s\nwith %s", result.Errors(), found, err, text, source)
			}
			if result.Valid() {
				legal++
			} else {
				illegal++
			}
		}
	}
	t.Logf("%d schemas without gojsonschema; %d documents were legal, %d were not", native, legal, illegal)
	if min(native, 4000-native) < 500 || min(legal, illegal) < 3000 {
		t.Error("the schemas or documents are too much of one kind")
	}
}

var names = []string{"a", "b", "c", `\u0061`}

func randomSchema(random *rand.Rand, depth int) string {
	inner := func() string { return randomSchema(random, depth-1) }
	list := func() string {
		var all []string
		for range 1 + random.IntN(3) {
			all = append(all, inner())
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	n := random.IntN(3)
	atoms := []string{
		`"type": "` + []string{"null", "boolean", "number", "integer", "string", "array", "object"}[random.IntN(7)] + `"`,
		`"type": ["string", "object", "array"]`,
		`"type": ["integer", "boolean"]`,
		fmt.Sprintf(`"required": [%q]`, names[n]),
		fmt.Sprintf(`"minProperties": %d`, n),
		fmt.Sprintf(`"minItems": %d`, n),
		fmt.Sprintf(`"minLength": %d`, n),
		fmt.Sprintf(`"maxLength": %d`, n),
		fmt.Sprintf(`"minimum": %d`, n),
		`"minimum": 1.5`,
		`"pattern": "^a"`,
		`"additionalProperties": false`,
		`"enum": ["a", null, true]`,
		`"const": "a"`,
		`"$ref": "#/definitions/d"`,
		`"maximum": 1`, `"uniqueItems": true`, `"enum": [1, "a"]`, `"const": [1]`, `"const": 1`, `"maxItems": 1`, `"multipleOf": 2`,
		`"format": "ipv4"`, `"dependencies": {"a": ["b"]}`, `"exclusiveMinimum": 1`, `"maxProperties": 1`,
	}
	nested := func() string {
		switch random.IntN(12) {
		case 0:
			return `"items": ` + inner()
		case 1:
			return `"additionalProperties": ` + inner()
		case 2:
			return `"oneOf": ` + list()
		case 3:
			return `"anyOf": ` + list()
		case 4:
			return `"allOf": ` + list()
		case 5:
			return `"not": ` + inner()
		case 6:
			return `"if": ` + inner() + `, "then": ` + inner() + `, "else": ` + inner()
		case 7:
			return `"items": ` + list()
		}
		return `"properties": {"a": ` + inner() + `, "b": ` + inner() + `}`
	}
	var parts []string
	seen := map[string]bool{}
	add := func(part string) {
		if key, _, _ := strings.Cut(part, ":"); !seen[key] {
			seen[key] = true
			parts = append(parts, part)
		}
	}
	for range 1 + random.IntN(2) {
		if known := 15; random.IntN(30) > 0 {
			add(atoms[random.IntN(known)])
		} else {
			add(atoms[known+random.IntN(len(atoms)-known)])
		}
		if depth > 0 && random.IntN(2) == 0 {
			add(nested())
		}
	}
	if seen[`"$ref"`] && depth <= 1 {
		return `{"type": "object"}` // no circles
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func randomValue(random *rand.Rand, depth int) string {
	scalars := []string{`null`, `true`, `false`, `0`, `1`, `1.0`, `1.5`, `-1`, `2e0`, `1e-1`, `""`, `"a"`, `"ab"`, `"\u0061"`, `"é"`, `"b"`}
	if depth == 0 || random.IntN(3) == 0 {
		return scalars[random.IntN(len(scalars))]
	}
	var parts []string
	object := random.IntN(3) > 0
	for range random.IntN(4) {
		value := randomValue(random, depth-1)
		if object {
			value = `"` + names[random.IntN(len(names))] + `": ` + value
		}
		parts = append(parts, value)
	}
	if object {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// TestLeftToGoJSONSchema: what the checker does not know is not passed over.
func TestLeftToGoJSONSchema(t *testing.T) {
	for _, c := range []struct{ schema, legal, illegal string }{
		{`{"maximum": 1}`, `1`, `2`},
		{`{"exclusiveMaximum": 1}`, `0`, `1`},
		{`{"exclusiveMinimum": 1}`, `2`, `1`},
		{`{"multipleOf": 2}`, `2`, `1`},
		{`{"uniqueItems": true}`, `[1, 2]`, `[1, 1]`},
		{`{"maxItems": 1}`, `[1]`, `[1, 1]`},
		{`{"items": [{}], "additionalItems": false}`, `[1]`, `[1, 1]`},
		{`{"contains": {"const": "a"}}`, `["a"]`, `["b"]`},
		{`{"maxProperties": 1}`, `{"a": 1}`, `{"a": 1, "b": 1}`},
		{`{"patternProperties": {"^a": {"type": "string"}}}`, `{"ab": ""}`, `{"ab": 1}`},
		{`{"propertyNames": {"maxLength": 1}}`, `{"a": 1}`, `{"ab": 1}`},
		{`{"dependencies": {"a": ["b"]}}`, `{"a": 1, "b": 1}`, `{"a": 1}`},
		{`{"not": {"type": "string"}}`, `1`, `""`},
		{`{"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"type": "null"}}`, `null`, `""`},
		{`{"format": "ipv4"}`, `"127.0.0.1"`, `"x"`},
		{`{"enum": [1]}`, `1`, `2`},
		{`{"enum": [1.0, "a"]}`, `10e-1`, `"1"`},
		{`{"const": 0}`, `0.0`, `-0`},
		{`{"enum": [4, 5]}`, `4`, `1e999`},
		{`{"const": {"a": [1]}}`, `{"a": [1]}`, `{"a": [2]}`},
		{`{"const": "a", "enum": ["a", "b"]}`, `"a"`, `"b"`},
		{`{"$ref": "#/definitions/a%20b", "definitions": {"a b": {"type": "string"}}}`, `""`, `1`},
		{`{"$ref": "#word", "definitions": {"w": {"$id": "#word", "type": "string"}}}`, `""`, `1`},
		{`{"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": true}`, `2`, `1`},
		{`{"$schema": "http://json-schema.org/draft-04/schema#", "type": "string", "const": "a"}`, `"b"`, `1`},
	} {
		s, err := Compile(c.schema)
		if err != nil {
			t.Errorf("%s: %v", c.schema, err)
			continue
		}
		for text, legal := range map[string]bool{c.legal: true, c.illegal: false} {
			d, err := jsontree.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			if found, err := Document(d, s, Native); err != nil || legal != (len(found) == 0) {
				t.Errorf("%s with %s: %+v, %v", text, c.schema, found, err)
			}
		}
	}
}

// TestOwnSchemas: the checker judges all schemas of Postwright by itself, as it must
// in a browser, where there is no gojsonschema.
func TestOwnSchemas(t *testing.T) {
	parts := map[string]json.RawMessage{}
	whole := struct {
		Definitions *map[string]json.RawMessage `json:"definitions"`
	}{&parts}
	if err := json.Unmarshal(schemas.CollectionV3(), &whole); err != nil || len(parts) < 20 {
		t.Fatalf("%d definitions, %v", len(parts), err)
	}
	definitions, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]string{
		"environment": string(schemas.Environment()), "configuration": string(schemas.Configuration()),
		"template": string(schemas.Template()), "wording": string(schemas.Wording()),
	}
	for name := range parts {
		sources["v3 "+name] = `{"$ref": "#/definitions/` + name + `", "definitions": ` + string(definitions) + `}`
	}
	for _, p := range schemas.Profiles() {
		source, err := schemas.Collection(p)
		if err != nil {
			t.Fatal(err)
		}
		sources[string(p)] = string(source)
	}
	for name, source := range sources {
		if s, err := Compile(source); err != nil || s.unsupported != "" {
			t.Errorf("%s: %v, left to gojsonschema because of %q", name, err, s.unsupported)
		}
	}
}
