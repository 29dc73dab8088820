package sample_test

import (
	"testing"

	"github.com/postwright/postwright/collection/sample"
)

// TestMisfit: a misfit is named by its innermost place.
func TestMisfit(t *testing.T) {
	const order = "{type: object, required: [id], additionalProperties: false, properties: {id: {type: string}, lines: {type: array, items: {type: object, properties: {state: {enum: [open]}, n: {type: integer, maximum: 3}}}}}}"
	for _, test := range []struct{ value, want string }{
		{"{id: a}", ""},
		{"{id: 1}", `"id" is not of the type string`},
		{"{}", `"id" is missing`},
		{"[]", "it is not of the type object"},
		{"{id: a, extra: 1}", `there is no "extra"`},
		{"{id: a, lines: [{state: open}, {state: shut}]}", `"lines[1].state" is none of the values that are listed`},
		{"{id: a, lines: [{n: 4}]}", `"lines[0].n" does not fit`},
	} {
		s := schema(t, order)
		if got := sample.Misfit(schema(t, "{const: "+test.value+"}").Const, s); got != test.want {
			t.Errorf("%s: %s, want %s", test.value, got, test.want)
		}
	}
}
