package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/internal/inputs"
)

// makeFolder creates a folder and its parents if they do not exist.
func makeFolder(path string) error {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return fmt.Errorf("cannot make the folder %s: %w", path, err)
	}
	return nil
}

// namesFolder reports whether a path leads to a folder, or says with a slash at its end
// that it will.
func namesFolder(path string) bool {
	return inputs.IsFolder(path) || strings.HasSuffix(filepath.ToSlash(path), "/")
}
