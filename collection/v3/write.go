package v3

import (
	"errors"
	"path"
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
	// Onto reports whether there was a folder at the path of one that moves. All files of
	// the collection in it are gone by then; those of others stay in it.
	Onto bool
	// First is whether a file goes before the changes behind it are made: one of them
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
	// Back are folders among these that made room for another one. Other files in them
	// should go back, as far as there is room.
	Back   []Back
	Losses []Loss
}

// Back is the path of a folder, and the one that it had.
type Back struct{ Path, Was string }

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
func Write(r *Result, d *jsontree.Document) (*Written, error) {
	w := &writing{sources: map[string]*Source{}, files: map[string]string{}, gone: map[string]bool{}, had: map[string]bool{}, followed: map[string]bool{}}
	for _, f := range r.files {
		around(f.Path, func(folder string) { w.had[folder] = true })
	}
	for _, s := range r.Files {
		if roleOf(s.Path) != other {
			w.files[s.Path], w.sources[s.Path] = s.Text, s
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
	w.leaveCopies()
	p := w.plan()
	return &Written{p.changes(), p.empty(), p.back(), news(losses, before)}, nil
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

// writing is a collection that is being written to its files. Paths are those when the
// files were read, apart from those that something moves to.
type writing struct {
	sources  map[string]*Source
	files    map[string]string // their texts
	had      map[string]bool   // the folders that were there
	gone     map[string]bool   // the files whose elements are gone
	moves    []*move           // what has to be done
	followed map[string]bool   // the folders of elements that are still there
	left     []string          // folders without parts, innermost first
	kept     bool              // whether the document leaves out what v2.1 cannot express
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
	stems(p.parts, names, before)
	for _, f := range unsentFiles(added, p.folder, names) {
		w.write("", f.Path, f.Text)
	}
	orders(p.parts)
	w.definition(p)
	for _, q := range p.parts {
		if q.role == definition && q.was != nil {
			w.moveFolder(q.was.folder, path.Join(at, q.stem))
		}
	}
	for _, q := range p.parts {
		if q.role == definition {
			w.folder(q, path.Join(at, q.stem))
			continue
		}
		q.folder = at
		w.request(q)
	}
}

// stems finds the names of the files of parts in one folder. One that has a file keeps
// its name, unless that was the name of the element, which has another one now, and this
// is no ring. A name that was there before keeps the case of its letters: some file
// systems do not tell the two apart.
func stems(all []*part, names taken, before []*part) {
	var left []*part
	ring := swapped(all, before)
	spelled := map[string]string{}
	for _, was := range before {
		spelled[strings.ToLower(was.stem+was.suffix())] = was.stem
	}
	for _, q := range all {
		if was := q.was; was == nil || renamed(q, was) && !ring[q] || unnumbered(q, was) || !names.add(was.stem+was.suffix()) {
			left = append(left, q)
		} else {
			q.stem = was.stem
		}
	}
	for _, q := range left {
		q.stem = names.unique(q.wantedStem(), suffixOf(q))
		if was, ok := spelled[strings.ToLower(q.stem+suffixOf(q))]; ok {
			q.stem = was
		}
	}
}

// unnumbered reports whether a request goes to another folder, and had a number behind
// its name: because another one had that name, or because it made room for one.
func unnumbered(q, was *part) bool {
	if q.parent == nil || was.parent == nil || q.parent.was == was.parent || q.name != was.name || was.role != request {
		return false
	}
	number, ok := strings.CutPrefix(was.stem, q.wantedStem()+" ")
	return ok && strings.Trim(number, "0123456789") == ""
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
	return fileSuffixes[p.role]
}

func suffixOf(q *part) string {
	if was := q.was; was != nil {
		return was.suffix()
	}
	return fileSuffixes[q.role]
}

// definition writes the definition of a folder.
func (w *writing) definition(p *part) {
	root, was := p.parent == nil, p.was
	if was == nil {
		w.write("", p.path(), yamltree.Print(p.whole()))
		return
	}
	from, file := "", "definition.yaml"
	if was.source != nil {
		from, file = was.source.Path, path.Base(was.source.Path)
	}
	file = path.Join(p.folder, resources, file)
	if was.source.root() != nil {
		w.edited(p, file)
		return
	}
	// There is no definition, or none that can be edited.
	if p.placed || p.name != was.name || !yamltree.Equal(p.content, was.content) {
		w.write(from, file, yamltree.Print(p.with(root || p.name != path.Base(p.folder), !root)))
	} else if was.source != nil {
		w.write(from, file, was.source.Text)
	}
}

// request writes a request and its examples.
func (w *writing) request(q *part) {
	was := q.was
	file, below := path.Join(q.folder, q.stem+suffixOf(q)), path.Join(q.folder, belongingsOf(q.stem))
	var before []*part
	var folder *move
	if was != nil {
		before = was.answers
		folder = w.moveFolder(was.belongings(), below)
	}
	stems(q.answers, taken{}, before)
	orders(q.answers)
	for _, answer := range q.answers {
		to := path.Join(below, "examples", answer.stem+suffixOf(answer))
		if answer.was != nil {
			w.edited(answer, to)
		} else {
			w.write("", to, yamltree.Print(answer.whole()))
		}
	}
	if was == nil {
		w.write("", file, yamltree.Print(q.whole()))
		return
	}
	together(w.edited(q, file), folder)
	for _, answer := range before {
		if answer.next == nil {
			w.gone[answer.source.Path] = true
		}
	}
}

// belongings returns where the folder with what belongs to an old request is.
func (p *part) belongings() string { return path.Join(p.folder, belongingsOf(p.stem)) }

// edited writes a part to its existing file, which may move.
func (w *writing) edited(p *part, to string) *move {
	s := p.was.source
	want := s.Tree().Root.Clone()
	w.change(p, want)
	return w.write(s.Path, to, rewritten(s, want))
}

// rewritten returns the text of a file with another value.
func rewritten(s *Source, want *yamltree.Node) string {
	if yamltree.Equal(want, s.Tree().Root) {
		return s.Text
	}
	text, err := yamltree.Rewrite(s.Tree(), want)
	if err != nil { // written in a way that cannot be edited
		text = yamltree.Print(want)
	}
	return text
}

// leave removes the files of parts that no longer exist.
func (w *writing) leave(p *part) {
	for _, q := range p.parts {
		switch {
		case q.role == definition:
			w.leave(q)
			if q.next == nil {
				w.removeBelow(q.folder)
			}
		case q.next == nil:
			w.gone[q.source.Path] = true
			if at := q.belongings(); w.had[at] {
				w.removeBelow(at)
			}
		}
	}
}

// removeBelow removes the files below a folder, apart from what goes elsewhere.
func (w *writing) removeBelow(folder string) {
	for file := range w.files {
		if !isBelow(file, folder) {
			continue
		}
		stays := false
		around(file, func(at string) { stays = stays || isBelow(at, folder) && w.followed[at] })
		w.gone[file] = w.gone[file] || !stays
	}
	w.left = append(w.left, folder)
}

// leaveCopies removes the examples without a request that a request has, too: a run that
// was interrupted has copied them.
func (w *writing) leaveCopies() {
	type text struct{ name, text string }
	has, there := map[text]bool{}, map[string]bool{}
	for _, m := range w.moves {
		if there[m.from] = true; roleOf(m.to) == example {
			has[text{path.Base(m.from), w.files[m.from]}] = true
		}
	}
	for file, said := range w.files {
		if roleOf(file) == example && !there[file] && has[text{path.Base(file), said}] {
			w.gone[file] = true
		}
	}
}
