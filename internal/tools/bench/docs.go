package main

import (
	"os"
	"path/filepath"
)

// fullCollection is the template's whole API.
const fullCollection = "dist/drchrono-full.postman_collection.json"

// docs measures the documentation page of a large API.
func docs(page *page, binary, folder string, runs int) error {
	written := filepath.Join(folder, "docs.html")
	c := contender{name: "postwright docs", command: []string{binary, "docs", "--template", "drchrono", "-o", written, fullCollection}}
	if _, err := once(c); err != nil {
		return err
	}
	size, err := sizeOf(written)
	if err != nil {
		return err
	}
	defer os.Remove(written)
	return section(page, "Page of documentation, DrChrono's whole API, "+size, []contender{c}, runs)
}
