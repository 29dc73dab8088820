package inputs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// notYet returns the error about a collection in Postman's format v3, a folder of YAML
// files.
func notYet(path, what string) error {
	return fmt.Errorf(`cannot read %s: it is %s; Postwright cannot read this format yet (in Postman, export the collection as "Collection v2.1")`, path, what)
}

// isV3Folder reports whether a folder is a v3 collection or holds requests of one.
func isV3Folder(folder string) bool {
	if info, err := os.Stat(filepath.Join(folder, ".resources", "definition.yaml")); err == nil && info.Mode().IsRegular() {
		return true
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if isV3File(e.Name()) && !e.IsDir() {
			return true
		}
	}
	return false
}

// isV3File reports whether a name is that of a file of a v3 collection.
func isV3File(path string) bool {
	name := filepath.Base(path)
	return strings.HasSuffix(name, ".request.yaml") || strings.HasSuffix(name, ".example.yaml") ||
		name == "definition.yaml" && strings.HasSuffix(filepath.Dir(path), ".resources")
}
