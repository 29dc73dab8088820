package requests

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
)

// request returns an operation as a request.
func (l *layouter) request(e entry) template.Item {
	o := e.operation
	r := &template.Request{Method: o.Method, Scopes: o.Scopes, Statuses: successes(o)}
	r.URL = l.server(o) + l.path(o, r)
	r.Query = l.queries(o, nil)
	media := accepted(o)
	for _, p := range o.Parameters {
		if p.In != api.InHeader {
			continue
		}
		header := l.parameter(o, p, simple(p, l.value(o, p), ","))
		if media != "" && strings.EqualFold(p.Name, "accept") {
			header.Value, header.Disabled = cmp.Or(header.Value, l.spend(media)), false
			media = ""
		}
		r.Headers = append(r.Headers, header)
	}
	if cookies := l.cookies(o); cookies != "" {
		r.Headers = append(r.Headers, template.Parameter{Key: "Cookie", Value: cookies})
	}
	if media != "" {
		r.Headers = append(r.Headers, template.Parameter{Key: "Accept", Value: l.spend(media)})
	}
	fields := l.body(o, r)
	l.authorize(o, r)
	return template.Item{
		ID: o.String(), Name: e.name, Request: r,
		Description: paragraphs(e.before, l.requestDescription(o, fields)),
		Prerequest:  l.computed(r), Test: l.test(o),
		Responses: l.responses(o, r),
	}
}

// queries returns the query parameters of an operation, some of them replaced by those
// in instead.
func (l *layouter) queries(o *api.Operation, instead map[*api.Parameter]*api.Parameter) []template.Parameter {
	var all []template.Parameter
	for _, p := range o.Parameters {
		if p.In == api.InQuery && !l.isStray(o, p) {
			all = append(all, l.query(o, cmp.Or(instead[p], p))...)
		}
	}
	return all
}

// cookies returns the value of a header with the required cookies of an operation; "" if
// there are none, or if its authorization sends one.
func (l *layouter) cookies(o *api.Operation) string {
	for _, requirement := range o.Security {
		for _, need := range requirement {
			if need.Scheme.Type == "apiKey" && need.Scheme.In == api.InCookie {
				return ""
			}
		}
	}
	var all []string
	for _, p := range o.Parameters {
		if p.In == api.InCookie {
			all = append(all, p.Name+"="+simple(p, l.value(o, p), ","))
		}
	}
	return l.spend(strings.Join(all, "; "))
}

// accepted returns the media type to ask for: the most readable of those of a successful
// response; "" if servers send it without being asked, or any type will do.
func accepted(o *api.Operation) string {
	best := ""
	for _, r := range o.Responses {
		if !r.Succeeds() {
			continue
		}
		for _, media := range r.Media {
			if strings.Contains(media, "*") || strings.ContainsAny(media, "\r\n") {
				continue
			}
			if best == "" || !api.IsJSON(best) && api.IsJSON(media) {
				best = media
			}
		}
	}
	if strings.EqualFold(best, "application/json") {
		return ""
	}
	return best
}

// successes returns the statuses of success that an operation declares; none if any will
// do.
func successes(o *api.Operation) []string {
	statuses := []string{}
	for _, r := range o.Responses {
		if r.Succeeds() {
			statuses = append(statuses, r.Status)
		}
	}
	return statuses
}

// value returns what a query parameter or header is sent with: a record to choose, the
// document's own example, a record or value that the wording names, what else the schema
// names, and for one that must be there a small value that fits.
func (l *layouter) value(o *api.Operation, p *api.Parameter) *api.Value {
	if s := l.values.QueryVariable(o, p); s.Name != "" && l.isOn(o, p) {
		return api.TextValue("{{" + s.Name + "}}")
	}
	if p.Example != nil && (p.Example.Kind != api.Null || !p.Required) {
		return p.Example
	}
	if v := l.values.Sent(l.values.Resource(o), p.Name, p.Schema); v != nil {
		return v
	}
	if v := sample.Given(p.Schema); v != nil || !p.Required || p.Schema == nil {
		return v
	}
	s := p.Schema
	object := withProperties(s, nil)
	if object != nil && p.Style == "deepObject" {
		s = object // the style is for objects only
	}
	return sample.Of(s, sample.Options{Required: object == nil || len(object.Required) > 0, Small: true, Name: p.Name})
}

// isOn reports whether a parameter is sent: a required one, the first of a group of
// which one is required, or the ID of a job.
func (l *layouter) isOn(o *api.Operation, p *api.Parameter) bool {
	return p.Required || p.In == api.InQuery && isFirst(o, p) || l.values.IsJob(o, p)
}

// isFirst reports whether a parameter is the first of a group of which a request needs
// one.
func isFirst(o *api.Operation, p *api.Parameter) bool {
	return slices.ContainsFunc(o.OneOf, func(group []string) bool { return group[0] == p.Name })
}

// server returns where an operation is served, as its request writes it. It is always a
// variable, so that no literal address gets tokens after the API has moved.
func (l *layouter) server(o *api.Operation) string {
	if name := l.authorizer.servers[serverKey(o)]; name != "" {
		return "{{" + name + "}}"
	}
	return l.options.Server
}

// referring returns a segment of a path with references to variables in place of its
// parameters.
func (l *layouter) referring(segment, before string) string {
	for _, name := range api.ParameterNames(segment) {
		variable := cmp.Or(l.authorizer.parts[partKey{before, name}], name)
		segment = strings.ReplaceAll(segment, "{"+name+"}", "{\x00"+variable+"\x00}")
	}
	return strings.ReplaceAll(strings.ReplaceAll(segment, "{\x00", "{{"), "\x00}", "}}")
}

// path returns the path with Postman's path variables (":id") for parameters that are a
// whole segment. Others become references, which may be anywhere.
func (l *layouter) path(o *api.Operation, r *template.Request) string {
	declared := map[string]*api.Parameter{}
	for _, p := range o.Parameters {
		if p.In == api.InPath {
			declared[p.Name] = p
		}
	}
	var b strings.Builder
	seen := map[string]bool{}
	before := ""
	for s := range strings.SplitSeq(strings.TrimPrefix(o.Path, "/"), "/") {
		b.WriteByte('/')
		name, whole := wholeParameter(s)
		if !api.IsParameter(s) {
			before = s
		}
		if !whole {
			b.WriteString(l.referring(s, before))
			continue
		}
		b.WriteString(":" + name)
		if seen[name] {
			continue
		}
		seen[name] = true
		v := template.Variable{Key: name}
		if p := declared[name]; p != nil {
			v.Value, v.Description = l.spend(l.inPath(o, p)), l.pathDescription(o, p)
		}
		r.Path = append(r.Path, v)
	}
	return b.String()
}

// wholeParameter returns the name of the parameter that a segment consists of, and
// whether it is one that Postman has a path variable for.
func wholeParameter(segment string) (name string, ok bool) {
	if len(segment) < 3 || segment[0] != '{' || segment[len(segment)-1] != '}' {
		return "", false
	}
	name = segment[1 : len(segment)-1]
	return name, !strings.ContainsAny(name, "{}?#") && collection.PathVariable(":"+name) == name
}

// written returns a value as it stands in an address or a form.
func written(v *api.Value) string {
	switch {
	case v == nil || v.Kind == api.Null:
		return ""
	case v.Kind == api.List:
		return strings.Join(words(v), ",")
	case v.Kind == api.Object:
		return v.JSON("")
	}
	return v.Text
}

// words returns the items of a list as text for an address or a form.
func words(list *api.Value) []string {
	var all []string
	for _, item := range list.Items {
		all = append(all, written(item))
	}
	return all
}

// simple returns a parameter's value as one text: the items of a list, or the names and
// values of an object, with separators (OpenAPI 3.1.1, "Style Examples").
func simple(p *api.Parameter, v *api.Value, separator string) string {
	switch {
	case p.JSON && v != nil:
		return v.JSON("")
	case v == nil:
	case v.Kind == api.List:
		return strings.Join(encoded(p, words(v)), separator)
	case v.Kind == api.Object:
		equals := separator
		if p.Explode {
			equals = "="
		}
		var all []string
		for _, m := range v.Members {
			all = append(all, m.Name+equals+encode(p, written(m.Value)))
		}
		return strings.Join(all, separator)
	}
	return encode(p, written(v))
}

// inPath returns a path parameter's value with its style's prefix. In a request that
// writes, it is never a value that a server could accept: sending the request unchanged
// must not hit a record.
func (l *layouter) inPath(o *api.Operation, p *api.Parameter) string {
	v := synthetic.Given(p)
	if s := l.values.PathVariable(o, p); s.Name != "" {
		v = api.TextValue("{{" + s.Name + "}}")
	}
	switch p.Style {
	case "label":
		if p.Explode {
			return "." + simple(p, v, ".")
		}
		return "." + simple(p, v, ",")
	case "matrix":
		switch {
		case p.Explode && v != nil && v.Kind == api.List:
			return ";" + p.Name + "=" + simple(p, v, ";"+p.Name+"=")
		case p.Explode && v != nil && v.Kind == api.Object:
			return ";" + simple(p, v, ";")
		}
		return ";" + p.Name + "=" + simple(p, v, ",")
	}
	return simple(p, v, ",")
}

// parameter returns a header or query parameter. It is enabled if [layouter.isOn] says
// so.
func (l *layouter) parameter(o *api.Operation, p *api.Parameter, value string) template.Parameter {
	return template.Parameter{
		Key: p.Name, Value: l.spend(value), Description: l.parameterDescription(o, p), Disabled: !l.isOn(o, p),
	}
}

// separators maps styles to the separators between the items of a list.
var separators = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "%09"}
}}

// query returns a query parameter as one or more: one per item of a list that is spread,
// or one per property of an object.
func (l *layouter) query(o *api.Operation, p *api.Parameter) []template.Parameter {
	v := l.value(o, p)
	switch {
	case p.JSON:
		return []template.Parameter{l.parameter(o, p, simple(p, v, ","))}
	case v != nil && v.Kind != api.Object: // the schema may also allow an object
	case p.Style == "deepObject":
		if all := l.spread(o, p, v, withProperties(p.Schema, v)); len(all) > 0 {
			return all
		}
	case p.Explode && (p.Style == "" || p.Style == "form"):
		if all := l.spread(o, p, v, onlyObject(p.Schema)); len(all) > 0 {
			return all
		}
	}
	if !p.Explode || v == nil || v.Kind != api.List || len(v.Items) == 0 {
		return []template.Parameter{l.parameter(o, p, simple(p, v, strings.ReplaceAll(cmp.Or(separators.Get()[p.Style], ","), " ", "%20")))}
	}
	var all []template.Parameter
	for _, word := range encoded(p, words(v)) {
		all = append(all, l.parameter(o, p, word))
	}
	return all
}
