package schemas

import _ "embed"

//go:embed configuration.json
var configuration string

// Configuration returns the JSON Schema of postwright.yaml, as indented JSON
// that belongs to the caller. A configuration is YAML; the schema describes
// the same value in JSON.
func Configuration() []byte {
	return []byte(configuration)
}
