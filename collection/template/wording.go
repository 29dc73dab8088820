package template

import (
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/yamlfile"
	"github.com/postwright/postwright/schemas"
)

// Wording has texts and facts that an API's document lacks, or that replace the
// document's. Its format is described by schemas/wording.json.
type Wording struct {
	Resources  map[string]ResourceWording  // by the path after the segments that all paths share: "patients"
	Operations map[string]OperationWording // by method and path: "GET /api/patients/{id}"
	Tags       map[string]string           // descriptions of tags, by name
	Parameters map[string]string           // descriptions of path and query parameters, by name
	Fields     map[string]string           // descriptions of body fields, by name or by resource and name: "patients.gender"
	Pagination string                      // Markdown

	// Samples are synthetic values of fields and parameters, by keys such as those of
	// Fields. An object with only the member "records" has a value for each of several
	// records.
	Samples map[string]*api.Value
	// Sent are values that requests send instead of samples, by the same keys; null
	// omits an optional field.
	Sent map[string]*api.Value
	// References are the resources to whose records fields and parameters refer by ID,
	// by keys such as those of Fields.
	References map[string]string
	// Computed has the JavaScript that sets a variable before a request, by the
	// variable's name.
	Computed map[string]string
	// FiltersOnListsOnly reports whether parameters that repeat a list's filters in
	// other operations have no meaning.
	FiltersOnListsOnly bool
}

// ResourceWording is the name of a resource. One is the name of one record, in lower
// case; Article comes before it if the first letter does not determine "a" or "an".
type ResourceWording struct {
	Name, One, Article, Description string
}

// OperationWording has the name of an operation, and corrections of the document.
type OperationWording struct {
	Name, Description string
	Parameters        map[string]string // by name; they win
	Correction
}

// Correction is what a wording says against the API's document of an operation.
type Correction struct {
	OneOf  []string // parameters of which a request needs one; the first is sent
	NoBody bool     // whatever the document declares
	Files  []string // fields of a form of several parts that take files
}

var wordingSchema = lazy.Result[*validate.Schema]{New: func() (*validate.Schema, error) {
	return validate.Compile(string(schemas.Wording()))
}}

// parseWording reads the text of a wording. If it is not one, the findings say why and
// the wording is nil.
func parseWording(text string) (*Wording, []diagnostic.Diagnostic) {
	file, found := yamlfile.ParseAs(text, wordingSchema.Get, rule)
	if len(found) > 0 {
		return nil, found
	}
	root := file.JSON.Root()
	w := &Wording{
		Resources:  map[string]ResourceWording{},
		Operations: map[string]OperationWording{},
		Tags:       sentences(root.Get("tags")),
		Parameters: sentences(root.Get("parameters")),
		Fields:     sentences(root.Get("fields")),
		Pagination: root.Get("pagination").Text(),
		Samples:    map[string]*api.Value{},
		Sent:       map[string]*api.Value{},
		References: sentences(root.Get("references")),
		Computed:   sentences(root.Get("computed")),

		FiltersOnListsOnly: root.Get("filters-on-lists-only").True(),
	}
	for key, n := range root.Get("samples").Members() {
		w.Samples[key.Text()] = api.ValueOf(n)
	}
	for key, n := range root.Get("sent").Members() {
		w.Sent[key.Text()] = api.ValueOf(n)
	}
	for key, n := range root.Get("resources").Members() {
		w.Resources[key.Text()] = ResourceWording{
			n.Get("name").Text(), n.Get("one").Text(), n.Get("article").Text(), n.Get("description").Text(),
		}
	}
	correction := correctionsIn(text)
	for key, n := range root.Get("operations").Members() {
		w.Operations[key.Text()] = OperationWording{
			Name: n.Get("name").Text(), Description: n.Get("description").Text(), Parameters: sentences(n.Get("parameters")),
			Correction: correction(key.Text()),
		}
	}
	return w, nil
}

func sentences(n jsontree.Node) map[string]string {
	all := map[string]string{}
	for key, value := range n.Members() {
		all[key.Text()] = value.Text()
	}
	return all
}

// correction returns what the wording says against the document of an operation.
func (w *Wording) correction(operation string) Correction {
	if w == nil {
		return Correction{}
	}
	return w.Operations[operation].Correction
}

// correctionsIn returns the corrections in the text of a wording, by operation. The text
// must be a valid wording: its sentences, by far the most of it, are neither checked nor
// kept.
func correctionsIn(text string) func(operation string) Correction {
	root := yamlfile.Quick(text)
	if root == nil { // only the whole library can read it
		if read, _ := yamlfile.Load(text); read != nil && len(read.Content) > 0 {
			root = yamlfile.Compact(read.Content[0])
		}
	}
	said := map[string]*yamlfile.Node{}
	if root != nil {
		for key, operations := range root.Members() {
			if key.Value != "operations" {
				continue
			}
			for name, operation := range operations.Members() {
				said[name.Value] = operation
			}
		}
	}
	return func(operation string) Correction {
		var c Correction
		n := said[operation]
		if n == nil {
			return c
		}
		for key, value := range n.Members() {
			switch key.Value {
			case "one-of":
				c.OneOf = value.Texts()
			case "no-body":
				c.NoBody = strings.EqualFold(value.Value, "true")
			case "files":
				c.Files = value.Texts()
			}
		}
		return c
	}
}

// correct applies the corrections of a wording to the bodies and parameter groups of an API.
func correct(a *api.API, corrections func(operation string) Correction) {
	for _, o := range a.Operations {
		said := corrections(o.String())
		if len(said.OneOf) > 0 {
			o.OneOf = [][]string{said.OneOf}
		}
		switch {
		case said.NoBody:
			o.Body = nil
		case o.Body != nil && len(said.Files) > 0:
			o.Body = withFiles(o.Body, said.Files)
		}
	}
}

// withFiles returns a body as a multipart form, in which the named fields are files.
func withFiles(b *api.Body, names []string) *api.Body {
	form := *b
	form.Media, form.Example = api.MediaMultipart, nil
	object := &api.Schema{Types: []string{"object"}}
	for _, name := range names {
		file := &api.Schema{Types: []string{"string"}, Format: "binary"}
		object.Properties = append(object.Properties, api.Property{Name: name, Schema: file})
	}
	if b.Schema != nil {
		object.AllOf = []*api.Schema{b.Schema}
	}
	form.Schema = object
	return &form
}
