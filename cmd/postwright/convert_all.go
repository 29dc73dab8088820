package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// repositoryToV21 converts the files in a repository's postman/ folder.
func (c *converter) repositoryToV21(folder string) error {
	to := c.flags.output
	if to == "" || to == inputs.Stdin {
		return fmt.Errorf("%s becomes several files; name a folder for them with -o", folder)
	}
	collections, environments, err := inputs.PostmanFiles(folder)
	if err != nil {
		return err
	}
	made, err := atomicfile.MakeFolders(to)
	if err != nil {
		return err
	}
	defer made.Discard() // if it stays empty
	names := map[string]bool{}
	for _, path := range append(collections, environments...) {
		d, err := c.readV3(path)
		if err != nil {
			return err
		}
		base, suffix := nameOfV21(path)
		name := freeName(names, base, suffix)
		if err := c.write(filepath.Join(to, name), d); err != nil {
			return err
		}
	}
	if len(names) == 0 {
		return fmt.Errorf("%s has neither collections nor environments in format v3", folder)
	}
	return nil
}

// nameOfV21 returns the name of the JSON file for a collection, environment or globals
// in format v3, without and with what it ends with.
func nameOfV21(path string) (base, suffix string) {
	path = paths.Absolute(path) // "." has no name
	base, suffix = filepath.Base(path), inputs.Suffix
	switch {
	case strings.Contains(base, ".globals."):
		suffix = inputs.GlobalsSuffix
	case v3.IsEnvironment(path):
		suffix = inputs.EnvironmentSuffix
	}
	base, _, _ = strings.Cut(base, ".environment.")
	base, _, _ = strings.Cut(base, ".globals.")
	return base, suffix
}

// folderToV3 converts the collections and environments in a folder to a postman/
// folder.
func (c *converter) folderToV3(folder string) error {
	if _, ok := inputs.PostmanFolder(folder); ok {
		return fmt.Errorf("%s is in format v3 already", folder)
	}
	to := c.flags.output
	if to == "" {
		to = postmanFolder
	}
	if to == inputs.Stdin {
		return fmt.Errorf("%s becomes several files; name a folder for them with -o", folder)
	}
	paths, err := exported(folder)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("%s has no collection and no environment as JSON", folder)
	}
	if err := c.finishEarlier(to); err != nil {
		return err
	}
	documents := make([]*jsontree.Document, len(paths))
	homes := newHomes(to)
	for i, path := range paths {
		if documents[i], err = c.readJSON(path); err != nil {
			return err
		}
		homes.expect(documents[i])
	}
	for i, path := range paths {
		d := documents[i]
		switch {
		case !validate.IsEnvironment(d):
			err = c.collectionToV3(path, d, homes.of(d))
		case d.Root().Get("_postman_variable_scope").Is("globals"):
			err = c.placed(path, d, filepath.Join(to, "globals"), homes)
		default:
			err = c.placed(path, d, filepath.Join(to, "environments"), homes)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// placed writes an environment into a folder, which it creates, under a
// unique file name.
func (c *converter) placed(path string, d *jsontree.Document, folder string, h *homes) error {
	made, err := atomicfile.MakeFolders(folder)
	if err != nil {
		return err
	}
	defer made.Discard() // if it stays empty
	file, _ := v3.LayEnvironment(d)
	base, kind, _ := strings.Cut(file.Path, ".environment.")
	if kind == "" && h.written[file.Path] {
		return fmt.Errorf("%s has globals, and so has another file: Postman has one file of globals in a workspace", path)
	}
	name := freeName(h.written, base, strings.TrimPrefix(file.Path, base))
	return c.environmentToV3(path, d, filepath.Join(folder, name))
}

// freeName returns an unused name, ignoring case, numbered as Postman does:
// "Ping", "Ping 1". Taken are the used names, in lower case.
func freeName(taken map[string]bool, base, suffix string) string {
	name := base + suffix
	for i := 1; taken[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s %d%s", base, i, suffix)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// exported returns the collections and environments in and below a folder.
func exported(folder string) ([]string, error) {
	var paths []string
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
				paths = append(paths, path)
			}
		}
		return nil
	})
	return paths, err
}

// homes are the folders of the collections below a postman/ folder.
type homes struct {
	folder       string
	byID, byName map[string]string
	taken        map[string]bool
	written      map[string]bool // the file names of environments, in lower case
}

func newHomes(folder string) *homes {
	h := &homes{folder: folder, byID: map[string]string{}, byName: map[string]string{}, taken: map[string]bool{}, written: map[string]bool{}}
	collections, _, _ := inputs.PostmanFiles(folder) // none if there is no folder yet
	for _, path := range collections {
		h.taken[strings.ToLower(filepath.Base(path))] = true
		if read, err := inputs.ReadV3(path); err == nil {
			of := collection.Of(read.Read().Document)
			h.byName[of.Name()] = path
			if id := of.Node.Get("info", "_postman_id").Text(); id != "" {
				h.byID[id] = path
			}
		}
	}
	return h
}

// expect reserves the folder that has a collection, by its ID, against others
// of its name.
func (h *homes) expect(d *jsontree.Document) {
	found := h.byID[d.Root().Get("info", "_postman_id").Text()]
	for name, folder := range h.byName {
		if folder == found {
			delete(h.byName, name)
		}
	}
}

// of returns the folder of a collection: the one that already has it, by ID
// or name, or a new one.
func (h *homes) of(d *jsontree.Document) string {
	of := collection.Of(d)
	id := of.Node.Get("info", "_postman_id").Text()
	for _, found := range []string{h.byID[id], h.byName[of.Name()]} {
		if found != "" {
			delete(h.byID, id)
			delete(h.byName, of.Name())
			return found
		}
	}
	return filepath.Join(h.folder, "collections", freeName(h.taken, v3.Lay(d).Name, ""))
}
