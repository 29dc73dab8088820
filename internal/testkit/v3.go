package testkit

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// V3Folders returns the reference folders with collections in format v3:
// migrated ones, and those of real repositories.
func V3Folders(t testing.TB) []string {
	t.Helper()
	var folders []string
	for _, pattern := range []string{"migrated/*", "real/*/postman/collections/*"} {
		found, err := filepath.Glob(filepath.Join(dir(), "v3", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			if info, err := os.Stat(path); err == nil && info.IsDir() {
				folders = append(folders, path)
			}
		}
	}
	if len(folders) == 0 {
		missing(t)
	}
	return folders
}

// Below returns the files in and below a folder, by their paths in it, with
// slashes.
func Below(t testing.TB, folder string) []File {
	t.Helper()
	var files []File
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		files = append(files, File{filepath.ToSlash(name), path, string(text)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
