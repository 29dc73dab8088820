package requests

import (
	"slices"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
)

// guardName is the member with the variable in a body that replaces a record.
const guardName = "..."

// replacement returns the body of a request that replaces a record. With a template it
// is only a variable. Without one it shows the fields with the variable among them: the
// body is not JSON until the variable is defined.
func (l *layouter) replacement(o *api.Operation) string {
	variable := &api.Value{Kind: api.Number, Text: "{{" + l.values.TargetRecord(o) + "}}"}
	v := l.values.Body(o)
	if !l.options.FromDocument || v == nil {
		return variable.Text
	}
	if shown, ok := guarded(v, o.Body.Schema, variable); ok {
		return shown.JSON("  ")
	}
	return inTextsPlace(v, variable).JSON("  ")
}

// inTextsPlace returns a value with a variable after the items of its first list, or in
// place of its first string. Whoever fills in the request puts a string there.
func inTextsPlace(v, variable *api.Value) *api.Value {
	switch {
	case v.Kind == api.List && len(v.Items) > 0:
		return &api.Value{Kind: api.List, Items: append(slices.Clone(v.Items), variable)}
	case v.Kind == api.Object && len(v.Members) > 0:
		shown := &api.Value{Kind: api.Object, Members: slices.Clone(v.Members)}
		shown.Members[0].Value = inTextsPlace(v.Members[0].Value, variable)
		return shown
	}
	return variable
}

// guarded returns a value with a variable in it, at a place where the schema allows a
// number: as an additional member, or in place of a number. It reports whether there is
// such a place.
func guarded(v *api.Value, s *api.Schema, variable *api.Value) (*api.Value, bool) {
	var flat *api.Schema
	if s != nil {
		flat = sample.Flat(s)
	}
	switch v.Kind {
	case api.Number:
		return variable, true
	case api.Object:
		shown := &api.Value{Kind: api.Object, Members: slices.Clone(v.Members)}
		if flat == nil || !flat.Closed && flat.Additional == nil {
			shown.Members = append(shown.Members, api.Member{Name: guardName, Value: variable})
			return shown, true
		}
		for i, m := range shown.Members {
			of, _ := flat.Member(m.Name)
			if value, ok := guarded(m.Value, of, variable); ok {
				shown.Members[i].Value = value
				return shown, true
			}
		}
	case api.List:
		shown := &api.Value{Kind: api.List, Items: slices.Clone(v.Items)}
		var items *api.Schema
		if flat != nil {
			items = flat.Items
		}
		for i, item := range shown.Items {
			if value, ok := guarded(item, items, variable); ok {
				shown.Items[i] = value
				return shown, true
			}
		}
	}
	return nil, false
}
