package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
)

// Folder carries out changes of the files below a folder. All new texts are on the disk
// before the first file changes, and each file is changed whole: a run that is
// interrupted leaves each file as it was or as it is to be. A folder that is not there
// yet comes with all its files at once.
//
// Folders of the collection that are empty then go; it returns those that do not,
// because somebody else has files in them.
func Folder(root string, w *v3.Written) (left []string, err error) {
	f, err := stageFolder(root, w)
	if err != nil {
		return nil, err
	}
	defer f.discard()
	return f.commit()
}

// folderWriter is a folder on the way to its new files.
type folderWriter struct {
	root   string
	w      *v3.Written
	whole  *atomicfile.Pending   // the whole folder, where it is new
	staged []*atomicfile.Pending // nil where a file only moves or goes
	made   []*atomicfile.Pending // the folders that were made for files to come
	fresh  bool                  // nobody has files in the folder yet
}

// stageFolder writes the new texts of files beside their places.
func stageFolder(root string, w *v3.Written) (*folderWriter, error) {
	f := &folderWriter{root: root, w: w}
	err := f.stageAll()
	if err != nil {
		f.discard()
		return nil, err
	}
	return f, nil
}

func (f *folderWriter) stageAll() error {
	if _, err := os.Stat(f.root); os.IsNotExist(err) {
		return f.stageWhole()
	}
	f.fresh = IsEmpty(f.root)
	for _, c := range f.w.Changes {
		if err := f.prepare(c); err != nil {
			return err
		}
	}
	return f.stageFiles(f.w.Changes)
}

// stageWhole writes the files of a folder that is not there yet.
func (f *folderWriter) stageWhole() error {
	if err := f.makeFolder(filepath.Dir(f.root)); err != nil {
		return err
	}
	var files []atomicfile.FolderFile
	for _, c := range f.w.Changes {
		files = append(files, atomicfile.FolderFile{Path: c.Path, Text: c.Text})
	}
	var err error
	f.whole, err = atomicfile.StageFolder(f.root, files)
	return err
}

// commit puts what was staged in its place.
func (f *folderWriter) commit() (left []string, err error) {
	if f.whole != nil {
		err = f.whole.Commit()
		f.keep()
		return nil, err
	}
	for i, c := range f.w.Changes {
		if err := f.commitFile(c, f.staged[i]); err != nil {
			return nil, err
		}
	}
	f.keep()
	return f.remove()
}

// keep keeps the folders that were made.
func (f *folderWriter) keep() {
	for _, folder := range f.made {
		_ = folder.Commit() // it only forgets them
	}
}

func (f *folderWriter) path(name string) string {
	return filepath.Join(f.root, filepath.FromSlash(name))
}

// prepare finds out whether a change can be carried out, and makes the folder that it
// takes.
func (f *folderWriter) prepare(c v3.Change) error {
	path := f.path(c.Path)
	if err := f.within(c.Path); err != nil {
		return err
	}
	if c.From != "" {
		if err := f.within(c.From); err != nil {
			return err
		}
		return errors.Join(f.makeFolder(filepath.Dir(path)), atomicfile.Removable(f.path(c.From)))
	}
	if c.New {
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("cannot write %s: there is something already", path)
		}
		return f.makeFolder(filepath.Dir(path))
	}
	if c.Gone {
		return atomicfile.Removable(path)
	}
	return nil
}

// writers is how many files are written at a time: most of it is waiting for the disk.
const writers = 16

// stageFiles writes the texts of files beside their places.
func (f *folderWriter) stageFiles(changes []v3.Change) error {
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
	for _, err := range failed {
		if err != nil {
			return err // one says enough
		}
	}
	return nil
}

// stage writes the text of a file beside its place; nil for one that only moves or goes.
func (f *folderWriter) stage(c v3.Change) (*atomicfile.Pending, error) {
	path := f.path(c.Path)
	switch {
	case c.Gone || c.From != "" && c.Text == c.Before:
		return nil, nil
	case c.From != "": // the text is the one that is renamed before
	case c.New && f.fresh:
		return atomicfile.StageQuick(path, c.Text)
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
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	made, err := atomicfile.MakeFolders(path)
	if err == nil {
		f.made = append(f.made, made)
	}
	return err
}

func (f *folderWriter) commitFile(c v3.Change, pending *atomicfile.Pending) error {
	path := f.path(c.Path)
	switch {
	case c.Gone:
		return nil // later: see remove
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
	for _, pending := range append(f.staged, f.whole) {
		if pending != nil {
			pending.Discard()
		}
	}
	for _, folder := range slices.Backward(f.made) {
		folder.Discard()
	}
}
