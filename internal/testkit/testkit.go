// Package testkit gives tests the real files of the reference folder beside the
// repository: published collections, schemas and API documents. It also reads the
// repository's own pages.
//
// If the reference folder is absent, tests that need it skip; with CI set they fail.
package testkit

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// File is one reference file. Name is its path below the data folder.
type File struct {
	Name string
	Path string
	Text string
}

// Collections returns the published collections and Postman's own examples,
// sorted by name.
func Collections(t testing.TB) []File {
	t.Helper()
	files := CollectionsIfPresent()
	if len(files) == 0 {
		missing(t)
	}
	return files
}

// CollectionsIfPresent is like [Collections] for fuzz seeds: it returns nothing if the
// folder is absent.
func CollectionsIfPresent() []File {
	var files []File
	for _, folder := range []string{"corpus", filepath.Join("postman", "examples")} {
		root := filepath.Join(dir(), folder)
		_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(dir(), path)
			files = append(files, File{filepath.ToSlash(name), path, string(text)})
			return nil
		})
	}
	return files
}

// Read returns one reference file by its path below the data folder.
func Read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir(), filepath.FromSlash(name)))
	if err != nil {
		missing(t)
	}
	return string(text)
}

// ReadIfPresent is like [Read] for fuzz seeds: it returns "" if the folder is absent.
func ReadIfPresent(name string) string {
	text, err := os.ReadFile(filepath.Join(dir(), filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return string(text)
}

func missing(t testing.TB) {
	t.Helper()
	const message = "the reference folder ../shared is not beside the repository"
	if os.Getenv("CI") != "" {
		t.Fatal(message)
	}
	t.Skip(message)
}

// dir returns the path of ../shared/data from the repository's root.
func dir() string {
	return filepath.Join(strings.TrimSuffix(root(), string(filepath.Separator)), "..", "shared", "data")
}

// root returns the path of the repository's root.
func root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(filepath.Dir(filepath.Dir(file)))
}

// FileText returns the text of a file.
func FileText(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// WriteBelow writes a file, and the folders that it needs. The name is the path below
// folder, with slashes.
func WriteBelow(t testing.TB, folder, name, text string) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
