package v3

import (
	"maps"
	"path"
	"strings"
)

// move is one thing that has to be done: a file gets its text, from elsewhere or from
// nowhere, or a folder goes elsewhere with everything in it, also with files of others.
type move struct {
	from   string // the path when the files were read; "" for a new file
	to     string // the wanted path
	folder bool
	text   string // of a file
	with   *move  // of a request, the folder with what belongs to it, and the reverse

	busy, done bool
	aside      bool // it has made room for another one, and is not at its place yet
}

// write gives a file its text.
func (w *writing) write(from, to, text string) *move {
	m := &move{from: from, to: to, text: text}
	w.moves = append(w.moves, m)
	return m
}

// moveFolder moves a folder, if there was one, that an element still has.
func (w *writing) moveFolder(from, to string) *move {
	w.followed[from] = true
	if from == to || !w.had[from] {
		return nil
	}
	m := &move{from: from, to: to, folder: true}
	w.moves = append(w.moves, m)
	return m
}

// together has a request and the folder with what belongs to it move together.
func together(request, folder *move) {
	if folder != nil {
		request.with, folder.with = folder, request
	}
}

// isBelow reports whether a path is below a folder.
func isBelow(file, folder string) bool { return strings.HasPrefix(file, folder+"/") }

// around calls a function with the folders around a path, the outermost first.
func around(file string, do func(folder string)) {
	for i, r := range file {
		if r == '/' {
			do(file[:i])
		}
	}
}

// folderMove is a folder that moves as a whole.
type folderMove struct{ from, to string }

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

// Moved returns a map whose keys are the paths of files after the moves among changes.
func Moved[V any](byPath map[string]V, changes []Change) map[string]V {
	byPath = maps.Clone(byPath)
	for _, c := range changes {
		switch v, there := byPath[c.From]; {
		case c.Folder:
			moveKeys(byPath, folderMove{from: c.From, to: c.Path})
		case c.From != "" && there:
			delete(byPath, c.From)
			byPath[c.Path] = v
		}
	}
	return byPath
}

// definitionIn returns the paths that the definition of a folder may have.
func definitionIn(folder string) [2]string {
	return [2]string{path.Join(folder, resources, "definition.yaml"), path.Join(folder, resources, "definition.yml")}
}
