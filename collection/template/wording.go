package template

import (
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/yamlfile"
	"github.com/postwright/postwright/schemas"
)

// Wording says in words what an API's document does not say, or says otherwise.
// It is described by schemas/wording.json.
type Wording struct {
	Resources  map[string]ResourceWording  // by the path below what all paths share: "patients"
	Operations map[string]OperationWording // by method and path: "GET /api/patients/{id}"
	Parameters map[string]string           // of path and query, by name
	Fields     map[string]string           // of bodies, by name
	Pagination string                      // Markdown
}

// ResourceWording is how people call a resource. One is one of it, in small
// letters; Article goes before it where "a" or "an" cannot be told from the
// first letter.
type ResourceWording struct {
	Name, One, Article, Description string
}

// OperationWording is how people call an operation.
type OperationWording struct {
	Name, Description string
	Parameters        map[string]string // by name; they win
}

var wordingSchema = sync.OnceValues(func() (*validate.Schema, error) {
	return validate.Compile(string(schemas.Wording()))
})

// parseWording reads the text of a wording. Where it is not one, the findings
// say why and the wording is nil.
func parseWording(text string) (*Wording, []diagnostic.Diagnostic) {
	file, found := yamlfile.ParseAs(text, wordingSchema, rule)
	if len(found) > 0 {
		return nil, found
	}
	root := file.JSON.Root()
	w := &Wording{
		Resources:  map[string]ResourceWording{},
		Operations: map[string]OperationWording{},
		Parameters: sentences(root.Get("parameters")),
		Fields:     sentences(root.Get("fields")),
		Pagination: root.Get("pagination").Text(),
	}
	for key, n := range root.Get("resources").Members() {
		w.Resources[key.Text()] = ResourceWording{
			n.Get("name").Text(), n.Get("one").Text(), n.Get("article").Text(), n.Get("description").Text(),
		}
	}
	for key, n := range root.Get("operations").Members() {
		w.Operations[key.Text()] = OperationWording{n.Get("name").Text(), n.Get("description").Text(), sentences(n.Get("parameters"))}
	}
	return w, nil
}

func sentences(n collection.Node) map[string]string {
	all := map[string]string{}
	for key, value := range n.Members() {
		all[key.Text()] = value.Text()
	}
	return all
}
