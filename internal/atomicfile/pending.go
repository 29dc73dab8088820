package atomicfile

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// temporary is a file beside the one that it will replace. It is closed as soon as it is
// written: a large collection has more files than a program may have open.
type temporary struct {
	file         *os.File
	name, target string
	done         bool
}

// create makes the file, with the permissions of the one that it will replace.
func (t *temporary) create(of kind) error {
	mode, exact := fs.FileMode(0o644), false
	if info, err := os.Lstat(t.target); err == nil && info.Mode().IsRegular() {
		mode, exact = info.Mode().Perm(), true
	}
	if of.private {
		mode, exact = 0o600, true
	}
	err := beside(t.target, func(name string) (err error) {
		t.name = name
		t.file, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		return err
	})
	if err == nil && exact && !permits(t.file, mode) {
		if err = t.file.Chmod(mode); err != nil {
			_ = t.cleanup()
		}
	}
	return err
}

// beside makes something temporary beside a path, under a name that nothing has.
func beside(path string, create func(name string) error) error {
	for {
		err := create(filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+strconv.FormatUint(1e18+rand.Uint64N(8e18), 10)))
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

// IsTemporary reports whether a name is one that [Stage] gives to temporary files, which
// stay behind if the program is killed.
func IsTemporary(name string) bool {
	return strings.HasPrefix(name, ".") && len(name)-len(strings.TrimRight(name, "0123456789")) >= 19
}

// permits reports whether a file has these permissions.
func permits(file *os.File, mode fs.FileMode) bool {
	info, err := file.Stat()
	return err == nil && info.Mode().Perm() == mode
}

// write writes the text and closes the file. A full disk may be reported only at the
// end, and the name must not be on the disk before the text: after a crash the file
// would be empty.
func (t *temporary) write(text string, quick bool) error {
	_, err := t.file.WriteString(text)
	if err == nil && !quick {
		err = t.file.Sync()
	}
	if closed := t.file.Close(); err == nil {
		err = closed
	}
	return err
}

func (t *temporary) moved(within func(path string) string) {
	t.name, t.target = within(t.name), within(t.target)
}

func (t *temporary) replace() error {
	if err := os.Rename(t.name, t.target); err != nil {
		return err
	}
	t.done = true
	return nil
}

func (t *temporary) cleanup() error {
	if t.done {
		return nil
	}
	t.done = true
	_ = t.file.Close() // Windows does not remove an open file
	return os.Remove(t.name)
}
