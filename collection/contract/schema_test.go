package contract_test

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/internal/testkit"
)

// answer returns the schema of what GET /a of a document answers with.
func answer(t *testing.T, schema, components string) *api.Schema {
	t.Helper()
	d, err := openapi.Read("api.yaml", `openapi: 3.0.3
info: {title: T, version: "1"}
paths: {/a: {get: {responses: {"200": {description: "", content: {application/json: {schema: `+schema+`}}}}}}}
components: {schemas: `+components+`}
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d.API.Operations[0].Answer()
}

func TestSchema(t *testing.T) {
	const components = `{N: {type: object, properties: {next: {$ref: '#/components/schemas/N'}, v: {type: integer}}}}`
	for schema, want := range map[string]string{
		`{type: string, format: date, pattern: '^x', description: D, example: e}`:                                  `{"type":"string"}`,
		`{type: string, nullable: true, enum: [a, b]}`:                                                             `{"type":["string","null"],"enum":["a","b",null]}`,
		`{nullable: true, minLength: 1}`:                                                                           `{"anyOf":[{"type":"null"},{"minLength":1}]}`,
		`{type: object, required: [a, w], properties: {a: {type: integer, readOnly: true}, w: {writeOnly: true}}}`: `{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}`,
		`{type: object, additionalProperties: false}`:                                                              `{"type":"object","additionalProperties":false}`,
		`{type: array, items: {type: number, minimum: 0, exclusiveMinimum: true}, maxItems: 3}`:                    `{"type":"array","items":{"type":"number","exclusiveMinimum":0},"maxItems":3}`,
		`{$ref: '#/components/schemas/N'}`:                                                                         `{"$ref":"#/definitions/d1","definitions":{"d1":{"type":"object","properties":{"next":{"$ref":"#/definitions/d1"},"v":{"type":"integer"}}}}}`,
		`{}`:                                                                                                       ``,
	} {
		if got := contract.Schema(answer(t, schema, components), 1<<16); got != want {
			t.Errorf("%s gives\n%s, want\n%s", schema, got, want)
		}
	}
	if got := contract.Schema(answer(t, `{type: object, properties: {a: {type: string}, b: {type: integer}}}`, "{}"), 30); got != "" {
		t.Errorf("beyond the limit: %s", got)
	}
}

// TestAnswersFit: what is made for an answer is what its schema allows, by another judge
// than ours, on the reference documents.
func TestAnswersFit(t *testing.T) {
	for name, least := range map[string]int{"drchrono/openapi-2026.yml": 190, "openapi/stripe.yaml": 10, "openapi/googlemaps.json": 15} {
		d, err := openapi.Read(name, testkit.Read(t, name), nil)
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for i, o := range d.API.Operations {
			if len(d.API.Operations) > 400 && i%40 != 0 {
				continue // Stripe's schemas are large, and all alike
			}
			text := contract.Schema(o.Answer(), 1<<20)
			v := sample.Of(o.Answer(), sample.Options{Answer: true})
			if text == "" || o.Answer() == nil || v == nil || !sample.Fits(v, o.Answer()) {
				continue
			}
			checked++
			if err := allows(t, text, v.JSON("")); err != nil {
				t.Errorf("%s: %s: %v", name, o, err)
			}
		}
		if checked < least {
			t.Errorf("%s: %d answers were checked, want %d", name, checked, least)
		}
	}
}

func allows(t *testing.T, schema, value string) error {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatalf("%v: %s", err, schema)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft7)
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatalf("%v: %s", err, schema)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(value))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(v)
}

// TestMisfit: a misfit is named by its innermost place.
func TestMisfit(t *testing.T) {
	const order = "{type: object, required: [id], additionalProperties: false, properties: {id: {type: string}, lines: {type: array, items: {type: object, properties: {state: {enum: [open]}, n: {type: integer, maximum: 3}}}}}}"
	for value, want := range map[string]string{
		"{id: a}":           "",
		"{id: 1}":           `"id" is a number, and must be a string`,
		"{}":                `the required field "id" is missing`,
		"[]":                "the body is a list, and must be an object",
		"{id: a, extra: 1}": `there is no field "extra"`,
		"{id: a, lines: [{state: open}, {state: shut}]}": `"lines[1].state" must be "open"`,
		"{id: a, lines: [{n: 4}]}":                       `"lines[0].n" must be at most 3`,
	} {
		if got := contract.Misfit(answer(t, "{const: "+value+"}", "{}").Const, answer(t, order, "{}")); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}

// TestMissing: few names are listed, and of many the first.
func TestMissing(t *testing.T) {
	for _, c := range []struct{ names, want string }{
		{"a", `the required field "a" is missing`},
		{"a b", `the required fields "a" and "b" are missing`},
		{"a b c", `the required fields "a", "b" and "c" are missing`},
		{"a b c d e f g h i j", `the required fields "a", "b", "c", "d", "e", "f", "g", "h" and 2 more are missing`},
	} {
		if got := contract.Missing(strings.Fields(c.names)...); got != c.want {
			t.Errorf("%s: %s, want %s", c.names, got, c.want)
		}
	}
}

// TestMadeUp: an answer with many texts of other formats was made up by a tool.
func TestMadeUp(t *testing.T) {
	const page = `{type: object, properties: {url: {type: string, format: uri}, mail: {type: string, format: email}, day: {type: string, format: date}, n: {type: integer}}}`
	schema := answer(t, page, "{}")
	for text, want := range map[string]int{
		`{"url": "here", "mail": "c", "n": 1}`:                      2,
		`{"url": "ut pariatur", "mail": "Dolor in sit.", "n": 1}`:   0,
		`{"url": "ut", "mail": "do in", "n": "ut pariatur"}`:        2,
		`{"url": "ut pariature", "mail": "do in", "n": 1}`:          2,
		`{"url": "here", "mail": "c", "day": "some day", "n": 1}`:   0,
		`{"url": "here", "mail": "c", "day": "some day", "n": "x"}`: 1,
	} {
		d, err := jsontree.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if found := contract.Check(d.Root(), schema, contract.Options{Answer: true}); len(found) != want {
			t.Errorf("%s: %v, want %d", text, found, want)
		}
	}
}

// TestPatternForName: what was made from RAML requires a field whose name is a pattern.
func TestPatternForName(t *testing.T) {
	schema := answer(t, `{type: object, required: [//], additionalProperties: {type: string}}`, "{}")
	d, err := jsontree.Parse(`{"size": {"value": 1}}`)
	if err != nil {
		t.Fatal(err)
	}
	if found := contract.Check(d.Root(), schema, contract.Options{}); len(found) > 0 {
		t.Error(found)
	}
}
