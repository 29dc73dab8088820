package openapi

import (
	"cmp"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// infer gives the writing operations without a body one that follows from the
// resource's schema: what reading one of it, or creating one, answers with.
// Package sample leaves the read-only properties out of it. Documents that
// declare most bodies are left as they are: there, no body means none.
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

// resourceSchema is the schema of the resource that an operation writes to; nil
// where the document does not say. An action below a resource is not the
// resource: nothing is known of what it takes.
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
	// What a POST answers with is what it makes. That may be something else than
	// the resource, such as a job.
	return nil
}

// isRecord reports whether an answer is a named schema of the document, as resources
// are, and not written out where it is used.
func isRecord(s *api.Schema) bool {
	return s.Name != "" || len(s.AllOf) == 1 && s.AllOf[0].Name != ""
}

// itemOf is the schema of one record in the answer of a list: of the answer
// itself, or of its one property that is a list.
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
