// Package paths has the functions on file paths that several packages need.
package paths

import "path/filepath"

// Absolute returns the absolute form of a path, or the path itself if the current folder
// is unknown.
func Absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// Real returns a path with links followed, or the path itself if it leads to nothing.
func Real(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}
