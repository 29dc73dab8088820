package lintconfig

import (
	"path/filepath"

	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// BaselineKey returns the key of a file in a baseline: its path from the baseline's
// folder, whatever the working directory is.
func BaselineKey(path, file string) string {
	if file == inputs.Stdin {
		return file
	}
	to := paths.Absolute(file)
	if relative, err := filepath.Rel(paths.Absolute(filepath.Dir(path)), to); err == nil {
		to = relative
	}
	return filepath.ToSlash(to)
}
