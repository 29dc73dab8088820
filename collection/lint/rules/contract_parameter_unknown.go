package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/internal/suggest"
)

var contractParameterUnknown = &rule.Rule{
	Name:     "contract-parameter-unknown",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a query parameter that the operation does not have, and a header or cookie whose name is a misspelling of one that it has, with the nearest name; an error if that parameter is required and the names differ in more than case. One finding for all requests to an operation that send the same parameter, and for all that send one that no operation has.",
	Why:      "Most servers ignore unknown parameters: a filter with a misspelled name filters nothing.",
	Fix:      "Corrects the name to that of the operation's parameter, if only one is near enough and the request does not already send it.",
	Bad: rule.Request(`{"url": {"raw": "https://api.example.com/patients?doctr=1", "protocol": "https", "host": ["api", "example", "com"],
	"path": ["patients"], "query": [{"key": "doctr", "value": "1"}]}}`).WithContract(),
	Good: rule.Request(`{"url": {"raw": "https://api.example.com/patients?doctor=1", "protocol": "https", "host": ["api", "example", "com"],
	"path": ["patients"], "query": [{"key": "doctor", "value": "1"}]}}`).WithContract(),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		o := operationFor(p, i)
		if o == nil || strings.Contains(o.Path, "?") {
			return
		}
		unknownQuery(p, i, r, o)
		unknownHeaders(p, i, o)
		unknownCookies(p, r, o)
	}},
}

func unknownQuery(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation) {
	unknown, missing := unknownEntries(p, i, r, o)
	for n, q := range unknown {
		if slices.ContainsFunc(unknown[:n], func(other queryEntry) bool { return other.name == q.name }) {
			continue // reported with the first
		}
		hint := suggest.Hint(q.name, missing)
		f := rule.Finding{
			Message: fmt.Sprintf("%s has no query parameter %q%s", o, q.name, hint),
			Help:    seeDocument(o.Place, "the operation"),
		}
		if near, ok := suggest.Name(q.name, missing); ok && isMisspelt(q.name, near) && strings.Count(q.name, "[") == 0 {
			f.Fix = renameQuery(r.URL(), q, near)
			if isRequired(o, near) && !strings.EqualFold(q.name, near) { // some servers ignore case
				f.Severity = diagnostic.Error
			}
		}
		if many := undeclared(p).of(o, q.name); hint == "" && many.requests > 1 {
			if many.first != i.Node {
				continue
			}
			if many.everywhere {
				f.Message = fmt.Sprintf("no operation has a query parameter %q", q.name)
				f.Help = "either it does nothing, or the document says nowhere what all operations take"
			}
			f.Aside, f.Everywhere = fmt.Sprintf(", and %d requests send it", many.requests), true
		}
		reportPart(p, q.key, f)
	}
}

func isRequired(o *api.Operation, query string) bool {
	return slices.ContainsFunc(o.Parameters, func(param *api.Parameter) bool {
		return param.In == api.InQuery && param.Name == query && param.Required
	})
}

// entriesOf is the key of the query parameters in a request.
type entriesOf struct{ request jsontree.Node }

// entries has the query parameters in a request that its operation does not have, and the
// names of the operation's parameters that the request does not send.
type entries struct {
	unknown []queryEntry
	missing []string
}

// unknownEntries returns the entries of a request to an operation.
func unknownEntries(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation) (unknown []queryEntry, missing []string) {
	all := analysis.Memo(p.Facts, entriesOf{r.Node}, func() entries {
		var e entries
		taken := queryNames(p, o)
		if taken.open {
			return e
		}
		has, sent := map[string]bool{}, queryOf(r.URL())
		for _, q := range sent {
			has[q.name] = true
			if !strings.Contains(q.name, "{{") && !taken.has(q.name) && !isCredentialName(p, i, q.name) {
				e.unknown = append(e.unknown, q)
			}
		}
		if len(e.unknown) == len(sent) && wordForIdentifier(o, calledBy(p, i).path) {
			e.unknown = nil // it is another operation's path, and all it sends is that one's
		}
		for _, param := range o.Parameters {
			if param.In == api.InQuery && !has[param.Name] {
				e.missing = append(e.missing, param.Name)
			}
		}
		return e
	})
	return all.unknown, all.missing
}

// senders are the requests that send a query parameter which is not, and is not similar
// to, one of their operation.
type senders struct {
	first, last jsontree.Node
	requests    int
	operations  map[*api.Operation]bool
	everywhere  bool // no operation has it, and many are called with it
}

func (s *senders) add(i collection.Item, o *api.Operation) {
	if s.requests == 0 {
		s.first, s.operations = i.Node, map[*api.Operation]bool{}
	}
	s.operations[o] = true
	if s.last != i.Node {
		s.last = i.Node
		s.requests++
	}
}

// fewestUndeclared is the number of operations, called with an undeclared parameter,
// from which probably all of them take it.
const fewestUndeclared = 3

type undeclaredKey struct{}

// undeclaredNames has the senders of names to any operation (all), and to a single one.
type undeclaredNames struct {
	all map[string]*senders
	one map[undeclaredName]*senders
}

type undeclaredName struct {
	operation *api.Operation
	name      string
}

func (u undeclaredNames) of(o *api.Operation, name string) senders {
	if many := u.all[name]; many != nil && many.everywhere {
		return *many
	}
	if many := u.one[undeclaredName{o, name}]; many != nil {
		return *many
	}
	return senders{}
}

func undeclared(p *rule.Pass) undeclaredNames {
	return analysis.Memo(p.Facts, undeclaredKey{}, func() undeclaredNames {
		u := undeclaredNames{map[string]*senders{}, map[undeclaredName]*senders{}}
		for i := range p.Facts.Requests() {
			o := operationFor(p, i)
			if o == nil || strings.Contains(o.Path, "?") {
				continue
			}
			unknown, missing := unknownEntries(p, i, i.Request(), o)
			for _, q := range unknown {
				if suggest.Hint(q.name, missing) != "" {
					continue
				}
				key := undeclaredName{o, q.name}
				if u.one[key] == nil {
					u.one[key] = &senders{}
				}
				if u.all[q.name] == nil {
					u.all[q.name] = &senders{}
				}
				u.one[key].add(i, o)
				u.all[q.name].add(i, o)
			}
		}
		for _, many := range u.all {
			many.everywhere = len(many.operations) >= fewestUndeclared
		}
		for _, o := range p.Contract.Known().Operations {
			for name := range queryNames(p, o).names {
				delete(u.all, name)
			}
		}
		return u
	})
}

// isMisspelt reports whether two names differ by at most one edit, with the same digits.
func isMisspelt(name, near string) bool {
	return len(name) > 3 && digits(name) == digits(near) && suggest.Distance(strings.ToLower(name), strings.ToLower(near)) <= 1
}

// renameQuery returns the edits that rename a parameter in a list and in "raw".
func renameQuery(u collection.URL, q queryEntry, name string) []jsontree.Edit {
	key, raw := q.node.Get("key"), u.Node.Get("raw")
	if key.Kind() != jsontree.String {
		return nil
	}
	edits := []jsontree.Edit{key.Replace(jsontree.Quote(name))}
	if raw.Kind() != jsontree.String {
		return edits
	}
	text := raw.Text()
	for _, before := range []string{"?", "&"} {
		if old := before + q.key.Text + "="; strings.Count(text, old) == 1 {
			return append(edits, raw.Replace(jsontree.Quote(strings.Replace(text, old, before+name+"=", 1))))
		}
	}
	return nil
}

// plainName returns the name of the parameter that a query entry is part of: "filter"
// for "filter[name]" and "filter[]".
func plainName(name string) string {
	before, _, _ := strings.Cut(name, "[")
	return before
}

// takenInQuery has the names that an operation takes in its query; open if it takes any.
type takenInQuery struct {
	names   map[string]bool
	objects map[string]bool // those of parameters that are objects
	open    bool
}

// has reports whether a parameter of the operation has a name, or is an object with such a
// field: "filter[name]" and "filter.name".
func (t takenInQuery) has(name string) bool {
	name = plainName(name)
	before, _, dotted := strings.Cut(name, ".")
	return t.names[name] || dotted && t.objects[before]
}

type queryNamesKey struct{ *api.Operation }

// queryNames returns the names that an operation takes in its query.
func queryNames(p *rule.Pass, o *api.Operation) takenInQuery {
	return analysis.Memo(p.Facts, queryNamesKey{o}, func() takenInQuery { return readQueryNames(o) })
}

func readQueryNames(o *api.Operation) takenInQuery {
	names, objects, open := map[string]bool{}, map[string]bool{}, false
	for _, param := range o.Parameters {
		if param.In != api.InQuery {
			continue
		}
		names[plainName(param.Name)] = true
		if before, _, dotted := strings.Cut(param.Name, "."); dotted {
			names[before] = true
		}
		if param.Schema != nil && isObject(sample.Flat(param.Schema)) {
			objects[param.Name] = true
		}
		open = spread(param.Schema, names, 0) || open
		if param.Example != nil {
			for _, m := range param.Example.Members {
				names[m.Name] = true
			}
		}
	}
	for _, requirement := range o.Security {
		for _, need := range requirement {
			if need.Scheme.In == api.InQuery {
				names[need.Scheme.Key] = true
			}
		}
	}
	return takenInQuery{names, objects, open}
}

// spread adds the names of an object's fields, each of which is a separate parameter. It
// reports whether there may be others.
func spread(s *api.Schema, names map[string]bool, depth int) (open bool) {
	if s == nil || depth > 3 {
		return false
	}
	s = sample.Flat(s)
	for _, several := range [][]*api.Schema{s.OneOf, s.AnyOf} {
		for _, one := range several {
			open = spread(one, names, depth+1) || open
		}
	}
	for _, property := range s.Properties {
		names[property.Name] = true
	}
	return open || isObject(s) && (len(s.Properties) == 0 || s.Additional != nil)
}

// isCredentialName reports whether a parameter may authorize any operation.
func isCredentialName(p *rule.Pass, i collection.Item, name string) bool {
	for _, s := range p.Contract.Known().Schemes {
		if strings.EqualFold(s.Key, name) {
			return true
		}
	}
	switch strings.ToLower(name) {
	case "access_token", "api_key", "apikey", "key", "token", "api_secret", "apisecret", "client_id", "client_secret", "app_id", "app_key", "appid", "appkey":
		return true
	}
	return i.Auth().Type() == "apikey" && i.Auth().Attribute("key").Text() == name
}

// unknownHeaders reports headers that are misspellings of the operation's. The document
// need not describe other headers.
func unknownHeaders(p *rule.Pass, i collection.Item, o *api.Operation) {
	sent := headersOf(i.Request())
	var missing []string
	for _, param := range o.Parameters {
		if param.In == api.InHeader && !sent[strings.ToLower(param.Name)] {
			missing = append(missing, param.Name)
		}
	}
	if len(missing) == 0 {
		return
	}
	for h := range i.Request().Headers() {
		name := strings.TrimSpace(h.Key())
		if h.Disabled() || strings.Contains(name, "{{") || commonHeader(name) {
			continue
		}
		if near, ok := suggest.Name(name, missing); ok && isMisspelt(name, near) {
			reportPart(p, h.KeyPart(), rule.Finding{
				Message: fmt.Sprintf("%s has no header %q; did you mean %q?", o, name, near),
				Help:    seeDocument(o.Place, "the operation"),
			})
		}
	}
}

// unknownCookies reports cookies that are misspellings of the operation's.
func unknownCookies(p *rule.Pass, r collection.Request, o *api.Operation) {
	sent, _ := cookiesOf(r)
	var missing []string
	for _, param := range cookieParameters(o) {
		if !slices.ContainsFunc(sent, func(c cookie) bool { return c.name == param.Name }) {
			missing = append(missing, param.Name)
		}
	}
	for _, c := range sent {
		if near, ok := suggest.Name(c.name, missing); ok && isMisspelt(c.name, near) && !strings.Contains(c.name, "{{") {
			reportPart(p, c.value, rule.Finding{
				Message: fmt.Sprintf("%s has no cookie %q; did you mean %q?", o, c.name, near),
				Help:    seeDocument(o.Place, "the operation"),
			})
		}
	}
}

// commonHeader reports whether any request may have a header.
func commonHeader(name string) bool {
	switch strings.ToLower(name) {
	case "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "cache-control", "connection", "content-length",
		"content-type", "cookie", "date", "expect", "from", "host", "if-match", "if-none-match", "origin", "pragma", "range", "referer", "user-agent", "www-authenticate":
		return true
	}
	return false
}
