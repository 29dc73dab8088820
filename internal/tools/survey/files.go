package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// file is a collection, or a file that should be one.
type file struct {
	path     string
	name     string             // its path below the folder, the same on every machine
	document *jsontree.Document // nil if the text is not JSON
	text     string
}

// read reads the collections in and below folders, sorted by name.
func read(folders []string) ([]file, error) {
	var files []file
	for _, folder := range folders {
		before := len(files)
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(folder, path)
			if err != nil {
				return err
			}
			f := file{path: path, name: filepath.ToSlash(name), text: string(text)}
			f.document, _ = jsontree.Parse(f.text)
			if f.document == nil || !normalize.IsEnvironment(f.document) {
				files = append(files, f)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(files) == before {
			return nil, fmt.Errorf("no collection in %s", strings.TrimSuffix(folder, "/"))
		}
	}
	return files, nil
}
