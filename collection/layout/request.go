package layout

import (
	"cmp"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/template"
)

// request is an operation as a request.
func (l *layouter) request(e entry) template.Item {
	o := e.operation
	r := &template.Request{Method: o.Method, Scopes: o.Scopes}
	r.URL = l.server(o) + l.path(o, r)
	for _, p := range o.Parameters {
		switch p.In {
		case api.InQuery:
			r.Query = append(r.Query, l.query(o, p)...)
		case api.InHeader:
			r.Headers = append(r.Headers, l.parameter(o, p, written(given(p))))
		}
	}
	fields := l.body(o, r)
	l.authorize(o, r)
	return template.Item{
		ID: o.String(), Name: e.name, Request: r,
		Description: paragraphs(e.before, l.requestDescription(o, fields)),
	}
}

func (l *layouter) server(o *api.Operation) string {
	if o.Server != "" && strings.Contains(o.Server, "://") {
		return o.Server
	}
	return l.options.Server
}

// references writes a path's parameters as references to variables.
var references = strings.NewReplacer("{", "{{", "}", "}}")

// path is the path with Postman's variables (":id") for the parameters that are
// a whole segment. Others stay references, which may stand anywhere.
func (l *layouter) path(o *api.Operation, r *template.Request) string {
	declared := map[string]*api.Parameter{}
	for _, p := range o.Parameters {
		if p.In == api.InPath {
			declared[p.Name] = p
		}
	}
	var b strings.Builder
	seen := map[string]bool{}
	for s := range strings.SplitSeq(strings.TrimPrefix(o.Path, "/"), "/") {
		b.WriteByte('/')
		name, whole := wholeParameter(s)
		if !whole {
			b.WriteString(references.Replace(s))
			continue
		}
		b.WriteString(":" + name)
		if seen[name] {
			continue
		}
		seen[name] = true
		v := template.Variable{Key: name}
		if p := declared[name]; p != nil {
			v.Value, v.Description = l.spend(written(given(p))), l.pathDescription(o, p)
		}
		r.Path = append(r.Path, v)
	}
	return b.String()
}

// wholeParameter is the name of the parameter that a segment is, and whether it is
// one as a whole that Postman has a path variable for.
func wholeParameter(segment string) (name string, ok bool) {
	if len(segment) < 3 || segment[0] != '{' || segment[len(segment)-1] != '}' {
		return "", false
	}
	name = segment[1 : len(segment)-1]
	return name, !strings.ContainsAny(name, "{}?#") && collection.PathVariable(":"+name) == name
}

// given is a value that the document itself has for a parameter; nil where it has
// none. Making one up would let a request without thought hit a real record.
func given(p *api.Parameter) *api.Value {
	if p.Example != nil {
		return p.Example
	}
	return sample.Given(p.Schema)
}

// written is a value as it stands in an address or a form.
func written(v *api.Value) string {
	switch {
	case v == nil || v.Kind == api.Null:
		return ""
	case v.Kind == api.List:
		var parts []string
		for _, item := range v.Items {
			parts = append(parts, written(item))
		}
		return strings.Join(parts, ",")
	case v.Kind == api.Object:
		return v.JSON("")
	}
	return v.Text
}

// parameter is a header or query parameter. Those that are required are switched
// on.
func (l *layouter) parameter(o *api.Operation, p *api.Parameter, value string) template.Parameter {
	return template.Parameter{
		Key: p.Name, Value: l.spend(value), Description: l.parameterDescription(o, p), Disabled: !p.Required,
	}
}

// separators stand between the items of a list, by its style.
var separators = map[string]string{"spaceDelimited": "%20", "pipeDelimited": "|"}

// query is a query parameter: one, or one an item where a list is spread over
// several, or one a property where an object is (style deepObject).
func (l *layouter) query(o *api.Operation, p *api.Parameter) []template.Parameter {
	v := given(p)
	if p.Style == "deepObject" {
		if object := withProperties(p.Schema); object != nil {
			return l.spread(p, object)
		}
	}
	if v == nil || v.Kind != api.List || len(v.Items) == 0 {
		return []template.Parameter{l.parameter(o, p, written(v))}
	}
	var words []string
	for _, item := range v.Items {
		words = append(words, written(item))
	}
	if !p.Explode {
		return []template.Parameter{l.parameter(o, p, strings.Join(words, cmp.Or(separators[p.Style], ",")))}
	}
	all := []template.Parameter{l.parameter(o, p, words[0])}
	for _, word := range words[1:] {
		all = append(all, template.Parameter{Key: p.Name, Value: l.spend(word), Disabled: !p.Required})
	}
	return all
}

func (l *layouter) spread(p *api.Parameter, object *api.Schema) []template.Parameter {
	var all []template.Parameter
	needs := object.Needs()
	for _, inner := range object.Properties {
		if l.left < 0 {
			break
		}
		all = append(all, template.Parameter{
			Key:         l.spend(p.Name + "[" + inner.Name + "]"),
			Value:       l.spend(written(sample.Given(inner.Schema))),
			Description: l.say(describe(inner.Schema), facts(inner.Schema)),
			Disabled:    !p.Required || !needs[inner.Name],
		})
	}
	return all
}

// withProperties is the schema of an object with properties: the schema itself,
// or the first of its alternatives that is one; nil where there is none.
func withProperties(s *api.Schema) *api.Schema {
	left := 100
	var first func(s *api.Schema) *api.Schema
	first = func(s *api.Schema) *api.Schema {
		if left--; s == nil || left < 0 {
			return nil
		}
		flat := sample.Flat(s)
		if len(flat.Properties) > 0 {
			return flat
		}
		for _, alternatives := range [][]*api.Schema{flat.OneOf, flat.AnyOf} {
			for _, a := range alternatives {
				if found := first(a); found != nil || left < 0 {
					return found
				}
			}
		}
		return nil
	}
	return first(s)
}
