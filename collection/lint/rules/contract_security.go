package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var contractSecurity = &rule.Rule{
	Name:     "contract-security",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a request without the authorization that its operation needs, or with another one, and a scope that the operation needs and the authorization does not request. One finding for all requests that inherit the same authorization, and an info for a collection in which no request is authorized. Scopes that a template knows are left to template-scope-missing.",
	Why:      "The server answers 401 or 403.",
	Bad: rule.Collection(`"auth": {"type": "basic", "basic": [{"key": "username", "value": "{{username}}"}, {"key": "password", "value": "{{password}}"}]},
"item": [{"name": "List doctors", "request": "https://api.example.com/doctors"}]`).WithContract(),
	Good: rule.Collection(`"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
"item": [{"name": "List doctors", "request": "https://api.example.com/doctors"}]`).WithContract(),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		s := securityCheck{pass: p, byCause: map[securityCause]int{}}
		for i := range p.Facts.Requests() {
			s.check(i)
		}
		byCause(p, sameMessage, func(p *rule.Pass) {
			s.pass = p
			s.report()
		})
	}},
}

// securityCause is what several wrongly authorized requests have in common.
type securityCause struct {
	auth    jsontree.Node // absent if there is none
	message string
}

type securityFinding struct {
	rule.Finding
	first  collection.Item
	others int
	scope  bool
	none   bool // nothing is sent
}

type securityCheck struct {
	pass    *rule.Pass
	found   []*securityFinding
	byCause map[securityCause]int
	// authorized reports that a request is authorized, or may be.
	authorized bool
}

func (s *securityCheck) check(i collection.Item) {
	o := operationFor(s.pass, i)
	if o == nil || len(o.Security) == 0 || slices.ContainsFunc(o.Security, func(r api.Requirement) bool { return len(r) == 0 }) {
		return
	}
	sent := authorizationOf(s.pass, i)
	s.authorized = s.authorized || sent.open || sent.kind != ""
	if sent.open || sent.kind == "" && (withoutAuthorization.Get().MatchString(i.Name()) || optionalAuthorization.Get().MatchString(o.Summary+"\n"+o.Description)) {
		return
	}
	var met []api.Requirement
	for _, r := range o.Security {
		if !slices.ContainsFunc(r, func(n api.Need) bool { return !sent.meetsAmong(r, n.Scheme) }) {
			met = append(met, r)
		}
	}
	switch {
	case len(met) > 0:
		s.authorized = true
		s.scopes(i, o, met)
	case sent.kind == "" && givesAccess(s.pass, i, o):
		// Documents often declare a requirement for all operations, even for logging in.
	case sent.kind == "":
		at := urlPlace(i.Request().URL())
		if off := i.Auth().Node.Get("type"); off.Exists() {
			at = off // noauth
		}
		s.add(i, o, "no authorization is sent, and "+cmp.Or(sent.lacks(o), areNeeded(waysOf(o))), at).none = true
	default:
		s.add(i, o, fmt.Sprintf("the authorization is %s, and %s", sent.kind, cmp.Or(sent.lacks(o), areNeeded(waysOf(o)))), sent.at)
	}
}

// add adds a finding, or counts another request for a finding if both inherit the
// authorization.
func (s *securityCheck) add(i collection.Item, o *api.Operation, message string, at jsontree.Node) *securityFinding {
	f := &securityFinding{Finding: rule.Finding{At: at, Message: message, Help: seeDocument(o.Place, o.String())}, first: i}
	if succeeded(i) {
		f.Finding = milder(s.pass, f.Finding)
	}
	if own := i.OwnAuth(); !own.IsSet() {
		cause := securityCause{i.InheritedAuth().Node, message}
		if n, known := s.byCause[cause]; known {
			s.found[n].others++
			return s.found[n]
		}
		s.byCause[cause], f.Everywhere = len(s.found), true
	}
	s.found = append(s.found, f)
	return f
}

// joinIfNone makes one finding of those about requests without authorization, if all are:
// the people who run them know, or have a server that asks for none.
func (s *securityCheck) joinIfNone() {
	requests := 0
	for _, f := range s.found {
		if !f.none {
			return
		}
		requests += 1 + f.others
	}
	if s.authorized || requests <= mostAlike {
		return
	}
	one := s.found[0]
	one.Message = "no request is authorized, and the document says that they must be"
	one.Everywhere, one.Severity, one.others = true, diagnostic.Info, 0
	one.Aside = fmt.Sprintf(", %d of them", requests)
	s.found = s.found[:1]
}

func (s *securityCheck) report() {
	s.joinIfNone()
	for _, f := range s.found {
		switch {
		case f.others > 0 && f.scope:
			f.Aside = fmt.Sprintf(", and %q and %d other requests need it", f.first.Name(), f.others)
		case f.scope:
			f.Aside = fmt.Sprintf(", and %q needs it", f.first.Name())
		case f.others == 1:
			f.Aside = fmt.Sprintf(", in %q and another request", f.first.Name())
		case f.others > 1:
			f.Aside = fmt.Sprintf(", in %q and %d other requests", f.first.Name(), f.others)
		}
		s.pass.Report(f.Finding)
	}
}

// scopes reports the missing scopes that every alternative of the request needs.
func (s *securityCheck) scopes(i collection.Item, o *api.Operation, met []api.Requirement) {
	auth := i.Auth()
	asked, known := scopesOf(s.pass, &i, auth)
	if !known || s.pass.API != nil && inTemplatesAPI(s.pass, i) {
		return
	}
	has := map[string]bool{}
	for _, w := range asked {
		has[w.Name] = true
	}
	var least []string
	for n, r := range met {
		var missing []string
		for _, need := range r {
			for _, name := range neededOf(o, need) {
				if !has[name] && !isCovered(name, asked) {
					missing = append(missing, name)
				}
			}
		}
		if n == 0 || len(missing) < len(least) {
			least = missing
		}
	}
	for _, name := range least {
		f := s.add(i, o, fmt.Sprintf("the scope %s is not asked for", name), auth.Attribute("scope"))
		f.scope = true
	}
}

// neededOf returns the scopes that an operation needs from a scheme. It leaves out those
// that an OAuth2 scheme does not declare: that is a mistake in the document.
func neededOf(o *api.Operation, need api.Need) []string {
	needed := need.Scopes
	if len(needed) > 0 && slices.Equal(needed, o.Listed) {
		needed = o.Scopes // if there is a scope for reading and one for writing, only one of them
	}
	declared := need.Scheme.ScopeNames()
	isListed := func(name string) bool { return slices.Contains(need.Scopes, name) }
	if slices.ContainsFunc(need.Scopes, func(name string) bool { return slices.Contains(declared, name) }) && !slices.ContainsFunc(needed, isListed) {
		needed = need.Scopes // the method says otherwise than the document, and the server knows
	}
	if len(declared) == 0 {
		return needed
	}
	return slices.DeleteFunc(slices.Clone(needed), func(name string) bool { return !slices.Contains(declared, name) })
}

// isCovered reports whether a scope is part of a requested one, as "repo:status" is of
// "repo".
func isCovered(name string, asked []collection.Scope) bool {
	return slices.ContainsFunc(asked, func(w collection.Scope) bool {
		rest, below := strings.CutPrefix(name, w.Name)
		return below && rest != "" && strings.IndexByte(":./_-", rest[0]) >= 0
	})
}

func inTemplatesAPI(p *rule.Pass, i collection.Item) bool {
	_, own := p.API.Path(p.Facts.Address(i))
	return own
}

// areNeeded returns the names with "is needed" or "are needed".
func areNeeded(names string) string {
	if strings.Contains(names, " and ") {
		return names + " are needed"
	}
	return names + " is needed"
}

// waysOf returns the alternatives of an operation in words.
func waysOf(o *api.Operation) string {
	var ways []string
	for _, r := range o.Security {
		var names []string
		for _, n := range r {
			names = append(names, n.Scheme.Name)
		}
		if way := strings.Join(names, " and "); !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	return strings.Join(ways, " or ")
}

var givingAccess = lazy.Regexp{Expr: `(?i)(log-?in|log-?out|sign-?(in|up|out|on)|regist(er|ration)|authenticat|authoriz|oauth|tokens?\b|sessions?\b|passw|captcha|otp\b|verif(y|ication)|activat|health|/ping\b|/status\b|/version\b|webhook|callback)`}

// withoutAuthorization matches names of requests that say that they send no
// authorization.
var withoutAuthorization = lazy.Regexp{Expr: `(?i)\b(anonym(ous|ously)?|public(ly)?|visitor|no[- ]?auth\w*|not logged[- ]in|logged[- ]out|as (a )?guest)\b`}

// optionalAuthorization matches descriptions of operations that say that the authorization
// which they declare may be left out.
var optionalAuthorization = lazy.Regexp{Expr: `(?i)\b(authori[sz]ation|authentication|token|credential)s?( \w+)? (is|are) optional\b|\b(authori[sz]ation|authentication) is not required\b|\boptional (authori[sz]ation|authentication)\b|\bno (authori[sz]ation|authentication|auth|token|login)( is)? (required|needed|necessary)\b|\b(does not|doesn't) (require|need) (any |an )?(authori[sz]ation|authentication|token|login)\b|\bpublic(ly accessible)? (endpoint|route|api)\b`}

// givesAccess reports whether an operation gives people access, or answers everybody.
func givesAccess(p *rule.Pass, i collection.Item, o *api.Operation) bool {
	return givingAccess.Get().MatchString(o.Path) || givingAccess.Get().MatchString(o.ID) || authorizes(p, i, o.Path)
}
