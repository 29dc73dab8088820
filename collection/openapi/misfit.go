package openapi

import (
	"slices"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/sample"
)

// nulls removes null as the example of a body whose schema allows no null: generators
// write it where they know no example.
func (r *reader) nulls() {
	isBlank := func(v *api.Value, s *api.Schema) bool {
		return v != nil && v.Kind == api.Null && s != nil && !sample.Fits(v, s)
	}
	for _, o := range r.api.Operations {
		if b := o.Body; b != nil {
			b.Examples = slices.DeleteFunc(b.Examples, func(e api.Example) bool { return isBlank(e.Value, b.Schema) })
			if isBlank(b.Example, b.Schema) {
				b.Example = nil
			}
		}
	}
}

// misfits reports the examples of JSON bodies that do not fit their schemas. They are
// sent unchanged: usually it is the schema that is out of date.
func (r *reader) misfits() {
	for _, o := range r.api.Operations {
		at, ok := r.given[o.Body]
		if o.Body == nil || !ok || o.Method == "PATCH" || !api.IsJSON(o.Body.Media) || o.Body.Schema == nil {
			continue
		}
		if v := o.Body.Example; v == nil || v.Kind == api.String {
			continue // a string may be the JSON itself
		}
		why := contract.Misfit(o.Body.Example, o.Body.Schema)
		if why == "" {
			continue
		}
		delete(r.given, o.Body) // several operations may share a body
		at.note("the example of the body of %s does not fit its schema, and is sent as it is: %s", o, why)
	}
}
