package configuration

import (
	"path/filepath"

	"github.com/postwright/postwright/internal/paths"
)

// IsOutside reports whether a file is neither in the configuration's folder nor below
// it, with links followed. The author of a configuration must not learn from findings
// about such a file what else is on the machine.
func (c *Configuration) IsOutside(path string) bool { return !IsWithin(path, c.Folder) }

// IsWithin reports whether a file is in a folder or below it, with links followed. A
// file that does not exist is judged by its path.
func IsWithin(path, folder string) bool {
	follow := func(path string) string { return paths.Absolute(paths.Real(path)) }
	relative, err := filepath.Rel(follow(folder), follow(path))
	return err == nil && filepath.IsLocal(relative)
}
