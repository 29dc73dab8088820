package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/gittree"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// mergeSide is one of the merged versions: a file or a folder, on disk or in
// git.
type mergeSide struct {
	path    string          // as it was given
	object  *gittree.Object // nil for one on disk
	folders []string        // for one in git, all folders in it
}

// openSide opens a side that is in git; one on disk is read later.
func openSide(name string) (*mergeSide, error) {
	m := &mergeSide{path: name}
	if name == inputs.Stdin || !gittree.IsName(name) {
		return m, nil
	}
	seen := map[string]bool{}
	wanted := func(file string) bool {
		for at := path.Dir(file); at != "." && !seen[at]; at = path.Dir(at) {
			seen[at] = true
			if base := path.Base(at); base == ".resources" || !inputs.IsForeign(base) {
				m.folders = append(m.folders, at)
			}
		}
		return v3.IsRead(file) || v3.IsEnvironment(file)
	}
	var err error
	m.object, err = gittree.Read(name, wanted, gittree.Limits{File: inputs.Most, Folder: 1 << 30, Files: v3.MaxFiles})
	return m, err
}

func (m *mergeSide) isFolder() bool {
	if m.object != nil {
		return m.object.IsFolder
	}
	return inputs.IsFolder(m.path)
}

// isEmpty reports whether a base is an empty file or folder.
func (m *mergeSide) isEmpty() bool {
	if m.object != nil {
		return len(m.object.Files) == 0 && m.object.Text == ""
	}
	if entries, err := os.ReadDir(m.path); err == nil {
		return len(entries) == 0
	}
	info, err := os.Stat(m.path)
	return err == nil && info.Size() == 0
}

// text returns the text of a file.
func (m *mergeSide) text(s streams) (string, error) {
	if m.object != nil && !m.object.IsFolder {
		return m.object.Text, nil
	}
	return inputs.Read(m.path, s.in)
}

// yaml is like [inputs.V3Text] for a side.
func (m *mergeSide) yaml() (text, kind string, err error) {
	if m.object != nil {
		return m.object.Text, v3.KindOf(m.object.Text), nil
	}
	return inputs.V3Text(m.path)
}

// document reads JSON.
func (m *mergeSide) document(s streams) (*jsontree.Document, error) {
	if m.object == nil {
		return readDocument(s, m.path)
	}
	return parseDocument(s, m.path, m.object.Text)
}

// isV3 reports whether a side is a collection in format v3 or, whatever its
// name, one YAML file in that format.
func (m *mergeSide) isV3() bool {
	switch {
	case m.path == inputs.Stdin:
		return false
	case m.isFolder() && m.object != nil:
		return m.isV3Folder()
	case m.isFolder():
		return inputs.IsV3(m.path)
	}
	_, kind, err := m.yaml()
	return err == nil && kind != ""
}

// isV3Folder reports whether a folder in git is a collection.
func (m *mergeSide) isV3Folder() bool {
	place, err := m.object.WorkPath()
	return slices.ContainsFunc(m.object.Files, func(f gittree.File) bool {
		return v3.IsFile(f.Path) && (!strings.Contains(strings.TrimPrefix(f.Path, ".resources/"), "/") || err == nil && inputs.InCollections(place))
	})
}

// postmanSide is the postman/ folder of a repository: its collections,
// environments and globals by their paths below it.
type postmanSide struct {
	folder string
	parts  map[string]*v3Part
}

// postman returns the side as the postman/ folder of a repository; nil for
// any other side.
func (m *mergeSide) postman() (*postmanSide, error) {
	if m.object == nil {
		return postmanOnDisk(m.path)
	}
	if !m.object.IsFolder || m.isV3Folder() {
		return nil, nil
	}
	if place, err := m.object.WorkPath(); err != nil || baseOf(place) != "postman" {
		return nil, err
	}
	parts := map[string]*v3Part{}
	for _, f := range m.object.Files {
		names := strings.Split(f.Path, "/")
		switch of := names[0]; {
		case of == "collections" && len(names) > 2 && v3.IsFile(f.Path):
			if at := path.Join(names[:2]...); parts[at] == nil {
				parts[at] = m.part(at, false)
			}
		case (of == "environments" || of == "globals") && len(names) == 2 && v3.IsEnvironment(f.Path):
			parts[f.Path] = m.part(f.Path, true)
		}
	}
	return &postmanSide{m.path, parts}, nil
}

// postmanOnDisk is like [mergeSide.postman] for a path.
func postmanOnDisk(at string) (*postmanSide, error) {
	folder, ok := inputs.PostmanFolder(at)
	if !ok {
		return nil, nil
	}
	collections, environments, err := inputs.PostmanFiles(folder)
	parts := map[string]*v3Part{}
	for _, found := range append(collections, environments...) {
		if err != nil {
			break
		}
		var name string
		if name, err = filepath.Rel(folder, found); err != nil {
			break
		}
		var c *inputs.V3
		if c, err = inputs.ReadV3(found); err == nil {
			parts[filepath.ToSlash(name)] = &v3Part{files: c, name: found}
		}
	}
	return &postmanSide{folder, parts}, err
}

// part returns the part at a path below a folder in git: a collection, or an
// environment.
func (m *mergeSide) part(at string, isFile bool) *v3Part {
	folder := filepath.Join(m.path, filepath.FromSlash(at))
	if isFile {
		folder = filepath.Dir(folder)
	}
	c := &inputs.V3{Folder: folder}
	below := at + "/"
	if at == "" {
		below = ""
	}
	for _, f := range m.object.Files {
		switch name, inside := strings.CutPrefix(f.Path, below); {
		case isFile && f.Path == at:
			c.Only = path.Base(at)
			c.Files = append(c.Files, v3.File{Path: c.Only, Text: f.Text})
		case !isFile && inside && v3.IsRead(name):
			c.Files = append(c.Files, v3.File{Path: name, Text: f.Text})
		}
	}
	for _, folder := range m.folders {
		if name, inside := strings.CutPrefix(folder, below); inside && !isFile {
			c.Files = append(c.Files, v3.File{Path: name + "/"})
		}
	}
	return &v3Part{files: c, name: folder}
}

// v3Part is a collection, or an environment, of a side.
type v3Part struct {
	files  *inputs.V3
	name   string     // its name in messages
	result *v3.Result // nil until it is read
}

// read reads the content of the files, once.
func (p *v3Part) read() *v3.Result {
	if p.result == nil {
		p.result = p.files.Read()
	}
	return p.result
}

// open reads the collection of a side in format v3. The name is that of a collection
// whose files do not give one.
func (m *mergeSide) open(s streams, name string) (*v3.Result, error) {
	if m.object == nil {
		c, err := inputs.ReadV3(m.path)
		if err != nil {
			return nil, err
		}
		return s.readable(c, c.ReadNamed(name), m.path)
	}
	part := m.part("", false)
	return s.readable(part.files, part.files.ReadNamed(name), part.name)
}

// folderName returns the name of a side's folder.
func (m *mergeSide) folderName() string {
	if m.object != nil {
		if place, err := m.object.WorkPath(); err == nil {
			return baseOf(place)
		}
	}
	return baseOf(m.path)
}

// baseOf returns the last element of a path, made absolute first.
func baseOf(path string) string { return filepath.Base(paths.Absolute(path)) }
