package openapi

import (
	"cmp"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// infer gives writing operations without a body the resource's schema: that of the
// response of reading or creating one. Package sample omits its read-only properties.
// Documents that declare most bodies are left alone: there, no body means none.
func (r *reader) infer() {
	declared, writes := 0, []*api.Operation{}
	for _, o := range r.api.Operations {
		switch {
		case o.Method != "POST" && o.Method != "PUT" && o.Method != "PATCH":
		case o.Body != nil:
			declared++
		default:
			writes = append(writes, o)
		}
	}
	if declared > len(writes) {
		return
	}
	byKey := map[string]*api.Operation{}
	for _, o := range r.api.Operations {
		byKey[o.String()] = o
	}
	for _, o := range writes {
		if s := resourceSchema(byKey, o); s != nil {
			o.Body = &api.Body{Media: "application/json", Schema: s, Inferred: true}
		}
	}
}

// resourceSchema returns the schema of the resource that an operation writes to; nil if
// the document does not show it. An action below a resource is not the resource: nothing
// is known about its input.
func resourceSchema(byKey map[string]*api.Operation, o *api.Operation) *api.Schema {
	answer := func(method, path string) *api.Schema {
		if other := byKey[method+" "+path]; other != nil {
			return other.Answer()
		}
		return nil
	}
	path := strings.TrimSuffix(o.Path, "/")
	collection := path[:max(0, strings.LastIndexByte(path, '/'))]
	switch segments := api.Segments(path); {
	case api.IsParameter(segments[len(segments)-1]):
		return cmp.Or(answer("GET", o.Path), answer("POST", collection), itemOf(answer("GET", collection)))
	case strings.Contains(path, "{") && byKey["GET "+o.Path] == nil:
		return nil
	case o.Answer() == nil:
		return itemOf(answer("GET", o.Path))
	case isRecord(o.Answer()):
		return o.Answer()
	}
	// The response of a POST is what it creates. That may be something other than the
	// resource, such as a job.
	return nil
}

// isRecord reports whether a response is a named schema of the document, as resources
// are, and not an inline one.
func isRecord(s *api.Schema) bool {
	return s.Name != "" || len(s.AllOf) == 1 && s.AllOf[0].Name != ""
}

// itemOf returns the schema of one record in the response of a list: in the response
// itself, or in its only property that is a list.
func itemOf(answer *api.Schema) *api.Schema {
	for range maxReferences {
		if answer == nil {
			return nil
		}
		if answer.Items != nil {
			return answer.Items
		}
		for _, p := range answer.Properties {
			if p.Schema != nil && p.Schema.Items != nil {
				return p.Schema.Items
			}
		}
		if len(answer.AllOf) != 1 {
			return nil
		}
		answer = answer.AllOf[0]
	}
	return nil
}
