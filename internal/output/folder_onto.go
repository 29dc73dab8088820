package output

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
)

// goFirst removes files that go before others change, from a change on. A folder to whose
// place another one moves goes at once, if nobody else has files in it. It returns how
// many changes that were.
func (f *folderWriter) goFirst(from int) (int, error) {
	end := from
	for end < len(f.w.Changes) && f.w.Changes[end].First {
		end++
	}
	if end < len(f.w.Changes) && f.w.Changes[end].Onto {
		folder := f.w.Changes[end].Path
		inside := func(c v3.Change) bool { return strings.HasPrefix(c.Path, folder+"/") }
		if first := from + slices.IndexFunc(f.w.Changes[from:end], inside); first == from {
			going := map[string]bool{}
			for _, c := range f.w.Changes[from:end] {
				going[f.path(c.Path)] = true
			}
			if allGoing(f.path(folder), going) {
				return end - from, f.removeWhole(folder, f.w.Changes[from:end])
			}
		}
	}
	c := f.w.Changes[from]
	return 1, atomicfile.Remove(f.path(c.Path), c.Before)
}

// moveFolder moves a folder, also to where others have files in one.
func (f *folderWriter) moveFolder(c v3.Change) error {
	from, to := f.path(c.From), f.path(c.Path)
	if !c.Onto || atomicfile.RemoveEmpty(to) {
		return atomicfile.Move(from, to)
	}
	return atomicfile.MoveInto(from, to)
}

// fits returns an error if a file of a folder that moves onto another one, and that is the
// collection's, has the name of one that stays there.
func (f *folderWriter) fits(i int, c v3.Change) error {
	going := map[string]bool{}
	for _, first := range f.w.Changes[:i] {
		going[first.Path] = first.First
	}
	from := f.now(i, c.From)
	return filepath.WalkDir(from, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !v3.IsRead(path) {
			return err
		}
		inside, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		name := c.Path + "/" + filepath.ToSlash(inside)
		if target := f.now(i, c.Path) + string(filepath.Separator) + inside; isThere(target) && !going[name] {
			return fmt.Errorf("cannot rename %s: there is something already at %s", path, target)
		}
		return nil
	})
}
