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

// Folder applies changes to the files below a folder. All new texts are on disk before
// the first file changes, and each file is replaced as a whole: an interrupted run
// leaves each file either unchanged or complete. A new folder appears with all its
// files at once.
//
// Then the empty folders of the collection are removed. Folder returns those that stay
// because they hold other files.
func Folder(root string, w *v3.Written) (left []string, err error) {
	f, err := stageFolder(root, w)
	if err != nil {
		return nil, err
	}
	defer f.discard()
	return f.commit()
}

// folderWriter is a folder and the changes to be applied to it.
type folderWriter struct {
	root   string
	w      *v3.Written
	whole  *atomicfile.Pending   // the whole folder, if it is new
	staged []*atomicfile.Pending // for each change; nil if a file only moves or is removed
	with   []int                 // for each change, the one with which it is done: the first in a new folder, or itself
	inNew  []bool                // for each change: whether a new folder contains it
	note   *unfinished           // of a run that moves files
	made   []*atomicfile.Pending // folders created for new files
	fresh  bool                  // the folder has no files yet
}

// stageFolder writes the new texts of files beside their final places.
func stageFolder(root string, w *v3.Written) (*folderWriter, error) {
	f := &folderWriter{root: filepath.Clean(root), w: w}
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
	f.with = make([]int, len(f.w.Changes))
	f.inNew = make([]bool, len(f.w.Changes))
	for i, c := range f.w.Changes {
		if err := f.prepare(i, c); err != nil {
			return err
		}
	}
	if err := f.stageNewFolders(); err != nil {
		return err
	}
	if err := f.stageFiles(); err != nil || !f.w.Moves {
		return err
	}
	return f.stageNote()
}

// stageNewFolders writes the files of new folders. Each folder appears at
// once with its first file: an empty one would count as a folder of the
// collection.
func (f *folderWriter) stageNewFolders() error {
	files, first := map[string][]atomicfile.FolderFile{}, map[string]int{}
	for i, c := range f.w.Changes {
		f.with[i] = i
		folder := f.missing(i, c)
		if folder == "" {
			continue
		}
		if _, ok := first[folder]; !ok {
			first[folder] = i
		}
		f.inNew[i], f.with[i] = true, first[folder]
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

// missing returns the outermost folder around a new file that does not exist
// yet; "" if there is none.
func (f *folderWriter) missing(i int, c v3.Change) string {
	if !c.New || c.From != "" {
		return ""
	}
	there := 0 // how much of the path exists after the folder moves
	for _, m := range f.w.Changes[:i] {
		if m.Folder && strings.HasPrefix(c.Path, m.Path+"/") {
			there = max(there, len(m.Path)+1)
		}
	}
	for end, r := range c.Path {
		if r != '/' || end < there {
			continue
		}
		if folder := c.Path[:end]; f.movesAway(i, folder) || !isThere(f.now(i, folder)) {
			return folder
		}
	}
	return ""
}

// stageWhole writes the files of a folder that does not exist yet.
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

// commit puts the staged files in place.
func (f *folderWriter) commit() (left []string, err error) {
	if f.whole != nil {
		err = f.whole.Commit()
		f.keep()
		return nil, err
	}
	err = atomicfile.Uninterrupted(func() error {
		if err := f.note.begin(); err != nil {
			return err
		}
		begun := false
		left, begun, err = f.commitAll()
		return f.note.end(begun, err)
	})
	return left, err
}

// commitAll makes the changes. If that fails, it returns whether it had begun.
func (f *folderWriter) commitAll() (left []string, begun bool, err error) {
	for i, c := range f.w.Changes {
		if err := f.commitFile(c, f.staged[i]); err != nil {
			return nil, i > 0 || c.From != "" && f.staged[i] != nil, err
		}
		if err := f.done(i); err != nil {
			return nil, true, err
		}
	}
	f.keep()
	left, err = f.remove()
	return left, true, err
}

// done notes that a change is done, and all before it.
func (f *folderWriter) done(i int) error {
	c := f.w.Changes[i]
	f.note.touch(filepath.Dir(f.path(c.Path)))
	if c.From != "" {
		f.note.touch(filepath.Dir(f.path(c.From)))
	}
	return f.note.count(i+1, moves(c))
}

// keep keeps the created folders.
func (f *folderWriter) keep() {
	for _, folder := range f.made {
		_ = folder.Commit() // there is nothing to write
	}
}

func (f *folderWriter) path(name string) string {
	return filepath.Join(f.root, filepath.FromSlash(name))
}

// now returns the place of a change's path before earlier changes move its
// folders.
func (f *folderWriter) now(i int, name string) string {
	for _, m := range slices.Backward(f.w.Changes[:i]) {
		if inside, ok := strings.CutPrefix(name, m.Path+"/"); ok && m.Folder {
			name = m.From + "/" + inside
		} else if m.Folder && name == m.Path {
			name = m.From
		}
	}
	return f.path(name)
}

// movesAway reports whether what is at a path goes elsewhere, with a folder, before a
// change, so that there is nothing by then.
func (f *folderWriter) movesAway(i int, name string) bool {
	for _, m := range slices.Backward(f.w.Changes[:i]) {
		switch inside, ok := strings.CutPrefix(name+"/", m.Path+"/"); {
		case !m.Folder:
		case ok:
			name = strings.TrimSuffix(m.From+"/"+inside, "/")
		case strings.HasPrefix(name+"/", m.From+"/"):
			return true
		}
	}
	return false
}

// prepare checks whether a change can be carried out.
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
		if f.occupied(i, c, path) && !isSame(from, path) {
			return fmt.Errorf("cannot rename %s: there is something already at %s", from, path)
		}
		// A folder without files is not part of the collection, except the
		// folder for what belongs to requests.
		if around := filepath.Dir(path); filepath.Base(around) == ".resources" && isThere(filepath.Dir(around)) {
			if err := f.makeFolder(around); err != nil {
				return err
			}
		}
		return atomicfile.Removable(from)
	}
	if c.New && f.occupied(i, c, path) {
		return fmt.Errorf("cannot write %s: there is something already", path)
	}
	if c.Gone {
		return atomicfile.Removable(path)
	}
	return nil
}

// occupied reports whether something exists at the path of a change that does
// not move away first.
func (f *folderWriter) occupied(i int, c v3.Change, path string) bool {
	return isThere(path) && !f.movesAway(i, c.Path) && !slices.ContainsFunc(f.w.Changes[:i], func(m v3.Change) bool { return m.From == c.Path || m.First && m.Path == c.Path })
}

// isSame reports whether two paths lead to the same file, on a file system
// that ignores case.
func isSame(a, b string) bool {
	one, err := os.Lstat(a)
	other, failed := os.Lstat(b)
	return err == nil && failed == nil && os.SameFile(one, other)
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// writers is how many files are written concurrently: writing mostly waits
// for the disk.
const writers = 16

// stageFiles writes the texts of files beside their final places.
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
			return err // the first error is enough
		}
	}
	return nil
}

// stage writes the text of a file beside its final place; nil for a file that
// only moves or is removed.
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

// within returns an error if a link leads out of the folder.
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

// makeFolder creates a folder and its parents.
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
	if c.First {
		return atomicfile.Remove(f.path(c.Path), c.Before)
	}
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
	// A file or folder moves in one step: a killed run leaves no second copy.
	if err := f.makeFolder(filepath.Dir(f.path(c.Path))); err != nil {
		return err
	}
	err := atomicfile.Move(f.path(c.From), f.path(c.Path))
	if err == nil && c.Folder {
		f.prune(filepath.Dir(filepath.FromSlash(c.From)))
	}
	return err
}

// discard removes staged files and folders that are not needed.
func (f *folderWriter) discard() {
	if f.note != nil {
		f.note.pending.Discard()
	}
	for _, pending := range append(f.staged, f.whole) {
		if pending != nil {
			pending.Discard()
		}
	}
	for _, folder := range slices.Backward(f.made) {
		folder.Discard()
	}
}
