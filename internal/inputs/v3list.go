package inputs

import (
	"io/fs"
	"os"
	"sync/atomic"

	"github.com/postwright/postwright/collection/cores"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
)

// listed is a folder on the disk with what is in it, without what is of no interest.
type listed struct {
	path    string // below the collection's folder; "." for that
	entries []listedEntry
	err     error // why the folder could not be read
}

type listedEntry struct {
	fs.DirEntry
	path   string  // below the collection's folder
	folder *listed // nil for a file, and for a folder that is left out
}

// list finds the collection's files and its other folders. It calls a function for all
// folders and links that it comes across, and for the files that may be wanted.
func (c *V3) list(visit func(path string, entry fs.DirEntry)) error {
	// That of the root asks for more of each entry than its type. What is found is read
	// by way of the root.
	w := walker{V3: c, files: os.DirFS(c.Folder)}
	root := &listed{path: "."}
	w.all(root)
	if w.most() {
		return c.tooMuch()
	}
	c.Files = make([]v3.File, 0, w.found.Load())
	c.Files = append(c.Files, v3.File{Path: "./"})
	err := c.take(root, visit)
	c.listed = err == nil
	return err
}

// take adds what is in a folder, in the order of the names.
func (c *V3) take(folder *listed, visit func(path string, entry fs.DirEntry)) error {
	if folder.err != nil {
		return explain(c.Path(folder.path), folder.err)
	}
	for _, entry := range folder.entries {
		path := entry.path
		visit(path, entry)
		switch {
		case entry.folder != nil:
			c.Files = append(c.Files, v3.File{Path: path + "/"})
			if err := c.take(entry.folder, visit); err != nil {
				return err
			}
		case entry.IsDir():
		case entry.Type()&fs.ModeSymlink != 0 && !IsForeign(path) && IsFolder(c.Path(path)):
			c.Links = append(c.Links, path)
		case !v3.IsRead(path):
		case len(c.Files) >= v3.MaxFiles:
			return c.tooMuch()
		default:
			c.Files = append(c.Files, v3.File{Path: path})
			if !entry.Type().IsRegular() {
				c.notRegular(path)
			}
		}
	}
	return nil
}

// walker reads the folders of a collection.
type walker struct {
	*V3
	files fs.FS
	found atomic.Int64
}

// all reads a folder and those below, on all cores as soon as there are some folders.
func (w *walker) all(folders ...*listed) {
	const some = 32
	for len(folders) > 0 && len(folders) < some {
		var below []*listed
		for _, folder := range folders {
			w.read(folder)
			below = folder.below(below)
		}
		folders = below
	}
	cores.Each(len(folders), func(i int) { w.deep(folders[i]) })
}

// deep reads a folder and those below.
func (w *walker) deep(folder *listed) {
	w.read(folder)
	for _, below := range folder.below(nil) {
		w.deep(below)
	}
}

// below returns the folders, and after them those in a folder.
func (l *listed) below(folders []*listed) []*listed {
	for _, entry := range l.entries {
		if entry.folder != nil {
			folders = append(folders, entry.folder)
		}
	}
	return folders
}

// most reports whether there is far more than a collection may have.
func (w *walker) most() bool { return w.found.Load() > 2*v3.MaxFiles }

// read reads a folder.
func (w *walker) read(folder *listed) {
	if w.most() {
		return
	}
	entries, err := fs.ReadDir(w.files, folder.path)
	folder.err = err
	folder.entries = make([]listedEntry, 0, len(entries))
	above := folder.path + "/"
	if folder.path == "." {
		above = ""
	}
	for _, entry := range entries {
		one := listedEntry{DirEntry: entry, path: above + entry.Name()}
		switch {
		case entry.IsDir() && w.enters(one.path, entry.Name()):
			one.folder = &listed{path: one.path}
		case !entry.IsDir() && entry.Type()&fs.ModeSymlink == 0 && !v3.IsRead(one.path) && !mayBeWanted(entry, true):
			continue
		}
		folder.entries = append(folder.entries, one)
	}
	w.found.Add(int64(len(folder.entries)))
}

// enters reports whether a folder may have files of the collection.
func (w *walker) enters(path, name string) bool {
	return !atomicfile.IsTemporary(name) && // what an interrupted run left
		(name == ".resources" || !IsForeign(path) || isV3Folder(w.Path(path)))
}
