package workspace

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
)

// Unit is what is read as a whole, in one state: a collection or environment
// in JSON, an environment in format v3, or a collection in format v3 with all
// its files.
type Unit struct {
	ID string // the path of the file, or of the collection's folder
	// Document is the content of the files, in terms of format v2.1. For
	// invalid JSON it holds what can be read. It is never nil.
	Document *jsontree.Document
	// Errors are the syntax errors of a JSON text.
	Errors []*jsontree.SyntaxError
	// V3 is the collection or environment in format v3; nil for JSON.
	V3 *v3.Result

	workspace *Workspace
	settings  *Settings
	folder    string // of the files in format v3
	open      []*File
	file      *File             // nil for a collection in format v3
	partial   *jsontree.Partial // nil in format v3

	facts    func() *analysis.Facts
	masked   func() *jsontree.Document
	linted   func() []diagnostic.Diagnostic
	mentions func() []Mention
	scopes   func() []Scope
	reports  func() *report.Folder        // in format v3
	sources  func() map[string]*v3.Source // in format v3, by path
	reported func() report.File           // of JSON
}

// slot holds the last state of a unit, and what makes computing the next one
// fast.
type slot struct {
	mutex sync.Mutex
	stale atomic.Bool // whether something changed on disk
	unit  *Unit

	folder *inputs.V3Folder
	disk   *inputs.V3
	read   time.Time
	cache  v3.Cache
}

// diskAge is how long the files of a collection are assumed unchanged: not
// every client reports changes on disk.
const diskAge = 3 * time.Second

// Unit returns the unit that a file is part of, in the current state of the
// workspace; nil for files that are neither collection nor environment.
func (w *Workspace) Unit(f *File) *Unit {
	if f == nil {
		return nil
	}
	switch f.Kind {
	case Collection, Environment, EnvironmentV3, Repository:
		return w.unitOfFile(f)
	case Element:
		return w.unitOfFolder(inputs.V3FolderOf(f.Path))
	}
	return nil
}

// UnitAt returns the unit of a path that [Workspace.Paths] returns; nil if it
// is not a unit's.
func (w *Workspace) UnitAt(path string) *Unit {
	if f := w.File(path); f != nil {
		return w.Unit(f)
	}
	if _, ok := stampOf(path); !ok && inputs.IsV3(path) {
		return w.unitOfFolder(path)
	}
	return nil
}

func (w *Workspace) slot(id string) *slot {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	s := w.units[id]
	if s == nil {
		s = &slot{}
		w.units[id] = s
	}
	return s
}

func (w *Workspace) unitOfFile(f *File) *Unit {
	s, settings := &slot{}, w.Settings()
	if f.IsOpen() || f.Kind != Collection {
		s = w.slot(f.Path)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.unit != nil && s.unit.file == f && s.unit.settings == settings {
		return s.unit
	}
	u := &Unit{ID: f.Path, workspace: w, settings: settings, folder: filepath.Dir(f.Path), file: f}
	if before := s.unit; before != nil && before.file == f {
		u.Document, u.Errors, u.V3, u.partial, u.folder = before.Document, before.Errors, before.V3, before.partial, before.folder
	} else if f.Kind.IsYAML() {
		if f.Kind == Repository { // its root is the folder
			u.folder = filepath.Dir(u.folder)
		}
		name, err := filepath.Rel(u.folder, f.Path)
		if err != nil {
			name = filepath.Base(f.Path)
		}
		name = filepath.ToSlash(name)
		u.V3 = (&inputs.V3{Folder: u.folder, Only: name, Files: []v3.File{{Path: name, Text: f.Text.Content}}}).Read()
		u.Document = u.V3.Document
	} else {
		u.partial = parse(f.Text.Content)
		u.Document, u.Errors = u.partial.Document, u.partial.Errors
	}
	if f.IsOpen() {
		u.open = []*File{f}
	}
	u.prepare()
	s.unit = u
	return u
}

func (w *Workspace) unitOfFolder(folder string) *Unit {
	s, settings, open := &slot{}, w.Settings(), w.openIn(folder)
	if len(open) > 0 {
		s = w.slot(folder)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	fresh := s.disk != nil && !s.stale.Load() && time.Since(s.read) < diskAge
	if s.unit != nil && fresh && s.unit.settings == settings && slices.Equal(s.unit.open, open) {
		return s.unit
	}
	if !fresh {
		s.stale.Store(false)
		if s.folder == nil {
			s.folder = inputs.NewV3Folder(folder)
		}
		disk, err := s.folder.Read()
		if err != nil {
			disk = &inputs.V3{Folder: folder}
		}
		s.disk, s.read = disk, time.Now()
	}
	u := &Unit{ID: folder, workspace: w, settings: settings, folder: folder, open: open}
	u.V3 = (&inputs.V3{Folder: folder, Files: overlaid(s.disk.Files, open, folder)}).ReadAgain(&s.cache)
	u.Document = u.V3.Document
	u.prepare()
	s.unit = u
	return u
}

// openIn returns the open files of a v3 collection, sorted by path.
func (w *Workspace) openIn(folder string) []*File {
	var open []*File
	for _, f := range w.OpenFiles() {
		if f.Kind == Element && strings.HasPrefix(f.Path, folder+string(filepath.Separator)) {
			open = append(open, f)
		}
	}
	return open
}

// overlaid returns the files of a collection, with open files as they are in
// the editor.
func overlaid(files []v3.File, open []*File, folder string) []v3.File {
	texts := map[string]string{}
	for _, f := range open {
		if name, err := filepath.Rel(folder, f.Path); err == nil {
			texts[filepath.ToSlash(name)] = f.Text.Content
		}
	}
	all := make([]v3.File, 0, len(files)+len(texts))
	for _, f := range files {
		if text, ok := texts[f.Path]; ok {
			f.Text = text
			delete(texts, f.Path)
		}
		all = append(all, f)
	}
	for name, text := range texts {
		all = append(all, v3.File{Path: name, Text: text}) // a new file; reading sorts them
	}
	return all
}

// parse reads what can be read of a JSON text; nothing if it is too large.
func parse(text string) *jsontree.Partial {
	p, err := jsontree.ParsePartial(text)
	if err != nil {
		p, err = jsontree.ParsePartial("null")
	}
	if err != nil {
		panic(err) // "null" is not too large
	}
	return p
}

func (u *Unit) prepare() {
	u.facts = sync.OnceValue(func() *analysis.Facts { return analysis.New(u.Document, nil) })
	u.masked = sync.OnceValue(func() *jsontree.Document { return redact.Copy(u.Document) })
	u.linted = sync.OnceValue(u.lint)
	u.mentions = sync.OnceValue(u.findMentions)
	u.scopes = sync.OnceValue(u.findScopes)
	u.sources = sync.OnceValue(func() map[string]*v3.Source {
		all := map[string]*v3.Source{}
		for _, s := range u.V3.Files {
			all[u.Path(s.Path)] = s
		}
		return all
	})
	u.reported = sync.OnceValue(u.report)
	u.reports = sync.OnceValue(func() *report.Folder { return report.NewFolder(u.V3, u.Path) })
}

// Facts returns the analysis of the document.
func (u *Unit) Facts() *analysis.Facts { return u.facts() }

// Masked returns the document without secrets and personal data. Every byte
// keeps its place.
func (u *Unit) Masked() *jsontree.Document { return u.masked() }

// OpenFiles returns the open files of the unit, as they were read.
func (u *Unit) OpenFiles() []*File { return u.open }

// Path returns the path of a file of a collection in format v3.
func (u *Unit) Path(name string) string { return filepath.Join(u.folder, filepath.FromSlash(name)) }

// IsEnvironment reports whether the unit is an environment or globals.
func (u *Unit) IsEnvironment() bool { return u.file != nil && u.file.Kind != Collection }

// File returns a file of the unit as it was read; nil if it has no such file.
func (u *Unit) File(path string) *File {
	if u.file != nil {
		return u.file
	}
	for _, f := range u.open {
		if f.Path == path {
			return f
		}
	}
	if s := u.source(path); s != nil {
		return u.workspace.onDisk(path, s.Text())
	}
	return nil
}

// source returns a file of the unit in format v3; nil if there is none.
func (u *Unit) source(path string) *v3.Source {
	if u.V3 == nil {
		return nil
	}
	return u.sources()[path]
}

// Name returns the path of a file in format v3 below the unit's folder, with slashes.
func (u *Unit) Name(path string) string {
	if s := u.source(path); s != nil {
		return s.Path
	}
	return ""
}

// Place is a part of a file, in bytes.
type Place struct {
	Path       string
	Start, End int
}

// Place returns the place of bytes of the document in a file, and whether
// they have one.
func (u *Unit) Place(start, end int) (Place, bool) {
	if u.V3 == nil {
		return Place{u.ID, u.partial.Source(start), u.partial.Source(end)}, true
	}
	d := u.V3.Locate([]diagnostic.Diagnostic{{Start: start, End: end}})[0]
	return Place{u.Path(d.Path), d.Start, d.End}, d.Path != ""
}

// Node returns the innermost value or key of the document at an offset of a JSON file;
// absent in format v3.
func (u *Unit) Node(offset int) jsontree.Node {
	if u.partial == nil {
		return jsontree.Node{}
	}
	return u.Document.NodeAt(u.partial.Offset(offset))
}

// Mention is a place in a file that names a variable.
type Mention struct {
	analysis.Mention
	Place
}

// Mentions returns the places in the unit's files that name variables.
func (u *Unit) Mentions() []Mention { return u.mentions() }

func (u *Unit) findMentions() []Mention {
	var all []Mention
	seen := map[Place]bool{}
	for _, m := range u.Facts().Mentions() {
		// In format v3 several values of the document may come from one place.
		if place, ok := u.Place(m.From, m.To); ok && !seen[place] {
			seen[place] = true
			all = append(all, Mention{m, place})
		}
	}
	return all
}

// MentionAt returns the variable named at an offset of a file, and whether
// there is one.
func (u *Unit) MentionAt(path string, offset int) (Mention, bool) {
	for _, m := range u.Mentions() {
		if m.Path == path && m.Place.Start <= offset && offset <= m.Place.End {
			return m, true
		}
	}
	return Mention{}, false
}
