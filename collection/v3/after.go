package v3

import (
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// WriteTo returns what has to change in the files so that they say what a document says:
// [Write], or [WriteEnvironment] where they are an environment's.
func (r *Result) WriteTo(d *jsontree.Document) (*Written, error) {
	if r.root == nil {
		return WriteEnvironment(r, d)
	}
	return Write(r, d)
}

// After reads the files again, with changes.
func (r *Result) After(changes []Change) *Result {
	files := r.FilesAfter(changes)
	if r.root == nil {
		return ReadEnvironment(files[0])
	}
	return Read(r.name, files)
}

// FilesAfter are the files that were read, with changes.
func (r *Result) FilesAfter(changes []Change) []File {
	texts := map[string]string{}
	gone := map[string]bool{}
	for _, c := range changes {
		gone[c.From] = true
		if c.Gone {
			gone[c.Path] = true
			continue
		}
		texts[c.Path] = c.Text
	}
	var files []File
	for _, f := range r.files {
		text, ok := texts[f.Path]
		if ok {
			f.Text = text
			delete(texts, f.Path)
		}
		if ok || !gone[f.Path] {
			files = append(files, f)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		files = append(files, File{path, texts[path]})
	}
	return files
}

// Between returns how the files of one reading become those of a later one.
func Between(before, after *Result) *Written {
	old := map[string]string{}
	for _, s := range before.Files {
		old[s.Path] = s.Text
	}
	w := &Written{}
	var changed []Change
	there := map[string]bool{}
	for _, s := range after.Files {
		there[s.Path] = true
		text, ok := old[s.Path]
		switch {
		case !ok:
			w.Changes = append(w.Changes, Change{Path: s.Path, Text: s.Text, New: true})
		case text != s.Text:
			changed = append(changed, Change{Path: s.Path, Before: text, Text: s.Text})
		}
	}
	w.Changes = append(w.Changes, changed...)
	for _, s := range before.Files {
		if there[s.Path] {
			continue
		}
		same := slices.IndexFunc(w.Changes, func(c Change) bool { return c.New && strings.EqualFold(c.Path, s.Path) })
		if same >= 0 {
			w.Changes[same].From, w.Changes[same].New, w.Changes[same].Before = s.Path, false, s.Text
			continue
		}
		w.Changes = append(w.Changes, Change{Path: s.Path, Before: s.Text, Gone: true})
	}
	return w
}
