package merging

import (
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
	"github.com/postwright/postwright/internal/versions"
)

// findRenamed finds the collection folders and environment files that one side renamed,
// and gives those of the other sides the name in ours.
func (m *postmanMerge) findRenamed() {
	base, ours, theirs := m.sides[0], m.sides[1], m.sides[2]
	m.renamed = map[string]string{}
	for _, at := range slices.Sorted(maps.Keys(base)) {
		switch {
		case ours[at] != nil && theirs[at] == nil:
			if to := renamedTo(at, theirs, base, ours); to != "" {
				theirs[at], m.renamed[at] = theirs[to], to
				delete(theirs, to)
			}
		case ours[at] == nil && theirs[at] != nil:
			if to := renamedTo(at, ours, base, theirs); to != "" {
				base[to], theirs[to] = base[at], theirs[at]
				delete(base, at)
				delete(theirs, at)
			}
		}
	}
}

// renamedTo returns the path, among a side's new parts, of the base's part at another
// path: the collection with its ID, or the only environment that shares most variables
// with it; "" if there is none.
func renamedTo(at string, among, base, other map[string]*versions.Part) string {
	id, names := base[at].Read().ID(), variablesOf(base[at])
	found := ""
	for _, to := range slices.Sorted(maps.Keys(among)) {
		if base[to] != nil || other[to] != nil || versions.IsFile(to) != versions.IsFile(at) {
			continue
		}
		switch {
		case !versions.IsFile(at):
			if id != "" && among[to].Read().ID() == id {
				return to
			}
		case path.Dir(to) == path.Dir(at) && mostlySame(names, variablesOf(among[to])):
			if found != "" {
				return "" // ambiguous
			}
			found = to
		}
	}
	return found
}

// variablesOf returns the names of an environment's variables.
func variablesOf(p *versions.Part) []string {
	var names []string
	for v := range p.Read().Document.Root().Get("values").Elements() {
		names = append(names, v.Get("key").Text())
	}
	return names
}

// mostlySame reports whether two lists share more than half of the longer one's names.
func mostlySame(a, b []string) bool {
	both := 0
	for _, name := range a {
		if slices.Contains(b, name) {
			both++
		}
	}
	return 2*both > max(len(a), len(b))
}

// environmentRenamed returns the changes of an environment's file that also gets another
// name.
func environmentRenamed(w *v3.Written, ours *v3.Result, name string) *v3.Written {
	was := filesOf(ours)[0]
	is := withoutFolders(ours.FilesAfter(w.Changes))[0]
	return &v3.Written{Changes: []v3.Change{{Path: name, From: was.Path, Before: was.Text, Text: is.Text, New: true}}, Moves: true}
}

// Stale is a place in a repository's .postman/ that still has the old path of a renamed
// part. It is outside of the merged folder, and git merges it.
type Stale struct{ File, Old, New string }

// stale returns the stale places beside a postman/ folder.
func stale(folder string, renamed map[string]string) (all []Stale, err error) {
	for _, file := range inputs.WorkspaceFiles(filepath.Join(folder, "..", ".postman")) {
		c, err := inputs.ReadV3(file)
		if err != nil {
			return nil, err
		}
		r := c.Read()
		for _, at := range slices.Sorted(maps.Keys(renamed)) {
			if name := path.Join(filepath.Base(paths.Absolute(folder)), at); r.Assigns(name) {
				all = append(all, Stale{file, name, path.Join(path.Dir(name), path.Base(renamed[at]))})
			}
		}
	}
	return all, nil
}
