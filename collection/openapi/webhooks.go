package openapi

import (
	"cmp"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/lazy"
)

// addThem is the help for requests that are left out because the API itself sends them.
const addThem = "add them to try your receiver with"

// webhooks reads the requests that the API sends to others if the options ask for them;
// otherwise it notes that there are some.
func (r *reader) webhooks() {
	for _, key := range []string{"webhooks", "x-webhooks"} {
		hooks := r.root.get(key)
		var names []string
		for name, item := range hooks.all {
			names = append(names, name)
			if r.options.Webhooks {
				r.webhook(name, item, &api.Webhook{})
			}
		}
		if len(names) > 0 && !r.options.Webhooks {
			hooks.offer(addThem, diagnostic.IncludeWebhooks, "%s left out: the API sends them (%s)", english.CountOf(len(names), "webhook is", "webhooks are"), few(names))
		}
	}
	var calling []string
	for _, c := range r.calls {
		if len(calling) == 0 || calling[len(calling)-1] != c.of.String() {
			calling = append(calling, c.of.String())
		}
		if !r.options.Webhooks {
			continue
		}
		for address, item := range r.follow(c.at).all {
			if !strings.HasPrefix(address, "x-") {
				r.webhook(c.name, item, &api.Webhook{Of: c.of, Address: address})
			}
		}
	}
	if len(calling) > 0 && !r.options.Webhooks {
		r.root.get("paths").offer(addThem, diagnostic.IncludeWebhooks, "the callbacks of %s left out: the API sends them (%s)",
			english.CountOf(len(calling), "operation are", "operations are"), few(calling))
	}
}

// call is a callback of an operation, and its place.
type call struct {
	of   *api.Operation
	name string
	at   spot
}

// webhook reads the requests in a webhook's or callback's path item.
func (r *reader) webhook(name string, item spot, of *api.Webhook) {
	at := r.follow(item)
	if !r.affords(item, at) || !at.want(yaml.MappingNode, "a webhook") {
		return
	}
	shared := r.parameters(at)
	for key, o := range at.pairs {
		method := strings.ToUpper(key.text())
		if !methods.Has(method) {
			continue
		}
		if o = r.follow(o); !o.want(yaml.MappingNode, "an operation") {
			continue
		}
		made := *of
		made.Operation = r.operation(method, "/"+withoutBraces.Get().Replace(name), o, shared)
		made.Summary, made.Place = cmp.Or(made.Summary, name), key.place()
		made.Security = nil // the receiver has its own, if any
		r.api.Webhooks = append(r.api.Webhooks, &made)
	}
}

var withoutBraces = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("{", "", "}", "", "/", "-")
}}

// unsupported reports the security schemes that Postman does not support, with the
// number of operations that have no other.
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
		at.note("Postman has no authorization of type %s: %s on the scheme %q and cannot be sent with it", kind, english.CountOf(need, "operation relies", "operations rely"), s.Name)
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
