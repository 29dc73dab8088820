package merging

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/v3/v3merge"
	"github.com/postwright/postwright/internal/versions"
)

// postmanMerge merges the postman/ folders of three versions of a repository.
type postmanMerge struct {
	*merger
	sides   [3]map[string]*versions.Part
	renamed map[string]string // the new paths of what theirs renamed
	ours    []v3.File         // below its folder
	written v3.Written
}

// mergePostman merges sides of which ours is the postman/ folder of a repository.
func (m *merger) mergePostman(ours *versions.Postman) error {
	p := &postmanMerge{merger: m}
	all := map[string]bool{}
	for i, version := range m.sides {
		folder, err := ours, error(nil)
		if i != 1 {
			folder, err = version.Postman()
		}
		switch {
		case err != nil:
			return err
		case folder == nil && i == 0 && version.IsEmpty():
			folder = &versions.Postman{}
		case folder == nil:
			return fmt.Errorf("cannot merge %s: it is not the postman/ folder of a repository, and %s is one", version.Name, m.sides[1].Name)
		}
		p.sides[i] = folder.Parts
	}
	p.findRenamed()
	for _, parts := range p.sides {
		for at := range parts {
			all[at] = true
		}
	}
	inOrder := slices.Sorted(maps.Keys(all))
	for _, at := range inOrder {
		if err := p.check(at); err != nil {
			return err
		}
	}
	for _, at := range inOrder {
		if err := p.mergePart(at); err != nil {
			return err
		}
	}
	m.result.folder = &folder{there: postmanThere, path: ours.Folder, files: p.ours, written: p.written, renamed: p.renamed}
	return nil
}

// check reads and checks the sides at a path.
func (m *postmanMerge) check(at string) error {
	for _, parts := range m.sides {
		if part := parts[at]; part != nil {
			if err := m.checks.Files(part.Name, part.Files, part.Read()); err != nil {
				return err
			}
		}
	}
	return nil
}

// mergePart merges the sides at a path: a collection, or an environment.
func (m *postmanMerge) mergePart(at string) error {
	var read [3]*v3.Result
	var sides [3]side
	for i, parts := range m.sides {
		part := parts[at]
		if part == nil {
			continue
		}
		var err error
		read[i] = part.Read()
		if sides[i], err = sideOf(part.Name, v3merge.Of(read[i])); err != nil {
			return err
		}
	}
	base, ours, theirs := read[0], read[1], read[2]
	if ours != nil {
		m.ours = append(m.ours, below(partFolder(at), filesOf(ours))...)
	}
	switch {
	case ours != nil && theirs != nil:
		w, err := m.mergeSides(m.part(at, path.Join(filepath.ToSlash(m.Output), at)), sides)
		if err != nil || w == nil {
			return err
		}
		switch to := m.renamed[at]; {
		case to != "" && versions.IsFile(at):
			w = environmentRenamed(w, ours, path.Base(to))
		case to != "":
			m.written.Changes = append(m.written.Changes, v3.Change{Path: to, From: at, Folder: true})
			m.written.Moves = true
			at = to
		}
		m.add(at, w)
	case base == nil && theirs != nil:
		m.add(at, &v3.Written{Changes: v3.Added(filesOf(theirs)...)})
	case base != nil && ours != nil:
		return m.mergeRemoved(at, sides[0], sides[1], merge.Theirs, ours)
	case base != nil && theirs != nil:
		return m.mergeRemoved(at, sides[0], sides[2], merge.Ours, theirs)
	}
	return nil
}

// mergeRemoved merges a part that one side removed. Left are its files on the other side.
func (m *postmanMerge) mergeRemoved(at string, base, other side, by merge.Prefer, left *v3.Result) error {
	same, err := v3merge.Same(base.files, other.files)
	if err != nil {
		return fmt.Errorf("cannot merge %s: %w", other.name, err)
	}
	if !same {
		m.part(at, path.Join(filepath.ToSlash(m.Output), at)).Removed = by
	}
	switch {
	case by == merge.Theirs && (same || m.Prefer == merge.Theirs):
		m.add(at, v3.Replace(filesOf(left), nil))
		if !versions.IsFile(at) {
			m.written.Folders = append(m.written.Folders, at)
		}
	case by == merge.Ours && !same && m.Prefer == merge.Theirs:
		m.add(at, &v3.Written{Changes: v3.Added(filesOf(left)...)})
	}
	return nil
}

// add adds the changes in a part.
func (m *postmanMerge) add(at string, w *v3.Written) {
	folder := partFolder(at)
	m.written.Moves = m.written.Moves || w.Moves
	for _, c := range w.Changes {
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

// partFolder returns the folder that has the files of a part: the part itself, or an
// environment's folder.
func partFolder(at string) string {
	if versions.IsFile(at) {
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
