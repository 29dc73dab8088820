package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// documentation has the checks that Postman once published for Spectral
// (postman-collection-spectral-linter), for files of any shape and folders at any depth.
// They are off by default.
var documentation = []*rule.Rule{
	{
		Name: "docs-collection-description", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a collection without a description.",
		Why:   "It is the first page of the documentation that Postman generates from the collection.",
		Bad:   rule.File(`{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`),
		Good: rule.File(`{"info": {"name": "Clinic", "description": "Patients and appointments.",
 "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}`),
		Visit: rule.Visit{File: func(p *rule.Pass) {
			info := p.Collection.Node.Get("info")
			if info.Kind() == jsontree.Object && !isDescribed(info) {
				at := info.Get("name")
				if !at.Exists() {
					at = info
				}
				p.Report(rule.Finding{At: at, Message: "the collection has no description", Help: "say what the API does, and how to get access"})
			}
		}},
	},
	{
		Name: "docs-folder-description", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a folder without a description.",
		Why:   "The reader has to open every request to learn what the folder is about.",
		Bad:   rule.Item(`{"name": "Patients", "item": [{"name": "Ping", "request": {"url": "https://api.example.com/ping", "description": "Answers."}}]}`),
		Good:  rule.Item(`{"name": "Patients", "description": "All about patients.", "item": [{"name": "Ping", "request": {"url": "https://api.example.com/ping", "description": "Answers."}}]}`),
		Visit: rule.Visit{Item: func(p *rule.Pass, i collection.Item) {
			if i.IsFolder() && !isDescribed(i.Node) {
				p.Report(rule.Finding{At: nameOrSelf(i.Node), Message: "the folder has no description", Help: "say what its requests have in common"})
			}
		}},
	},
	{
		Name: "docs-request-description", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a request without a description.",
		Why:   "Its name alone does not say what comes back, what it needs and what it changes.",
		Bad:   rule.Item(`{"name": "Ping", "request": {"url": "https://api.example.com/ping"}}`),
		Good:  rule.Item(`{"name": "Ping", "request": {"url": "https://api.example.com/ping", "description": "Answers when the server is there."}}`),
		Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
			if !isDescribed(r.Node) {
				p.Report(rule.Finding{At: nameOrSelf(i.Node), Message: "the request has no description", Help: "say what it does and what it needs"})
			}
		}},
	},
	{
		Name: "docs-query-description", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a query parameter without a description.",
		Why:   "Readers do not know which values it accepts.",
		Bad:   rule.Request(`{"description": "All patients.", "url": {"raw": "https://api.example.com/patients?page=1", "host": ["https://api.example.com"], "path": ["patients"], "query": [{"key": "page", "value": "1"}]}}`),
		Good:  rule.Request(`{"description": "All patients.", "url": {"raw": "https://api.example.com/patients?page=1", "host": ["https://api.example.com"], "path": ["patients"], "query": [{"key": "page", "value": "1", "description": "Counts from 1."}]}}`),
		Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
			for q := range r.URL().Query() {
				if !q.InText() && !isDescribed(q.Node) { // a string has no descriptions
					p.Report(rule.Finding{At: keyOrSelf(q.Node), Message: fmt.Sprintf("the query parameter %q has no description", q.Key()), Help: "say what it does and which values it takes"})
				}
			}
		}},
	},
	{
		Name: "docs-path-variable-description", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a path variable without a description.",
		Why:   "Readers do not know which number or name to fill in.",
		Bad:   rule.Item(patientByID(`{"key": "id", "value": "1"}`, `{"name": "No such patient", "code": 404}, {"name": "OK", "code": 200}`)),
		Good:  rule.Item(patientByID(`{"key": "id", "value": "1", "description": "The patient's number."}`, `{"name": "No such patient", "code": 404}, {"name": "OK", "code": 200}`)),
		Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
			for v := range r.URL().PathVariables() {
				if !isDescribed(v.Node) {
					p.Report(rule.Finding{At: keyOrSelf(v.Node), Message: fmt.Sprintf("the path variable %q has no description", v.Key()), Help: "say what it names, and where to find one"})
				}
			}
		}},
	},
	{
		Name: "docs-example-success", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a request without a saved example of success (2xx or 3xx).",
		Why:   "The reader does not see what comes back.",
		Bad:   rule.Item(`{"name": "Ping", "request": {"url": "https://api.example.com/ping", "description": "Answers."}, "response": []}`),
		Good:  rule.Item(`{"name": "Ping", "request": {"url": "https://api.example.com/ping", "description": "Answers."}, "response": [{"name": "OK", "code": 200}]}`),
		Visit: rule.Visit{Item: func(p *rule.Pass, i collection.Item) {
			if isRequest(i) && !hasExample(i, 200, 399) {
				p.Report(rule.Finding{At: nameOrSelf(i.Node), Message: "the request has no example of success", Help: "save an answer with a code from 200 to 399"})
			}
		}},
	},
	{
		Name: "docs-example-unauthorized", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a request with an authorization of its own and no saved 401.",
		Why:   "The answer to a missing or expired token is often the first that users see.",
		Bad: rule.Item(`{"name": "Me", "request": {"url": "https://api.example.com/me", "description": "You.",
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{$guid}}"}]}}, "response": [{"name": "OK", "code": 200}]}`),
		Good: rule.Item(`{"name": "Me", "request": {"url": "https://api.example.com/me", "description": "You.",
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{$guid}}"}]}}, "response": [{"name": "OK", "code": 200}, {"name": "No token", "code": 401}]}`),
		Visit: rule.Visit{Item: func(p *rule.Pass, i collection.Item) {
			auth := i.Request().Auth()
			if isRequest(i) && auth.IsSet() && auth.Type() != "noauth" && !hasExample(i, 401, 401) {
				p.Report(rule.Finding{At: nameOrSelf(i.Node), Message: "the request is authorized and has no example of a 401", Help: "save what comes back without a token"})
			}
		}},
	},
	{
		Name: "docs-example-not-found", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a request with a variable in its path and no saved 404.",
		Why:   "Everyone who writes a client needs to know the answer for an unknown id.",
		Bad:   rule.Item(patientByID(`{"key": "id", "value": "1", "description": "The patient's number."}`, `{"name": "OK", "code": 200}`)),
		Good:  rule.Item(patientByID(`{"key": "id", "value": "1", "description": "The patient's number."}`, `{"name": "OK", "code": 200}, {"name": "No such patient", "code": 404}`)),
		Visit: rule.Visit{Item: func(p *rule.Pass, i collection.Item) {
			if isRequest(i) && hasPathVariable(i.Request().URL()) && !hasExample(i, 404, 404) {
				p.Report(rule.Finding{At: nameOrSelf(i.Node), Message: "the path has a variable, and there is no example of a 404", Help: "save what comes back when nothing has that id"})
			}
		}},
	},
	{
		Name: "docs-example-status-missing", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a saved example without a status code.",
		Why:   "Postman's mock servers cannot select it, and the documentation does not say when it is returned.",
		Bad:   documentedResponses(`{"name": "OK", "code": 200}, {"name": "Busy", "status": "Service Unavailable"}`),
		Good:  documentedResponses(`{"name": "OK", "code": 200}, {"name": "Busy", "code": 503}`),
		Visit: rule.Visit{Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
			if code, err := strconv.Atoi(r.Code().Raw()); err != nil || code == 0 {
				p.Report(rule.Finding{At: nameOrSelf(r.Node), Message: "the example has no status code", Help: `give it a "code"`})
			}
		}},
	},
	{
		Name: "docs-example-delete-status", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a saved answer to a DELETE with a code other than 200 or 204.",
		Why:   "Readers expect these two; the rule is Postman's own.",
		Bad:   documentedResponses(`{"name": "OK", "code": 202, "originalRequest": {"method": "DELETE", "url": "https://api.example.com/ping"}}`),
		Good:  documentedResponses(`{"name": "OK", "code": 204, "originalRequest": {"method": "DELETE", "url": "https://api.example.com/ping"}}`),
		Visit: rule.Visit{Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
			code := r.Code().Raw()
			if strings.EqualFold(r.OriginalRequest().Node.Get("method").Text(), "DELETE") && code != "200" && code != "204" {
				at := r.Code()
				if !at.Exists() {
					at = nameOrSelf(r.Node)
				}
				p.Report(rule.Finding{At: at, Message: "the answer to a DELETE is neither 200 nor 204", Help: "save one of success, too"})
			}
		}},
	},
	{
		Name: "docs-example-json", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a saved example that Postman shows as something other than JSON.",
		Why:   "Readers of an API expect one format; another one here is often an error page that was saved by mistake.",
		Bad:   documentedResponses(`{"name": "OK", "code": 200, "_postman_previewlanguage": "html", "body": "<h1>Hello</h1>"}`),
		Good:  documentedResponses(`{"name": "OK", "code": 200, "_postman_previewlanguage": "json", "body": "{}"}`),
		Visit: rule.Visit{Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
			language := r.Node.Get("_postman_previewlanguage")
			if language.Kind() == jsontree.String && !strings.HasPrefix(strings.ToLower(language.Text()), "json") {
				p.Report(rule.Finding{At: language, Message: "the example is not shown as JSON", Help: "save the answer in JSON, if the API has one"})
			}
		}},
	},
	{
		Name: "docs-patch-body", Category: rule.Documentation, Severity: diagnostic.Warning,
		Finds: "a PATCH without a body.",
		Why:   "It does not show how to use the request.",
		Bad:   rule.Item(`{"name": "Change", "request": {"method": "PATCH", "url": "https://api.example.com/me", "description": "Changes you."}, "response": [{"name": "OK", "code": 200}]}`),
		Good:  rule.Item(`{"name": "Change", "request": {"method": "PATCH", "url": "https://api.example.com/me", "description": "Changes you.", "body": {"mode": "raw", "raw": "{}", "options": {"raw": {"language": "json"}}}}, "response": [{"name": "OK", "code": 200}]}`),
		Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
			if body := r.Body().Node; strings.EqualFold(r.Method(), "PATCH") && (!body.Exists() || body.Kind() == jsontree.Null) {
				p.Report(rule.Finding{At: nameOrSelf(i.Node), Message: "the PATCH has no body", Help: "give it one that shows what can be changed"})
			}
		}},
	},
}

// isDescribed reports whether an element has a description, in either form.
func isDescribed(n jsontree.Node) bool {
	d := n.Get("description")
	return d.Text() != "" || d.Kind() == jsontree.Object
}

func nameOrSelf(n jsontree.Node) jsontree.Node {
	if name := n.Get("name"); name.Exists() {
		return name
	}
	return n
}

func keyOrSelf(n jsontree.Node) jsontree.Node {
	if key := n.Get("key"); key.Exists() {
		return key
	}
	return n
}

func isRequest(i collection.Item) bool { return i.Request().Node.Exists() }

func hasExample(i collection.Item, from, to int) bool {
	for r := range i.Responses() {
		if code, err := strconv.Atoi(r.Code().Raw()); err == nil && code >= from && code <= to {
			return true
		}
	}
	return false
}

// hasPathVariable reports whether the path has a variable: ":id" or a reference.
func hasPathVariable(u collection.URL) bool {
	path := u.Path()
	if !u.HasParts() {
		path = address.Split(u.Raw()).Path
	}
	return strings.Contains(path, "{{") || strings.Contains(path, ":")
}

func patientByID(variable, responses string) string {
	return `{"name": "Get a patient", "request": {"description": "One patient.",
	"url": {"raw": "https://api.example.com/patients/:id", "host": ["https://api.example.com"], "path": ["patients", ":id"], "variable": [` + variable + `]}},
	"response": [` + responses + `]}`
}

func documentedResponses(responses string) rule.Example {
	return rule.Item(`{"name": "Ping", "request": {"url": "https://api.example.com/ping", "description": "Answers."},
	"response": [` + responses + `]}`)
}
