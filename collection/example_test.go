package collection_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

const exampleClinic = `{
	"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
	"item": [
		{"name": "Patients", "item": [
			{"name": "List patients", "request": {"method": "GET", "url": "{{base_url}}/patients"}},
			{"name": "Add a patient", "request": {"method": "POST", "url": "{{base_url}}/patients"}}
		]}
	]
}`

// Parse a collection and list its requests.
func Example() {
	d, err := jsontree.Parse(exampleClinic)
	if err != nil {
		log.Fatal(err)
	}
	for item := range collection.Of(d).Requests() {
		at := d.Position(item.Node.Start())
		fmt.Printf("line %d: %s: %s %s\n", at.Line, strings.Join(item.Path(), " / "), item.Request().Method(), item.Request().URL().Sent())
	}
	// Output:
	// line 5: Patients / List patients: GET {{base_url}}/patients
	// line 6: Patients / Add a patient: POST {{base_url}}/patients
}

// A text that is not JSON gives a SyntaxError that says where and why.
func ExampleParse_syntaxError() {
	_, err := jsontree.Parse("{\n\t\"item\": [],\n}")
	var syntax *jsontree.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Printf("%d:%d: %s\n", syntax.Position.Line, syntax.Position.Column, syntax.Message)
	}
	// Output:
	// 3:1: expected a key in double quotes, found "}"
}

// Edits change the text in the named places. Everything else keeps its bytes.
func ExampleDocument_Apply() {
	d, err := jsontree.Parse(`{ "info": {"name":"Clinic"},   "item":[] }`)
	if err != nil {
		log.Fatal(err)
	}
	info := d.Root().Get("info")
	text, err := d.Apply(
		info.Get("name").Replace(`"Practice"`),
		info.Append(jsontree.Member{Key: "version", JSON: `"2"`}),
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(text)
	// Output:
	// { "info": {"name":"Practice","version":"2"},   "item":[] }
}
