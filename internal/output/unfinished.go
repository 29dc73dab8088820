package output

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// unfinished is the note of a run that moves files. Before the first change it has all of
// them, with their texts, and then it counts those that are done. Whatever ends the run
// halfway, each text is in some file, and [Finish] does the rest.
type unfinished struct {
	path    string
	pending *atomicfile.Pending
	file    *os.File
	release func() // other runs must not take it for what is left of one
	rest    bool   // this run does the rest of an earlier one, and has the lock
	// unsynced are the folders of changes that may not be on the disk yet.
	unsynced map[string]bool
}

// stageNote writes the note beside its place.
func (f *folderWriter) stageNote() (err error) {
	path := filepath.Join(f.root, inputs.Unfinished)
	text, err := noteText(note{f.w.Changes, f.with, f.w.Folders, f.w.Follows})
	if err != nil {
		return err
	}
	f.note = &unfinished{path: path}
	f.note.pending, err = atomicfile.StagePrivate(path, text)
	return err
}

// begin puts the note in its place.
func (n *unfinished) begin() (err error) {
	if n == nil {
		return nil
	}
	n.release = func() {}
	if !n.rest {
		if n.release, err = hold([]string{filepath.Dir(n.path)}, Patience); err != nil {
			return err
		}
	}
	if err = n.pending.Commit(); err == nil {
		atomicfile.SyncFolder(filepath.Dir(n.path))
		n.file, err = os.OpenFile(n.path, os.O_WRONLY, 0)
	}
	if err != nil {
		n.release()
	}
	return err
}

// count notes how many changes are done. A file that moves is in one place only, so after
// a loss of power the number must be right: it is on the disk before the next change, and
// the changes are before it. Those that do not move may be done without being counted.
func (n *unfinished) count(done int, moves bool) error {
	if n == nil {
		return nil
	}
	if moves {
		n.sync()
	}
	_, err := n.file.WriteAt([]byte(countText(done)), int64(len(noteHead)))
	if moves && err == nil {
		err = n.file.Sync()
	}
	return err
}

// touch remembers the folders of a change.
func (n *unfinished) touch(folders ...string) {
	if n == nil {
		return
	}
	if n.unsynced == nil {
		n.unsynced = map[string]bool{}
	}
	for _, folder := range folders {
		n.unsynced[folder] = true
	}
}

// sync waits until the changes are on the disk.
func (n *unfinished) sync() {
	for folder := range n.unsynced {
		atomicfile.SyncFolder(folder)
	}
	clear(n.unsynced)
}

// end removes the note of a run that is done, or has changed nothing.
func (n *unfinished) end(begun bool, err error) error {
	if n == nil {
		return err
	}
	defer n.release()
	_ = n.file.Close()
	switch {
	case err == nil:
		n.sync()
		return os.Remove(n.path)
	case n.rest:
		return err
	case !begun:
		_ = os.Remove(n.path)
		return err
	}
	return fmt.Errorf("%w; the next run that writes into %s goes on with the rest, which is in %s", err, filepath.Dir(n.path), n.path)
}

// Finish does what is left to do in a folder since a run that moved files in it did not
// end, and reports whether there was such a run.
func Finish(root string) (bool, error) {
	path := filepath.Join(root, inputs.Unfinished)
	if !isThere(path) {
		return false, nil
	}
	release, err := hold([]string{root}, Patience)
	if err != nil {
		return false, err
	}
	defer release()
	if !isThere(path) {
		return false, nil // that run was still at work
	}
	if err := finish(root, path); err != nil {
		return false, fmt.Errorf("cannot go on where an earlier run was interrupted: %w; what it was about to write is in %s: remove that file to leave it at that", err, path)
	}
	return true, nil
}

func finish(root, path string) error {
	text, err := inputs.ReadRegular(path)
	if err != nil {
		return err
	}
	n, done, err := parseNote(text)
	if err != nil {
		return err
	}
	f, err := stageFolder(root, &v3.Written{Changes: (&folderWriter{root: root}).rest(n, done), Folders: n.folders, Follows: n.follows, Moves: true})
	if err != nil {
		return err
	}
	defer f.discard()
	f.note.rest = true
	_, err = f.commit()
	return err
}

// rest returns the changes that are left of those in a note. The one after those that are
// done may be done, too, or half.
func (f *folderWriter) rest(n note, done int) (left []v3.Change) {
	for i, c := range n.changes {
		if i == done && f.isDone(&c) {
			done++
			for i, with := range n.with { // what appeared with it
				if with == done-1 {
					n.with[i] = -1
				}
			}
			continue
		}
		// What goes is removed last.
		switch {
		case !moves(c) && !c.Gone && f.isDone(&c): // it was not counted yet
		case n.with[i] >= done || c.Gone && !c.First:
			left = append(left, c)
		}
	}
	return left
}

// moves reports whether a change moves something, or makes room for what moves.
func moves(c v3.Change) bool { return c.From != "" || c.First }

// isDone reports whether a change is done. It may leave out a part that is.
func (f *folderWriter) isDone(c *v3.Change) bool {
	from, to := f.path(c.From), f.path(c.Path)
	says := func(path, text string) bool {
		same, err := atomicfile.Holds(path, text)
		return same && err == nil
	}
	switch {
	case c.Gone:
		return false
	case c.Folder && (isThere(from) || !isThere(to)):
		return false
	case c.Folder:
		f.prune(filepath.Dir(filepath.FromSlash(c.From)))
		return true
	case c.From != "" && says(from, c.Text):
		c.Before = c.Text // it only has to move
		return false
	case c.From != "" && isThere(from):
		return false
	}
	return says(to, c.Text)
}
