package inputs

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/paths"
)

// notWritten returns the error for a collection in Postman's format v3, a folder of YAML
// files, where a command or a place on the command line does not accept one.
func notWritten(path, what string) error {
	return fmt.Errorf("cannot read %s: it is %s, which this command does not take; postwright convert --to v2.1 makes one file of it", path, what)
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
		return isV3Collection(path)
	}
	return info.Mode().IsRegular() && (isV3File(path) || v3.IsEnvironment(path) || isWorkspace(path))
}

// isWorkspace reports whether a path is that of a file in the .postman of a repository.
func isWorkspace(path string) bool {
	return v3.IsWorkspace(filepath.ToSlash(paths.Absolute(path)))
}

// WorkspaceFiles returns the files of a .postman folder that map the files of its
// repository to the parts of a workspace.
func WorkspaceFiles(folder string) []string {
	var files []string
	for _, name := range []string{"resources.yaml", "workflows.yaml"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err == nil && info.Mode().IsRegular() {
			files = append(files, filepath.Join(folder, name))
		}
	}
	return files
}

// V3Text returns the text of a regular file whose content is of format v3, whatever its
// name is, and its kind (see [v3.KindOf]); "" if it is not of that format.
func V3Text(path string) (text, kind string, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", "", explain(path, err)
	case !info.Mode().IsRegular():
		return "", "", nil
	}
	start, err := readStart(path)
	if err != nil || strings.HasPrefix(strings.TrimLeft(start, "\uFEFF \t\r\n"), "{") {
		return "", "", err // JSON, which may be large
	}
	text, err = readText(path, info, maxBeside)
	return text, v3.KindOf(text), err
}

// readStart returns the first bytes of a file.
func readStart(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", explain(path, err)
	}
	defer file.Close()
	start := make([]byte, 512)
	n, err := io.ReadFull(file, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", explain(path, err)
	}
	return string(start[:n]), nil
}

// isV3Folder reports whether a folder is a v3 collection or holds requests of one.
func isV3Folder(folder string) bool {
	if hasDefinition(folder) {
		return true
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() && (v3.IsRequest(e.Name()) || isOldRoot(filepath.Join(folder, e.Name()))) {
			return true
		}
	}
	return false
}

// hasDefinition reports whether a folder is a collection, or a folder of one, by its
// definition.
func hasDefinition(folder string) bool {
	for _, name := range []string{"definition.yaml", "definition.yml"} {
		if info, err := os.Stat(filepath.Join(folder, ".resources", name)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// isOldRoot reports whether a file is the root of a collection in an older layout.
func isOldRoot(path string) bool {
	if name := filepath.Base(path); !v3.IsRead(name) || v3.IsFile(name) || !leadsToFile(path) {
		return false
	}
	text, err := os.ReadFile(path)
	return err == nil && v3.IsOldRoot(v3.File{Path: filepath.Base(path), Text: string(text)})
}

// isV3File reports whether a path is that of a file of a v3 collection.
func isV3File(path string) bool {
	// "definition.yaml" alone does not say its folder.
	return v3.IsFile(filepath.ToSlash(paths.Absolute(path)))
}

// V3 is a collection in format v3, or an environment, as its files.
type V3 struct {
	Folder string // of the collection, or of the environment's file; or the repository
	Only   string // the path below the folder of the one file that was named; "" for all
	Files  []v3.File
	Links  []string // links to folders, which are not followed

	listed    bool                 // whether the files were found
	irregular map[string]bool      // the paths of those that are not regular files, such as links
	named     map[string]string    // what single files were called, by their paths below the folder
	known     map[string]knownText // of an earlier reading
	read      *sync.Map            // of this one, for the next: knownText by path; nil for reading once
}

// Path returns the path of a file of the collection for a report.
func (c *V3) Path(name string) string {
	if named, ok := c.named[name]; ok {
		return named
	}
	return filepath.Join(c.Folder, filepath.FromSlash(name))
}

// Read reads the collection from the files.
func (c *V3) Read() *v3.Result { return c.ReadAgain(nil) }

// ReadAgain is [V3.Read] with a cache of the last reading.
func (c *V3) ReadAgain(k *v3.Cache) *v3.Result {
	if c.Only != "" && v3.IsEnvironment(c.Only) {
		return v3.ReadEnvironment(c.Files[0])
	}
	if v3.IsWorkspace(c.Only) {
		return v3.ReadWorkspace(c.Files[0], c.has)
	}
	return k.Read(fromRepository(c.Folder), c.Files)
}

// ReadNamed is [V3.Read] for a collection that has a name of its own only if its files
// give one: it is a copy, and what its folder is called says nothing.
func (c *V3) ReadNamed(name string) *v3.Result {
	return v3.Read(name, c.Files)
}

// has reports whether there is something at a path below the folder.
func (c *V3) has(name string) bool {
	root, err := os.OpenRoot(c.Folder)
	if err != nil {
		return false
	}
	defer root.Close()
	_, err = root.Stat(filepath.FromSlash(name))
	return err == nil
}

// fromRepository returns a folder's path from the root of its repository, with slashes,
// or its name if no folder around it is a repository.
func fromRepository(folder string) string {
	whole := paths.Absolute(folder)
	for at := filepath.Dir(whole); ; at = filepath.Dir(at) {
		for _, mark := range []string{".git", ".postman"} {
			if _, err := os.Stat(filepath.Join(at, mark)); err == nil {
				inside, _ := filepath.Rel(at, whole)
				return filepath.ToSlash(inside)
			}
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	if isCollections(filepath.Dir(whole)) {
		return "postman/collections/" + filepath.Base(whole)
	}
	return filepath.Base(whole)
}

// ReadV3 reads the files of the collection that a path names, or that the file at the
// path is part of. No link leads out of the collection's folder.
func ReadV3(path string) (*V3, error) {
	c, err := findV3(path)
	if err != nil {
		return nil, err
	}
	return c, c.load()
}

// findV3 finds the collection that [ReadV3] reads, without its files.
func findV3(path string) (*V3, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, explain(path, err)
	}
	c, called := &V3{Folder: path}, ""
	if !info.IsDir() {
		switch c.Folder = filepath.Dir(path); {
		case isWorkspace(path):
			path = filepath.Join(c.Folder, "..", ".postman", filepath.Base(path)) // it may be named from within
			c.Folder = filepath.Join(c.Folder, "..")
		case !v3.IsEnvironment(path):
			c.Folder = collectionAround(path)
			if around := collectionAround(paths.Absolute(path)); around != paths.Absolute(c.Folder) {
				called = path // from within the collection
				c.Folder, path = around, paths.Absolute(path)
			}
		}
		if c.Only, err = filepath.Rel(c.Folder, path); err != nil {
			return nil, explain(path, err)
		}
		c.Only = filepath.ToSlash(c.Only)
		if called != "" {
			c.named = map[string]string{c.Only: called}
		}
	}
	return c, nil
}

// isAlone reports whether the file that was named belongs to no collection.
func (c *V3) isAlone() bool {
	return c.Only != "" && (v3.IsEnvironment(c.Only) || v3.IsWorkspace(c.Only))
}

// load reads the files.
func (c *V3) load() error {
	root, err := os.OpenRoot(c.Folder)
	if err != nil {
		return explain(c.Folder, err)
	}
	defer root.Close()
	if c.isAlone() {
		text, err := c.text(root, c.Only, c.Only, false)
		c.Files = []v3.File{{Path: c.Only, Text: text}}
		return err
	}
	return c.walk(root)
}

// collectionAround returns the folder of the collection that a file belongs to: the
// outermost of the folders around it that have requests or a definition. Folders that
// only hold folders may be between it and one that has a definition or is in the
// postman/collections of a repository.
func collectionAround(path string) string {
	around := filepath.Dir(path)
	for at := around; at != filepath.Dir(at); at = filepath.Dir(at) {
		if filepath.Base(at) == ".resources" {
			around = filepath.Dir(at)
		}
	}
	folder, follows := around, true // whether the folder before belongs to a collection
	for at := around; at != filepath.Dir(at) && !isCollections(at); at = filepath.Dir(at) {
		switch {
		case hasDefinition(at), follows && isV3Folder(at), InCollections(at) && isV3Collection(at):
			folder, follows = at, true
		default:
			follows = false
		}
	}
	return folder
}

// isCollections reports whether a folder is the postman/collections of a repository.
func isCollections(folder string) bool {
	whole := paths.Absolute(folder)
	return filepath.Base(whole) == "collections" && filepath.Base(filepath.Dir(whole)) == "postman"
}

// InCollections reports whether a path is that of a folder in postman/collections.
func InCollections(folder string) bool {
	return isCollections(filepath.Dir(paths.Absolute(folder)))
}
