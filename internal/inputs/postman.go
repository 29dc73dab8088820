package inputs

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/paths"
)

// PostmanFolder returns the folder in which a repository keeps its collections,
// environments and globals in format v3: the one that a path names, or "postman" in it.
// It reports whether there is one.
func PostmanFolder(path string) (string, bool) {
	for _, folder := range []string{path, filepath.Join(path, "postman")} {
		if filepath.Base(paths.Absolute(folder)) != "postman" || isV3Folder(folder) {
			continue
		}
		for _, part := range []string{"collections", "environments", "globals"} {
			if IsFolder(filepath.Join(folder, part)) {
				return folder, true
			}
		}
	}
	return "", false
}

// PostmanFiles returns the collections in a folder as [PostmanFolder] finds it, and the
// files of its environments and globals, in the order of their names.
func PostmanFiles(folder string) (collections, environments []string, err error) {
	entries := func(part string) ([]string, error) {
		found, err := os.ReadDir(filepath.Join(folder, part))
		if err != nil && !os.IsNotExist(err) {
			return nil, explain(filepath.Join(folder, part), err)
		}
		var all []string
		for _, e := range found {
			if !strings.HasPrefix(e.Name(), ".") { // left by an interrupted run, for example
				all = append(all, filepath.Join(folder, part, e.Name()))
			}
		}
		return all, nil
	}
	for _, part := range []string{"collections", "environments", "globals"} {
		found, err := entries(part)
		if err != nil {
			return nil, nil, err
		}
		for _, path := range found {
			switch {
			case part == "collections" && IsFolder(path) && isV3Collection(path):
				collections = append(collections, path)
			case part != "collections" && v3.IsEnvironment(path):
				environments = append(environments, path)
			}
		}
	}
	return collections, environments, nil
}

// IsFolder reports whether a path leads to a folder.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// NamesFolder reports whether a path leads to a folder, or says with a slash at its end
// that it will.
func NamesFolder(path string) bool {
	return IsFolder(path) || strings.HasSuffix(filepath.ToSlash(path), "/")
}
