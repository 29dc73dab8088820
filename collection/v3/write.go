package v3

import (
	"cmp"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// Change is a change of one file.
type Change struct {
	Path string
	// Before is the old text of the file; "" if there is none.
	Before string
	// Text is the new text of the file; "" if it is removed.
	Text string
	New  bool // the file is created
	Gone bool // the file is removed
	// From is the old path if the file only moves, or if only the case of its letters
	// changes. Some file systems treat those two paths as the same.
	From string
	// Folder reports whether a whole folder moves, with everything in it.
	Folder bool
	// First is whether a file goes before the changes after it are made: one of them
	// moves another file to its path.
	First bool
}

// Written is the changes that turn a collection's files into those of another document.
type Written struct {
	// Changes are in an order in which the collection is readable after each. Their
	// paths are those after the moves of the folders before them.
	Changes []Change
	// Folders are those that no longer hold any part of the collection, innermost first.
	// They should be removed if no other files are in them.
	Folders []string
	// Follows are the folders whose files went elsewhere one by one. Other people's files
	// in them should follow, in this order.
	Follows []Follow
	// Moves reports whether the text of a file may go elsewhere, so that the files of a
	// run that ends halfway do not say what is left to do.
	Moves  bool
	Losses []Loss
}

// Added returns the changes that create files.
func Added(files ...File) []Change {
	var changes []Change
	for _, f := range files {
		changes = append(changes, Change{Path: f.Path, Text: f.Text, New: true})
	}
	return changes
}

// Write returns the changes to the files that were read, after which they are the given
// document. It edits the files of elements that stay: comments, the order of keys,
// quotes, and what format v2.1 cannot express stay as they are. New elements get files
// of their own.
//
// For the result's own document it returns no changes.
func Write(r *Result, d *jsontree.Document) (*Written, error) { return write(r, d, nil) }

func write(r *Result, d *jsontree.Document, named Stems) (*Written, error) {
	w := &writing{named: named, files: map[string]string{}, put: map[string]string{}, gone: map[string]bool{}, from: map[string]string{}, taken: map[string]bool{}}
	for _, f := range r.files {
		for at := path.Dir(f.Path); at != "."; at = path.Dir(at) {
			w.taken[folded(at)] = true
		}
	}
	w.had = maps.Clone(w.taken)
	for _, s := range r.Files {
		if roleOf(s.Path) != other {
			w.files[s.Path] = s.Text()
		}
	}
	old, before := lay(r.Document)
	if r.root == nil || !r.root.attach(old, "") {
		return nil, errors.New("the files are not those of the document")
	}
	wanted, losses := lay(d)
	w.kept = !strings.Contains(d.Text(), `"`+extension)
	pairUp(old, wanted, r.Document, d)
	w.folder(wanted, "")
	w.leave(old)
	changes := w.changes()
	return &Written{changes, w.unused(), inFreeOrder(w.follows), w.moved || len(w.moves) > 0, news(losses, before)}, nil
}

// attach connects the parts in a folder with the files that they come from, and reports
// whether they come from these.
func (f *folder) attach(p *part, at string) bool {
	p.source, p.folder = f.definition, at
	next := 0
	for _, child := range f.children() {
		if child.request != nil && (child.request.source.root() == nil || !sendable(child.request.source)) {
			p.unsent = append(p.unsent, child.request.source)
			continue
		}
		if next == len(p.parts) {
			return false
		}
		q := p.parts[next]
		next++
		q.order = child.order
		if child.request == nil {
			q.stem = child.folder.name
			if !child.folder.attach(q, path.Join(at, q.stem)) {
				return false
			}
			continue
		}
		q.source, q.folder = child.request.source, at
		q.stem = stem(q.source.Path)
		answers := child.request.ordered()
		if len(answers) != len(q.answers) {
			return false
		}
		for i, s := range answers {
			q.answers[i].source, q.answers[i].stem, q.answers[i].order = s, stem(s.Path), order(s)
		}
	}
	return next == len(p.parts)
}

// writing is a collection that is being written to its files.
type writing struct {
	named Stems
	files map[string]string // the old texts of the files by path
	put   map[string]string // the new texts of the files by path
	gone  map[string]bool   // the files to remove, unless they are in put
	order []string          // the paths in put, in an order that is safe
	from  map[string]string // the old path by the new path of a request or example
	moves []folderMove      // of folders, in their order
	taken map[string]bool   // folders that are there, in lower case
	had   map[string]bool   // those that were there before
	empty []string
	// follows are the folders whose files move one by one, where a folder cannot move.
	follows []Follow
	moved   bool // whether a file goes elsewhere
	kept    bool // whether the document leaves out what v2.1 cannot express
}

func (w *writing) write(file, text string) {
	if _, ok := w.put[file]; !ok {
		w.order = append(w.order, file)
	}
	w.put[file] = text
}

// folder writes a folder, or the collection, to a folder on disk.
func (w *writing) folder(p *part, at string) {
	was := p.was
	p.folder = at
	names := taken{resources: 1}
	var before []*part
	added := unsentIn(p)
	if was != nil {
		added = w.carry(was, p, names)
		before = was.parts
	}
	w.stems(p.parts, names, before)
	for _, f := range unsentFiles(added, p.folder, names) {
		w.write(f.Path, f.Text)
	}
	orders(p.parts)
	w.definition(p)
	w.moveFolders(p.parts, at)
	for _, q := range inTurn(p.parts) {
		if q.role == definition {
			w.folder(q, path.Join(at, q.stem))
			continue
		}
		q.folder = at
		w.request(q)
	}
}

// move moves a file unchanged.
func (w *writing) move(from, to string) {
	if from != to {
		w.moved = true
		w.gone[from] = true
		w.write(to, w.files[from])
	}
}

// moveBelow moves the remaining files below a folder.
func (w *writing) moveBelow(from, to string) {
	if from == to {
		return
	}
	for _, file := range slices.Sorted(maps.Keys(w.files)) {
		if below, ok := strings.CutPrefix(file, from+"/"); ok && !w.gone[file] {
			w.move(file, path.Join(to, below))
		}
	}
	w.empty = append(w.empty, from)
}

// stems finds the names of the files of parts in one folder. One that has a file keeps
// its name, unless it is given another one, or it was the name of the element, which has
// another one now, and this is not a ring. A name that was there before keeps the case of
// its letters: some file systems do not tell the two apart.
func (w *writing) stems(all []*part, names taken, before []*part) {
	var left []*part
	ring := swapped(all, before)
	spelled := map[string]string{}
	for _, was := range before {
		spelled[folded(was.stem+was.suffix())] = was.stem
	}
	var keep []*part
	for _, q := range all {
		switch was := q.was; {
		case was == nil || w.named.of(was) != "" || renamed(q, was) && !ring[q]:
			left = append(left, q)
		case was.parent != q.parent.was:
			keep = append(keep, q)
		default: // even where two differ only in case
			names.add(was.stem + was.suffix())
			q.stem = was.stem
		}
	}
	for _, q := range keep {
		if names.add(q.was.stem + q.was.suffix()) {
			q.stem = q.was.stem
		} else {
			left = append(left, q)
		}
	}
	for _, q := range left {
		wanted := q.wantedStem()
		if q.was != nil {
			wanted = cmp.Or(w.named.of(q.was), wanted)
		}
		q.stem = names.unique(wanted, suffixOf(q))
		if was, ok := spelled[folded(q.stem+suffixOf(q))]; ok {
			q.stem = was
		}
	}
}

// renamed reports whether the file or folder of an element gets another name: it does if
// it was the element's name.
func renamed(q, was *part) bool {
	return q.name != was.name && was.name == was.stem && was.source.get("name") == nil
}

// suffix returns the ending of the part's file name.
func (p *part) suffix() string {
	if p.source != nil && p.role != definition {
		return strings.TrimPrefix(path.Base(p.source.Path), p.stem)
	}
	return fileSuffixes.Get()[p.role]
}

func suffixOf(q *part) string {
	if was := q.was; was != nil {
		return was.suffix()
	}
	return fileSuffixes.Get()[q.role]
}

// definition writes the definition of a folder.
func (w *writing) definition(p *part) {
	root, was := p.parent == nil, p.was
	if was == nil {
		w.write(p.path(), yamltree.Print(p.whole()))
		return
	}
	file := "definition.yaml"
	if was.source != nil {
		file = path.Base(was.source.Path)
	}
	file = path.Join(p.folder, resources, file)
	if was.source.root() != nil {
		w.edited(p, file)
		return
	}
	// There is no definition, or none that can be edited.
	if p.placed || p.name != was.name || !yamltree.Equal(p.content, was.content) {
		w.write(file, yamltree.Print(p.with(root || p.name != path.Base(p.folder), !root)))
	} else if was.source != nil {
		w.move(w.now(was.source.Path), file)
	}
}

// request writes a request and its examples.
func (w *writing) request(q *part) {
	was := q.was
	file := path.Join(q.folder, q.stem+suffixOf(q))
	below := path.Join(q.folder, belongingsOf(q.stem))
	var before []*part
	if was != nil {
		before = was.answers
	}
	w.stems(q.answers, taken{}, before)
	orders(q.answers)
	if was != nil {
		w.moveFolder(w.belongings(was), below, file)
	}
	for _, answer := range q.answers {
		to := path.Join(below, "examples", answer.stem+suffixOf(answer))
		if answer.was != nil {
			w.edited(answer, to)
		} else {
			w.write(to, yamltree.Print(answer.whole()))
		}
	}
	if was == nil {
		w.write(file, yamltree.Print(q.whole()))
		return
	}
	w.edited(q, file)
	w.forget(was.answers)
	if from := w.belongings(was); from != "" && from != below {
		w.moveBelow(from, below)
		w.follows = append(w.follows, Follow{from, below})
	}
}

// edited writes a part to its existing file, which may move.
func (w *writing) edited(p *part, to string) {
	s := p.was.source
	if from := w.now(s.Path); from != to {
		w.moved = true
		w.gone[from] = true
		if path.Dir(from) == path.Dir(to) || p.role == request {
			w.from[to] = from
		}
	}
	want := s.Tree().Root.Clone()
	w.change(p, want)
	if yamltree.Equal(want, s.Tree().Root) {
		w.write(to, s.Text())
	} else {
		w.rewrite(s, want, to)
	}
}

// rewrite writes a file with another value.
func (w *writing) rewrite(s *Source, want *yamltree.Node, to string) {
	if from := w.now(s.Path); from != to {
		w.moved = true
		w.gone[from] = true
	}
	text, err := yamltree.Rewrite(s.Tree(), want)
	if err != nil { // written in a way that cannot be edited
		text = yamltree.Print(want)
	}
	w.write(to, text)
}

// forget removes the files of examples that no longer exist.
func (w *writing) forget(answers []*part) {
	for _, answer := range answers {
		if answer.next == nil {
			w.gone[w.now(answer.source.Path)] = true
		}
	}
}

// leave removes the files of parts that no longer exist.
func (w *writing) leave(p *part) {
	for _, q := range p.parts {
		switch at := w.now(q.folder); {
		case q.role == definition:
			w.leave(q)
			if q.next == nil || q.next.folder != at {
				w.removeBelow(at)
			}
			if q.next != nil && q.next.folder != at {
				w.follows = append(w.follows, Follow{at, q.next.folder})
			}
		case q.next == nil:
			w.gone[w.now(q.source.Path)] = true
			if at := w.belongings(q); at != "" {
				w.removeBelow(at)
			}
		}
	}
}

func (w *writing) removeBelow(folder string) {
	for file := range w.files {
		if strings.HasPrefix(file, folder+"/") {
			w.gone[file] = true
		}
	}
	w.empty = append(w.empty, folder)
}
