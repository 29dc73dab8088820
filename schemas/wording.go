package schemas

import _ "embed"

//go:embed wording.json
var wording string

// Wording returns the JSON Schema of a template's wording, as indented JSON
// that belongs to the caller. A wording is YAML; the schema describes the
// same value in JSON.
func Wording() []byte {
	return []byte(wording)
}
