package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// mergeV3 merges sides of which ours is in format v3: the folder of a collection, or one
// YAML file, as git's merge driver gets it.
func mergeV3(s streams, f mergeFlags, paths []string) error {
	sides, err := v3Sides(s, f, paths)
	if err != nil && f.path != "" && !isFolder(paths[1]) {
		return mergeByLines(s, f, paths, err)
	}
	if err != nil {
		return err
	}
	r, err := mergeDocuments(paths, sides.documents, merge.Prefer(f.onConflict))
	if err != nil {
		return err
	}
	if err := s.stopAtConflicts(f, r); err != nil {
		return err
	}
	whole, clashes := mergeWhole(sides.whole, f.onConflict)
	if len(clashes) > 0 && f.onConflict == string(merge.Stop) {
		for _, file := range clashes {
			s.say("postwright: conflict: %s, which is no HTTP request, is not the same on both sides", report.Printable(file))
		}
		s.sayStopped(f, len(clashes))
		return errProblems
	}
	s.warnOfLiterals(resultName(f.output), r.Document)
	written, err := sides.ours.WriteTo(r.Document)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", paths[1], err)
	}
	sides.keepComments(written)
	if clash := sides.mergeOrder(written, f.onConflict); clash && f.onConflict == string(merge.Stop) {
		s.say("postwright: conflict: both sides changed the order of the file, and differently")
		s.sayStopped(f, 1)
		return errProblems
	}
	written.Changes = append(written.Changes, whole...)
	if err := sides.put(s, f.output, paths[1], written); err != nil {
		return err
	}
	s.saySide(f, r)
	return nil
}

// sidesV3 are the three sides: what they say, and the files of ours.
type sidesV3 struct {
	documents [3]*jsontree.Document // the base is nil where it is empty
	ours      *v3.Result
	texts     [3]map[string]string // of the files by their paths; nil of a side that is JSON
	file      string               // of ours among its files, where it is one file; else ""
	// whole are the files that the documents leave out, such as gRPC requests, by their
	// paths; nil of a side that is JSON.
	whole [3]map[string]string
}

// isV3Side reports whether a path is that of a collection in format v3 or, whatever it is
// called, of one YAML file in that format.
func isV3Side(path string) bool {
	if path == inputs.Stdin {
		return false
	}
	if isFolder(path) {
		return inputs.IsV3(path)
	}
	_, kind, err := inputs.V3Text(path)
	return err == nil && kind != ""
}

func v3Sides(s streams, f mergeFlags, paths []string) (*sidesV3, error) {
	sides := &sidesV3{}
	if !isFolder(paths[1]) {
		return sides, sides.readFiles(f, paths)
	}
	for i, path := range paths {
		switch {
		case i == 0 && isEmptySide(path):
			continue
		case !isFolder(path) || !isV3Side(path): // a folder of several collections is no side either
			d, err := readDocument(s, path)
			if err == nil {
				err = refuse("merge", path, d, onlyCollections)
			}
			if err != nil {
				return nil, err
			}
			sides.documents[i] = d
			continue
		}
		_, r, err := openV3(s, path)
		if err != nil {
			return nil, err
		}
		sides.texts[i], sides.whole[i] = r.Texts(), r.LeftOut()
		if sides.documents[i], err = r.Sendable(); err != nil {
			return nil, err
		}
		if i == 1 {
			sides.ours = r
		}
	}
	return sides, nil
}

// mergeWhole merges files as wholes, and names those that are not the same on both sides
// though both changed them.
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

// isEmptySide reports whether a base says nothing: an empty file or folder.
func isEmptySide(path string) bool {
	if entries, err := os.ReadDir(path); err == nil {
		return len(entries) == 0
	}
	info, err := os.Stat(path)
	return err == nil && info.Size() == 0
}

// readFiles reads sides that are one file each. Their names say nothing: git's driver
// calls them by chance.
func (sides *sidesV3) readFiles(f mergeFlags, paths []string) error {
	kind := ""
	for _, i := range []int{1, 0, 2} {
		text, own, err := inputs.V3Text(paths[i])
		switch {
		case err != nil:
			return err
		case i == 0 && isEmptySide(paths[i]):
			continue
		case i == 1:
			kind = own
		case own == "":
			return fmt.Errorf("cannot merge %s: it is no YAML file of format v3, and %s is one", paths[i], paths[1])
		}
		r, file, err := v3.ReadAlone(kind, filepath.ToSlash(f.path), text)
		if err != nil {
			return fmt.Errorf("cannot merge %s: %w", paths[i], err)
		}
		sides.documents[i], sides.texts[i] = r.Document, map[string]string{file: text}
		if i == 1 {
			sides.ours, sides.file = r, file
		}
	}
	return nil
}

// mergeOrder merges the order that a single file has, and reports whether both sides
// changed it differently.
func (sides *sidesV3) mergeOrder(w *v3.Written, onConflict string) (clash bool) {
	if sides.file == "" {
		return false
	}
	before, text := sides.texts[1][sides.file], sides.textIn(w)
	base, theirs := sides.texts[0][sides.file], sides.texts[2][sides.file]
	text, clash = v3.MergeOrder(text, base, before, theirs, onConflict == string(merge.Theirs))
	w.Changes = []v3.Change{{Path: sides.file, Before: before, Text: text}}
	return clash
}

// textIn returns the text that a single file gets.
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
func (sides *sidesV3) put(s streams, to, ours string, w *v3.Written) error {
	if sides.file == "" {
		if to != ours {
			return fmt.Errorf("cannot write %s: the merged collection is a folder of files, written over %s; copy that and merge into the copy", named(to), ours)
		}
		left, err := output.Folder(ours, w)
		s.sayLeft(left)
		return err
	}
	before, text := sides.texts[1][sides.file], sides.textIn(w)
	switch {
	case to == inputs.Stdin:
		return s.print(text)
	case to != ours:
		return writeFile(to, text)
	case text != before:
		return rewriteFile(ours, before, text)
	}
	return nil
}
