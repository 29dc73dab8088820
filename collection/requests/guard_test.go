package requests_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// TestGuard: what replaces a record is no JSON before its variable is defined, shows the
// fields, and fits the schema with a number in the variable's place, where one can.
func TestGuard(t *testing.T) {
	for _, test := range []struct{ schema, want string }{
		{`{type: object, properties: {name: {type: string, example: Ada}}}`, `{"name":"Ada","...":{{target_a}}}`},
		{`{type: array, items: {type: object, properties: {op: {type: string, enum: [add]}}}}`, `[{"op":"add","...":{{target_a}}}]`},
		{`{type: object, additionalProperties: false, properties: {name: {type: string, example: Ada}, size: {type: integer}}}`, `{"name":"Ada","size":{{target_a}}}`},
		{`{type: object, additionalProperties: false, properties: {name: {type: string, example: Ada}}}`, `{"name":{{target_a}}}`},
		{`{type: object, additionalProperties: false, properties: {a: {type: object, additionalProperties: false, properties: {b: {type: string}, c: {type: string, example: x}}}}}`, `{"a":{"b":{{target_a}},"c":"x"}}`},
		{`{type: object, additionalProperties: false}`, `{{target_a}}`},
		{`{type: array, items: {type: string, example: red}}`, `["red",{{target_a}}]`},
		{`{type: object, additionalProperties: {type: integer}, example: {red: 1}}`, `{"red":{{target_a}}}`},
		{`{type: string, example: red}`, `{{target_a}}`},
		{`{type: integer, example: 5}`, `{{target_a}}`},
	} {
		_, requests := laidOut(t, `
paths: {/a: {put: {requestBody: {content: {application/json: {schema: `+test.schema+`}}}}}}
`)
		got := requests["PUT /a"].Body.Raw
		if compact := regexp.MustCompile(`\s`).ReplaceAllString(got, ""); compact != test.want {
			t.Errorf("%s: %s, want %s", test.schema, compact, test.want)
		}
		// Some servers read the first value, and not what follows it.
		var first any
		if json.NewDecoder(strings.NewReader(got)).Decode(&first) == nil {
			t.Errorf("%s: %s starts with JSON", test.schema, got)
		}
		if !json.Valid([]byte(strings.ReplaceAll(got, "{{target_a}}", "0"))) {
			t.Errorf("%s: %s would not become JSON", test.schema, got)
		}
	}
}

// TestPatchOfList: a change of a list that changes nothing is a list without operations.
func TestPatchOfList(t *testing.T) {
	_, requests := laidOut(t, `
paths: {/a: {patch: {requestBody: {content: {application/json: {schema: {type: array, items: {type: object}, example: [{op: add}]}}}}}}}
`)
	if got := requests["PATCH /a"].Body.Raw; got != "[]" {
		t.Errorf("%s, want []", got)
	}
}
