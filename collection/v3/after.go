package v3

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// ID returns the ID of the collection; "" if it has none.
func (r *Result) ID() string { return r.Document.Root().Get("info", "_postman_id").Text() }

// WriteTo returns the changes to the files that a document requires, by [Write] for a
// collection and by [WriteEnvironment] for an environment.
func (r *Result) WriteTo(d *jsontree.Document) (*Written, error) {
	if r.root == nil {
		return WriteEnvironment(r, d)
	}
	return Write(r, d)
}

// After reads the files again, after changes.
func (r *Result) After(changes []Change) *Result {
	files := r.FilesAfter(changes)
	if r.root == nil {
		return ReadEnvironment(files[0])
	}
	return Read(r.name, files)
}

// FilesAfter returns the files of the result after changes.
func (r *Result) FilesAfter(changes []Change) []File { return FilesAfter(r.files, changes) }

// FilesAfter returns files after changes.
func FilesAfter(before []File, changes []Change) []File {
	at := map[string]int{} // indices by path
	for i, f := range before {
		at[f.Path] = i
	}
	texts := map[string]string{}
	gone := make([]bool, len(before))
	before = slices.Clone(before)
	for _, c := range changes {
		i, there := at[c.Path]
		switch {
		case c.Folder:
			m := folderMove{from: c.From, to: c.Path}
			moveKeys(at, m)
			moveKeys(texts, m)
			for i := range before {
				before[i].Path = m.below(before[i].Path)
			}
			continue
		case c.From != "":
			if from, ok := at[c.From]; ok {
				gone[from] = true
				delete(at, c.From)
			}
			delete(texts, c.From)
		}
		switch {
		case c.Gone && there:
			gone[i] = true
		case c.Gone:
			delete(texts, c.Path)
		case there:
			before[i].Text, gone[i] = c.Text, false
		default:
			texts[c.Path] = c.Text
		}
	}
	var files []File
	for i, f := range before {
		if !gone[i] {
			files = append(files, f)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		files = append(files, File{path, texts[path]})
	}
	return files
}

// Texts returns the texts of the files by their paths.
func (r *Result) Texts() map[string]string {
	texts := map[string]string{}
	for _, s := range r.Files {
		texts[s.Path] = s.Text()
	}
	return texts
}

// Between returns the changes that lead from the files of one result to those of a later
// one.
func Between(before, after *Result) *Written {
	old, there := before.Texts(), after.Texts()
	var added, changed []File
	for _, s := range after.Files {
		if _, ok := old[s.Path]; ok {
			changed = append(changed, File{s.Path, s.Text()})
		} else {
			added = append(added, File{s.Path, s.Text()})
		}
	}
	var gone []string
	for _, s := range before.Files {
		if _, ok := there[s.Path]; !ok {
			gone = append(gone, s.Path)
		}
	}
	return &Written{Changes: allChanges(old, append(added, changed...), gone), Moves: len(added) > 0 && len(gone) > 0}
}

// Replace returns the changes that lead from some files to others.
func Replace(before, after []File) *Written {
	old, there, folders := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, f := range before {
		old[f.Path] = f.Text
	}
	for _, f := range after {
		there[f.Path] = true
		for at := path.Dir(f.Path); at != "."; at = path.Dir(at) {
			folders[at] = true
		}
	}
	w := &Written{}
	var gone []string
	for _, f := range before {
		if there[f.Path] {
			continue
		}
		gone = append(gone, f.Path)
		for at := path.Dir(f.Path); at != "." && !folders[at]; at = path.Dir(at) {
			folders[at] = true
			w.Folders = append(w.Folders, at)
		}
	}
	slices.SortFunc(w.Folders, func(a, b string) int { return strings.Compare(b, a) }) // innermost first
	w.Changes = allChanges(old, after, gone)
	w.Moves = len(before) > 0 && len(w.Changes) > 1
	return w
}

// allChanges returns the changes that give files their texts and remove those in gone.
func allChanges(before map[string]string, files []File, gone []string) []Change {
	all, gone := changesOf(before, files, gone, nil)
	return append(all, goneChanges(before, gone)...)
}

// changesOf returns the changes that give files their texts. A removed file is moved if
// from names its new path, or if a new file has the same path in other letter case. It
// returns the other removed files as left.
func changesOf(before map[string]string, files []File, gone []string, from map[string]string) (all []Change, left []string) {
	for _, f := range files {
		text, exists := before[f.Path]
		if exists && text == f.Text {
			continue
		}
		c := Change{Path: f.Path, Before: text, Text: f.Text, New: !exists}
		if !exists {
			if i := slices.IndexFunc(gone, func(g string) bool { return strings.EqualFold(g, f.Path) || g == from[f.Path] }); i >= 0 {
				c.From, c.Before = gone[i], before[gone[i]]
				gone = slices.Delete(gone, i, i+1)
			}
		}
		all = append(all, c)
	}
	return all, gone
}

func goneChanges(before map[string]string, gone []string) []Change {
	var all []Change
	for _, file := range gone {
		all = append(all, Change{Path: file, Before: before[file], Gone: true})
	}
	return all
}
