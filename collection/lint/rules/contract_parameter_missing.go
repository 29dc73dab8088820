package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/internal/suggest"
)

var contractParameterMissing = &rule.Rule{
	Name:     "contract-parameter-missing",
	Category: rule.Contracts,
	Severity: diagnostic.Error,
	Finds:    "a request without a query parameter, header or cookie that the operation requires, or with it disabled, or, as a warning, with it in a form, and one without any of several parameters of which the operation needs one. A missing cookie is reported only if the request has a header for cookies: others are in Postman's cookie jar.",
	Why:      "The server answers 400.",
	Bad:      rule.Request(`"https://api.example.com/visits"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/visits?since=2026-01-31"`).WithContract(),
	Visit:    requestsByCause(sameOperation, missingParameters),
}

func missingParameters(p *rule.Pass, i collection.Item, r collection.Request) {
	o := operationFor(p, i)
	if o == nil || leavingOut.Get().MatchString(i.Name()) {
		return
	}
	query := map[string]bool{}
	for _, q := range queryOf(r.URL()) {
		if strings.Contains(q.name, "{{") {
			return // it may stand for any parameters
		}
		query[q.name], query[plainName(q.name)] = true, true
		before, _, _ := strings.Cut(q.name, ".")
		query[before] = true
	}
	if u := r.URL(); !u.Node.Get("query").Exists() { // url-raw-mismatch tells what "raw" has
		for _, q := range address.Parse(u.Node.Get("raw").Text()).Query {
			query[decoded(q.Key)] = true
		}
	}
	headers := headersOf(r)
	cookies, hasCookies := cookiesOf(r)
	fields := formNames(r)
	var inForm []string
	for _, param := range o.Parameters {
		what := "query parameter"
		has := query[param.Name]
		switch {
		case !param.Required, contract.HasDefault(param.Schema), mayBeLeftOut.Get().MatchString(param.Description):
			continue
		case param.In == api.InQuery:
		case param.In == api.InHeader:
			what = "header"
			has = headers[strings.ToLower(param.Name)] || commonHeader(param.Name)
		case param.In == api.InCookie:
			what = "cookie"
			has = !hasCookies || slices.ContainsFunc(cookies, func(c cookie) bool { return c.name == param.Name || strings.Contains(c.name, "{{") })
		default:
			continue
		}
		if has || param.In == api.InQuery && isSentMisspelt(p, i, r, o, param.Name) || isHeaderMisspelt(r, param) || isCredentialName(p, i, param.Name) || isSpread(param) || setByScript(p, i, param.Name) {
			continue
		}
		if param.In == api.InQuery && fields[param.Name] {
			inForm = append(inForm, fmt.Sprintf("%q", param.Name))
			continue
		}
		f := rule.Finding{
			At:      urlPlace(r.URL()),
			Message: fmt.Sprintf("the required %s %q is missing", what, param.Name),
			Help:    seeDocument(param.Place, "it"),
		}
		if param.In == api.InHeader { // most often a header of all operations
			f.Cause = f.Message
		}
		p.Report(f)
	}
	if len(inForm) > 0 {
		p.Report(rule.Finding{
			At:       bodyPlace(r.Body()),
			Message:  "the form has " + strings.Join(inForm, ", ") + ", which the document declares in the query",
			Help:     seeDocument(o.Place, o.String()),
			Severity: diagnostic.Warning, // many servers read both alike
		})
	}
	for _, group := range o.OneOf {
		if slices.ContainsFunc(group, func(name string) bool { return query[name] || setByScript(p, i, name) }) {
			continue
		}
		p.Report(rule.Finding{
			At:      urlPlace(r.URL()),
			Message: "one of the query parameters " + strings.Join(group, ", ") + " is required",
			Help:    seeDocument(o.Place, o.String()),
		})
	}
}

// mayBeLeftOut matches descriptions of parameters that need not be sent, whatever else the
// document says.
var mayBeLeftOut = lazy.Regexp{Expr: `(?i)\b(if|when|unless)( it is| it's| this is)? (left )?(empty|blank|out|omitted|missing|absent|unspecified|specified|provided|not (set|given|specified|provided|present|supplied))\b|\bmay be (omitted|empty|left (out|empty|blank))\b|^\W*optional\b|\(optional\)|` +
	`\b(populated|filled|set|added|injected|supplied|provided|generated|inserted|enriched) (in )?(automatically )?by (an? |the |our )?([\w-]+ )?(api ?m|apim?|api management|gateway|proxy|load balancer|ingress|infrastructure|middleware|platform)\b`}

// formNames returns the names of the fields that a request sends in a form.
func formNames(r collection.Request) map[string]bool {
	names := map[string]bool{}
	if mode := r.Body().Mode(); mode == "formdata" || mode == "urlencoded" {
		for field := range r.Body().Fields() {
			if !field.Disabled() {
				names[field.Key()] = true
			}
		}
	}
	return names
}

// sendsParameters reports whether a form has nothing but what an operation requires in its
// query: contract-parameter-missing reports those.
func sendsParameters(r collection.Request, o *api.Operation) bool {
	names := formNames(r)
	for _, param := range o.Parameters {
		if param.In == api.InQuery && param.Required {
			delete(names, param.Name)
		}
	}
	return len(names) == 0
}

// isSentMisspelt reports whether a request sends a parameter by a name that is a
// misspelling of its own, as contract-parameter-unknown says.
func isSentMisspelt(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation, name string) bool {
	unknown, missing := unknownEntries(p, i, r, o)
	return slices.ContainsFunc(unknown, func(q queryEntry) bool {
		near, ok := suggest.Name(q.name, missing)
		return ok && near == name && isMisspelt(q.name, near)
	})
}

// isHeaderMisspelt reports whether a request sends a header under a misspelt name, as
// contract-parameter-unknown says.
func isHeaderMisspelt(r collection.Request, param *api.Parameter) bool {
	if param.In != api.InHeader {
		return false
	}
	for h := range r.Headers() {
		if name := strings.TrimSpace(h.Key()); !h.Disabled() && !commonHeader(name) && isMisspelt(name, param.Name) {
			return true
		}
	}
	return false
}

// isSpread reports whether a parameter is an object, whose fields are sent as separate
// parameters.
func isSpread(param *api.Parameter) bool {
	if param.Example != nil && param.Example.Kind == api.Object {
		return true
	}
	if param.Schema == nil {
		return false
	}
	return isObject(sample.Flat(param.Schema))
}

// isObject reports whether a flat schema describes an object, explicitly or by its
// keywords.
func isObject(s *api.Schema) bool {
	return s.Is("object") || len(s.Properties) > 0 || s.Additional != nil || s.MinProperties > 0
}

type nameInScript struct{ exec, name string }

// lowerScript is the key of a script in small letters: the script as the file has it.
type lowerScript string

// setByScript reports whether a script that runs before a request contains a name.
func setByScript(p *rule.Pass, i collection.Item, name string) bool {
	for e := range eventsOf(p, i, runsBefore) {
		if exec := e.Exec().Raw(); analysis.Memo(p.Facts, nameInScript{exec, name}, func() bool {
			source := analysis.Memo(p.Facts, lowerScript(exec), func() string { return strings.ToLower(p.Facts.Script(e).Source) })
			return strings.Contains(source, strings.ToLower(name))
		}) {
			return true
		}
	}
	return false
}
