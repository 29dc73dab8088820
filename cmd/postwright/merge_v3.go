package main

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
)

// mergeV3 merges sides if ours is in format v3: the folder of a collection,
// or one YAML file, as git's merge driver gets it.
func mergeV3(s streams, f mergeFlags, of [3]*mergeSide) error {
	sides, err := v3Sides(s, f, of)
	if err != nil && f.path != "" && !of[1].isFolder() {
		return mergeByLines(s, f, of, err)
	}
	if err != nil {
		return err
	}
	written, conflicts, err := sides.merge(s, f, resultName(f))
	if err != nil {
		return err
	}
	return s.conclude(f, conflicts, func() error { return sides.put(s, f, of[1], written) })
}

// sidesV3 are the content of the three sides, and the files of ours.
type sidesV3 struct {
	title     string                // distinguishes the conflicts of several merges; otherwise ""
	names     [3]string             // their names in messages
	documents [3]*jsontree.Document // the base is nil if it is empty
	ours      *v3.Result
	theirs    *v3.Result // nil for a side in JSON, as the base
	base      *v3.Result
	texts     [3]map[string]string // of the files, by path; nil for a side in JSON
	file      string               // of ours among its files, where it is one file; else ""
	// whole are the files that the documents omit, such as gRPC requests, by
	// path; nil for a side in JSON.
	whole [3]map[string]string
}

// merge returns the changes of the files of ours and the number of conflicts.
// It shows conflicts that nothing decides. Result is the name of the output
// in messages.
func (sides *sidesV3) merge(s streams, f mergeFlags, result string) (w *v3.Written, conflicts int, err error) {
	stop := f.onConflict == string(merge.Stop)
	r, err := mergeDocuments(sides.names, sides.documents, merge.Prefer(f.onConflict))
	if err != nil {
		return nil, 0, err
	}
	conflicts = len(r.Conflicts)
	whole, clashes := mergeWhole(sides.whole, f.onConflict)
	if sides.title != "" && conflicts+len(clashes) > 0 && stop {
		if err := s.print(report.Printable(sides.title) + ":\n"); err != nil {
			return nil, 0, err
		}
	}
	if conflicts > 0 && stop {
		if err := s.showConflicts(r); err != nil {
			return nil, 0, err
		}
	}
	for _, file := range clashes {
		if stop {
			s.say("postwright: conflict: %s, which is not an HTTP request, differs on both sides", report.Printable(file))
		}
		conflicts++
	}
	if conflicts > 0 && stop {
		return nil, conflicts, nil
	}
	if w, err = sides.ours.WriteRenamed(r.Document, v3.Renamed(sides.base, sides.ours, sides.theirs)); err != nil {
		return nil, 0, fmt.Errorf("cannot write %s: %w", result, err)
	}
	sides.keepTheirs(w)
	if len(secret.FindInAuthorizations(r.Document)) > 0 {
		sides.warnOfLiterals(s, result, sides.ours.After(w.Changes))
	}
	for _, member := range sides.mergeMembers(w, f.onConflict) {
		if stop {
			s.say("postwright: conflict: both sides changed the %s of the file, and differently", member)
		}
		conflicts++
	}
	w.Changes = append(w.Changes, whole...)
	return w, conflicts, nil
}

// warnOfLiterals is [streams.warnOfLiterals] for the content of the files
// after the merge.
func (sides *sidesV3) warnOfLiterals(s streams, result string, after *v3.Result) {
	s.warnOfEach(after.Document, func(n jsontree.Node) string {
		at := after.Locate([]diagnostic.Diagnostic{diagnostic.On(n, "secret", diagnostic.Warning, "")})[0]
		if sides.file == "" {
			return fmt.Sprintf("%s:%d:%d", path.Join(filepath.ToSlash(result), at.Path), at.Line, at.Column)
		}
		return fmt.Sprintf("%s:%d:%d", result, at.Line, at.Column)
	})
}

func v3Sides(s streams, f mergeFlags, of [3]*mergeSide) (*sidesV3, error) {
	sides := &sidesV3{names: namesOf(of)}
	if !of[1].isFolder() {
		return sides, sides.readFiles(f, of)
	}
	for i, m := range of {
		switch {
		case i == 0 && m.isEmpty():
			continue
		case !m.isFolder() || !m.isV3(): // a folder of several collections cannot be a side
			d, err := m.document(s)
			if err == nil {
				err = refuse("merge", m.path, d, onlyCollections)
			}
			if err != nil {
				return nil, err
			}
			sides.documents[i] = d
			continue
		}
		r, err := m.open(s, of[1].folderName())
		if err != nil {
			return nil, err
		}
		if err := sides.add(i, r); err != nil {
			return nil, err
		}
	}
	return sides, nil
}

// add sets the content of a side.
func (sides *sidesV3) add(i int, r *v3.Result) (err error) {
	sides.texts[i], sides.whole[i] = r.Texts(), r.LeftOut()
	sides.documents[i], err = r.Sendable()
	*[3]**v3.Result{&sides.base, &sides.ours, &sides.theirs}[i] = r
	return err
}

// mergeWhole merges files as wholes, and returns the names of those that both
// sides changed differently.
func mergeWhole(sides [3]map[string]string, onConflict string) (changes []v3.Change, clashes []string) {
	base, ours, theirs := sides[0], sides[1], sides[2]
	if theirs == nil {
		return nil, nil // JSON has none
	}
	all := maps.Clone(base)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, theirs)
	for _, file := range slices.Sorted(maps.Keys(all)) {
		before, was := base[file]
		mine, here := ours[file]
		other, there := theirs[file]
		switch {
		case was == there && before == other, here == there && mine == other:
			continue
		case was != here || before != mine:
			clashes = append(clashes, file)
			if onConflict != string(merge.Theirs) {
				continue
			}
		}
		changes = append(changes, v3.Change{Path: file, Before: mine, Text: other, New: !here, Gone: !there})
	}
	return changes, clashes
}

// readFiles reads sides that are one file each. Their names have no meaning:
// git's driver picks temporary ones.
func (sides *sidesV3) readFiles(f mergeFlags, of [3]*mergeSide) error {
	kind := ""
	for _, i := range []int{1, 0, 2} {
		text, own, err := of[i].yaml()
		switch {
		case err != nil:
			return err
		case i == 0 && of[i].isEmpty():
			continue
		case i == 1:
			kind = own
		case own == "":
			return fmt.Errorf("cannot merge %s: it is not a YAML file of format v3, but %s is one", of[i].path, of[1].path)
		}
		r, file, err := v3.ReadAlone(kind, filepath.ToSlash(f.path), text)
		if err != nil {
			return fmt.Errorf("cannot merge %s: %w", of[i].path, err)
		}
		sides.documents[i], sides.texts[i] = r.Document, map[string]string{file: text}
		if i == 1 {
			sides.ours, sides.file = r, file
		}
	}
	return nil
}

// mergeMembers merges the members of a single file that documents do not have. It returns
// those that both sides changed differently.
func (sides *sidesV3) mergeMembers(w *v3.Written, onConflict string) (clashes []string) {
	if sides.file == "" {
		return nil
	}
	before, text := sides.texts[1][sides.file], sides.textIn(w)
	base, theirs := sides.texts[0][sides.file], sides.texts[2][sides.file]
	text, clashes = v3.MergeMembers(text, base, before, theirs, true, onConflict == string(merge.Theirs))
	w.Changes = []v3.Change{{Path: sides.file, Before: before, Text: text}}
	return clashes
}

// textIn returns the new text of a single file.
func (sides *sidesV3) textIn(w *v3.Written) string {
	text := sides.texts[1][sides.file]
	for _, c := range w.Changes {
		if c.Path == sides.file || c.New {
			text = c.Text
		}
	}
	return text
}

// put writes the merged files.
func (sides *sidesV3) put(s streams, f mergeFlags, ours *mergeSide, w *v3.Written) error {
	switch {
	case sides.file != "":
		return s.putFile(f, ours, sides.texts[1][sides.file], sides.textIn(w))
	case f.output != ours.path || ours.object != nil:
		there, err := filesThere(f.output)
		if err != nil {
			return err
		}
		return s.replaceFolder(f, ours.path, there, filesOf(sides.ours), w)
	}
	return s.putFolder(f.output, w)
}
