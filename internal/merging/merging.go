// Package merging merges three versions of what a command line names: collections and
// environments, as JSON or in format v3, and the postman/ folders of repositories.
package merging

import (
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/v3/v3merge"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/versions"
)

// Options say how to merge.
type Options struct {
	Prefer merge.Prefer
	Output string // where the result is written; - if it is printed
	// OverOurs says that the output is the work tree's version of ours, which is in git.
	// It is only overwritten if it equals ours.
	OverOurs bool
	Path     string // what messages call the file that git merges; "" for no such file
	Stdin    io.Reader
}

// name returns the name of the result in messages.
func (o Options) name() string {
	switch {
	case o.Path != "":
		return o.Path // the output is a temporary file of git
	case o.Output == inputs.Stdin:
		return "the merged collection"
	}
	return o.Output
}

// Checks judge what the versions were read from, and report what is wrong with it. An
// error ends the merge.
type Checks struct {
	// Document judges JSON, which may be an environment in some places only.
	Document func(name string, d *jsontree.Document, environments bool) error
	// Files judges a collection or an environment in format v3.
	Files func(name string, c *inputs.V3, r *v3.Result) error
}

// Part is a merged file or folder, or a collection or an environment of merged postman/
// folders.
type Part struct {
	Path string // below postman/; otherwise ""
	Name string // of the result in messages
	v3merge.Conflicts
	// Removed is the side that does not have the part, which the other one changed; ""
	// if there is no such conflict.
	Removed merge.Prefer
	// ByLines is why a file is merged line by line, and not by what it says; nil if it
	// is not. Clash reports that both sides changed the same lines, or that the merged
	// lines are not YAML, which no side decides.
	ByLines error
	Clash   bool

	Document *jsontree.Document // the result; nil if conflicts prevent it
	files    *v3merge.Result    // nil for JSON
	alone    bool               // the only file has the part's name

	unreadable bool // the merged lines are not YAML
}

// Count returns the number of conflicts.
func (p *Part) Count() int {
	n := p.Conflicts.Count()
	if p.Removed != "" || p.Clash {
		n++
	}
	return n
}

// Files returns the result as its files in format v3; nil if it is JSON.
func (p *Part) Files() *v3.Result {
	if p.files == nil {
		return nil
	}
	return p.files.After()
}

// PathOf returns the path of one of the files in messages.
func (p *Part) PathOf(file string) string {
	if p.alone {
		return p.Name
	}
	return path.Join(filepath.ToSlash(p.Name), file)
}

// Result is the result of a merge.
type Result struct {
	Parts []*Part
	Text  string // of a merged file

	options Options
	ours    *versions.Version
	before  string  // the text of a file
	folder  *folder // nil for a file
}

// Conflicts returns the number of conflicts.
func (r *Result) Conflicts() int {
	n := 0
	for _, p := range r.Parts {
		n += p.Count()
	}
	return n
}

// Stopped reports whether conflicts prevent writing the result.
func (r *Result) Stopped() bool {
	for _, p := range r.Parts {
		if p.unreadable || p.Count() > 0 && r.options.Prefer == merge.Stop {
			return true
		}
	}
	return false
}

// merger is a merge in progress.
type merger struct {
	Options
	sides  [3]*versions.Version // the base, ours and theirs
	checks Checks
	result *Result
}

// Merge merges versions. It writes nothing.
func Merge(base, ours, theirs *versions.Version, o Options, c Checks) (*Result, error) {
	m := &merger{o, [3]*versions.Version{base, ours, theirs}, c, &Result{options: o, ours: ours}}
	if err := m.merge(); err != nil {
		return nil, err
	}
	return m.result, nil
}

func (m *merger) merge() error {
	ours := m.sides[1]
	postman, err := ours.Postman()
	switch {
	case err != nil:
		return err
	case postman != nil:
		return m.mergePostman(postman)
	case ours.IsFolder() && ours.IsV3():
		return m.mergeFolder()
	case !ours.IsFolder() && (ours.IsV3() || strings.HasSuffix(m.Path, ".yaml") || strings.HasSuffix(m.Path, ".yml")):
		return m.mergeYAML()
	}
	return m.mergeJSON()
}

// part adds a part to the result.
func (m *merger) part(at, name string) *Part {
	p := &Part{Path: at, Name: name}
	m.result.Parts = append(m.result.Parts, p)
	return p
}

// mergeDocuments merges the documents of the base, ours and theirs.
func (m *merger) mergeDocuments(names [3]string, documents [3]*jsontree.Document) (*merge.Result, error) {
	r, err := merge.Documents(documents[0], documents[1], documents[2], m.Prefer)
	var side *merge.SideError
	if errors.As(err, &side) {
		return nil, fmt.Errorf("cannot merge %s: %w", map[string]string{"base": names[0], "ours": names[1], "theirs": names[2]}[side.Side], err)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot merge %s and %s: %w", names[1], names[2], err)
	}
	return r, nil
}
