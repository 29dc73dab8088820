package main

import (
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/paths"
)

// renames finds the collection folders and environment files that one side
// renamed, and gives those of the other sides the name in ours.
func (m *postmanMerge) renames() {
	base, ours, theirs := m.sides[0].parts, m.sides[1].parts, m.sides[2].parts
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

// sayStale names the places in the repository's .postman/ that still have the old path of
// what was renamed. They are outside of the merged folder, and git merges them.
func (m *postmanMerge) sayStale(folder string) error {
	for _, file := range inputs.WorkspaceFiles(filepath.Join(folder, "..", ".postman")) {
		c, err := inputs.ReadV3(file)
		if err != nil {
			return err
		}
		r := c.Read()
		for _, at := range slices.Sorted(maps.Keys(m.renamed)) {
			if name := path.Join(filepath.Base(paths.Absolute(folder)), at); r.Assigns(name) {
				m.say("postwright: %s still has ../%s, which is now ../%s: change it there, or Postman takes that for a new one",
					redact.Text(file), redact.Text(name), redact.Text(path.Join(path.Dir(name), path.Base(m.renamed[at]))))
			}
		}
	}
	return nil
}

// renamedTo returns the path, among a side's new parts, of the base's part at
// another path: the collection with its ID, or the only environment that
// shares most variables with it; "" if there is none.
func renamedTo(at string, among, base, other map[string]*v3Part) string {
	id, names := base[at].id(), base[at].variables()
	found := ""
	for _, to := range slices.Sorted(maps.Keys(among)) {
		if base[to] != nil || other[to] != nil || v3.IsEnvironment(to) != v3.IsEnvironment(at) {
			continue
		}
		switch {
		case !v3.IsEnvironment(at):
			if id != "" && among[to].id() == id {
				return to
			}
		case path.Dir(to) == path.Dir(at) && mostlySame(names, among[to].variables()):
			if found != "" {
				return "" // ambiguous
			}
			found = to
		}
	}
	return found
}

// mostlySame reports whether two lists share more than half of the longer
// one's names.
func mostlySame(a, b []string) bool {
	both := 0
	for _, name := range a {
		if slices.Contains(b, name) {
			both++
		}
	}
	return 2*both > max(len(a), len(b))
}

// variables returns the names of an environment's variables.
func (p *v3Part) variables() []string {
	var names []string
	for v := range p.read().Document.Root().Get("values").Elements() {
		names = append(names, v.Get("key").Text())
	}
	return names
}

// callAlike gives the only file of each side the name in ours.
func (sides *sidesV3) callAlike() {
	for name := range sides.texts[1] {
		for i, texts := range sides.texts {
			for _, text := range texts {
				sides.texts[i] = map[string]string{name: text}
			}
		}
	}
}

// environmentRenamed returns the changes of an environment's file that also
// gets another name.
func environmentRenamed(w *v3.Written, ours *v3.Result, name string) *v3.Written {
	was := filesOf(ours)[0]
	is := withoutFolders(ours.FilesAfter(w.Changes))[0]
	return &v3.Written{Changes: []v3.Change{{Path: name, From: was.Path, Before: was.Text, Text: is.Text, New: true}}, Moves: true}
}

// id returns the ID of a collection; "" if it has none.
func (p *v3Part) id() string {
	return p.read().Document.Root().Get("info", "_postman_id").Text()
}
