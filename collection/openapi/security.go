package openapi

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/internal/nearest"
)

func (r *reader) securitySchemes() {
	all := r.root.get("components").get("securitySchemes")
	if r.swagger {
		all = r.root.get("securityDefinitions")
	}
	if !all.want(yaml.MappingNode, "the list of security schemes") {
		return
	}
	for name, s := range all.all {
		s = r.follow(s)
		if !s.want(yaml.MappingNode, "a security scheme") {
			continue
		}
		scheme := &api.Scheme{
			Name: name, Description: strings.TrimSpace(s.get("description").text()),
			Type: s.get("type").text(), In: s.get("in").text(), Key: s.get("name").text(),
			HTTP: strings.ToLower(s.get("scheme").text()),
		}
		switch scheme.Type {
		case "basic": // Swagger 2.0
			scheme.Type, scheme.HTTP = "http", "basic"
		case "oauth2":
			scheme.Flows = r.flows(s)
		case "apiKey", "http", "openIdConnect", "mutualTLS":
		default:
			s.get("type").warn("there is no security scheme of type %q", scheme.Type)
			continue
		}
		r.schemes[name] = scheme
		r.api.Schemes = append(r.api.Schemes, scheme)
	}
}

// grants are Postman's words for OpenAPI's flows, those of Swagger 2.0 included.
var grants = map[string]string{
	"authorizationCode": "authorization_code", "accessCode": "authorization_code",
	"implicit":          "implicit",
	"password":          "password_credentials",
	"clientCredentials": "client_credentials", "application": "client_credentials",
}

func (r *reader) flows(s spot) []api.Flow {
	if r.swagger {
		return []api.Flow{r.flow(s.get("flow").text(), s)}
	}
	var list []api.Flow
	flows := s.get("flows")
	flows.want(yaml.MappingNode, `"flows"`)
	for name, f := range flows.all {
		switch {
		case strings.HasPrefix(name, "x-"):
		case grants[name] == "":
			f.warn("there is no OAuth2 flow %q%s", name, nearest.Hint(name, []string{"authorizationCode", "implicit", "password", "clientCredentials"}))
		default:
			list = append(list, r.flow(name, f))
		}
	}
	return list
}

func (r *reader) flow(name string, f spot) api.Flow {
	flow := api.Flow{
		Grant:    grants[name],
		AuthURL:  f.get("authorizationUrl").text(),
		TokenURL: f.get("tokenUrl").text(), RefreshURL: f.get("refreshUrl").text(),
	}
	scopes := f.get("scopes")
	for name, description := range scopes.all {
		flow.Scopes = append(flow.Scopes, api.Scope{Name: name, Description: strings.TrimSpace(description.text())})
	}
	for _, name := range scopes.texts() {
		flow.Scopes = append(flow.Scopes, api.Scope{Name: name})
	}
	return flow
}

// operationSecurity sets what an operation says of authorization, or inherits.
func (r *reader) operationSecurity(op *api.Operation, o spot) {
	list := o.get("security")
	switch {
	case list.isList():
		op.Security = r.requirements(list)
	case list.exists() && !list.isNull():
		list.want(yaml.SequenceNode, `"security"`)
		op.Security = r.security
	default:
		op.Security = r.security
		if op.Security == nil && len(r.api.Schemes) > 0 {
			o.note("%s does not say which authorization it needs", op)
		}
	}
	for _, requirement := range op.Security {
		for _, need := range requirement {
			if need.Scheme.Type == "oauth2" || need.Scheme.Type == "openIdConnect" {
				op.Listed = need.Scopes
				return
			}
		}
	}
}

// requirements are the alternatives of a list; nil where there are only some that
// cannot be understood.
func (r *reader) requirements(list spot) []api.Requirement {
	all := []api.Requirement{}
	dropped := false
	for e := range list.elements {
		if !e.want(yaml.MappingNode, "a security requirement") {
			continue
		}
		requirement := api.Requirement{}
		known := true
		for name, scopes := range e.all {
			scheme, ok := r.schemes[name]
			if !ok {
				e.warn("there is no security scheme %q%s", name, nearest.Hint(name, r.schemeNames()))
				known = false
				continue
			}
			need := api.Need{Scheme: scheme}
			for _, scope := range scopes.texts() {
				need.Scopes = append(need.Scopes, scope)
			}
			requirement = append(requirement, need)
		}
		if known || len(requirement) > 0 {
			all = append(all, requirement)
		} else {
			dropped = true
		}
	}
	if dropped && len(all) == 0 {
		return nil
	}
	return all
}

func (r *reader) schemeNames() []string {
	var names []string
	for _, s := range r.api.Schemes {
		names = append(names, s.Name)
	}
	return names
}
