package main

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
)

// postmanMerge merges the postman/ folders of three versions of a repository.
type postmanMerge struct {
	streams
	flags     mergeFlags
	sides     [3]*postmanSide
	renamed   map[string]string // the new paths of what theirs renamed
	before    []v3.File         // the files of ours below its folder
	written   v3.Written
	conflicts int
}

// mergePostman merges sides if ours is the postman/ folder of a repository.
// Failed is the error of reading that as a collection.
func mergePostman(s streams, f mergeFlags, of [3]*mergeSide, failed error) error {
	m := &postmanMerge{streams: s, flags: f}
	for i, side := range of {
		folder, err := side.postman()
		switch {
		case failed != nil || err != nil:
			return errors.Join(failed, err)
		case folder == nil && i == 0 && side.isEmpty():
			folder = &postmanSide{}
		case folder == nil:
			return fmt.Errorf("cannot merge %s: it is not the postman/ folder of a repository, and %s is one", side.path, of[1].path)
		}
		m.sides[i] = folder
	}
	m.renames()
	all := map[string]bool{}
	for _, side := range m.sides {
		for at := range side.parts {
			all[at] = true
		}
	}
	for _, at := range slices.Sorted(maps.Keys(all)) {
		if err := m.part(at); err != nil {
			return err
		}
	}
	return s.conclude(f, m.conflicts, func() error { return m.put(of[1]) })
}

// put writes the merged folder.
func (m *postmanMerge) put(ours *mergeSide) error {
	folder := m.sides[1].folder
	if ours.object == nil && (m.flags.output == ours.path || m.flags.output == folder) {
		if err := m.putFolder(folder, &m.written); err != nil {
			return err
		}
		return m.sayStale(folder)
	}
	there, err := postmanOnDisk(m.flags.output)
	if err != nil {
		return err
	}
	if there == nil {
		if _, err := filesThere(m.flags.output); err != nil {
			return err
		}
		there = &postmanSide{folder: m.flags.output}
	}
	var files []v3.File
	for at, part := range there.parts {
		files = append(files, below(partFolder(at), withoutFolders(part.files.Files))...)
	}
	m.flags.output = there.folder
	return m.replaceFolder(m.flags, ours.path, files, m.before, &m.written)
}

// partFolder returns the folder that has the files of a part: the part
// itself, or an environment's folder.
func partFolder(at string) string {
	if v3.IsEnvironment(at) {
		return path.Dir(at)
	}
	return at
}

// below returns files with paths relative to the folder around theirs.
func below(folder string, files []v3.File) []v3.File {
	files = slices.Clone(files)
	for i := range files {
		files[i].Path = path.Join(folder, files[i].Path)
	}
	return files
}

// part merges the sides at a path: a collection, or an environment.
func (m *postmanMerge) part(at string) error {
	var read [3]*v3.Result
	sides := &sidesV3{title: at}
	for i, side := range m.sides {
		part := side.parts[at]
		if part == nil {
			continue
		}
		var err error
		if read[i], err = m.readable(part.files, part.read(), part.name); err != nil {
			return err
		}
		sides.names[i] = part.name
		if err := sides.add(i, read[i]); err != nil {
			return err
		}
	}
	base, ours, theirs := read[0], read[1], read[2]
	if ours != nil {
		m.before = append(m.before, below(partFolder(at), filesOf(ours))...)
	}
	switch {
	case ours != nil && theirs != nil:
		if v3.IsEnvironment(at) {
			sides.callAlike()
		}
		w, conflicts, err := sides.merge(m.streams, m.flags, path.Join(filepath.ToSlash(m.flags.output), at))
		m.conflicts += conflicts
		if err != nil || w == nil {
			return err
		}
		switch to := m.renamed[at]; {
		case to != "" && v3.IsEnvironment(at):
			m.add(at, environmentRenamed(w, ours, path.Base(to)))
			return nil
		case to != "":
			m.written.Changes = append(m.written.Changes, v3.Change{Path: to, From: at, Folder: true})
			m.written.Moves = true
			at = to
		}
		m.add(at, w)
	case base == nil && theirs != nil:
		m.add(at, &v3.Written{Changes: v3.Added(filesOf(theirs)...)})
	case base != nil && theirs == nil && ours != nil:
		return m.removed(at, sides, 1, "ours changed it, and theirs removed it", func() { m.remove(at, ours) })
	case base != nil && theirs != nil:
		return m.removed(at, sides, 2, "ours removed it, and theirs changed it", func() {})
	}
	return nil
}

// removed decides about a part that one side removed. Other is the side that
// still has it.
func (m *postmanMerge) removed(at string, sides *sidesV3, other int, conflict string, apply func()) error {
	d, err := diff.Documents(sides.documents[0], sides.documents[other], diff.Options{})
	if err != nil {
		return fmt.Errorf("cannot merge %s: %w", sides.names[other], err)
	}
	if len(d.Changes) == 0 && maps.Equal(sides.whole[0], sides.whole[other]) {
		apply()
		return nil
	}
	m.conflicts++
	switch m.flags.onConflict {
	case string(merge.Stop):
		return m.print(report.Printable(fmt.Sprintf("conflict: %s: %s", at, conflict)) + "\n")
	case string(merge.Theirs):
		if other == 2 {
			m.add(at, &v3.Written{Changes: v3.Added(m.sides[2].parts[at].files.Files...)})
			return nil
		}
		apply()
	}
	return nil
}

// remove removes a part of ours.
func (m *postmanMerge) remove(at string, ours *v3.Result) {
	m.add(at, v3.Replace(filesOf(ours), nil))
	if !v3.IsEnvironment(at) {
		m.written.Folders = append(m.written.Folders, at)
	}
}

// add adds changes in a part.
func (m *postmanMerge) add(at string, w *v3.Written) {
	folder := partFolder(at)
	m.written.Moves = m.written.Moves || w.Moves
	for _, c := range w.Changes {
		if strings.HasSuffix(c.Path, "/") {
			continue
		}
		c.Path = path.Join(folder, c.Path)
		if c.From != "" {
			c.From = path.Join(folder, c.From)
		}
		m.written.Changes = append(m.written.Changes, c)
	}
	for _, inner := range w.Folders {
		m.written.Folders = append(m.written.Folders, path.Join(folder, inner))
	}
}
