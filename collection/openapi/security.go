package openapi

import (
	"iter"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/internal/suggest"
)

func (r *reader) securitySchemes() {
	all := r.root.member("components", yaml.MappingNode).member("securitySchemes", yaml.MappingNode)
	if r.swagger {
		all = r.root.member("securityDefinitions", yaml.MappingNode)
	}
	for name, s := range all.all {
		s = r.follow(s)
		if !s.want(yaml.MappingNode, "a security scheme") {
			continue
		}
		if scheme := r.scheme(name, s); scheme != nil {
			r.schemes[name] = scheme
			r.names = append(r.names, name)
			r.api.Schemes = append(r.api.Schemes, scheme)
		}
	}
}

func (r *reader) scheme(name string, s spot) *api.Scheme {
	scheme := &api.Scheme{
		Name: name, Description: r.description(s),
		Type: s.word("type"), In: s.word("in"), Key: s.exactly("name"),
		HTTP: strings.ToLower(s.word("scheme")),
	}
	switch scheme.Type {
	case "basic": // Swagger 2.0
		scheme.Type, scheme.HTTP = "http", "basic"
	case "oauth2":
		if scheme.Flows = r.flows(s); !r.swagger && !s.get("flows").exists() {
			s.warn("the security scheme %q has no flows", name)
		}
	case "apiKey":
		if scheme.Key == "" || scheme.In == "" {
			s.warn(`the API key %q needs "name" and "in"`, name)
			return nil
		}
	case "http", "openIdConnect", "mutualTLS":
	case "":
		s.warn("the security scheme %q has no type", name)
		return nil
	default:
		s.get("type").warn("there is no security scheme of type %q%s", scheme.Type, suggest.Hint(scheme.Type, []string{"apiKey", "http", "oauth2", "openIdConnect"}))
		return nil
	}
	return scheme
}

// grants maps OpenAPI's flows, including those of Swagger 2.0, to Postman's grant types.
var grants = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"authorizationCode": "authorization_code", "accessCode": "authorization_code",
		"implicit":          "implicit",
		"password":          "password_credentials",
		"clientCredentials": "client_credentials", "application": "client_credentials",
		"deviceAuthorization": "device_code",
	}
}}

func (r *reader) flows(s spot) []api.Flow {
	var list []api.Flow
	if r.swagger {
		name := s.member("flow", yaml.ScalarNode)
		switch {
		case !name.exists():
			s.warn(`the security scheme has no "flow"`)
		case grants.Get()[name.text()] == "":
			name.warn("there is no OAuth2 flow %q%s", name.text(), suggest.Hint(name.text(), []string{"accessCode", "implicit", "password", "application"}))
		default:
			list = append(list, r.flow(name.text(), s))
		}
		return list
	}
	for name, f := range s.member("flows", yaml.MappingNode).all {
		switch {
		case strings.HasPrefix(name, "x-"):
		case grants.Get()[name] == "":
			f.warn("there is no OAuth2 flow %q%s", name, suggest.Hint(name, []string{"authorizationCode", "implicit", "password", "clientCredentials", "deviceAuthorization"}))
		case name == "deviceAuthorization" && !f.get("deviceAuthorizationUrl").exists():
			f.warn(`the OAuth2 flow %q needs "deviceAuthorizationUrl"`, name)
		case f.want(yaml.MappingNode, "an OAuth2 flow"):
			list = append(list, r.flow(name, f))
		}
	}
	return list
}

func (r *reader) flow(name string, f spot) api.Flow {
	flow := api.Flow{
		Grant:    grants.Get()[name],
		AuthURL:  r.withVariables(f.word("authorizationUrl")),
		TokenURL: r.withVariables(f.word("tokenUrl")), RefreshURL: r.withVariables(f.word("refreshUrl")),
		DeviceURL: r.withVariables(f.word("deviceAuthorizationUrl")),
	}
	for key, description := range f.member("scopes", yaml.MappingNode).pairs {
		description.want(yaml.ScalarNode, "what a scope means")
		if isScope(key) {
			flow.Scopes = append(flow.Scopes, api.Scope{Name: key.text(), Description: strings.TrimSpace(description.text())})
		}
	}
	return flow
}

// withVariables returns an address in which the server's variables are references.
func (r *reader) withVariables(address string) string {
	for _, v := range r.api.Variables {
		address = strings.ReplaceAll(strings.ReplaceAll(address, "{{"+v.Key+"}}", "{"+v.Key+"}"), "{"+v.Key+"}", "{{"+v.Key+"}}")
	}
	return address
}

// isScope reports whether a spot is a scope. It reports a finding for a name that OAuth2
// does not allow (RFC 6749, section 3.3).
func isScope(s spot) bool {
	for _, r := range s.text() {
		if r <= ' ' || r == '"' || r == '\\' || r > '~' {
			s.warn("a scope has no spaces, quotes, backslashes or letters outside ASCII: %q is left out", s.text())
			return false
		}
	}
	return s.text() != ""
}

// operationSecurity sets the requirements of an operation: its own, or the inherited
// ones.
func (r *reader) operationSecurity(op *api.Operation, o spot) {
	if list := o.member("security", yaml.SequenceNode); list.exists() {
		op.Security = r.requirements(list)
	} else {
		op.Security = r.security
	}
	if op.Security == nil {
		r.unsaid[op] = o
	}
}

// unauthorized reports the operations that say nothing of authorization in a document that
// declares some: documents forget it more often than they mean that none is needed.
func (r *reader) unauthorized() {
	var silent []*api.Operation
	var names []string
	for _, o := range r.api.Operations {
		if o.Security == nil {
			silent, names = append(silent, o), append(names, o.String())
		}
	}
	switch {
	case len(silent) == 0 || len(r.api.Schemes) == 0:
	case len(silent) == len(r.api.Operations):
		used := "none of those declared is used (" + few(r.names) + ")"
		if s := r.api.Supported(); s != nil {
			used = strconv.Quote(s.Name) + " is used"
		}
		r.root.get("paths").offer(`list what they need under "security" at the top of the document`, diagnostic.NoOffer,
			"no operation says which authorization it needs: %s", used)
	default:
		says := english.CountOf(len(silent), "operation does", "operations do")
		r.unsaid[silent[0]].offer(`give each its "security"; an empty list says that it needs none`, diagnostic.NoOffer,
			"%s not say which authorization is needed: the collection's is used (%s)", says, few(names))
	}
}

// listed sets the scopes that operations list. If there are alternatives, it takes the
// scopes of the scheme that most operations name, which authorizes the collection, or
// else the first with scopes.
func (r *reader) listed() {
	counts := map[*api.Scheme]int{}
	for _, o := range r.api.Operations {
		for need := range scoped(o) {
			counts[need.Scheme]++
		}
	}
	for _, o := range r.api.Operations {
		var best *api.Need
		for need := range scoped(o) {
			if best == nil || counts[need.Scheme] > counts[best.Scheme] || len(best.Scopes) == 0 && counts[need.Scheme] == counts[best.Scheme] {
				best = need
			}
		}
		if best != nil {
			o.Listed = best.Scopes
		}
	}
}

// scoped yields an operation's needs for schemes that have scopes.
func scoped(o *api.Operation) iter.Seq[*api.Need] {
	return func(yield func(*api.Need) bool) {
		for _, requirement := range o.Security {
			for i := range requirement {
				if need := &requirement[i]; need.Scheme.Type == "oauth2" || need.Scheme.Type == "openIdConnect" {
					if !yield(need) {
						return
					}
				}
			}
		}
	}
}

// hint is the end of a finding that suggests a name. It is computed only if the finding
// is reported.
type hint struct {
	word  string
	known []string
}

func (h hint) String() string { return suggest.Hint(h.word, h.known) }

// maxRequirements is the maximum number of alternatives, and of schemes in one, that are
// read: each operation may inherit them.
const maxRequirements = 50

// requirements returns the alternatives in a list; nil if none of them can be
// understood.
func (r *reader) requirements(list spot) []api.Requirement {
	all := []api.Requirement{}
	dropped := false
	for e := range list.elements {
		if !e.want(yaml.MappingNode, "a security requirement") {
			continue
		}
		if len(all) == maxRequirements {
			e.warn("there are more than %d alternatives: the others are left out", maxRequirements)
			break
		}
		requirement := api.Requirement{}
		known := true
		for key, scopes := range e.pairs {
			name := key.text()
			switch scheme, ok := r.schemes[name]; {
			case !ok:
				key.warn("there is no security scheme %q%s", name, hint{name, r.names})
				known = false
			case len(requirement) == maxRequirements:
				e.warn("there are more than %d schemes in one: the others are left out", maxRequirements)
			case !scopes.isNull() && !scopes.isList():
				scopes.want(yaml.SequenceNode, "the scopes of a requirement")
				fallthrough
			default:
				need := api.Need{Scheme: scheme}
				for scope := range scopes.elements {
					if scope.want(yaml.ScalarNode, "a scope") && isScope(scope) {
						need.Scopes = append(need.Scopes, scope.text())
					}
				}
				requirement = append(requirement, need)
			}
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
