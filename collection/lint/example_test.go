package lint_test

import (
	"fmt"
	"log"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
)

const clinic = `{
	"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
	"item": [{
		"name": "Get a patient",
		"request": {"method": "GET", "url": "https://api.example.com/patients/{id}"}
	}]
}`

// Lint a collection with the rules of a profile.
func Example() {
	selected, err := lint.Select(rules.All(), lint.Recommended, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	found, _, err := lint.New(lint.Options{Rules: selected}).Text(clinic)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range found {
		fmt.Printf("%d:%d: %s: %s (%s)\n", d.Line, d.Column, d.Severity, d.Message, d.Rule)
	}
	// Output:
	// 5:73: warning: {id} in the path is sent as it is written (path-variable-braces)
}

// Apply the repairs of one rule. The rest of the text keeps its bytes.
func ExampleLinter_Fix() {
	scopeSyntax, err := lint.Named(rules.All(), "oauth2-scope-syntax")
	if err != nil {
		log.Fatal(err)
	}
	d, err := jsontree.Parse(`{ "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "user:read,user:write"}]}, "item":[] }`)
	if err != nil {
		log.Fatal(err)
	}
	fixed, err := lint.New(lint.Options{Rules: []*rule.Rule{scopeSyntax}}).Fix(d)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(fixed.Applied), "fixed,", len(fixed.Left), "left")
	fmt.Println(fixed.Document.Text())
	// Output:
	// 1 fixed, 0 left
	// { "auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "user:read user:write"}]}, "item":[] }
}
