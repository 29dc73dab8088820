package sample

import "github.com/postwright/postwright/collection/api"

// Sendable returns an example of a request's value without the properties that its
// schema marks as read-only: authors often write one example for both directions.
func Sendable(v *api.Value, s *api.Schema) *api.Value {
	return sendable(v, s, 0)
}

func sendable(v *api.Value, s *api.Schema, depth int) *api.Value {
	if s == nil || depth > maxDepth*2 || v.Kind != api.Object && v.Kind != api.List {
		return v
	}
	flat := Flat(s)
	if v.Kind == api.List {
		made := &api.Value{Kind: api.List}
		for _, item := range v.Items {
			made.Items = append(made.Items, sendable(item, flat.Items, depth+1))
		}
		return made
	}
	properties := map[string]*api.Schema{}
	collectProperties(flat, properties, depth)
	made := &api.Value{Kind: api.Object}
	for _, member := range v.Members {
		of := properties[member.Name]
		if of != nil && Flat(of).ReadOnly {
			continue
		}
		made.Members = append(made.Members, api.Member{Name: member.Name, Value: sendable(member.Value, of, depth+1)})
	}
	return made
}

// collectProperties notes the properties of a schema and of its alternatives.
func collectProperties(flat *api.Schema, into map[string]*api.Schema, depth int) {
	for _, p := range flat.Properties {
		if into[p.Name] == nil {
			into[p.Name] = p.Schema
		}
	}
	if depth > maxDepth {
		return
	}
	for _, alternatives := range [][]*api.Schema{flat.OneOf, flat.AnyOf} {
		for _, a := range alternatives[:min(len(alternatives), maxTried)] {
			if a != nil {
				collectProperties(Flat(a), into, maxDepth+1)
			}
		}
	}
}
