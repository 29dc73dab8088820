// Package inputs finds and reads the files that a command line names.
package inputs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Stdin is the argument that stands for standard input, and its name in reports.
const Stdin = "-"

// Suffix is the end of the names that are searched for in folders.
const Suffix = ".postman_collection.json"

// Expand turns arguments into files: a file stays as it is, a folder becomes
// the collections in and below it, a pattern (**, *, ?, […], {…}) the files that
// match. The order is that of the arguments, and of names within one; no file
// comes twice. An argument that leads to nothing is an error.
func Expand(arguments []string) ([]string, error) {
	var files []string
	seen := map[string]bool{}
	for _, argument := range arguments {
		found, err := expand(argument)
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			if !seen[file] {
				files = append(files, file)
			}
			seen[file] = true
		}
	}
	return files, nil
}

func expand(argument string) ([]string, error) {
	if argument == Stdin {
		return []string{Stdin}, nil
	}
	info, err := os.Stat(argument)
	switch {
	case err == nil && info.IsDir():
		return collections(argument)
	case err == nil:
		return []string{argument}, nil
	case !strings.ContainsAny(argument, "*?[{"):
		return nil, explain(argument, err)
	}
	found, err := doublestar.FilepathGlob(argument, doublestar.WithFilesOnly())
	if err != nil {
		return nil, fmt.Errorf("the pattern %s is not right: %w", argument, err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no file matches %s", argument)
	}
	slices.Sort(found)
	return found, nil
}

// collections searches a folder. Hidden folders and node_modules hold no one's
// own collections.
func collections(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return explain(path, err)
		case entry.IsDir() && path != folder && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return fs.SkipDir
		case !entry.IsDir() && strings.HasSuffix(entry.Name(), Suffix):
			files = append(files, path)
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no file in %s ends in %s; name the files themselves", folder, Suffix)
	}
	return files, err
}

// Read is a file's text, or that of standard input for "-".
func Read(path string, stdin io.Reader) (string, error) {
	if path == Stdin {
		return readAll(stdin, 0, "standard input")
	}
	file, err := os.Open(path)
	if err != nil {
		return "", explain(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", explain(path, err)
	}
	if info.IsDir() {
		return "", fmt.Errorf("cannot read %s: it is a folder", path)
	}
	return readAll(file, info.Size(), path)
}

// readAll reads straight into a string, so that a large file is in memory once.
func readAll(r io.Reader, size int64, name string) (string, error) {
	var b strings.Builder
	b.Grow(int(min(size, 1<<32)))
	if _, err := io.Copy(&b, r); err != nil {
		return "", explain(name, err)
	}
	return b.String(), nil
}

func explain(path string, err error) error {
	var inner *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot read %s: there is no such file", path)
	case errors.As(err, &inner):
		err = inner.Err
	}
	return fmt.Errorf("cannot read %s: %w", path, err)
}
