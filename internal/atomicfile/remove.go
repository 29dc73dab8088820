package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Removable returns an error where a file cannot be removed or renamed: its owner made
// it read-only, or nothing may be changed in its folder. It is for what has to be known
// before other files change.
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

// Remove removes a file that holds a text, and leaves one that holds something else by
// now as it is and says so. One that is gone already is no error.
func Remove(path, text string) error {
	same, err := holds(path, text)
	if err == nil && same {
		err = os.Remove(path)
	} else if _, there := os.Lstat(path); err == nil && there == nil {
		err = errChanged
	}
	return notRemoved(path, err)
}

// Aside renames a file or folder to a name beside it that is temporary, and returns
// that.
func Aside(path string) (string, error) {
	aside := ""
	err := beside(path, func(name string) error {
		aside = name
		return os.Rename(path, name)
	})
	return aside, notRemoved(path, err)
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
