package contract_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/jsontree"
)

// TestKinds: breaches of one kind are alike wherever they are, and those of a format have the
// field as their cause.
func TestKinds(t *testing.T) {
	const schema = `{type: object, required: [id], properties: {id: {type: integer}, due: {type: string, format: date}, size: {type: integer}, kind: {type: string, enum: [x, y]},
		own: {type: integer, readOnly: true}, a: {type: array, items: {$ref: '#/components/schemas/A'}}}}`
	const components = `{A: {type: object, additionalProperties: false, required: [name, mail], properties: {name: {type: string}, mail: {type: string, format: email}, due: {type: string, format: date}, size: {type: integer}, kind: {type: string, enum: [x, y]}}}}`
	for body, want := range map[string]string{
		`{"id": 1, "due": "x"}`:  `must be a date, such as 2026-01-31 | due must be a date, such as 2026-01-31`,
		`{"id": 1, "size": "x"}`: `"size" is a string, and must be an integer | `,
		`{"id": 1, "kind": "z"}`: `"kind" must be one of "x", "y" | `,
		`{"id": 1, "own": 2}`:    `is read-only: leave it out | `,
		`{}`:                     `the required field "id" is missing | `,
		`[]`:                     `the body is a list, and must be an object | `,
		`{"id": 1, "a": [{"name": "n", "mail": "m@n", "due": "x"}]}`:  `must be a date, such as 2026-01-31 | due must be a date, such as 2026-01-31`,
		`{"id": 1, "a": [{"name": "n", "mail": "m@n", "size": "x"}]}`: `"size" is a string, and must be an integer | `,
		`{"id": 1, "a": [{"name": "n", "mail": "m"}]}`:                `must be an e-mail address | mail must be an e-mail address`,
		`{"id": 1, "a": [{}]}`: `the required fields "name" and "mail" are missing | `,
		`{"id": 1, "a": [{"name": "n", "mail": "m@n", "other": 1}]}`:               `there is no field "other" | `,
		`{"id": 1, "a": [{"name": "n", "mail": "m@n", "kind": "z"}, {"kind": 1}]}`: `"kind" must be one of "x", "y" | ; the required fields "name" and "mail" are missing | ; "kind" is a number, and must be a string | `,
	} {
		d, err := jsontree.Parse(body)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range contract.Check(d.Root(), answer(t, schema, components), contract.Options{}) {
			got = append(got, b.Kind+" | "+b.Cause)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}
