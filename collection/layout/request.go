package layout

import (
	"slices"
	"strings"

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
			r.Headers = append(r.Headers, l.parameter(o, p))
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
	var b strings.Builder
	for s := range strings.SplitSeq(strings.TrimPrefix(o.Path, "/"), "/") {
		b.WriteByte('/')
		name, whole := strings.CutPrefix(s, "{")
		name, closed := strings.CutSuffix(name, "}")
		if !whole || !closed || strings.ContainsAny(name, "{}") {
			b.WriteString(references.Replace(s))
			continue
		}
		b.WriteString(":" + name)
		if slices.ContainsFunc(r.Path, func(v template.Variable) bool { return v.Key == name }) {
			continue
		}
		v := template.Variable{Key: name}
		for _, p := range o.Parameters {
			if p.In == api.InPath && p.Name == name {
				v.Value, v.Description = given(p), l.pathDescription(o, p)
			}
		}
		r.Path = append(r.Path, v)
	}
	return b.String()
}

// given is a value that the document itself has for a parameter; "" where it has
// none. Making one up would let a request without thought hit a real record.
func given(p *api.Parameter) string {
	v := p.Example
	if v == nil && p.Schema != nil {
		flat := sample.Flat(p.Schema)
		switch {
		case flat.Example != nil:
			v = flat.Example
		case flat.Default != nil:
			v = flat.Default
		case len(flat.Enum) > 0:
			v = sample.Of(flat, sample.Options{})
		}
	}
	return written(v)
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
func (l *layouter) parameter(o *api.Operation, p *api.Parameter) template.Parameter {
	return template.Parameter{
		Key: p.Name, Value: given(p), Description: l.parameterDescription(o, p), Disabled: !p.Required,
	}
}

// query is a query parameter: one, or one a property where an object is spread
// over several (style deepObject).
func (l *layouter) query(o *api.Operation, p *api.Parameter) []template.Parameter {
	one := l.parameter(o, p)
	if p.Style != "deepObject" || p.Schema == nil {
		return []template.Parameter{one}
	}
	flat := withProperties(p.Schema, 0)
	if flat == nil {
		return []template.Parameter{one}
	}
	var all []template.Parameter
	needs := flat.Needs()
	for _, inner := range flat.Properties {
		all = append(all, template.Parameter{
			Key:         p.Name + "[" + inner.Name + "]",
			Value:       written(ofEnum(inner.Schema)),
			Description: sentences(describe(inner.Schema), facts(inner.Schema)),
			Disabled:    !p.Required || !needs[inner.Name],
		})
	}
	return all
}

// withProperties is the schema of an object with properties: the schema itself,
// or the first of its alternatives that is one; nil where there is none.
func withProperties(s *api.Schema, depth int) *api.Schema {
	if s == nil || depth > 5 {
		return nil
	}
	flat := sample.Flat(s)
	if len(flat.Properties) > 0 {
		return flat
	}
	for _, alternatives := range [][]*api.Schema{flat.OneOf, flat.AnyOf} {
		for _, a := range alternatives {
			if found := withProperties(a, depth+1); found != nil {
				return found
			}
		}
	}
	return nil
}

// ofEnum is a value of those that a schema allows, or its default; nil where it
// names none.
func ofEnum(s *api.Schema) *api.Value {
	if s == nil {
		return nil
	}
	if flat := sample.Flat(s); len(flat.Enum) > 0 || flat.Default != nil || flat.Example != nil {
		return sample.Of(flat, sample.Options{})
	}
	return nil
}
