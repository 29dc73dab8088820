package openapi

import (
	"fmt"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
)

// unsent names what a collection cannot hold, once each: the requests that the API
// sends to others, and the ways to authorize that Postman does not have.
func (r *reader) unsent() {
	for _, key := range []string{"webhooks", "x-webhooks"} {
		hooks := r.root.get(key)
		var names []string
		for name := range hooks.all {
			names = append(names, name)
		}
		if len(names) > 0 {
			r.api.Webhooks = append(r.api.Webhooks, names...)
			hooks.note("%s left out: the API sends them (%s)", counted(len(names), "webhook is", "webhooks are"), some(names))
		}
	}
	var calling []string
	for _, o := range r.api.Operations {
		if len(o.Callbacks) > 0 {
			calling = append(calling, o.String())
		}
	}
	if len(calling) > 0 {
		r.root.get("paths").note("the callbacks of %s left out: the API sends them (%s)",
			counted(len(calling), "operation are", "operations are"), some(calling))
	}
	r.unsupported()
}

// unsupported names the security schemes that Postman cannot do, with how many
// operations have no other.
func (r *reader) unsupported() {
	schemes := r.root.get("components").get("securitySchemes")
	if r.swagger {
		schemes = r.root.get("securityDefinitions")
	}
	for _, s := range r.api.Schemes {
		if s.IsSupported() {
			continue
		}
		need := 0
		for _, o := range r.api.Operations {
			if o.Security != nil && !o.IsPublic() && !supported(o) && uses(o, s) {
				need++
			}
		}
		if need == 0 {
			continue
		}
		kind := s.Type
		if s.HTTP != "" {
			kind += " " + s.HTTP
		}
		at := schemes.member(s.Name, yaml.MappingNode)
		if !at.exists() {
			at = schemes
		}
		at.note("Postman has no authorization of type %s: %s on the scheme %q and cannot be sent with it", kind, counted(need, "operation relies", "operations rely"), s.Name)
	}
}

// supported reports whether Postman can meet one of an operation's requirements.
func supported(o *api.Operation) bool {
	for _, requirement := range o.Security {
		for _, need := range requirement {
			if need.Scheme.IsSupported() {
				return true
			}
		}
	}
	return false
}

func uses(o *api.Operation, s *api.Scheme) bool {
	for _, requirement := range o.Security {
		for _, need := range requirement {
			if need.Scheme == s {
				return true
			}
		}
	}
	return false
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}
