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
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/sample"
)

var contractBody = &rule.Rule{
	Name:     "contract-body",
	Category: rule.Contracts,
	Severity: diagnostic.Error,
	Finds:    "a JSON body or a form that violates the operation's schema: a value of another type or not among the allowed ones, a missing required field, an unknown field where the schema allows no others; as warnings, a value out of bounds, of another format or not matching the pattern, a read-only field that is sent, a field that is probably misspelled, and a required body that is missing. Variables match everything. A PATCH needs no field. If the document declares no body, the resource's fields are used, and all findings are warnings. More than three findings with one cause are reported as one; more than five of one kind in several operations, too, and milder, because the document may be wrong. Milder are also those about a request that a saved example shows to have succeeded. What the document's own examples do is not reported.",
	Why:      "The server answers 400, or ignores the field.",
	Bad: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"doctor\": 1, \"gender\": 5}", "options": {"raw": {"language": "json"}}}}`).WithContract(),
	Good: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"doctor\": 1, \"gender\": \"female\"}", "options": {"raw": {"language": "json"}}}}`).WithContract(),
	Visit: requestsByCause(sameOperation, breaches),
}

func breaches(p *rule.Pass, i collection.Item, r collection.Request) {
	o := operationFor(p, i)
	if o == nil || o.Body == nil || o.Body.Schema == nil || wordForIdentifier(o, calledBy(p, i).path) {
		return
	}
	if r.Body().IsEmpty() {
		missingBody(p, i, r, o)
		return
	}
	switch r.Body().Mode() {
	case "raw":
		bodyBreaches(p, i, r, o)
	case "urlencoded", "formdata":
		if o.Body.IsForm() {
			formBreaches(p, i, r, o)
		}
	}
}

// missingBody reports a request without a body whose operation requires one with fields.
func missingBody(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation) {
	if !o.Body.Required || o.Body.Inferred || len(sample.Flat(o.Body.Schema).Required) == 0 || isPart(p, i, o) || expectsRefusal(p, i) || r.Body().Disabled() {
		return
	}
	for range r.Body().Fields() {
		return // its fields are switched off: whoever wrote them knows of them
	}
	p.Report(rule.Finding{
		At: urlPlace(r.URL()), Severity: diagnostic.Warning,
		Message: "the required body is missing", Help: seeDocument(o.Place, o.String()),
	})
}

func bodyBreaches(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation) {
	at := r.Body().Content()
	text := at.Text()
	media := sentMedia(r, contentType(r.Headers()))
	if !api.IsJSON(o.Body.Media) || !api.IsJSON(media) || isMalformedOnPurpose(i) || strings.Contains(strings.ToLower(o.Body.Media), "patch") {
		return
	}
	if trimmed := strings.TrimSpace(text); !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") || strings.HasPrefix(trimmed, "{{") {
		return // it is a variable
	}
	if o.Method == "PATCH" && isEmptyJSON(text) {
		return // it has no effect
	}
	d, err := parseTemplate(text, withComments)
	if err != nil {
		return // body-json-invalid reports it
	}
	if onlyReference(d.Root()) {
		p.Report(rule.Finding{At: at, Message: "the body is a reference to a schema, and nothing resolves it", Cause: "$ref", Help: seeDocument(o.Place, o.String())})
		return
	}
	schema := o.Body.Schema
	if own := o.Body.Schemas[media]; own != nil {
		schema = own
	}
	for _, b := range contract.Check(d.Root(), schema, contract.Options{Part: isPart(p, i, o), Whole: changes(o), Open: openIn(text), Examples: bodyExamples(o)}) {
		f := breachIn(at, b, o)
		f.Cause = b.Cause
		if b.Mild || o.Body.Inferred {
			f.Severity = diagnostic.Warning
		}
		p.Report(f)
	}
}

// onlyReference reports whether a body is nothing but a reference, as tools write that do not
// read what it refers to.
func onlyReference(body jsontree.Node) bool {
	n := 0
	for range body.Members() {
		n++
	}
	return n == 1 && strings.HasPrefix(body.Get("$ref").Text(), "#/")
}

// openIn returns a function that reports whether a node in a text contains a variable.
func openIn(text string) func(jsontree.Node) bool {
	return func(n jsontree.Node) bool { return strings.Contains(text[n.Start():n.End()], "{{") }
}

// breachIn returns the finding for a schema breach in a body that is a string.
func breachIn(at jsontree.Node, b contract.Breach, o *api.Operation) rule.Finding {
	f := rule.Finding{At: at, Message: b.Message, Kind: b.Kind, Help: seeDocument(o.Place, o.String())}
	from, to := b.At.Start(), b.At.End()
	if b.At.Kind() == jsontree.Object || b.At.Kind() == jsontree.Array {
		to = from + 1
	}
	f.Start, f.End = rule.Within(at, from, to)
	return f
}

// bodyExamples returns the document's JSON examples of an operation's body.
func bodyExamples(o *api.Operation) []*api.Value {
	all := []*api.Value{}
	if o.Body.Example != nil {
		all = append(all, o.Body.Example)
	}
	return append(all, exampleValues(o.Body.Examples)...)
}

func exampleValues(examples []api.Example) []*api.Value {
	var all []*api.Value
	for _, e := range examples {
		if api.IsJSON(e.Media) {
			all = append(all, e.Value)
		}
	}
	return all
}

// isPart reports whether a request need not send all required fields.
func isPart(p *rule.Pass, i collection.Item, o *api.Operation) bool {
	return o.Method == "PATCH" || written(p, i) || leavingOut.Get().MatchString(i.Name())
}

// changes reports whether an operation changes or finds what is there. Its body is often
// what the server answered, with its ID and whatever else is read-only.
func changes(o *api.Operation) bool {
	return o.Method == "PUT" || o.Method == "PATCH" || changing.Get().MatchString(o.Path)
}

var changing = lazy.Regexp{Expr: `(?i)[/_.:-](bulk[_-]?)?(update|edit|modify|change|patch|put|save|upsert|delete|remove|search|find|query|list|get)[A-Za-z_-]*$`}

// written reports whether a script writes a request's body or a part of it.
func written(p *rule.Pass, i collection.Item) bool {
	return setByScript(p, i, "request.body") || setByScript(p, i, "request.data")
}

func formBreaches(p *rule.Pass, i collection.Item, r collection.Request, o *api.Operation) {
	s := sample.Flat(o.Body.Schema)
	properties := map[string]*api.Schema{}
	for _, property := range s.Properties {
		properties[property.Name] = property.Schema
	}
	// named returns the name of the field that a key is a part of: "user" for "user[name]"
	// and, if there is no such key, for "user.name".
	named := func(key string) string {
		name := plainName(key)
		if before, _, dotted := strings.Cut(name, "."); dotted && properties[name] == nil && properties[before] != nil {
			return before
		}
		return name
	}
	sent := map[string]bool{}
	for field := range r.Body().Fields() {
		if key := field.Key(); !field.Disabled() {
			sent[key], sent[named(key)] = true, true
		}
	}
	for field := range r.Body().Fields() {
		key := field.Key()
		if field.Disabled() {
			continue
		}
		if strings.Contains(key, "{{") {
			return
		}
		if wrong, mild := contract.Field(named(key), s, sent); wrong != "" && !isExampleField(o, key) {
			f := rule.Finding{At: field.Node.Get("key"), Severity: inferredIsMild(o), Message: wrong, Help: seeDocument(o.Place, o.String())}
			if mild {
				f.Severity = diagnostic.Warning
			}
			p.Report(f)
		}
		if wrong := wrongField(p, i, r, field, properties[key], o.Body.Encodings[key]); wrong != "" {
			kind, cause := contract.Describe(key, wrong)
			p.Report(rule.Finding{At: field.Value(), Severity: inferredIsMild(o), Message: fmt.Sprintf("%q %s", key, wrong), Kind: kind, Cause: cause, Help: seeDocument(o.Place, o.String())})
		}
	}
	if isPart(p, i, o) || len(s.OneOf)+len(s.AnyOf) > 0 {
		return
	}
	var missing []string
	misspelt := contract.Misspelt(s, sent)
	for _, name := range s.Required {
		of, known := properties[name]
		if known && !sent[name] && !misspelt[name] && (of == nil || !sample.Flat(of).ReadOnly) && !contract.HasDefault(of) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		p.Report(rule.Finding{
			At: r.Body().Content(), Severity: inferredIsMild(o),
			Message: contract.Missing(missing...), Help: seeDocument(o.Place, o.String()),
		})
	}
}

// wrongField describes what is wrong with the value of a form's field; "" if nothing is.
func wrongField(p *rule.Pass, i collection.Item, r collection.Request, field collection.Parameter, of *api.Schema, encoding api.Encoding) string {
	if of == nil || encoding.Media != "" || encoding.Style != "" && encoding.Style != "form" {
		return ""
	}
	text := p.Facts.Resolve(field.ValueText(), &i)
	if r.Body().Mode() == "urlencoded" {
		text = decoded(text)
	}
	flat := sample.Flat(of)
	items := flat
	if flat.Is("array") && flat.Items != nil {
		items = sample.Flat(flat.Items)
	}
	isFile := field.Node.Get("type").Is("file")
	switch {
	case isFile && len(flat.Types) == 1 && (flat.Is("integer") || flat.Is("number") || flat.Is("boolean")):
		return "is a file, and must be a text"
	case isFile, contract.IsNamedAfter(text, field.Key()), isObject(items), flat.Is("array") && flat.Items == nil:
		return ""
	case items.Format == "binary":
		if r.Body().Mode() == "formdata" && len(items.Types) == 1 && !contract.IsPlaceholder(text) {
			return "is a text, and must be a file"
		}
		return ""
	}
	return contract.Text(text, of, ",")
}

// isExampleField reports whether an example in the document has a field.
func isExampleField(o *api.Operation, name string) bool {
	return slices.ContainsFunc(append(exampleOf(o), o.Body.Schema.Example), func(v *api.Value) bool { return v != nil && v.Member(name) != nil })
}

// exampleOf returns the document's examples of a body, in any media type.
func exampleOf(o *api.Operation) []*api.Value {
	all := []*api.Value{o.Body.Example}
	for _, e := range o.Body.Examples {
		all = append(all, e.Value)
	}
	return all
}

func inferredIsMild(o *api.Operation) diagnostic.Severity {
	if o.Body.Inferred {
		return diagnostic.Warning
	}
	return ""
}

// isEmptyJSON reports whether a text is an empty object or list.
func isEmptyJSON(text string) bool {
	text = strings.Join(strings.Fields(text), "")
	return text == "{}" || text == "[]"
}
