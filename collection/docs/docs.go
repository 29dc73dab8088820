// Package docs makes a page of documentation from a collection: how to set it up, what
// its authorization grants, and every request with code to copy. The page is plain data
// ([Page]); it is written as one self-contained HTML file or as Markdown.
//
// The texts of a collection are not trusted: they are Markdown that is rendered without
// HTML and sanitized, and everything else is plain text. A page shows no secrets or
// personal data, and contains none of a collection's scripts.
package docs

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
)

// Page is the documentation of one collection. Texts named Description, Intro and Notes
// are Markdown; all others are plain.
type Page struct {
	Title string
	Intro string // the description up to its first heading
	Notes string // the rest of it

	SetUps    []SetUp
	Scopes    []Scope
	Variables []Variable
	Folders   []Folder // none is empty
	Requests  int
	Code      []Step // how to run the code of the requests

	// Hidden is the number of secrets in the collection, which are not shown.
	Hidden int
}

// Folder has the requests of one folder, without those of its subfolders.
type Folder struct {
	ID          string
	Path        []string // names from the outermost; none for the collection itself
	Description string
	Requests    []Request
}

// Name returns the folder's own name; "" for the collection itself.
func (f Folder) Name() string {
	if len(f.Path) == 0 {
		return ""
	}
	return f.Path[len(f.Path)-1]
}

// Scope is a permission that is requested, or that a request needs.
type Scope struct {
	ID                string // the id of its place on the page
	Name, Description string
	Asked             bool
	NeededBy          []Link
}

// Link is a link to a place on the page.
type Link struct{ ID, Text string }

// Variable is a variable that the collection refers to or defines.
type Variable struct {
	Name, Value, Description string
	Hidden                   bool // the value in the file is not shown
	Scripted                 bool // a script sets it
	Undefined                bool // neither the collection nor the environment defines it
}

// Instead returns a text in place of a value that is hidden or missing.
func (v Variable) Instead() string {
	switch {
	case v.Hidden:
		return hiddenSecret
	case v.Scripted:
		return "filled in by a script, or by you"
	}
	return "yours to fill in"
}

// hiddenSecret replaces a value that is not shown.
const hiddenSecret = "in the file; not shown here"

// Options has further inputs for a page.
type Options struct {
	Template *template.Template // of the collection's API; nil if it is not known
	Files    Files
}

// Files describes the files that the reader of a page imports. Unknown fields are empty.
type Files struct {
	Collection, Environment string   // names, without their folder
	Folder                  bool     // whether the collection is a folder, which Postman opens instead of importing
	EnvironmentName         string   // as Postman lists it
	Variables               []string // those that the environment defines
}

// MostNodes is the maximum number of values and keys in a document that can be shown. A
// page takes many times the memory of its collection.
const MostNodes = 5_000_000

// Showable returns an error that says why a document cannot be shown, or nil.
func Showable(d *jsontree.Document) error {
	if n := d.NodeCount(); n > MostNodes {
		return fmt.Errorf("it has %d values and keys, and at most %d can be shown", n, MostNodes)
	}
	return nil
}

// New returns the page of a collection. It never fails: the page leaves out what the
// document lacks.
func New(d *jsontree.Document, o Options) *Page {
	shown, secrets := hide(d)
	c := collection.Of(shown)
	m := &maker{
		page:    &Page{Title: c.Name(), Hidden: secrets.count},
		facts:   analysis.New(shown, nil),
		options: o,
		secrets: secrets,
		ids:     newIDs(),
		links:   map[jsontree.Node]Link{},
	}
	if m.page.Title == "" {
		m.page.Title = "Untitled collection"
	}
	m.nameRequests()
	m.variables()
	m.scopes()
	m.setUps()
	m.describe()
	m.folders()
	m.code()
	return m.page
}

// few is the number of requests up to which all are shown open. With more, a reader
// searches for one.
const few = 8

// maker makes one page.
type maker struct {
	page    *Page
	facts   *analysis.Facts
	options Options
	secrets secrets
	ids     *ids
	links   map[jsontree.Node]Link // to requests and folders
	needs   map[jsontree.Node][]string
	asked   map[string]bool   // scopes
	scopeID map[string]string // by name
	noted   map[string]string
	users   map[string]int  // number of requests that use a variable
	setUpOf map[string]Link // the set-up by [textOf] of the authorization

	guide guide // the steps that the description has

	refresh         collection.Item // see findRefresh
	refreshVariable string

	variableAt map[string]int    // indices of the page's variables, by name
	grantsOf   map[string]string // what the template's scopes grant, by name
}

// resolve returns a text in which the references that the collection defines are
// resolved.
func (m *maker) resolve(text string, i *collection.Item) string { return m.facts.Resolve(text, i) }

// descriptionOf returns the description of an element, which is a string or an object
// with one.
func descriptionOf(n jsontree.Node) string {
	d := n.Get("description")
	if d.Kind() == jsontree.Object {
		d = d.Get("content")
	}
	return d.Text()
}

// valueText returns a value as text for people.
func valueText(n jsontree.Node) string {
	switch n.Kind() {
	case jsontree.String:
		return n.Text()
	case jsontree.Null, jsontree.Absent:
		return ""
	}
	return n.Raw()
}
