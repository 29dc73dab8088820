package merging

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/v3/v3merge"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/versions"
)

// side is one of the sides of a part.
type side struct {
	name     string             // in messages
	document *jsontree.Document // nil for an empty base
	files    v3merge.Side
}

// sideOf returns the side with some files.
func sideOf(name string, files v3merge.Side) (side, error) {
	d, err := files.Document()
	return side{name, d, files}, err
}

// mergeFolder merges sides of which ours is the folder of a collection.
func (m *merger) mergeFolder() error {
	var sides [3]side
	var ours *v3.Result
	for i, version := range m.sides {
		if i == 0 && version.IsEmpty() {
			continue
		}
		if !version.IsFolder() || !version.IsV3() { // a folder of several collections cannot be a side
			d, err := m.readJSON(version)
			if err != nil {
				return err
			}
			sides[i] = side{name: version.Name, document: d}
			continue
		}
		c, err := version.Files()
		if err != nil {
			return err
		}
		// The others are copies, and what their folders are called says nothing.
		r := c.ReadNamed(m.sides[1].FolderName())
		if err := m.checks.Files(c.Folder, c, r); err != nil {
			return err
		}
		if sides[i], err = sideOf(version.Name, v3merge.Of(r)); err != nil {
			return err
		}
		if i == 1 {
			ours = r
		}
	}
	w, err := m.mergeSides(m.part("", m.name()), sides)
	if err == nil && w != nil {
		m.result.folder = &folder{there: filesThere, path: m.sides[1].Name, files: filesOf(ours), written: *w}
	}
	return err
}

// readJSON reads a collection in JSON, to merge it with the files of ours.
func (m *merger) readJSON(version *versions.Version) (*jsontree.Document, error) {
	if !version.IsFolder() && version.IsV3() {
		return nil, fmt.Errorf("cannot merge %s: it is a file, and %s is the folder of a collection", version.Name, m.sides[1].Name)
	}
	text, err := version.Text(m.Stdin)
	if err != nil {
		return nil, err
	}
	d, err := inputs.Parse(version.Name, text)
	if err != nil {
		return nil, err
	}
	return d, m.checks.Document(version.Name, d, false)
}

// mergeSides merges the sides of a part. It returns the changes of the files of ours; nil
// if conflicts prevent the merge.
func (m *merger) mergeSides(p *Part, sides [3]side) (*v3.Written, error) {
	r, err := m.mergeDocuments([3]string{sides[0].name, sides[1].name, sides[2].name},
		[3]*jsontree.Document{sides[0].document, sides[1].document, sides[2].document})
	if err != nil {
		return nil, err
	}
	files, err := v3merge.Merge(sides[0].files, sides[1].files, sides[2].files, r, m.Prefer)
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %w", p.Name, err)
	}
	p.Conflicts = files.Conflicts
	if files.Written != nil {
		p.Document, p.files = r.Document, files
	}
	return files.Written, nil
}

// mergeYAML merges sides that are one file each, as git's merge driver gets them. A file
// that cannot be merged by what it says is merged line by line, as git does, because a
// driver cannot hand it back to git.
func (m *merger) mergeYAML() error {
	sides, err := m.readYAML()
	if err != nil && m.Path != "" {
		return m.mergeLines(err)
	}
	if err != nil {
		return err
	}
	p := m.part("", m.name())
	p.alone = true
	w, err := m.mergeSides(p, sides)
	if err == nil && w != nil {
		m.result.before, m.result.Text = w.Changes[0].Before, w.Changes[0].Text
	}
	return err
}

var errNotV3 = errors.New("it is not a YAML file of format v3")

// readYAML reads sides that are one file each. Their names have no meaning: git's driver
// picks temporary ones.
func (m *merger) readYAML() (sides [3]side, err error) {
	kind := ""
	for _, i := range []int{1, 0, 2} {
		name := m.sides[i].Name
		text, own, err := m.sides[i].YAML()
		switch {
		case err != nil:
			return sides, err
		case i == 0 && m.sides[0].IsEmpty():
			continue
		case i == 1:
			kind = own
		case own == "":
			return sides, fmt.Errorf("cannot merge %s: %w, but %s is one", name, errNotV3, m.sides[1].Name)
		}
		r, file, err := v3.ReadAlone(kind, filepath.ToSlash(m.Path), text)
		if err != nil {
			return sides, fmt.Errorf("cannot merge %s: %w", name, err)
		}
		if sides[i], err = sideOf(name, v3merge.Alone(r, file)); err != nil {
			return sides, err
		}
	}
	return sides, nil
}

// mergeLines merges YAML files line by line. Reason is why they are not merged by what
// they say.
func (m *merger) mergeLines(reason error) error {
	var texts [3]string
	readable := true
	for i, version := range m.sides {
		text, _, err := version.YAML()
		if err == nil && text == "" { // empty, or a flow mapping like JSON
			text, err = version.Text(m.Stdin)
		}
		if err != nil {
			return err
		}
		_, failed := yamltree.Parse(text)
		texts[i], readable = text, readable && failed == nil
	}
	if inner := errors.Unwrap(reason); inner != nil {
		reason = inner // the names are temporary ones of git
	}
	base, ours, theirs := merge.EndedAs(texts[0], texts[1]), texts[1], merge.EndedAs(texts[2], texts[1])
	merged, ok := merge.CleanLines(base, ours, theirs)
	if !ok && m.Prefer == merge.Theirs {
		ours, theirs = theirs, ours
	}
	if !ok && m.Prefer != merge.Stop {
		merged = merge.Lines(base, ours, theirs)
	}
	_, failed := yamltree.Parse(merged)
	p := m.part("", m.name())
	p.ByLines, p.unreadable = reason, readable && failed != nil
	p.Clash = !ok || p.unreadable
	m.result.before, m.result.Text = texts[1], merged
	return nil
}
