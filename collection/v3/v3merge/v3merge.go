// Package v3merge merges three versions of a collection or an environment in format v3:
// it applies the merge of their documents to the files of ours. What documents do not
// have it merges itself: comments, the names of files, fields of that format alone, and
// requests of other kinds than HTTP.
package v3merge

import (
	"maps"
	"slices"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
)

// Side is one of the versions, as its files. The zero Side has no files: it is JSON, or
// an empty base.
type Side struct {
	result *v3.Result
	texts  map[string]string // by path
	whole  map[string]string // the texts of the files that the document omits, such as gRPC requests
	alone  string            // the path of a file that is merged without the others of its collection; else ""
}

// Of returns the side that is a collection or an environment.
func Of(r *v3.Result) Side { return Side{result: r, texts: r.Texts(), whole: r.LeftOut()} }

// Alone returns the side that is one file, from what [v3.ReadAlone] returns.
func Alone(r *v3.Result, file string) Side {
	return Side{result: r, texts: map[string]string{file: r.Texts()[file]}, alone: file}
}

// Document returns the part of the side that documents have.
func (s Side) Document() (*jsontree.Document, error) {
	if s.alone != "" {
		return s.result.Document, nil
	}
	return s.result.Sendable()
}

// Same reports whether two sides with files differ only in formatting.
func Same(a, b Side) (bool, error) {
	var documents [2]*jsontree.Document
	for i, s := range []Side{a, b} {
		var err error
		if documents[i], err = s.Document(); err != nil {
			return false, err
		}
	}
	d, err := diff.Documents(documents[0], documents[1], diff.Options{})
	return err == nil && len(d.Changes) == 0 && maps.Equal(a.whole, b.whole), err
}

// Conflicts are what both sides changed differently, in the order in which it is shown.
type Conflicts struct {
	Elements []merge.Conflict // in the documents
	Whole    []string         // the paths of files that documents omit, which are merged as wholes
	Renamed  []v3.Clash       // files and folders
	Members  []string         // members of a file that is merged alone, which documents do not have
}

// Count returns the number of conflicts.
func (c *Conflicts) Count() int {
	return len(c.Elements) + len(c.Whole) + len(c.Renamed) + len(c.Members)
}

// Result is the result of a merge.
type Result struct {
	Conflicts
	// Written are the changes of the files of ours; nil if conflicts prevent the merge.
	Written *v3.Written
	ours    *v3.Result
}

// After reads the files of ours again, after the changes.
func (r *Result) After() *v3.Result { return r.ours.After(r.Written.Changes) }

// Merge merges sides whose documents are merged already. Ours has files; base and theirs
// need not have any. Like merge.Documents, it decides conflicts as prefer says.
func Merge(base, ours, theirs Side, documents *merge.Result, prefer merge.Prefer) (*Result, error) {
	m := &merger{base: base.calledAs(ours), ours: ours, theirs: theirs.calledAs(ours), prefer: prefer}
	r := &Result{Conflicts: Conflicts{Elements: documents.Conflicts}, ours: ours.result}
	var whole []v3.Change
	whole, r.Whole = m.mergeWhole()
	var stems v3.Stems
	if ours.alone == "" {
		stems, r.Renamed = v3.Renamed(base.result, ours.result, theirs.result, prefer == merge.Theirs)
	}
	if prefer == merge.Stop && r.Count() > 0 {
		return r, nil
	}
	var err error
	if r.Written, err = ours.result.WriteRenamed(documents.Document, stems); err != nil {
		return nil, err
	}
	m.keepTheirs(r.Written)
	if ours.alone != "" {
		r.Members = m.mergeMembers(r.Written)
	}
	r.Written.Changes = append(r.Written.Changes, whole...)
	return r, nil
}

type merger struct {
	base, ours, theirs Side
	prefer             merge.Prefer
}

// calledAs returns an environment with the file name that it has in ours.
func (s Side) calledAs(ours Side) Side {
	for name := range ours.texts {
		if !v3.IsEnvironment(name) {
			break
		}
		for _, text := range s.texts {
			s.texts = map[string]string{name: text}
		}
	}
	return s
}

// mergeWhole merges files as wholes, and returns the paths of those that both sides
// changed differently.
func (m *merger) mergeWhole() (changes []v3.Change, clashes []string) {
	base, ours, theirs := m.base.whole, m.ours.whole, m.theirs.whole
	if theirs == nil {
		return nil, nil // JSON has none
	}
	all := map[string]string{}
	maps.Copy(all, base)
	maps.Copy(all, theirs)
	for _, file := range slices.Sorted(maps.Keys(all)) {
		before, was := base[file]
		mine, here := ours[file]
		other, there := theirs[file]
		switch {
		case was == there && merge.SameLines(before, other), here == there && merge.SameLines(mine, other):
			continue
		case was != here || !merge.SameLines(before, mine):
			clashes = append(clashes, file)
			if m.prefer != merge.Theirs {
				continue
			}
		}
		changes = append(changes, v3.Change{Path: file, Before: mine, Text: merge.EndedAs(other, mine), New: !here, Gone: !there})
	}
	return changes, clashes
}

// keepTheirs adds what theirs changed in the files and documents do not have: comments,
// and fields of format v3 alone. A file that only theirs has is taken as it is.
func (m *merger) keepTheirs(w *v3.Written) {
	base, ours := v3.Moved(m.base.texts, w.Changes), v3.Moved(m.ours.texts, w.Changes)
	at := map[string]int{}
	for i, c := range w.Changes {
		at[c.Path] = i
	}
	for _, file := range slices.Sorted(maps.Keys(m.theirs.texts)) {
		before, here := ours[file]
		was, old := base[file]
		c := v3.Change{Path: file, Before: before, Text: before}
		i, changed := at[file]
		if changed {
			c = w.Changes[i]
		}
		theirs := m.theirs.texts[file]
		switch {
		case c.Gone:
			continue
		case c.From != "":
			c.Text = mergeTexts(c.Text, base[c.From], ours[c.From], theirs)
		case changed && !here:
			c.Text = keepSpelling(c.Text, theirs)
		case here && old:
			c.Text = mergeTexts(c.Text, was, before, theirs)
		}
		switch {
		case changed:
			w.Changes[i] = c
		case c.Text != before:
			w.Changes = append(w.Changes, c)
		}
	}
}

// mergeTexts returns the merged text of a file with what three versions of the file say
// that documents do not have.
func mergeTexts(text, base, ours, theirs string) string {
	base, theirs = merge.EndedAs(base, ours), merge.EndedAs(theirs, ours)
	text, _ = v3.MergeMembers(text, base, ours, theirs, false, false)
	return keepComments(text, base, theirs, merge.Lines(base, ours, theirs))
}

// mergeMembers merges the members of a file that is merged alone. It returns those that
// both sides changed differently.
func (m *merger) mergeMembers(w *v3.Written) (clashes []string) {
	file := m.ours.alone
	before := m.ours.texts[file]
	text := before
	for _, c := range w.Changes {
		if c.Path == file || c.New {
			text = c.Text
		}
	}
	text, clashes = v3.MergeMembers(text, m.base.texts[file], before, m.theirs.texts[file], true, m.prefer == merge.Theirs)
	w.Changes = []v3.Change{{Path: file, Before: before, Text: text}}
	return clashes
}
