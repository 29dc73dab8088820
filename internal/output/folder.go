package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
)

// Folder carries out changes of the files below a folder. All new texts are on the disk
// before the first file changes, and each file is changed whole: a run that is
// interrupted leaves each file as it was or as it is to be.
//
// Folders of the collection that are empty then go; it returns those that do not,
// because somebody else has files in them.
func Folder(root string, w *v3.Written) (left []string, err error) {
	if entries, err := os.ReadDir(root); os.IsNotExist(err) || err == nil && len(entries) == 0 {
		return nil, newFolder(root, w)
	}
	f := folderWriter{root: root}
	defer f.discard()
	if err := f.stageAll(w.Changes); err != nil {
		return nil, err
	}
	for i, c := range w.Changes {
		if err := f.commit(c, f.staged[i]); err != nil {
			return nil, err
		}
	}
	f.made = nil // they have files now
	for _, c := range w.Changes {
		if c.Gone {
			f.prune(filepath.Dir(filepath.FromSlash(c.Path)))
		}
	}
	for _, folder := range w.Folders {
		if path := f.path(folder); !removeEmpty(path) {
			left = append(left, path)
		}
	}
	return left, nil
}

// newFolder writes the files of a folder that is not there yet, or empty.
func newFolder(root string, w *v3.Written) error {
	var files []atomicfile.FolderFile
	for _, c := range w.Changes {
		files = append(files, atomicfile.FolderFile{Path: c.Path, Text: c.Text})
	}
	pending, err := atomicfile.StageFolder(root, files)
	if err != nil {
		return err
	}
	return pending.Commit()
}

// folderWriter is a folder on the way to its new files.
type folderWriter struct {
	root   string
	staged []*atomicfile.Pending // nil where a file only moves or goes
	made   []string              // the folders that were made for files to come
}

func (f *folderWriter) path(name string) string {
	return filepath.Join(f.root, filepath.FromSlash(name))
}

// writers is how many files are written at a time: most of it is waiting for the disk.
const writers = 16

// stageAll writes the texts of files beside their places.
func (f *folderWriter) stageAll(changes []v3.Change) error {
	for _, c := range changes {
		if err := f.within(c.Path); err != nil {
			return err
		}
		if c.New {
			if err := f.makeFolder(filepath.Dir(f.path(c.Path))); err != nil {
				return err
			}
		}
	}
	f.staged = make([]*atomicfile.Pending, len(changes))
	failed := make([]error, writers)
	var writing sync.WaitGroup
	for part := range writers {
		writing.Go(func() {
			for i := part; i < len(changes) && failed[part] == nil; i += writers {
				f.staged[i], failed[part] = f.stage(changes[i])
			}
		})
	}
	writing.Wait()
	return errors.Join(failed...)
}

// stage writes the text of a file beside its place; nil for one that only moves or goes.
func (f *folderWriter) stage(c v3.Change) (*atomicfile.Pending, error) {
	path := f.path(c.Path)
	switch {
	case c.Gone || c.From != "" && c.Text == c.Before:
		return nil, nil
	case c.New:
		return atomicfile.Stage(path, c.Text)
	}
	return atomicfile.StageOver(path, c.Before, c.Text)
}

// within returns an error where a link leads out of the folder.
func (f *folderWriter) within(name string) error {
	at := f.root
	for part := range strings.SplitSeq(name, "/") {
		at = filepath.Join(at, part)
		if info, err := os.Lstat(at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("cannot write %s: it is a link, and may lead out of the collection's folder", at)
		}
	}
	return nil
}

// makeFolder makes a folder and those around it.
func (f *folderWriter) makeFolder(path string) error {
	var missing []string
	for at := path; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		missing = append(missing, at)
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return fmt.Errorf("cannot make the folder %s: %w", path, err)
	}
	f.made = append(missing, f.made...)
	return nil
}

func (f *folderWriter) commit(c v3.Change, pending *atomicfile.Pending) error {
	path := f.path(c.Path)
	switch {
	case c.Gone:
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("cannot remove %s: %w", path, err)
		}
		return nil
	case c.From != "":
		if err := os.Rename(f.path(c.From), path); err != nil {
			return fmt.Errorf("cannot rename %s: %w", f.path(c.From), err)
		}
	}
	if pending == nil {
		return nil
	}
	return pending.Commit()
}

// discard removes what was staged and made for nothing.
func (f *folderWriter) discard() {
	for _, pending := range f.staged {
		if pending != nil {
			pending.Discard()
		}
	}
	for _, folder := range f.made {
		_ = os.Remove(folder) // only where it is empty
	}
}

// prune removes the empty folders of a request that has no examples any more.
func (f *folderWriter) prune(folder string) {
	for ; strings.Contains(filepath.ToSlash(folder)+"/", ".resources/"); folder = filepath.Dir(folder) {
		if os.Remove(filepath.Join(f.root, folder)) != nil {
			return
		}
	}
}

// removeEmpty removes a folder if neither it nor a folder below it has a file, and
// reports whether there is none any more.
func removeEmpty(folder string) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return os.IsNotExist(err)
	}
	for _, e := range entries {
		if !e.IsDir() || !removeEmpty(filepath.Join(folder, e.Name())) {
			return false
		}
	}
	return os.Remove(folder) == nil
}
