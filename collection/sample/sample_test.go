package sample_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/sample"
)

// schema reads a schema of OpenAPI 3.1, in YAML's flow style. It may refer to the
// components A and B, which follow behind " where ".
func schema(t testing.TB, text string) *api.Schema {
	t.Helper()
	text, components, _ := strings.Cut(text, " where ")
	if components == "" {
		components = "{}"
	}
	d, err := openapi.Read("", "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: "+text+
		"}}}}}}\ncomponents: {schemas: "+components+"}\n", nil)
	if err != nil || len(d.Files[0].Found) > 0 {
		t.Fatalf("%s: %v, %v", text, err, d.Files[0].Found)
	}
	return d.API.Operations[0].Body.Schema
}

func TestOf(t *testing.T) {
	for text, want := range map[string]string{
		"{}":                          `"example"`,
		"true":                        `"example"`,
		"{type: boolean}":             `false`,
		"{type: 'null'}":              `null`,
		"{type: [string, 'null']}":    `"example"`,
		"{type: [integer, string]}":   `1`,
		"{const: 5}":                  `5`,
		"{type: string, const: null}": `"example"`,
		"{const: null}":               `null`,
		"{enum: [null, '', b]}":       `"b"`,
		"{type: string, enum: [long, longer], maxLength: 3}": `"long"`, // it contradicts itself
		"{type: string, enum: ['', 7]}":                      `""`,
		"{type: [string, 'null'], enum: [null]}":             `null`,

		// What the document gives goes before what is made, where it fits.
		"{type: string, examples: [e], default: d, enum: [a, d, e]}":                                  `"e"`,
		"{type: string, examples: [7], default: d, enum: [a, d]}":                                     `"d"`,
		"{type: string, examples: [x], default: y, enum: [a, b]}":                                     `"a"`,
		"{type: integer, default: null}":                                                              `1`,
		"{type: object, properties: {a: {type: integer}}, required: [a], examples: [{a: x}, {a: 2}]}": `{"a":1}`,

		// Numbers.
		"{type: integer, minimum: 9007199254740993}":                    `9007199254740993`,
		"{type: integer, exclusiveMinimum: 9007199254740993}":           `9007199254740994`,
		"{type: integer, maximum: -9223372036854775807}":                `-9223372036854775807`,
		"{allOf: [{type: integer}, {minimum: 9223372036854775806}]}":    `9223372036854775806`,
		"{type: integer, minimum: 5}":                                   `5`,
		"{type: integer, exclusiveMinimum: 5}":                          `6`,
		"{type: integer, maximum: -5}":                                  `-5`,
		"{type: integer, exclusiveMaximum: -5}":                         `-6`,
		"{type: integer, maximum: 0}":                                   `0`,
		"{type: integer, minimum: 1.5}":                                 `2`,
		"{type: integer, multipleOf: 7, minimum: 8}":                    `14`,
		"{type: integer, multipleOf: 2.5, minimum: 1}":                  `5`,
		"{type: integer, multipleOf: 0.5, minimum: 3}":                  `3`,
		"{type: number, multipleOf: 0.1, minimum: 1.25, maximum: 1.35}": `1.3`,
		"{type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.01}":   `0.005`,
		"{type: number, minimum: 0.3, maximum: 0.3}":                    `0.3`,
		"{type: number, multipleOf: 0.01, exclusiveMinimum: 2}":         `2.01`,
		"{type: number, minimum: 1e300}":                                `1e+300`,
		"{type: number, minimum: 1e308, multipleOf: 1e-300}":            `1e+308`,
		"{type: integer, minimum: 5, maximum: 4}":                       `1`,
		"{minimum: 3}": `3`,
		"{type: integer, minimum: -9007199254740993, maximum: -9007199254740993}": `-9007199254740993`,

		// Texts.
		"{type: string, format: date}":                                       `"2026-01-31"`,
		"{type: string, format: DATE-TIME}":                                  `"2026-01-31T09:30:00Z"`,
		"{type: string, format: unknown}":                                    `"example"`,
		"{type: string, minLength: 8}":                                       `"examplex"`,
		"{type: string, maxLength: 3}":                                       `"exa"`,
		"{type: string, maxLength: 0}":                                       `""`,
		"{type: string, pattern: '^[a-z]+$'}":                                `"example"`,
		"{type: string, pattern: '^[0-9]{5}(-[0-9]{4})?$'}":                  `"11111"`,
		"{type: string, pattern: '^[0-9]+$', minLength: 4}":                  `"1111"`,
		"{type: string, pattern: '^[0-9]{1,3}-[0-9]*$', minLength: 6}":       `"111-11"`,
		"{type: string, pattern: '^\\d+-\\d+$', minLength: 5, maxLength: 5}": `"11-11"`,
		"{type: string, pattern: '^(GB|FR)$'}":                               `"GB"`,
		"{type: string, pattern: '^(?![0-9]+$)[a-z0-9_\\-]+$'}":              `"example"`, // lookarounds are not Go's
		"{type: string, pattern: '^(?=.*[)\\]])[0-9]{3}$'}":                  `"111"`,
		"{type: string, pattern: '^[a-zA-Z0-9_-]{1,100}$'}":                  `"example"`,
		"{type: string, pattern: '^\\u0041[\\u0030-\\u0039]$'}":              `"A1"`,
		"{type: string, pattern: '^(\\ba|b)$'}":                              `"b"`,
		"{type: string, format: date, pattern: '^\\d{4}$'}":                  `"1111"`,
		"{type: string, format: uuid, pattern: '^[0-9a-f-]+$'}":              `"00000000-0000-4000-8000-000000000000"`,
		"{type: string, pattern: '.', minLength: 3, maxLength: 4}":           `"exam"`,

		// Lists.
		"{type: array}":                                                                                                `[]`,
		"{type: array, items: {type: integer}}":                                                                        `[1]`,
		"{type: array, items: {type: integer}, maxItems: 0}":                                                           `[]`,
		"{type: array, items: {type: integer}, minItems: 3}":                                                           `[1,1,1]`,
		"{type: array, items: false}":                                                                                  `[]`,
		"{type: array, prefixItems: [{type: integer}, {type: boolean}]}":                                               `[1,false]`,
		"{type: array, prefixItems: [{type: integer}, {type: boolean}], maxItems: 1}":                                  `[1]`,
		"{type: array, prefixItems: [{type: integer}], items: {type: string}, minItems: 2}":                            `[1,"example"]`,
		"{type: array, uniqueItems: true, minItems: 3, items: {type: integer, maximum: 1}}":                            `[1,0,-1]`,
		"{type: array, uniqueItems: true, minItems: 3, items: {type: string}}":                                         `["example","example2","example3"]`,
		"{type: array, uniqueItems: true, minItems: 3, items: {type: string, example: ééé, maxLength: 4}}":             `["ééé","ééé2","ééé3"]`,
		"{type: array, uniqueItems: true, minItems: 2, items: {type: string, example: ééé, maxLength: 3}}":             `["ééé","éé2"]`,
		"{type: array, uniqueItems: true, minItems: 2, items: {enum: [a, b], default: b}}":                             `["b","a"]`,
		"{type: array, uniqueItems: true, minItems: 2, items: {type: boolean}}":                                        `[false,true]`,
		"{type: array, uniqueItems: true, minItems: 2, items: {type: string, format: uuid}}":                           `["00000000-0000-4000-8000-000000000000","00000000-0000-4000-8000-000000000002"]`,
		"{type: array, uniqueItems: true, minItems: 2, items: {properties: {a: {type: boolean}, b: {type: integer}}}}": `[{"a":false,"b":1},{"a":true,"b":1}]`,
		"{type: array, uniqueItems: true, minItems: 2, items: {type: array, items: {type: integer}}}":                  `[[1],[2]]`,
		"{type: array, items: {type: integer}, minItems: 1000000}":                                                     `[1]`,

		// Objects.
		"{type: object}": `{}`,
		"{type: object, properties: {a: {type: integer}, b: {readOnly: true}, c: {writeOnly: true}}}":     `{"a":1,"c":"Example c"}`,
		"{type: object, required: [a, b], properties: {a: {readOnly: true}}}":                             `{"b":"Example b"}`,
		"{type: object, required: [a], additionalProperties: {type: integer}}":                            `{"a":1}`,
		"{type: object, required: [a], additionalProperties: false}":                                      `{}`,
		"{type: object, minProperties: 2, properties: {key1: {type: integer}}}":                           `{"key1":1,"key2":"Example key2"}`,
		"{type: object, minProperties: 2, additionalProperties: false, properties: {a: {type: integer}}}": `{"a":1}`,
		"{required: [a]}": `{"a":"Example a"}`,

		// Schemas that take over others.
		"{allOf: [{type: object, properties: {a: {type: integer}}}, {properties: {b: {type: boolean}}, required: [b]}]}": `{"a":1,"b":false}`,
		"{allOf: [{properties: {a: {type: string}}}, {properties: {a: {enum: [x]}}}]}":                                   `{"a":"x"}`,
		"{allOf: [{type: number, minimum: 1}, {type: integer, minimum: 4}]}":                                             `4`,
		"{allOf: [{type: string, maxLength: 9}, {maxLength: 2}]}":                                                        `"ex"`,
		"{$ref: '#/components/schemas/A'} where {A: {allOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}}":       `1`,

		// Alternatives.
		"{oneOf: [{type: integer}, {type: string}]}":                             `1`,
		"{anyOf: [false, {type: boolean}]}":                                      `false`,
		"{oneOf: [{type: integer}, {minimum: 0, type: number}, {type: string}]}": `"example"`,
		"{type: string, anyOf: [{type: integer}, {maxLength: 2}]}":               `"ex"`,
		"{anyOf: [{type: 'null'}, {type: integer}]}":                             `1`,
		"{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {b: B}}} where {A: {required: [kind], properties: {kind: {enum: [x]}}}, B: {properties: {kind: {type: string}}}}": `{"kind":"b"}`,
		"{oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: kind}} where {A: {type: object, properties: {kind: {enum: [a]}}}}":                                                                                                 `{"kind":"a"}`,
		"{oneOf: [{type: object, properties: {a: {type: integer}, b: {type: integer}}, required: [a]}, {type: object, properties: {b: {type: integer}}, required: [b]}]}":                                                                             `{"a":1}`,
		"{oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: kind}, properties: {kind: {type: string}, n: {type: integer}}} where {A: {type: object}}":                                                                          `{"kind":"A","n":1}`,

		// Schemas that need themselves.
		"{$ref: '#/components/schemas/A'} where {A: {properties: {n: {type: integer}, next: {$ref: '#/components/schemas/A'}}}}":                                                 `{"n":1}`,
		"{$ref: '#/components/schemas/A'} where {A: {properties: {all: {type: array, items: {$ref: '#/components/schemas/A'}}}}}":                                                `{"all":[]}`,
		"{$ref: '#/components/schemas/A'} where {A: {properties: {all: {type: array, minItems: 1, items: {$ref: '#/components/schemas/A'}}}}}":                                   `{}`,
		"{$ref: '#/components/schemas/A'} where {A: {required: [next], properties: {next: {$ref: '#/components/schemas/A'}, n: {type: integer}}}}":                               `{"n":1}`,
		"{$ref: '#/components/schemas/A'} where {A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}}":                                                                `"example"`,
		"{$ref: '#/components/schemas/A'} where {A: {oneOf: [{type: object, required: [l], properties: {l: {$ref: '#/components/schemas/A'}}}, {type: integer}]}}":               `1`,
		"{$ref: '#/components/schemas/A'} where {A: {properties: {b: {$ref: '#/components/schemas/B'}}}, B: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}}": `{}`,
		"{$ref: '#/components/schemas/A'} where {A: {allOf: [{$ref: '#/components/schemas/A'}]}}":                                                                                `"example"`,
		// Null is where one ends that must be there. In OpenAPI 3.0 it may be said beside a reference, which not every reader looks at.
		"{$ref: '#/components/schemas/A'} where {A: {required: [next], properties: {next: {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}}}}":    `{"next":null}`,
		"{$ref: '#/components/schemas/A'} where {A: {properties: {n: {type: integer}, next: {nullable: true, $ref: '#/components/schemas/A'}}}}":             `{"n":1}`,
		"{$ref: '#/components/schemas/A'} where {A: {properties: {all: {type: array, items: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}}}}}": `{"all":[]}`,
	} {
		s := schema(t, text)
		if v := sample.Of(s, sample.Options{}); v == nil || v.JSON("") != want {
			t.Errorf("%s\ngives %v\nwant  %s", text, show(v), want)
		}
	}
	for _, text := range []string{"false", "{allOf: [false]}", "{oneOf: [false]}"} {
		if v := sample.Of(schema(t, text), sample.Options{}); v != nil {
			t.Errorf("%s gives %s", text, show(v))
		}
	}
	if v := sample.Of(nil, sample.Options{}); show(v) != `"example"` {
		t.Errorf("nothing gives %s", show(v))
	}
}

func show(v *api.Value) string {
	if v == nil {
		return "nothing"
	}
	return v.JSON("")
}

func TestOptions(t *testing.T) {
	s := schema(t, "{required: [a, r], properties: {a: {type: integer}, b: {type: integer}, r: {readOnly: true}, w: {writeOnly: true}, o: {properties: {x: {type: integer}}}}}")
	for _, c := range []struct {
		options sample.Options
		want    string
	}{
		{sample.Options{}, `{"a":1,"b":1,"w":"Example w","o":{"x":1}}`},
		{sample.Options{Required: true}, `{"a":1}`},
		{sample.Options{Small: true}, `{"a":1,"b":1,"w":"Example w","o":{"x":1}}`},
		{sample.Options{Answer: true}, `{"a":1,"b":1,"r":"Example r","o":{"x":1}}`},
	} {
		if got := show(sample.Of(s, c.options)); got != c.want {
			t.Errorf("%+v gives %s", c.options, got)
		}
	}
	large := "{required: [p1], properties: {"
	for _, name := range strings.Split("1 2 3 4 5 6 7 8 9 10 11 12 13", " ") {
		large += "p" + name + ": {type: integer}, "
	}
	if got := show(sample.Of(schema(t, large+"}}"), sample.Options{Small: true})); got != `{"p1":1}` {
		t.Errorf("a large object gives %s", got)
	}
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		schema, value string
		want          bool
	}{
		{"{type: integer}", "1.0", true},
		{"{type: integer}", "1.5", false},
		{"{type: integer}", "'1'", false},
		{"{type: [integer, string]}", "x", true},
		{"{type: [string, 'null']}", "null", true},
		{"{type: string}", "null", false},
		{"{}", "null", true},
		{"{enum: [a, null]}", "null", true},
		{"{enum: [[1, {a: 2}]]}", "[1, {a: 2}]", true},
		{"{enum: [[1, {a: 2}]]}", "[1, {a: 3}]", false},
		{"{const: x}", "y", false},
		{"{not: {}}", "x", true},
		{"{type: object, required: [a], properties: {a: {readOnly: true}}}", "{}", true},
		{"{type: object, required: [a]}", "{}", false},
		{"{type: object, additionalProperties: false}", "{b: 1}", false},
		{"{type: object, additionalProperties: {type: string}}", "{b: 1}", false},
		{"{type: object, minProperties: 2}", "{b: 1}", false},
		{"{type: array, items: {type: string}, minItems: 1}", "[]", false},
		{"{type: array, items: {type: string}, maxItems: 1}", "[a, b]", false},
		{"{type: array, uniqueItems: true}", "[a, a]", false},
		{"{type: array, prefixItems: [{type: string}], items: false}", "[a, b]", false},
		{"{oneOf: [{type: string}, {maxLength: 9}]}", "a", false},
		{"{anyOf: [{type: string}, {maxLength: 9}]}", "a", true},
		{"{anyOf: [{type: integer}]}", "a", false},
		{"{allOf: [{minLength: 2}, {pattern: ^b}]}", "ab", false},
		{"{allOf: [{minLength: 2}, {pattern: ^b}]}", "bb", true},
		{"false", "a", false},
		{"{multipleOf: 0.1}", "0.3", true},
		{"{multipleOf: 0.1}", "0.35", false},
		{"{minimum: 1}", "1e-1000000000", false},
	} {
		v := schema(t, "{const: "+c.value+"}").Const
		if got := sample.Fits(v, schema(t, c.schema)); got != c.want {
			t.Errorf("%s fits %s: %t", c.value, c.schema, got)
		}
	}
	for _, text := range []string{"1e999999999", "-1e400"} {
		if sample.Fits(&api.Value{Kind: api.Number, Text: text}, schema(t, "{multipleOf: 1}")) {
			t.Errorf("%s is a multiple of 1", text)
		}
	}
	if !sample.Fits(&api.Value{}, nil) {
		t.Error("null does not fit nothing")
	}
}

// TestPlausible checks that what is made for a name says what belongs there, and is
// nobody's.
func TestPlausible(t *testing.T) {
	for property, want := range map[string]string{
		"first_name: {type: string}":                 `"Jamie"`,
		"lastName: {type: string}":                   `"Sample"`,
		"work_email: {type: string}":                 `"user@example.com"`,
		"home_phone: {type: string}":                 `"202-555-0100"`,
		"created_at: {type: string}":                 `"2026-01-31T09:30:00Z"`,
		"date_of_birth: {type: string}":              `"2026-01-31"`,
		"websiteUrl: {type: string}":                 `"https://example.com/"`,
		"zip_code: {type: string}":                   `"12345"`,
		"zip_code: {type: string, pattern: '^x$'}":   `"x"`,
		"state: {enum: [open, closed]}":              `"open"`,
		"visitReason: {type: string}":                `"Example visit reason"`,
		"visitReason: {type: string, maxLength: 8}":  `"example"`,
		"tags: {type: array, items: {type: string}}": `["Example tags"]`,
		"age: {type: integer}":                       `42`,
		"age: {type: integer, maximum: 17}":          `1`,
		"count: {type: integer}":                     `1`,
	} {
		s := schema(t, "{type: object, properties: {"+property+"}}")
		if got := sample.Of(s, sample.Options{}).Members[0].Value.JSON(""); got != want {
			t.Errorf("%s gives %s, want %s", property, got, want)
		}
	}
}
