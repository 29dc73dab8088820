package v3

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// folderMove is a folder that moves as a whole: atomically, and with any other files in
// it.
type folderMove struct {
	from, to string
	before   int    // how many files are put before it
	clears   string // the file of a request that goes before: it would get what moves
}

// below returns the path of a file after the move.
func (m folderMove) below(file string) string {
	if inside, ok := strings.CutPrefix(file, m.from+"/"); ok {
		return m.to + "/" + inside
	}
	if file == m.from {
		return m.to
	}
	return file
}

// now returns the current path of a file or folder, by its path when the files were
// read.
func (w *writing) now(file string) string {
	for _, m := range w.moves {
		file = m.below(file)
	}
	return file
}

// belongings returns where the folder with what belongs to a request is by now; "" if it
// had none. Another one may be at its old path.
func (w *writing) belongings(was *part) string {
	at := path.Join(was.folder, belongingsOf(was.stem))
	if !w.had[folded(at)] {
		return ""
	}
	return w.now(at)
}

// moveFolders moves the folders among the parts of a folder to their places, as far as
// these are free.
func (w *writing) moveFolders(parts []*part, at string) {
	for again := true; again; { // one may make room for another
		again = false
		for _, q := range parts {
			if q.role == definition && q.was != nil {
				again = w.moveFolder(w.now(q.was.folder), path.Join(at, q.stem), "") || again
			}
		}
	}
}

// moveFolder moves a folder where that is possible, and reports whether it did. Else its
// files move one by one.
func (w *writing) moveFolder(from, to, clears string) bool {
	below := func(file string) bool { return strings.HasPrefix(file, from+"/") }
	switch {
	case from == to, !w.taken[folded(from)], w.taken[folded(to)], strings.HasPrefix(to, from+"/"), slices.ContainsFunc(w.order, below):
		return false
	}
	m := folderMove{from, to, len(w.order), clears}
	w.moves = append(w.moves, m)
	moveKeys(w.files, m)
	moveKeys(w.gone, m)
	for i := range w.empty {
		w.empty[i] = m.below(w.empty[i])
	}
	moveKeys(w.taken, folderMove{from: folded(from), to: folded(to)})
	for around := to; around != "."; around = path.Dir(around) {
		w.taken[folded(around)] = true
	}
	return true
}

// moveKeys changes the paths of a map below a folder that moves.
func moveKeys[V any](byPath map[string]V, m folderMove) {
	after := map[string]V{}
	for file, v := range byPath {
		if strings.HasPrefix(file, m.from) && m.below(file) != file {
			after[m.below(file)] = v
			delete(byPath, file)
		}
	}
	maps.Copy(byPath, after)
}

// Moved returns a map whose keys are the paths of files after the folder moves among
// changes.
func Moved[V any](byPath map[string]V, changes []Change) map[string]V {
	byPath = maps.Clone(byPath)
	for _, c := range changes {
		if c.Folder {
			moveKeys(byPath, folderMove{from: c.From, to: c.Path})
		}
	}
	return byPath
}
