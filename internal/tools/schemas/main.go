// Command schemas writes the JSON Schemas that editors use into a folder.
//
//	schemas FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/schemas"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: schemas FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "schemas:", err)
		os.Exit(1)
	}
}

func write(folder string) error {
	collection, err := schemas.Collection(schemas.Postman)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, text := range map[string][]byte{
		"collection-v2.1.0.json": collection,
		"collection-v3.json":     schemas.CollectionV3(),
		"environment.json":       schemas.Environment(),
		"configuration.json":     schemas.Configuration(),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
