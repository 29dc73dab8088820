package generate

import (
	"slices"

	"github.com/postwright/postwright/collection/resources"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// supplied returns a template with the variables for the record IDs in requests:
// described in the collection, empty in the environment. Targets are not defined
// anywhere, because sending a request unchanged must not hit a record.
func supplied(t *template.Template, supplies []synthetic.Supply) *template.Template {
	copied := *t
	copied.Variables = slices.Clone(t.Variables)
	var values []template.EnvironmentValue
	for _, s := range supplies {
		v := template.Variable{Key: s.Name}
		switch words := resources.Humanize(s.Resource); s.Kind {
		case synthetic.RecordID:
			v.Description = "The ID of one of: " + words + ". The requests that list or create them fill it while it is empty."
		case synthetic.OtherID:
			v.Description = "Names one of: " + words + ". No request here lists them, so that you fill it in."
		case synthetic.JobID:
			v.Description = "Names what was started for: " + words + ". The request that starts it fills it while it is empty."
		default:
			continue
		}
		copied.Variables = append(copied.Variables, v)
		values = append(values, template.EnvironmentValue{Key: s.Name})
	}
	if len(values) > 0 {
		e := template.Environment{Name: t.Title}
		if t.Environment != nil {
			e = *t.Environment
		}
		e.Values = slices.Concat(e.Values, values)
		copied.Environment = &e
	}
	return &copied
}
