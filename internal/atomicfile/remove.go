package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Removable returns an error if a file cannot be removed or renamed: its owner made it
// read-only, or its folder cannot be changed. It is for checks before other files
// change.
func Removable(path string) error {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return notRemoved(path, err)
	case info.Mode().Perm()&0o222 == 0:
		return notRemoved(path, fs.ErrPermission)
	}
	trial := &temporary{target: path}
	p := &Pending{path: path, target: path}
	if err := staged.add(p, trial, func() error { return trial.create(kind{quick: true}) }); err != nil {
		return notRemoved(path, err)
	}
	p.Discard()
	return nil
}

// Remove removes a file if it holds the given text. If it holds something else, it stays
// and an error is returned. It is not an error if the file is gone already.
func Remove(path, text string) error {
	same, err := Holds(path, text)
	if err == nil && same {
		err = os.Remove(path)
	} else if _, there := os.Lstat(path); err == nil && there == nil {
		err = errChanged
	}
	return notRemoved(path, err)
}

// RemoveFolder removes the files of a folder, which hold these texts, and then the
// folder if nothing else is in it. It disappears at once, even if the program is killed.
func RemoveFolder(path string, files []FolderFile) error {
	aside := &asideFolder{path: path, files: files}
	p := &Pending{path: path, target: path}
	if err := staged.add(p, aside, aside.create); err != nil {
		return notRemoved(path, err)
	}
	err := staged.commit(p)
	if err != nil {
		p.Discard()
	}
	return err
}

// asideFolder is a folder that is renamed, so that it is not part of the collection any
// more, and then removed.
type asideFolder struct {
	path, name string
	files      []FolderFile
	done       bool
}

func (a *asideFolder) create() error {
	return beside(a.path, func(name string) error {
		a.name = name
		return os.Rename(a.path, name)
	})
}

// replace removes the folder. A signal waits until it is done.
func (a *asideFolder) replace() error {
	for _, f := range a.files {
		if err := Remove(filepath.Join(a.name, filepath.FromSlash(f.Path)), f.Text); err != nil {
			return err
		}
	}
	if !RemoveEmpty(a.name) { // another program has put files in it
		return a.cleanup()
	}
	a.done = true
	return nil
}

func (a *asideFolder) moved(within func(path string) string) {
	a.path, a.name = within(a.path), within(a.name)
}

func (a *asideFolder) cleanup() error {
	if a.done {
		return nil
	}
	a.done = true
	return os.Rename(a.name, a.path)
}

// RemoveEmpty removes a folder if neither it nor a folder below it has a file, apart
// from temporary files of a killed program, and reports whether the folder is gone.
func RemoveEmpty(folder string) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return os.IsNotExist(err)
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if e.IsDir() && !RemoveEmpty(path) || !e.IsDir() && !(IsTemporary(e.Name()) && os.Remove(path) == nil) {
			return false
		}
	}
	return os.Remove(folder) == nil
}

func notRemoved(path string, err error) error {
	var inner *fs.PathError
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.As(err, &inner):
		err = inner.Err
	}
	return fmt.Errorf("cannot remove %s: %w", path, err)
}
