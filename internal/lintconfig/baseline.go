package lintconfig

import (
	"path/filepath"

	"github.com/postwright/postwright/internal/inputs"
)

// BaselineKey returns the key of a file in a baseline: its path from the baseline's
// folder, whatever the working directory is.
func BaselineKey(path, file string) string {
	if file == inputs.Stdin {
		return file
	}
	from, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return filepath.ToSlash(file)
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	if relative, err := filepath.Rel(from, to); err == nil {
		to = relative
	}
	return filepath.ToSlash(to)
}
