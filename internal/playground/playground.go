// Package playground is the engine behind the page. It holds the files that
// were dropped there, and reports on, fixes, formats, compares and documents
// them. It runs in a browser and connects to nothing.
package playground

import (
	"fmt"
	"path"
	"slices"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/validate"
)

// Kind is the kind of an entry.
type Kind string

// The kinds of entries.
const (
	Collection  Kind = "collection"     // one JSON file
	Environment Kind = "environment"    // one JSON file: an environment or globals
	Folder      Kind = "v3 collection"  // a folder of YAML files
	Values      Kind = "v3 environment" // one YAML file
	Unknown     Kind = "unknown"        // JSON of another kind, or text that is not JSON
)

// Entry is a file, or the folder of a collection in format v3, as the page
// lists it.
type Entry struct {
	ID    int      `json:"id"`
	Name  string   `json:"name"`
	Kind  Kind     `json:"kind"`
	Files []string `json:"files"` // the path of each
	Undo  bool     `json:"undo"`  // whether there is a change to undo
}

// Session holds the entries of a page. It is not safe for concurrent use.
type Session struct {
	entries []*entry // by ID
}

// entry is an entry with its text.
type entry struct {
	Entry
	files  []v3.File   // one; in format v3, all files and folders
	before [][]v3.File // the files before each change
	found  []finding   // of the last report

	json    *jsontree.Document // of the text of a JSON file; nil if it cannot be parsed
	jsonErr error              // why it cannot be parsed
	result  *v3.Result         // the content of YAML files; nil until it is needed
}

// finding is a finding with its fix.
type finding struct {
	diagnostic.Diagnostic
	choice Choice // in the report
}

// NoEntry is the ID that stands for no entry.
const NoEntry = -1

func (s *Session) entry(id int) (*entry, error) {
	if id < 0 || id >= len(s.entries) {
		return nil, fmt.Errorf("there is no entry %d", id)
	}
	return s.entries[id], nil
}

// Entry returns an entry as the page lists it.
func (s *Session) Entry(id int) (Entry, error) {
	e, err := s.entry(id)
	if err != nil {
		return Entry{}, err
	}
	return e.Entry, nil
}

// Text returns the text of one of an entry's files.
func (s *Session) Text(id int, file string) (string, error) {
	e, err := s.entry(id)
	if err != nil {
		return "", err
	}
	for _, f := range e.files {
		if f.Path == file {
			return f.Text, nil
		}
	}
	return "", fmt.Errorf("%s has no file %q", e.Name, file)
}

// SetText replaces the text of one of an entry's files.
func (s *Session) SetText(id int, file, text string) error {
	e, err := s.entry(id)
	if err != nil {
		return err
	}
	files := slices.Clone(e.files)
	for i := range files {
		if files[i].Path == file {
			files[i].Text = text
			e.change(files)
			return nil
		}
	}
	return fmt.Errorf("%s has no file %q", e.Name, file)
}

// mostChanges limits how many changes can be undone.
const mostChanges = 20

// change replaces the files and keeps the former ones for Undo.
func (e *entry) change(files []v3.File) {
	if slices.Equal(files, e.files) {
		return
	}
	e.before = append(e.before, e.files)
	if len(e.before) > mostChanges {
		e.before = slices.Delete(e.before, 0, 1)
	}
	e.set(files)
}

// set replaces the files of the entry, which may change its kind.
func (e *entry) set(files []v3.File) {
	e.files, e.found, e.result = files, nil, nil
	e.Undo = len(e.before) > 0
	e.Files = nil
	for _, f := range files {
		if !isFolder(f.Path) {
			e.Files = append(e.Files, f.Path)
		}
	}
	if !e.isV3() {
		e.json, e.jsonErr = jsontree.Parse(files[0].Text)
		e.Kind = kindOf(e.json)
	}
}

// Undo undoes the last change of an entry.
func (s *Session) Undo(id int) error {
	e, err := s.entry(id)
	if err != nil || len(e.before) == 0 {
		return err
	}
	last := e.before[len(e.before)-1]
	e.before = e.before[:len(e.before)-1]
	e.set(last)
	return nil
}

// kindOf returns the kind of a JSON file; d is nil if the file is not JSON.
func kindOf(d *jsontree.Document) Kind {
	switch {
	case d == nil:
		return Unknown
	case validate.IsEnvironment(d):
		return Environment
	case d.Root().Get("info").Exists() || d.Root().Get("item").Exists():
		return Collection
	}
	return Unknown
}

// read returns the content of the files of an entry in format v3.
func (e *entry) read() *v3.Result {
	switch {
	case e.result != nil:
	case e.Kind == Values:
		e.result = v3.ReadEnvironment(e.files[0])
	default:
		e.result = v3.Read(path.Base(e.Name), e.files)
	}
	return e.result
}

// isV3 reports whether the entry is made of YAML files.
func (e *entry) isV3() bool { return e.Kind == Folder || e.Kind == Values }

// document returns the entry as one document.
func (e *entry) document() (*jsontree.Document, error) {
	if !e.isV3() {
		if e.jsonErr != nil {
			return nil, fmt.Errorf("%s is not JSON: %w", e.Name, e.jsonErr)
		}
		return e.json, nil
	}
	r := e.read()
	for _, d := range r.Findings {
		if v3.Verdict(d.Rule) && d.Severity == diagnostic.Error {
			return nil, fmt.Errorf("%s is not valid: Postman does not read all of it", e.Name)
		}
	}
	return r.Document, nil
}

// environment returns the environment in an entry; nil for [NoEntry].
func (s *Session) environment(id int) (*analysis.Environment, error) {
	if id == NoEntry {
		return nil, nil
	}
	e, err := s.entry(id)
	if err != nil {
		return nil, err
	}
	d, err := e.document()
	if err != nil {
		return nil, err
	}
	return analysis.NewEnvironment(d), nil
}

// Choice says how an entry is linted.
type Choice struct {
	Profile     lint.Profile `json:"profile"` // "" is the default
	Environment int          `json:"environment"`
}
