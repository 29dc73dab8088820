package output

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
)

// remove removes files, and then the empty folders of the collection. It returns those
// that are not empty.
//
// A folder is removed at once with everything in it: an interrupted run would otherwise
// leave half a folder, as if a user had edited it. For the same reason a request is
// removed before its examples, which nothing reads without it.
func (f *folderWriter) remove() (left []string, err error) {
	gone := slices.DeleteFunc(slices.Clone(f.w.Changes), func(c v3.Change) bool { return !c.Gone || c.First })
	slices.SortStableFunc(gone, func(a, b v3.Change) int { return inResources(a.Path) - inResources(b.Path) })
	whole := f.wholeFolders(gone)
	for _, c := range gone {
		f.note.touch(filepath.Dir(f.path(c.Path)))
		i := slices.IndexFunc(whole, func(folder string) bool { return strings.HasPrefix(c.Path, folder+"/") })
		if i < 0 {
			if err := atomicfile.Remove(f.path(c.Path), c.Before); err != nil {
				return nil, err
			}
			f.prune(filepath.Dir(filepath.FromSlash(c.Path)))
			continue
		}
		if err := f.removeWhole(whole[i], gone); err != nil {
			return nil, err
		}
	}
	for _, moved := range f.w.Follows {
		f.follow(moved.From, moved.To)
	}
	for _, folder := range f.w.Folders {
		if f.within(f.path(folder)) != nil || !atomicfile.RemoveEmpty(f.path(folder)) {
			left = append(left, f.path(folder))
		}
	}
	return left, nil
}

// follow moves other people's files from a folder to the one that its element has now.
// What cannot move stays: the folder is then among those that are left.
func (f *folderWriter) follow(from, to string) {
	entries, err := os.ReadDir(f.path(from))
	if err != nil || f.within(f.path(from)) != nil || f.within(f.path(to)) != nil || !isThere(f.path(to)) {
		return
	}
	for _, e := range entries {
		name := path.Join(from, e.Name())
		if e.Type().IsRegular() && !v3.IsRead(name) && !atomicfile.IsTemporary(e.Name()) || e.IsDir() && f.isForeign(name) {
			_ = atomicfile.Move(f.path(name), f.path(path.Join(to, e.Name())))
		}
	}
	f.prune(filepath.FromSlash(from))
}

// isForeign reports whether nothing in a folder is part of a collection.
func (f *folderWriter) isForeign(folder string) bool {
	entries, err := os.ReadDir(f.path(folder))
	return err == nil && path.Base(folder) != ".resources" && !slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		name := path.Join(folder, e.Name())
		return v3.IsRead(name) || e.IsDir() && !f.isForeign(name)
	})
}

// inResources returns 1 for a file in a .resources folder of requests,
// otherwise 0.
func inResources(file string) int {
	if strings.HasPrefix(file, ".resources/") || strings.Contains(file, "/.resources/") {
		return 1
	}
	return 0
}

// wholeFolders returns the outermost folders whose files are all removed.
func (f *folderWriter) wholeFolders(gone []v3.Change) []string {
	going := map[string]bool{}
	for _, c := range gone {
		going[f.path(c.Path)] = true
	}
	var whole []string
	for _, folder := range slices.Sorted(slices.Values(f.w.Folders)) {
		inside := slices.ContainsFunc(whole, func(outer string) bool { return strings.HasPrefix(folder, outer+"/") })
		if !inside && f.within(f.path(folder)) == nil && allGoing(f.path(folder), going) {
			whole = append(whole, folder)
		}
	}
	return whole
}

// allGoing reports whether all files in and below a folder are to be removed.
func allGoing(folder string, going map[string]bool) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		at := filepath.Join(folder, e.Name())
		if e.IsDir() && !allGoing(at, going) || !e.IsDir() && !going[at] && !atomicfile.IsTemporary(e.Name()) {
			return false
		}
	}
	return true
}

// removeWhole removes a folder with its files.
func (f *folderWriter) removeWhole(folder string, gone []v3.Change) error {
	whole := f.path(folder)
	if _, err := os.Lstat(whole); os.IsNotExist(err) {
		return nil // removed with an earlier file
	}
	var files []atomicfile.FolderFile
	for _, c := range gone {
		if name, ok := strings.CutPrefix(c.Path, folder+"/"); ok {
			files = append(files, atomicfile.FolderFile{Path: name, Text: c.Before})
		}
	}
	return atomicfile.RemoveFolder(whole, files)
}

// prune removes the empty folders of a request that no longer has examples.
func (f *folderWriter) prune(folder string) {
	for ; strings.Contains(filepath.ToSlash(folder)+"/", ".resources/"); folder = filepath.Dir(folder) {
		if os.Remove(filepath.Join(f.root, folder)) != nil {
			return
		}
	}
}

// IsEmpty reports whether a folder has no files except leftovers of an
// interrupted run.
func IsEmpty(folder string) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.IsDir() && !IsEmpty(filepath.Join(folder, e.Name())) || !e.IsDir() && !atomicfile.IsTemporary(e.Name()) {
			return false
		}
	}
	return true
}
