// Package docs makes a page of documentation from a collection: how to set it
// up, what its authorization grants, and every request with code to copy. The
// page is plain data ([Page]); it is written as one self-contained HTML file or
// as Markdown.
//
// What a collection says is nobody's word: its texts are Markdown that is
// rendered without HTML of its own and sanitised, everything else is text. No
// page shows a secret's value or personal data, and none of a collection's
// scripts is part of one.
package docs

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
)

// Page is what there is to say about one collection. Texts named Description,
// Intro and Notes are Markdown; all others are plain.
type Page struct {
	Title string
	Intro string // the description up to its first heading
	Notes string // the rest of it

	SetUps    []SetUp
	Scopes    []Scope
	Variables []Variable
	Folders   []Folder // none is empty
	Requests  int
	Code      []Step // how the code of the requests is run

	// Hidden is how many secrets there are in the collection, which are not shown.
	Hidden int
}

// Folder is the requests of one folder, without those of the folders in it.
type Folder struct {
	ID          string
	Path        []string // names from the outermost; none for the collection itself
	Description string
	Requests    []Request
}

// Name returns the folder's own name, "" for the collection itself.
func (f Folder) Name() string {
	if len(f.Path) == 0 {
		return ""
	}
	return f.Path[len(f.Path)-1]
}

// Scope is a permission that is asked for, or that a request needs.
type Scope struct {
	ID                string // of its place on the page
	Name, Description string
	Asked             bool
	NeededBy          []Link
}

// Link leads to a place on the page.
type Link struct{ ID, Text string }

// Variable is a value that the collection leaves open or presets.
type Variable struct {
	Name, Value, Description string
	Hidden                   bool // what stands in the file is not shown
	Scripted                 bool // a script gives it a value
	Undefined                bool // neither the collection nor the environment names it
}

// Instead returns what stands in a value's place where it is not shown or there is none.
func (v Variable) Instead() string {
	switch {
	case v.Hidden:
		return hiddenSecret
	case v.Scripted:
		return "filled in by a script, or by you"
	}
	return "yours to fill in"
}

// hiddenSecret stands for a value that is not shown.
const hiddenSecret = "stands in the file; not shown here"

// Options are what a page is made with beside the collection.
type Options struct {
	Template *template.Template // of the collection's API; nil where none is known
	Files    Files
}

// Files says which files the reader of a page imports. What is not known is empty.
type Files struct {
	Collection, Environment string   // names, without their folder
	Folder                  bool     // whether the collection is a folder, which Postman opens and does not import
	EnvironmentName         string   // as Postman lists it
	Variables               []string // that the environment defines
}

// MostNodes is how many values and keys a document may have that is shown. A page
// takes many times the memory of its collection.
const MostNodes = 5_000_000

// Showable returns an error that says why a document cannot be shown, or nil.
func Showable(d *jsontree.Document) error {
	if n := d.NodeCount(); n > MostNodes {
		return fmt.Errorf("it has %d values and keys, and at most %d can be shown", n, MostNodes)
	}
	return nil
}

// New returns the page of a collection. It never fails: what a document has not, the
// page has not.
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

// few is how many requests are looked at all together; with more of them a reader
// looks for one.
const few = 8

// maker makes one page.
type maker struct {
	page    *Page
	facts   *analysis.Facts
	options Options
	secrets secrets
	ids     *ids
	links   map[jsontree.Node]Link // of requests and folders
	needs   map[jsontree.Node][]string
	asked   map[string]bool   // scopes
	scopeID map[string]string // by name
	noted   map[string]string
	users   map[string]int  // how many requests use a variable
	setUpOf map[string]Link // by how the authorization is written

	guide guide // the steps that the description has

	refresh         collection.Item // see findRefresh
	refreshVariable string

	variableAt map[string]int    // of those of the page, by name
	grantsOf   map[string]string // of the template's scopes, by name
}

// resolve returns a text with the references resolved that the collection defines.
func (m *maker) resolve(text string, i *collection.Item) string { return m.facts.Resolve(text, i) }

// descriptionOf returns what an element says of itself: a text, or an object with it.
func descriptionOf(n jsontree.Node) string {
	d := n.Get("description")
	if d.Kind() == jsontree.Object {
		d = d.Get("content")
	}
	return d.Text()
}

// valueText returns a value as people read it.
func valueText(n jsontree.Node) string {
	switch n.Kind() {
	case jsontree.String:
		return n.Text()
	case jsontree.Null, jsontree.Absent:
		return ""
	}
	return n.Raw()
}
