// Package versions opens the versions of a collection that a command line names, to
// compare or merge them: files and folders, on disk or in git.
package versions

import (
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/gittree"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// Version is a file or a folder, on disk or in git.
type Version struct {
	Name    string          // as it was given
	object  *gittree.Object // nil for one on disk
	folders []string        // for one in git, all folders in it
}

// Open opens a version. One in git is read now, one on disk later.
func Open(name string) (*Version, error) {
	v := &Version{Name: name}
	if name == inputs.Stdin || !gittree.IsName(name) {
		return v, nil
	}
	seen := map[string]bool{}
	wanted := func(file string) bool {
		for at := path.Dir(file); at != "." && !seen[at]; at = path.Dir(at) {
			seen[at] = true
			if base := path.Base(at); base == ".resources" || !inputs.IsForeign(base) {
				v.folders = append(v.folders, at)
			}
		}
		return v3.IsRead(file) || v3.IsEnvironment(file)
	}
	var err error
	v.object, err = gittree.Read(name, wanted, gittree.Limits{File: inputs.Most, Folder: 1 << 30, Files: v3.MaxFiles})
	return v, err
}

// InGit reports whether the version is in git, and not on disk.
func (v *Version) InGit() bool { return v.object != nil }

// WorkPath returns the path of the version on disk. The work tree has one in git there,
// perhaps changed.
func (v *Version) WorkPath() (string, error) {
	if v.object != nil {
		return v.object.WorkPath()
	}
	return v.Name, nil
}

// IsFolder reports whether the version is a folder.
func (v *Version) IsFolder() bool {
	if v.object != nil {
		return v.object.IsFolder
	}
	return inputs.IsFolder(v.Name)
}

// IsEmpty reports whether the version is an empty file or folder.
func (v *Version) IsEmpty() bool {
	if v.object != nil {
		return len(v.object.Files) == 0 && v.object.Text == ""
	}
	if entries, err := os.ReadDir(v.Name); err == nil {
		return len(entries) == 0
	}
	info, err := os.Stat(v.Name)
	return err == nil && info.Size() == 0
}

// Text returns the text of a file.
func (v *Version) Text(stdin io.Reader) (string, error) {
	switch {
	case v.object == nil:
		return inputs.Read(v.Name, stdin)
	case v.object.IsFolder:
		return "", inputs.ManyFiles(v.Name)
	}
	return v.object.Text, nil
}

// YAML is [inputs.V3Text] for a version.
func (v *Version) YAML() (text, kind string, err error) {
	if v.object != nil {
		return v.object.Text, v3.KindOf(v.object.Text), nil
	}
	return inputs.V3Text(v.Name)
}

// IsV3 reports whether the version is a collection in format v3 or, whatever its name,
// one YAML file in that format.
func (v *Version) IsV3() bool {
	switch {
	case v.Name == inputs.Stdin:
		return false
	case v.IsFolder() && v.object != nil:
		return v.isV3Folder()
	case v.IsFolder():
		return inputs.IsV3(v.Name)
	}
	_, kind, err := v.YAML()
	return err == nil && kind != ""
}

// isV3Folder reports whether a folder in git is a collection.
func (v *Version) isV3Folder() bool {
	place, err := v.object.WorkPath()
	return slices.ContainsFunc(v.object.Files, func(f gittree.File) bool {
		return v3.IsFile(f.Path) && (!strings.Contains(strings.TrimPrefix(f.Path, ".resources/"), "/") || err == nil && inputs.InCollections(place))
	})
}

// FolderName returns the name of a folder, without those around it.
func (v *Version) FolderName() string {
	if place, err := v.WorkPath(); err == nil {
		return baseOf(place)
	}
	return baseOf(v.Name)
}

// baseOf returns the last element of a path, made absolute first.
func baseOf(path string) string { return filepath.Base(paths.Absolute(path)) }

// Files returns the files of a version in format v3, or its only file.
func (v *Version) Files() (*inputs.V3, error) {
	switch {
	case v.object == nil:
		return inputs.ReadV3(v.Name)
	case v.object.IsFolder:
		return v.part(""), nil
	}
	file := v3.File{Path: baseOf(v.Name), Text: v.object.Text}
	return &inputs.V3{Only: file.Path, Files: []v3.File{file}}, nil
}

// part returns the collection, or the environment, at a path below a folder in git.
func (v *Version) part(at string) *inputs.V3 {
	c := &inputs.V3{Folder: filepath.Join(v.Name, filepath.FromSlash(at))}
	if IsFile(at) {
		c.Folder, c.Only = filepath.Dir(c.Folder), path.Base(at)
	}
	below := at + "/"
	if at == "" {
		below = ""
	}
	for _, f := range v.object.Files {
		switch name, inside := strings.CutPrefix(f.Path, below); {
		case c.Only != "" && f.Path == at:
			c.Files = append(c.Files, v3.File{Path: c.Only, Text: f.Text})
		case c.Only == "" && inside && v3.IsRead(name):
			c.Files = append(c.Files, v3.File{Path: name, Text: f.Text})
		}
	}
	for _, folder := range v.folders {
		if name, inside := strings.CutPrefix(folder, below); inside && c.Only == "" {
			c.Files = append(c.Files, v3.File{Path: name + "/"})
		}
	}
	return c
}
