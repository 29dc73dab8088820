package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var contractParameterValue = &rule.Rule{
	Name:     "contract-parameter-value",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a value of a path, query or header parameter that the operation does not take: of another type, not among the allowed values, out of bounds, too long or too short, or no date or UUID. A value with a variable that is not known is not judged, nor is an empty one.",
	Why:      "The server answers 400, or ignores the parameter.",
	Bad:      rule.Request(`"https://api.example.com/patients?gender=f"`).WithContract(),
	Good:     rule.Request(`"https://api.example.com/patients?gender=female"`).WithContract(),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		o := operationFor(p, i)
		if o == nil {
			return
		}
		for _, q := range queryOf(r.URL()) {
			for _, param := range o.Parameters {
				if param.In == api.InQuery && (param.Name == q.name || param.Name+"[]" == q.name) {
					judgeValue(p, i, param, q.value, decoded(p.Facts.Resolve(q.value.Text, &i)))
				}
			}
		}
		for h := range r.Headers() {
			for _, param := range o.Parameters {
				if param.In == api.InHeader && !h.Disabled() && strings.EqualFold(param.Name, strings.TrimSpace(h.Key())) {
					judgeValue(p, i, param, h.ValuePart(), p.Facts.Resolve(h.ValueText(), &i))
				}
			}
		}
		judgePath(p, i, r, o)
	}},
}

// judgePath holds what stands for the parameters in a path against their schemas.
func judgePath(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation) {
	own := api.Segments(o.Path)
	var written []collection.Part
	for s := range r.URL().Segments() {
		written = append(written, collection.Part{Node: s, Text: s.Text(), Whole: true})
	}
	values := map[string]jsontree.Node{}
	for v := range r.URL().PathVariables() {
		values[v.Key()] = v.Value()
	}
	for len(written) > 0 && written[len(written)-1].Text == "" {
		written = written[:len(written)-1]
	}
	// The operation's path is the end of what is written: the server's may stand before it.
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
				judgeValue(p, i, param, at, decoded(p.Facts.Resolve(at.Text, &i)))
			}
		}
	}
}

func judgeValue(p *rule.Pass, i collection.Item, param *api.Parameter, at collection.Part, text string) {
	if param.JSON || strings.Contains(text, "{{") || strings.EqualFold(text, param.Name) || setByScript(p, i, param.Name) || !at.Node.Exists() {
		return
	}
	separator := ","
	switch param.Style {
	case "spaceDelimited":
		separator = " "
	case "pipeDelimited":
		separator = "|"
	case "tabDelimited":
		separator = "\t"
	case "matrix", "label", "deepObject":
		return
	}
	if wrong := contract.Text(text, param.Schema, separator); wrong != "" {
		reportPart(p, at, rule.Finding{
			Message: fmt.Sprintf("the %s parameter %q %s", param.In, param.Name, wrong),
			Help:    seeDocument(param.Place, "it"),
		})
	}
}
