package v3

import (
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Stems maps the paths of files and folders to the names that they get, without the
// endings of files.
type Stems map[string]string

// Clash is a file or folder that both sides of a merge renamed, differently. The name that
// its element has is the same, or it would be a conflict of the documents.
type Clash struct{ Base, Ours, Theirs string } // its path in each

// Renamed returns the names that theirs gives to files and folders of ours, and that ours
// has left as they are in the base. An element that has its name in its file has the same
// name under another one: no document says that it was renamed. Of what both renamed
// differently it takes the names of theirs if preferTheirs is set, and returns the
// clashes.
func Renamed(base, ours, theirs *Result, preferTheirs bool) (Stems, []Clash) {
	if base == nil || ours == nil || theirs == nil || !base.isNamedOtherwise(theirs) {
		return nil, nil
	}
	here, there := counterparts(base, ours), counterparts(base, theirs)
	stems := Stems{}
	var clashes []Clash
	for _, at := range slices.Sorted(maps.Keys(there)) {
		is, mine := there[at], here[at]
		if mine == nil || strings.EqualFold(is.stem, is.was.stem) || strings.EqualFold(is.stem, mine.stem) {
			continue
		}
		if mine.stem != is.was.stem {
			if mine.name != is.name {
				continue
			}
			if clashes = append(clashes, Clash{at, mine.at(), is.at()}); !preferTheirs {
				continue
			}
		}
		stems[mine.at()] = is.stem
	}
	return stems, clashes
}

// isNamedOtherwise reports whether another result has not all files at the same paths.
func (r *Result) isNamedOtherwise(other *Result) bool {
	if r.root == nil || other.root == nil {
		return false
	}
	there := other.Texts()
	for _, s := range r.Files {
		if _, ok := there[s.Path]; !ok {
			return true
		}
	}
	return false
}

// counterparts returns, by the path of each file or folder of an element, what the element
// is in another result; nil if the files are not those of the documents.
func counterparts(a, b *Result) map[string]*part {
	old, _ := lay(a.Document)
	wanted, _ := lay(b.Document)
	if !a.root.attach(old, "") || !b.root.attach(wanted, "") {
		return nil
	}
	pairUp(old, wanted, a.Document, b.Document)
	parts := map[string]*part{}
	var below func(p *part)
	below = func(p *part) {
		for _, q := range append(p.parts[:len(p.parts):len(p.parts)], p.answers...) {
			if q.next != nil {
				parts[q.at()] = q.next
			}
			below(q)
		}
	}
	below(old)
	return parts
}

// at returns the path of an element's folder, or of its file.
func (p *part) at() string {
	if p.role == definition {
		return p.folder
	}
	return p.source.Path
}

// WriteRenamed is [Result.WriteTo] that also gives files and folders other names. The
// keys of stems are the paths that they have.
func (r *Result) WriteRenamed(d *jsontree.Document, stems Stems) (*Written, error) {
	if r.root == nil {
		return WriteEnvironment(r, d)
	}
	return write(r, d, stems)
}

// of returns the name that an old element gets; "" if that is left to what it says.
func (s Stems) of(was *part) string {
	if len(s) == 0 || was.role == definition && was.folder == "" || was.role != definition && was.source == nil {
		return ""
	}
	return s[was.at()]
}
