package schemas

import _ "embed"

//go:embed template.json
var template string

// Template returns the JSON Schema of a Postwright template, as indented JSON
// that belongs to the caller. A template is YAML; the schema describes the
// same value in JSON.
func Template() []byte {
	return []byte(template)
}
