package inputs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/v3"
)

// notWritten is the error that a command cannot take a collection in Postman's format
// v3, a folder of YAML files.
func notWritten(path, what string) error {
	return fmt.Errorf(`cannot read %s: it is %s; only lint, validate, diff, docs and scopes take this format yet (in Postman, export the collection as "Collection v2.1")`, path, what)
}

const (
	aV3Folder = "a v3 collection folder"
	aV3File   = "a file of a v3 collection"
)

// IsV3 reports whether a path is that of a collection in format v3, of one of its
// files, or of an environment in that format.
func IsV3(path string) bool {
	if path == Stdin {
		return false
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return false
	case info.IsDir():
		return isV3Folder(path)
	}
	return info.Mode().IsRegular() && (isV3File(path) || v3.IsEnvironment(path))
}

// isV3Folder reports whether a folder is a v3 collection or holds requests of one.
func isV3Folder(folder string) bool {
	for _, name := range []string{"definition.yaml", "definition.yml"} {
		if info, err := os.Stat(filepath.Join(folder, ".resources", name)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() && v3.IsRequest(e.Name()) {
			return true
		}
	}
	return false
}

// isV3File reports whether a path is that of a file of a v3 collection.
func isV3File(path string) bool {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole // "definition.yaml" alone does not say its folder
	}
	return v3.IsFile(filepath.ToSlash(path))
}

// V3 is a collection in format v3, or an environment, as its files say it.
type V3 struct {
	Folder string // of the collection, or of the environment's file
	Only   string // the path below the folder of the one file that was named; "" for all
	Files  []v3.File
}

// Path is how a report calls a file of the collection.
func (c *V3) Path(name string) string { return filepath.Join(c.Folder, filepath.FromSlash(name)) }

// Read reads what the files say.
func (c *V3) Read() *v3.Result {
	if c.Only != "" && v3.IsEnvironment(c.Only) {
		return v3.ReadEnvironment(c.Files[0])
	}
	name := c.Folder
	if whole, err := filepath.Abs(name); err == nil {
		name = whole
	}
	return v3.Read(filepath.Base(name), c.Files)
}

// ReadV3 reads the files of the collection that a path names, or that the file at the
// path is part of. No link leads out of the collection's folder.
func ReadV3(path string) (*V3, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, explain(path, err)
	}
	c := &V3{Folder: path}
	if !info.IsDir() {
		if c.Folder = filepath.Dir(path); !v3.IsEnvironment(path) {
			c.Folder = collectionAround(path)
		}
		if c.Only, err = filepath.Rel(c.Folder, path); err != nil {
			return nil, explain(path, err)
		}
		c.Only = filepath.ToSlash(c.Only)
	}
	root, err := os.OpenRoot(c.Folder)
	if err != nil {
		return nil, explain(c.Folder, err)
	}
	defer root.Close()
	if c.Only != "" && v3.IsEnvironment(c.Only) {
		text, err := c.text(root, c.Only)
		c.Files = []v3.File{{Path: c.Only, Text: text}}
		return c, err
	}
	return c, c.walk(root)
}

// collectionAround is the folder of the collection that a file is part of: the
// outermost of the folders around it that have requests or a definition.
func collectionAround(path string) string {
	folder := filepath.Dir(path)
	for at := folder; ; at = filepath.Dir(at) {
		if filepath.Base(at) == ".resources" {
			folder = filepath.Dir(at)
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	for {
		parent := filepath.Dir(folder)
		if parent == folder || isCollections(parent) || !isV3Folder(parent) {
			return folder
		}
		folder = parent
	}
}

// isCollections reports whether a folder is the postman/collections of a repository.
func isCollections(folder string) bool {
	whole, err := filepath.Abs(folder)
	return err == nil && filepath.Base(whole) == "collections" && filepath.Base(filepath.Dir(whole)) == "postman"
}

// mostOfFolder is how many bytes the files of a collection may have together.
const mostOfFolder = 1 << 30

// walk reads the collection's files, and notes its other folders.
func (c *V3) walk(root *os.Root) error {
	size := 0
	return fs.WalkDir(root.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return explain(c.Path(path), err)
		case entry.IsDir() && path != "." && entry.Name() != ".resources" && isForeign(path) && !isV3Folder(c.Path(path)):
			return fs.SkipDir
		case entry.IsDir():
			c.Files = append(c.Files, v3.File{Path: path + "/"})
			return nil
		case !v3.IsFile(path):
			return nil
		}
		text, err := c.text(root, path)
		if err != nil {
			return err
		}
		if size += len(text); size > mostOfFolder || len(c.Files) > v3.MaxFiles {
			return fmt.Errorf("cannot read %s: it has more than %d files or %d MB", c.Folder, v3.MaxFiles, mostOfFolder>>20)
		}
		c.Files = append(c.Files, v3.File{Path: path, Text: text})
		return nil
	})
}

// isForeign reports whether a folder usually has nothing to do with a collection.
func isForeign(path string) bool {
	name := filepath.Base(path)
	return name == "node_modules" || strings.HasPrefix(name, ".")
}

func (c *V3) text(root *os.Root, name string) (string, error) {
	path := filepath.FromSlash(name)
	info, err := root.Stat(path)
	switch {
	case err != nil:
		return "", explain(c.Path(name), err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("cannot read %s: it is %s, not a regular file", c.Path(name), typeOf(info.Mode()))
	case info.Size() > maxBeside:
		return "", tooLarge(c.Path(name), maxBeside)
	}
	file, err := root.Open(path)
	if err != nil {
		return "", explain(c.Path(name), err)
	}
	defer file.Close()
	return readAll(file, info.Size(), maxBeside, c.Path(name))
}
