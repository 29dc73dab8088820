package requests_test

import (
	"strings"
	"testing"
)

// TestVariant: the table of fields is about the alternative that the body is of, with the
// fields that all have.
func TestVariant(t *testing.T) {
	const schema = `{type: object, properties: {note: {type: string}, pay: {oneOf: [{properties: {iban: {type: string}}, required: [iban]}, {properties: {card: {type: string}}, required: [card]}]}}, anyOf: [{properties: {a: {type: string}}}, {required: [b], properties: {b: {type: string}}}]}`
	for _, test := range []struct{ example, has, hasNot string }{
		{`, example: {note: x, b: y, pay: {card: z}}`, "`b` `note` `pay.card`", "`a` `pay.iban`"},
		{`, example: {note: x, a: y, pay: {iban: z}}`, "`a` `note` `pay.iban`", "`b` `pay.card`"},
		{``, "`a` `note` `pay.iban`", "`b` `pay.card`"},
	} {
		_, items := itemsOf(t, `
paths: {/a: {post: {requestBody: {content: {application/json: {schema: `+schema+test.example+`}}}}}}
`)
		text := items["POST /a"].Description
		for _, field := range strings.Fields(test.has) {
			if !strings.Contains(text, "| "+field+" |") {
				t.Errorf("%s: no %s in\n%s", test.example, field, text)
			}
		}
		for _, field := range strings.Fields(test.hasNot) {
			if strings.Contains(text, "| "+field+" |") {
				t.Errorf("%s: %s in\n%s", test.example, field, text)
			}
		}
	}
}
