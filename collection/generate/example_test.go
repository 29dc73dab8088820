package generate_test

import (
	"fmt"
	"log"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// Generate a collection from an OpenAPI document.
func Example() {
	const document = `openapi: 3.1.0
info: {title: Clinic, version: "1"}
servers: [{url: https://api.example.com}]
paths:
  /patients:
    get:
      summary: List patients
      tags: [Patients]
      responses: {"200": {description: OK}}
  /patients/{id}:
    get:
      summary: Get a patient
      tags: [Patients]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: OK}}
`
	read, err := openapi.Read("clinic.yaml", document, nil)
	if err != nil {
		log.Fatal(err)
	}
	text, err := generate.Collection(requests.Template(read.API), generate.Choices{Operations: read.API.Operations})
	if err != nil {
		log.Fatal(err)
	}
	d, err := jsontree.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	for item := range collection.Of(d).Requests() {
		fmt.Println(item.Request().Method(), item.Request().URL().Sent(), item.Path())
	}
	// Output:
	// GET {{base_url}}/patients [Patients List patients]
	// GET {{base_url}}/patients/:id [Patients Get a patient]
}

// Generate a collection from a template.
func ExampleCollection() {
	t, found := template.Parse(`
name: clinic
title: Clinic
variables:
  - key: base_url
    value: https://api.example.com
items:
  - id: patients
    name: List patients
    method: GET
    url: "{{base_url}}/patients"
`)
	if len(found) > 0 {
		log.Fatal(found[0].Message)
	}
	text, err := generate.Collection(t, generate.Choices{})
	if err != nil {
		log.Fatal(err)
	}
	d, err := jsontree.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(collection.Of(d).Name(), collection.Of(d).Version())
	for item := range collection.Of(d).Requests() {
		fmt.Println(item.Name(), item.Request().URL().Sent())
	}
	// Output:
	// Clinic 2.1.0
	// List patients {{base_url}}/patients
}
