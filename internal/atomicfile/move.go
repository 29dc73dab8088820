package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Move renames a file or a folder. The new path must be free, unless only the case of
// its letters differs. What is staged in a folder moves with it.
func Move(from, to string) error {
	if err := vacant(from, to); err != nil {
		return notMoved(from, err)
	}
	old, place := resolve(from), resolve(to)
	staged.mutex.Lock()
	defer staged.mutex.Unlock()
	if err := os.Rename(old, place); err != nil {
		return notMoved(from, err)
	}
	below := old + string(filepath.Separator)
	within := func(path string) string {
		if inside, ok := strings.CutPrefix(path, below); ok {
			return filepath.Join(place, inside)
		}
		return path
	}
	for p := range staged.files {
		p.target = within(p.target)
		p.file.moved(within)
	}
	return nil
}

// vacant returns an error if there is something at a path.
func vacant(from, to string) error {
	there, err := os.Lstat(to)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if self, err := os.Lstat(from); err == nil && os.SameFile(self, there) {
		return nil
	}
	return fmt.Errorf("there is something already at %s", to)
}

func notMoved(path string, err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		err = link.Err
	}
	return fmt.Errorf("cannot rename %s: %w", path, err)
}
