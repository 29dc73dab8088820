package conversion

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/paths"
)

// Reader reads a collection or an environment as JSON.
type Reader func(path string) (*jsontree.Document, error)

// ToV3 returns the steps that convert what a path names to format v3: a collection or an
// environment as JSON, or a folder of them.
func ToV3(path, to string, read Reader) ([]Step, error) {
	if inputs.IsV3(path) {
		return nil, fmt.Errorf("%s is in format v3 already", path)
	}
	if inputs.IsFolder(path) {
		return folderToV3(path, to, read)
	}
	d, err := read(path)
	if err != nil {
		return nil, err
	}
	step := Step{From: path, Document: d, To: to}
	switch {
	case validate.IsEnvironment(d):
		step.To, err = environmentFile(d, to)
	case to == inputs.Stdin:
		err = errors.New("a v3 collection is a folder, which standard output cannot take; name one with -o")
	case to == "":
		step.To = v3.Lay(d).Name
	}
	return []Step{step}, err
}

// environmentFile returns the file for an environment, or for globals. To may be its folder, or
// "".
func environmentFile(d *jsontree.Document, to string) (string, error) {
	switch {
	case to == inputs.Stdin:
	case to == "" || inputs.NamesFolder(to):
		file, _ := v3.LayEnvironment(d)
		to = filepath.Join(to, file.Path)
	case !v3.IsEnvironment(to):
		return "", output.NotEnvironmentName(to)
	}
	return to, nil
}

// folderToV3 converts the collections and environments in a folder to a postman/ folder.
func folderToV3(folder, to string, read Reader) ([]Step, error) {
	if _, ok := inputs.PostmanFolder(folder); ok {
		return nil, fmt.Errorf("%s is in format v3 already", folder)
	}
	if to == inputs.Stdin {
		return nil, fmt.Errorf("%s becomes several files; name a folder for them with -o", folder)
	}
	files, err := exported(folder)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no collection and no environment as JSON", folder)
	}
	var steps []Step
	homes := newHomes(to)
	for _, path := range files {
		d, err := read(path)
		if err != nil {
			return nil, err
		}
		homes.expect(d)
		steps = append(steps, Step{From: path, Document: d})
	}
	for i := range steps {
		if err := homes.place(&steps[i]); err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// exported returns the collections and environments in and below a folder.
func exported(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		hidden := entry != nil && path != folder && inputs.IsForeign(entry.Name())
		switch {
		case err != nil:
			return fmt.Errorf("cannot read %s: %w", path, err)
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() || hidden:
			return nil
		}
		for _, suffix := range []string{inputs.Suffix, inputs.EnvironmentSuffix, inputs.GlobalsSuffix} {
			if strings.HasSuffix(path, suffix) {
				files = append(files, path)
			}
		}
		return nil
	})
	return files, err
}

// homes are the places below a postman/ folder.
type homes struct {
	folder       string
	byID, byName map[string]string // the folders of collections
	taken        map[string]bool   // their names, in lower case
	written      map[string]bool   // the file names of environments, in lower case
}

func newHomes(folder string) *homes {
	h := &homes{folder: folder, byID: map[string]string{}, byName: map[string]string{}, taken: map[string]bool{}, written: map[string]bool{}}
	collections, _, _ := inputs.PostmanFiles(folder) // none if there is no folder yet
	for _, path := range collections {
		h.taken[strings.ToLower(filepath.Base(path))] = true
		if read, err := inputs.ReadV3(path); err == nil {
			r := read.Read()
			h.byName[collection.Of(r.Document).Name()] = path
			if id := r.ID(); id != "" {
				h.byID[id] = path
			}
		}
	}
	return h
}

// expect reserves the folder that has a collection, by its ID, against others of its name.
func (h *homes) expect(d *jsontree.Document) {
	found := h.byID[d.Root().Get("info", "_postman_id").Text()]
	for name, folder := range h.byName {
		if folder == found {
			delete(h.byName, name)
		}
	}
}

// place sets where a step writes.
func (h *homes) place(step *Step) error {
	d := step.Document
	if !validate.IsEnvironment(d) {
		step.To = h.of(d)
		return nil
	}
	step.Folder = filepath.Join(h.folder, "environments")
	if d.Root().Get("_postman_variable_scope").Is("globals") {
		step.Folder = filepath.Join(h.folder, "globals")
	}
	file, _ := v3.LayEnvironment(d)
	base, kind, _ := strings.Cut(file.Path, ".environment.")
	if kind == "" && h.written[file.Path] {
		return fmt.Errorf("%s has globals, and so has another file: Postman has one file of globals in a workspace", step.From)
	}
	step.To = filepath.Join(step.Folder, freeName(h.written, base, strings.TrimPrefix(file.Path, base)))
	return nil
}

// of returns the folder of a collection: the one that already has it, by ID or name, or a
// new one.
func (h *homes) of(d *jsontree.Document) string {
	id, name := d.Root().Get("info", "_postman_id").Text(), collection.Of(d).Name()
	for _, found := range []string{h.byID[id], h.byName[name]} {
		if found != "" {
			delete(h.byID, id)
			delete(h.byName, name)
			return found
		}
	}
	return filepath.Join(h.folder, "collections", freeName(h.taken, v3.Lay(d).Name, ""))
}

// IsThere reports whether a folder already has a collection, whose files are changed
// then. It returns an error if something else is there.
func IsThere(folder string, made *v3.Layout) (bool, error) {
	info, err := os.Stat(folder)
	switch {
	case err != nil:
		return false, nil
	case !info.IsDir():
		return false, fmt.Errorf("cannot write %s: it is a file; a v3 collection is a folder", folder)
	case inputs.IsV3(folder):
		return true, nil
	}
	inner := collectionsIn(folder)
	if len(inner) > 0 && !isLaidIn(folder, inner, made) {
		return false, fmt.Errorf("%s has the collection %s in it; name a folder for this one, such as %s",
			folder, inner[0], filepath.Join(filepath.Dir(inner[0]), made.Name))
	}
	return len(inner) > 0, nil
}

// collectionsIn returns the folders below a folder that look like v3 collections.
func collectionsIn(folder string) []string {
	found, err := inputs.ExpandV3([]string{folder})
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(found, func(path string) bool { return !inputs.IsFolder(path) })
}

// isLaidIn reports whether a folder without files of its own has a collection already: it
// has the collection's name, and what looks like collections in it has the names of the
// collection's folders.
func isLaidIn(folder string, inner []string, made *v3.Layout) bool {
	if filepath.Base(paths.Absolute(folder)) != made.Name {
		return false
	}
	top := map[string]bool{}
	for _, f := range made.Files {
		first, _, _ := strings.Cut(f.Path, "/")
		top[first] = true
	}
	for _, path := range inner {
		below, err := filepath.Rel(folder, path)
		first, _, _ := strings.Cut(filepath.ToSlash(below), "/")
		if err != nil || !top[first] {
			return false
		}
	}
	return true
}
