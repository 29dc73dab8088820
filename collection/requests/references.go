package requests

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/english"
)

// maxReferences is the maximum number of references that a description lists.
const maxReferences = 50

// notVariables describes the names in double braces in the texts of a body that are a
// part of what the document's author wrote, and not variables of the collection.
func (l *layouter) notVariables(o *api.Operation) string {
	if o.Body == nil || o.Body.IsForm() || !l.sends(o) || !l.options.FromDocument {
		return ""
	}
	names := l.authorsReferences(l.values.Body(o), nil)
	if len(names) == 0 {
		return ""
	}
	return code(names) + english.Plural(len(names), " is a part", " are parts") + " of the document's example, sent as it is written unless a variable has that name."
}

// authorsReferences adds the references in the texts of a value to names, each once, but
// for those to records.
func (l *layouter) authorsReferences(v *api.Value, names []string) []string {
	if v == nil {
		return names
	}
	if v.Kind == api.String && strings.Contains(v.Text, "{{") {
		for r := range collection.References(v.Text) {
			name := "{{" + r.Name + "}}"
			if !l.values.IsRecordID(r.Name) && !strings.HasPrefix(r.Name, "$") && !slices.Contains(names, name) && len(names) < maxReferences {
				names = append(names, name)
			}
		}
	}
	for _, item := range v.Items {
		names = l.authorsReferences(item, names)
	}
	for _, m := range v.Members {
		names = l.authorsReferences(m.Value, names)
	}
	return names
}
