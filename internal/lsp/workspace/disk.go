package workspace

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/postwright/postwright/internal/inputs"
)

// diskFile is a file as read from disk.
type diskFile struct {
	stamp stamp
	file  *File
}

// stamp identifies a state of a file on disk without reading it.
type stamp struct {
	size     int64
	modified time.Time
}

// stampOf returns the stamp of a regular file, and whether there is one.
func stampOf(path string) (stamp, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}, false
	}
	return stamp{info.Size(), info.ModTime()}, true
}

// The roots are searched again after a while, because not every client
// reports changes on disk. In very large roots, such as a home folder, the
// search stops early.
const (
	indexAge    = 10 * time.Second
	mostEntries = 50_000
)

// Paths returns the paths of the collections, environments and configurations
// in the workspace, including open files. A collection in format v3 is listed
// by its folder.
func (w *Workspace) Paths() []string {
	w.mutex.Lock()
	roots, index := slices.Clone(w.roots), w.index
	if time.Since(w.indexed) > indexAge {
		index = nil
	}
	w.mutex.Unlock()
	if index == nil {
		index = find(roots)
		w.mutex.Lock()
		w.index, w.indexed = index, time.Now()
		w.mutex.Unlock()
	}
	paths := slices.Clone(index)
	for _, f := range w.OpenFiles() {
		switch f.Kind {
		case Other:
		case Element:
			paths = append(paths, inputs.V3FolderOf(f.Path))
		default:
			paths = append(paths, f.Path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// find searches folders as the command line does, but continues after read
// errors.
func find(roots []string) []string {
	found := []string{}
	entries := 0
	for _, root := range roots {
		last := "" // the last v3 collection
		_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if entries++; entries > mostEntries {
				return fs.SkipAll
			}
			switch {
			case err != nil && entry != nil && entry.IsDir():
				return fs.SkipDir
			case err != nil:
				return nil
			case entry.IsDir() && path != root && inputs.IsForeign(entry.Name()) && entry.Name() != ".resources":
				return fs.SkipDir
			case !entry.Type().IsRegular():
				return nil
			}
			switch KindOf(path, "") {
			case Element:
				if last == "" || !strings.HasPrefix(path, last+string(filepath.Separator)) {
					last = inputs.V3FolderOf(path)
					found = append(found, last)
				}
			case Other:
			default:
				found = append(found, path)
			}
			return nil
		})
	}
	return found
}

// RootOf returns the workspace folder that a file is in; the file's own
// folder if it is in none.
func (w *Workspace) RootOf(path string) string {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	best := ""
	for _, root := range w.roots {
		if strings.HasPrefix(path, root+string(filepath.Separator)) && len(root) > len(best) {
			best = root
		}
	}
	return cmp.Or(best, filepath.Dir(path))
}

// Absent returns a file that does not exist yet.
func (w *Workspace) Absent(path string) *File { return w.onDisk(path, "") }
