package schemas

import _ "embed"

//go:embed collection-v3.json
var collectionV3 string

// CollectionV3 returns the JSON Schema of the files of a collection in format v3, as
// indented JSON that belongs to the caller. The files are YAML; the schema describes
// the same values in JSON. Each kind of file is a definition of its own.
func CollectionV3() []byte {
	return []byte(collectionV3)
}
