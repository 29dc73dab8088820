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
)

var contractExampleStatus = &rule.Rule{
	Name:     "contract-example-status",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a saved example with a status that the operation does not declare (itself, as a range or as the default), if it declares another one of the same class, such as 404 for 409; and an example of success with a body of a media type that it does not declare for the status.",
	Why:      "Clients that are written after the example expect what the API does not promise. Many documents declare no status of failures.",
	Bad:      rule.Response(`{"name": "Made", "code": 201, "body": ""}`).WithContract(),
	Good:     rule.Response(`{"name": "OK", "code": 200, "body": ""}`).WithContract(),
	Visit:    responsesByCause(sameOperation, undeclaredStatus),
}

// answering returns the operation whose answers an item's examples are; nil if that is not
// certain: a word in place of an identifier may be another path, which the document leaves
// out.
func answering(p *rule.Pass, i collection.Item) *api.Operation {
	c := calledBy(p, i)
	if c.operation == nil || wordForIdentifier(c.operation, c.path) {
		return nil
	}
	return c.operation
}

func undeclaredStatus(p *rule.Pass, i collection.Item, r collection.Response) {
	o := answering(p, i)
	code := r.Code().Raw()
	if o == nil || len(o.Responses) == 0 || len(code) != 3 || code[0] != '2' && code[0] != '4' && code[0] != '5' {
		return
	}
	if answer := answerFor(o, code); answer != nil {
		if answer.Succeeds() {
			undeclaredMedia(p, r, o, answer)
		}
		return
	}
	var declared []string
	for _, one := range o.Responses {
		if strings.HasPrefix(one.Status, code[:1]) {
			declared = append(declared, one.Status)
		}
	}
	if len(declared) == 0 {
		return
	}
	kind := fmt.Sprintf("does not declare the status %s; it declares %s", code, strings.Join(declared, ", "))
	f := rule.Finding{At: r.Code(), Message: o.String() + " " + kind, Kind: kind, Help: seeDocument(o.Place, "the operation")}
	if code[0] != '2' { // failures are most often one habit of the document or the examples
		f.Cause = "status " + code
	}
	p.Report(f)
}

// undeclaredMedia finds a saved body of a media type that the answer does not have.
func undeclaredMedia(p *rule.Pass, r collection.Response, o *api.Operation, answer *api.Response) {
	header := contentType(r.Headers())
	media := mediaType(header.ValueText())
	if !strings.Contains(media, "/") || strings.ContainsAny(media, "{*") || len(answer.Media) == 0 || strings.TrimSpace(r.Body().Text()) == "" ||
		slices.ContainsFunc(answer.Media, func(declared string) bool { return takes(declared, media) }) {
		return
	}
	kind := fmt.Sprintf("does not answer %s with %s; it answers with %s", r.Code().Raw(), media, strings.Join(answer.Media, ", "))
	reportPart(p, header.ValuePart(), rule.Finding{Message: o.String() + " " + kind, Kind: kind, Help: seeDocument(o.Place, "the operation")})
}

var contractExampleBody = &rule.Rule{
	Name:     "contract-example-body",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a saved example whose JSON violates the schema of the response.",
	Why:      "Mock servers answer with it, and readers write clients by it: either the example or the document is out of date.",
	Bad:      rule.Response(`{"name": "OK", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"up\": \"yes\"}"}`).WithContract(),
	Good:     rule.Response(`{"name": "OK", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"up\": true}"}`).WithContract(),
	Visit:    responsesByCause(sameMessage, exampleBreaches),
}

func exampleBreaches(p *rule.Pass, i collection.Item, r collection.Response) {
	o := answering(p, i)
	if o == nil {
		return
	}
	answer := answerFor(o, r.Code().Raw())
	body := r.Body()
	text := body.Text()
	if answer == nil || answer.Schema == nil || strings.TrimSpace(text) == "" || strings.Join(strings.Fields(text), "") == "{}" {
		return // {} is what tools write for want of a body
	}
	if media := mediaType(contentType(r.Headers()).ValueText()); media != "" && (!api.IsJSON(media) || isOther(media, firstJSON(answer.Media), answer.Media)) {
		return
	}
	d, err := parseTemplate(text, withoutComments)
	if err != nil {
		return // example-json-invalid reports it
	}
	found := breachesOf(d, text, answer)
	if r.Code().Raw() == "500" && len(found) > 0 {
		// Postman's converter saves the answer to any other status as one of 500.
		if other := answerFor(o, "default"); other != nil && other.Schema != nil && len(breachesOf(d, text, other)) == 0 {
			return
		}
	}
	for _, b := range found {
		p.Report(breachIn(body, b, o))
	}
}

// firstJSON returns the first of some media types that is JSON; "" if none is.
func firstJSON(all []string) string {
	if n := slices.IndexFunc(all, api.IsJSON); n >= 0 {
		return all[n]
	}
	return ""
}

// breachesOf returns the places where a saved body breaches the schema of an answer.
func breachesOf(d *jsontree.Document, text string, answer *api.Response) []contract.Breach {
	return contract.Check(d.Root(), answer.Schema, contract.Options{Answer: true, Open: openIn(text), Examples: exampleValues(answer.Examples)})
}

// answerFor returns the declared answer of a status: its own, that of its range, or the
// default; nil if there is none.
func answerFor(o *api.Operation, code string) *api.Response {
	var found *api.Response
	for n, one := range o.Responses {
		switch {
		case one.Status == code:
			return &o.Responses[n]
		case len(code) == 3 && one.Status == code[:1]+"XX", one.Status == "default" && found == nil:
			found = &o.Responses[n]
		}
	}
	return found
}
