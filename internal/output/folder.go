package output

import (
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
	staged []*atomicfile.Pending // for each change; nil where a file only moves or goes
	inNew  []bool                // for each change: whether it comes with a folder that is new
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
	f.staged = make([]*atomicfile.Pending, len(f.w.Changes))
	f.inNew = make([]bool, len(f.w.Changes))
	for i, c := range f.w.Changes {
		if err := f.prepare(i, c); err != nil {
			return err
		}
	}
	if err := f.stageNewFolders(); err != nil {
		return err
	}
	return f.stageFiles()
}

// stageNewFolders writes the files of folders that are not there yet. Each comes at once,
// with its first file: an empty one would be a folder of the collection.
func (f *folderWriter) stageNewFolders() error {
	files, first := map[string][]atomicfile.FolderFile{}, map[string]int{}
	for i, c := range f.w.Changes {
		folder := f.missing(i, c)
		if folder == "" {
			continue
		}
		if _, ok := first[folder]; !ok {
			first[folder] = i
		}
		f.inNew[i] = true
		files[folder] = append(files[folder], atomicfile.FolderFile{Path: strings.TrimPrefix(c.Path, folder+"/"), Text: c.Text})
	}
	for folder, i := range first {
		var err error
		if f.staged[i], err = atomicfile.StageFolder(f.now(i, folder), files[folder], !f.fresh); err != nil {
			return err
		}
	}
	return nil
}

// missing returns the outermost folder around a new file that does not exist yet; "" if
// there is none.
func (f *folderWriter) missing(i int, c v3.Change) string {
	if !c.New || c.From != "" {
		return ""
	}
	there := 0 // how much of the path comes by the move of a folder
	for _, m := range f.w.Changes[:i] {
		if m.Folder && strings.HasPrefix(c.Path, m.Path+"/") {
			there = max(there, len(m.Path)+1)
		}
	}
	for end, r := range c.Path {
		if r != '/' || end < there {
			continue
		}
		if !f.isThere(i, c.Path[:end]) {
			return c.Path[:end]
		}
	}
	return ""
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
	f.whole, err = atomicfile.StageFolder(f.root, files, false)
	return err
}

// commit puts what was staged in its place.
func (f *folderWriter) commit() (left []string, err error) {
	if f.whole != nil {
		err = f.whole.Commit()
		f.keep()
		return nil, err
	}
	for i := 0; i < len(f.w.Changes); i++ {
		if f.w.Changes[i].First {
			gone, err := f.goFirst(i)
			if err != nil {
				return nil, err
			}
			i += gone - 1
			continue
		}
		if err := f.commitFile(f.w.Changes[i], f.staged[i]); err != nil {
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

// now returns where a path of a change is before the folders move that do before it.
func (f *folderWriter) now(i int, name string) string {
	path, _ := f.before(i, name)
	return path
}

// before is like now, and reports whether the path is free because a folder that is there
// moves away.
func (f *folderWriter) before(i int, name string) (path string, free bool) {
	place := name // what comes by a move: all of the path, or the folder that moves away
	for _, m := range slices.Backward(f.w.Changes[:i]) {
		if !m.Folder {
			continue
		}
		if strings.HasPrefix(place+"/", m.Path+"/") && !(free && place == m.Path) {
			name, place = m.From+name[len(m.Path):], m.From+place[len(m.Path):]
		} else if !free && strings.HasPrefix(name+"/", m.From+"/") {
			free, place = true, m.From
		}
	}
	return f.path(name), free
}

// isThere reports whether there is something at a path of a change.
func (f *folderWriter) isThere(i int, name string) bool {
	path, free := f.before(i, name)
	return !free && isThere(path)
}

// prepare finds out whether a change can be carried out.
func (f *folderWriter) prepare(i int, c v3.Change) error {
	path := f.now(i, c.Path)
	if err := f.within(path); err != nil {
		return err
	}
	if c.From != "" {
		from := f.now(i, c.From)
		if err := f.within(from); err != nil {
			return err
		}
		if c.Onto {
			if err := f.fits(i, c); err != nil {
				return err
			}
		} else if f.occupied(i, c) && !isSame(from, path) {
			return fmt.Errorf("cannot rename %s: there is something already at %s", from, path)
		}
		// A folder without anything is none of the collection, but where it is for what
		// belongs to requests.
		if around := filepath.Dir(path); filepath.Base(around) == ".resources" && isThere(filepath.Dir(around)) {
			if err := f.makeFolder(around); err != nil {
				return err
			}
		}
		return atomicfile.Removable(from)
	}
	if c.New && f.occupied(i, c) {
		return fmt.Errorf("cannot write %s: there is something already", path)
	}
	if c.Gone {
		return atomicfile.Removable(path)
	}
	return nil
}

// occupied reports whether there is something at the path of a change that does not move
// away before.
func (f *folderWriter) occupied(i int, c v3.Change) bool {
	return f.isThere(i, c.Path) && !slices.ContainsFunc(f.w.Changes[:i], func(m v3.Change) bool { return m.From == c.Path || m.First && m.Path == c.Path })
}

// isSame reports whether two paths lead to one file, on a file system that does not tell
// their letters' case apart.
func isSame(a, b string) bool {
	one, err := os.Lstat(a)
	other, failed := os.Lstat(b)
	return err == nil && failed == nil && os.SameFile(one, other)
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// writers is how many files are written at a time: most of it is waiting for the disk.
const writers = 16

// stageFiles writes the texts of files beside their places.
func (f *folderWriter) stageFiles() error {
	failed := make([]error, writers)
	var writing sync.WaitGroup
	for part := range writers {
		writing.Go(func() {
			for i := part; i < len(f.staged) && failed[part] == nil; i += writers {
				if !f.inNew[i] {
					f.staged[i], failed[part] = f.stage(i, f.w.Changes[i])
				}
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
func (f *folderWriter) stage(i int, c v3.Change) (*atomicfile.Pending, error) {
	path := f.now(i, c.Path)
	switch {
	case c.Gone || c.From != "" && c.Text == c.Before:
		return nil, nil
	case c.From != "": // it gets its text before it moves
		path = f.now(i, c.From)
	case c.New && f.fresh:
		return atomicfile.StageQuick(path, c.Text)
	case c.New:
		return atomicfile.Stage(path, c.Text)
	}
	return atomicfile.StageOver(path, c.Before, c.Text)
}

// within returns an error where a link leads out of the folder.
func (f *folderWriter) within(path string) error {
	name, err := filepath.Rel(f.root, path)
	if err != nil {
		return err
	}
	at := f.root
	for part := range strings.SplitSeq(filepath.ToSlash(name), "/") {
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
	if c.Gone {
		return nil // later: see remove
	}
	if pending != nil {
		if err := pending.Commit(); err != nil {
			return err
		}
	}
	if c.From == "" {
		return nil
	}
	// A file or folder that moves does so at once: a run that is killed leaves no second one.
	if err := f.makeFolder(filepath.Dir(f.path(c.Path))); err != nil {
		return err
	}
	if !c.Folder {
		return atomicfile.Move(f.path(c.From), f.path(c.Path))
	}
	err := f.moveFolder(c)
	f.prune(filepath.Dir(filepath.FromSlash(c.From)))
	return err
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
