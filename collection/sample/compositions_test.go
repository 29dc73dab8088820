package sample_test

import (
	"testing"

	"github.com/postwright/postwright/collection/sample"
)

// TestCompositions checks values of schemas that combine alternatives with null, with
// references, with other alternatives and with bounds.
func TestCompositions(t *testing.T) {
	for text, want := range map[string]string{
		// Null, wherever it stands and however it is written.
		"{oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}]} where {A: {type: 'null'}}":                                  `1`,
		"{anyOf: [{const: null}, {type: integer}]}":                                                                               `1`,
		"{oneOf: [{type: ['null']}, {$ref: '#/components/schemas/A'}]} where {A: {type: object, properties: {a: {const: x}}}}":    `{"a":"x"}`,
		"{oneOf: [{type: 'null'}, {$ref: '#/components/schemas/A'}], default: null} where {A: {oneOf: [{const: x}, {const: y}]}}": `"x"`,
		"{oneOf: [{type: 'null'}]}": `null`,
		"{type: [object, 'null'], oneOf: [{properties: {a: {type: integer}}, required: [a]}]}":                              `{"a":1}`,
		"{$ref: '#/components/schemas/A', type: [object, 'null'], description: d} where {A: {properties: {a: {const: 1}}}}": `{"a":1}`,

		// Alternatives in several parts: one of each.
		"{allOf: [{oneOf: [{required: [a], properties: {a: {const: 1}}}]}, {oneOf: [{required: [b], properties: {b: {const: 2}}}]}]}":                                                                                                                                 `{"a":1,"b":2}`,
		"{oneOf: [{required: [a], properties: {a: {const: 1}}}], allOf: [{anyOf: [{required: [b], properties: {b: {const: 2}}}]}]}":                                                                                                                                   `{"a":1,"b":2}`,
		"{allOf: [{anyOf: [{type: string}, {type: integer}]}, {anyOf: [{type: integer}, {type: boolean}]}]}":                                                                                                                                                          `1`,
		"{allOf: [{oneOf: [{minLength: 3}, {maxLength: 1}]}, {oneOf: [{pattern: '^.$'}, {pattern: '^..$'}]}, {oneOf: [{type: string}]}]}":                                                                                                                             `"e"`,
		"{oneOf: [{oneOf: [{type: string, enum: [x]}, {type: boolean}]}, {type: string}], type: [string, boolean]}":                                                                                                                                                   `"example"`,
		"{discriminator: {propertyName: k}, oneOf: [{$ref: '#/components/schemas/A'}]} where {A: {type: object, discriminator: {propertyName: l}, properties: {k: {type: string}}, oneOf: [{$ref: '#/components/schemas/B'}]}, B: {properties: {l: {type: string}}}}": `{"l":"B","k":"A"}`,

		// Optional parts that no value fits are left out.
		"{properties: {a: {const: 1}, b: {oneOf: [{type: object}, {type: object}]}}}":                                     `{"a":1}`,
		"{required: [b], properties: {b: {oneOf: [{type: object}, {type: object}]}}}":                                     `{"b":{}}`,
		"{properties: {b: {type: array, items: {oneOf: [{type: string}, {}]}}}}":                                          `{"b":[]}`,
		"{type: array, items: {type: object, oneOf: [{}, {}]}}":                                                           `[]`,
		"{type: array, minItems: 1, items: {type: object, oneOf: [{}, {}]}}":                                              `[{}]`,
		"{oneOf: [{properties: {a: {type: string}}, additionalProperties: false}, {properties: {b: {}}, required: [b]}]}": `{"a":"Example a"}`,

		// No more properties than there may be.
		"{type: object, maxProperties: 1, properties: {a: {const: 1}, b: {const: 2}}}":                                                  `{"a":1}`,
		"{type: object, maxProperties: 1, required: [b], properties: {a: {const: 1}, b: {const: 2}}}":                                   `{"b":2}`,
		"{allOf: [{maxProperties: 3}, {maxProperties: 2}], required: [c], properties: {a: {const: 1}, b: {const: 2}, c: {const: 3}}}":   `{"a":1,"c":3}`,
		"{oneOf: [{type: 'null'}, {$ref: '#/components/schemas/A'}]} where {A: {maxProperties: 1, properties: {a: {const: 1}, b: {}}}}": `{"a":1}`,

		// Allowed values of a list that are no lists are those of its items.
		"{type: array, items: {type: string}, enum: [x, y]}": `["x"]`,
		"{type: array, enum: [x, y]}":                        `["x"]`,
		"{type: array, enum: [[x], [y]]}":                    `["x"]`,
	} {
		v := sample.Of(schema(t, text), sample.Options{})
		if v == nil {
			t.Errorf("%s: nothing, want %s", text, want)
			continue
		}
		if got := v.JSON(""); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestCompositionsFit checks that a value must fit one alternative of each part.
func TestCompositionsFit(t *testing.T) {
	both := "{allOf: [{oneOf: [{required: [a]}, {required: [c]}]}, {oneOf: [{required: [b]}]}]}"
	for _, c := range []struct {
		schema, value string
		want          bool
	}{
		{both, "{a: 1, b: 1}", true},
		{both, "{a: 1}", false},
		{both, "{b: 1}", false},
		{both, "{a: 1, b: 1, c: 1}", false},
		{"{maxProperties: 1}", "{a: 1}", true},
		{"{maxProperties: 1}", "{a: 1, b: 1}", false},
		{"{type: array, enum: [x, y]}", "[y]", true},
		{"{type: array, enum: [x, y]}", "[z]", false},
	} {
		v := schema(t, "{const: "+c.value+"}").Const
		if got := sample.Fits(v, schema(t, c.schema)); got != c.want {
			t.Errorf("%s fits %s: %t", c.value, c.schema, got)
		}
	}
}
