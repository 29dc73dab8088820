package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/sample"
)

var contractParameterValue = &rule.Rule{
	Name:     "contract-parameter-value",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a value of a path, query or header parameter or of a cookie that the operation does not accept: of another type, not among the allowed values, out of bounds, too long or too short, not matching the pattern or of another format, and a list that is written in another style than the document declares. Empty values, and values with an unknown variable, are not checked.",
	Why:      "The server answers 400, or ignores the parameter.",
	Bad:      rule.Request(`"https://api.example.com/patients?gender=f"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/patients?gender=female"`).WithContract(),
	Visit:    requestsByCause(sameOperation, wrongValues),
}

func wrongValues(p *rule.Pass, i collection.Item, r collection.Request) {
	o := operationFor(p, i)
	if o == nil {
		if c := calledBy(p, i); c.instead != nil && !testsRefusal(p, i) {
			judgePath(p, i, r, c.instead, ", and the document has no path "+c.path)
		}
		return
	}
	sent := queryOf(r.URL())
	for _, param := range o.Parameters {
		judgeDeep(p, i, param, sent)
		judgeQuery(p, i, param, slices.DeleteFunc(slices.Clone(sent), func(q queryEntry) bool {
			return param.In != api.InQuery || param.Name != q.name && param.Name+"[]" != q.name
		}))
	}
	for h := range r.Headers() {
		for _, param := range o.Parameters {
			if param.In == api.InHeader && !h.Disabled() && strings.EqualFold(param.Name, strings.TrimSpace(h.Key())) {
				judgeValue(p, i, param, h.ValuePart(), p.Facts.Resolve(h.ValueText(), &i), "")
			}
		}
	}
	cookies, _ := cookiesOf(r)
	for _, c := range cookies {
		for _, param := range cookieParameters(o) {
			if param.Name == c.name {
				judgeValue(p, i, param, c.value, decoded(p.Facts.Resolve(c.value.Text, &i)), "")
			}
		}
	}
	judgePath(p, i, r, o, "")
}

// judgeQuery checks what is sent of one query parameter against its schema.
func judgeQuery(p *rule.Pass, i collection.Item, param *api.Parameter, sent []queryEntry) {
	if len(sent) > 1 && isJoined(param) && param.Name == sent[0].name {
		reportPart(p, sent[1].key, rule.Finding{
			Message: fmt.Sprintf("the query parameter %q is sent several times, and takes its list as one: %s", param.Name, joinedForm(param)),
			Help:    seeDocument(param.Place, "it"),
		})
	}
	for _, q := range sent {
		text := decoded(p.Facts.Resolve(q.value.Text, &i))
		if len(sent) == 1 && param.Spelled && param.Explode && isSplit(param, text) && !strings.Contains(text, "{{") {
			reportPart(p, q.value, rule.Finding{
				Message: fmt.Sprintf("the query parameter %q is one value with commas, and takes its list as several: %s=…&%s=…", param.Name, param.Name, param.Name),
				Help:    seeDocument(param.Place, "it"),
			})
			continue
		}
		if raw := p.Facts.Resolve(q.value.Text, &i); strings.Contains(raw, "+") && contract.Text(text, param.Schema, separatorOf(param)) != "" {
			// Postman sends the sign as it is, and not all servers read a space.
			text = withPlus(raw)
		}
		judgeValue(p, i, param, q.value, text, "")
	}
}

// judgeDeep checks the fields of an object that are sent as name[field]=value.
func judgeDeep(p *rule.Pass, i collection.Item, param *api.Parameter, sent []queryEntry) {
	if param.In != api.InQuery || param.Style != "deepObject" || param.Schema == nil {
		return
	}
	for _, q := range sent {
		field, ok := strings.CutPrefix(strings.TrimSuffix(q.name, "]"), param.Name+"[")
		if !ok || field == "" {
			continue
		}
		if property := sample.Flat(param.Schema).Property(field); property != nil && property.Schema != nil {
			judgeValue(p, i, &api.Parameter{Name: q.name, In: param.In, Schema: property.Schema, Place: param.Place}, q.value, decoded(p.Facts.Resolve(q.value.Text, &i)), "")
		}
	}
}

// isJoined reports whether the document says that a list is sent as one value.
func isJoined(param *api.Parameter) bool {
	return param.Spelled && !param.Explode && param.Schema != nil && sample.Flat(param.Schema).Is("array") && param.Style != "deepObject"
}

func joinedForm(param *api.Parameter) string {
	return param.Name + "=…" + separatorOf(param) + "…"
}

// isSplit reports whether a text has several values for a list and cannot be one item.
func isSplit(param *api.Parameter, text string) bool {
	if param.Schema == nil || param.Style != "" && param.Style != "form" || !strings.Contains(text, ",") {
		return false
	}
	flat := sample.Flat(param.Schema)
	return flat.Is("array") && len(flat.Types) == 1 && flat.Items != nil &&
		contract.Text(text, flat.Items, "\x00") != "" && contract.Text(text, flat, ",") == ""
}

// separatorOf returns the separator of the items in a list that is one value; "" if it
// is not known.
func separatorOf(param *api.Parameter) string {
	switch param.Style {
	case "", "form", "simple":
		return ","
	case "spaceDelimited":
		return " "
	case "pipeDelimited":
		return "|"
	case "tabDelimited":
		return "\t"
	}
	return ""
}

// judgePath checks the values of the parameters in a path against their schemas. The last
// argument ends its messages.
func judgePath(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation, end string) {
	own := api.Segments(o.Path)
	var written []collection.Part
	for _, part := range urlParts(nil, r.URL()) {
		if part.kind == segmentPart {
			written = append(written, part.Part)
		}
	}
	values := map[string]jsontree.Node{}
	for v := range r.URL().PathVariables() {
		values[v.Key()] = v.Value()
	}
	for len(written) > 0 && written[len(written)-1].Text == "" {
		written = written[:len(written)-1]
	}
	// The operation's path is at the end of the written one, which may start with the
	// server's path.
	shift := len(written) - len(own)
	for n, segment := range own {
		if shift < 0 || !strings.HasPrefix(segment, "{") || !strings.HasSuffix(segment, "}") || strings.Count(segment, "{") > 1 {
			continue
		}
		at := written[shift+n]
		if name := collection.PathVariable(at.Text); name != "" {
			value := values[name]
			if value.Kind() != jsontree.String || at.Text != ":"+name || segment != "{"+name+"}" {
				continue
			}
			at = collection.Part{Node: value, Text: value.Text(), Whole: true}
		}
		for _, param := range o.Parameters {
			if param.In == api.InPath && "{"+param.Name+"}" == segment {
				if judgeValue(p, i, param, at, withPlus(p.Facts.Resolve(at.Text, &i)), end) && end != "" {
					return
				}
			}
		}
	}
}

// judgeValue reports a value that breaches a parameter's schema, and returns whether it
// did.
func judgeValue(p *rule.Pass, i collection.Item, param *api.Parameter, at collection.Part, text, end string) (told bool) {
	if param.JSON || strings.Contains(text, "{{") || contract.IsNamedAfter(text, param.Name) || setByScript(p, i, param.Name) || !at.Node.Exists() {
		return false
	}
	separator := separatorOf(param)
	if separator == "" {
		return false
	}
	if wrong := contract.Text(text, param.Schema, separator); wrong != "" && param.Schema != nil && !exampleIsSo(param, wrong, separator) {
		if other := otherSeparator(param, text, separator); other != "" {
			wrong = fmt.Sprintf("separates its items by %q, not by %q", separator, other)
		}
		reportPart(p, at, rule.Finding{
			Message: fmt.Sprintf("the %s parameter %q %s%s", param.In, param.Name, wrong, end),
			Help:    seeDocument(param.Place, "it"),
		})
		return true
	}
	return false
}

// exampleIsSo reports whether an example in the document is wrong in the same way.
func exampleIsSo(param *api.Parameter, wrong, separator string) bool {
	flat := sample.Flat(param.Schema)
	examples := []*api.Value{param.Example, flat.Example, flat.Default}
	for _, e := range param.Examples {
		examples = append(examples, e.Value)
	}
	return slices.ContainsFunc(examples, func(v *api.Value) bool {
		switch {
		case v == nil:
			return false
		case v.Kind == api.Object || v.Kind == api.List && !flat.Is("array"):
			return true // it does not fit its own schema
		}
		return contract.Text(v.Text, param.Schema, separator) == wrong
	})
}

// otherSeparator returns the separator of a list that is valid except for its separator;
// "" for all others.
func otherSeparator(param *api.Parameter, text, separator string) string {
	if param.Schema == nil || !sample.Flat(param.Schema).Is("array") {
		return ""
	}
	for _, other := range []string{",", "|", " ", ";"} {
		if other != separator && strings.Contains(text, other) && contract.Text(text, param.Schema, other) == "" {
			return other
		}
	}
	return ""
}
