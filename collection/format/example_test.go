package format_test

import (
	"fmt"
	"log"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
)

func ExampleCanonical() {
	d, err := jsontree.Parse(`{"item": [], "info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json", "name": "Clinic"}}`)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(format.Canonical(d))
	// Output:
	// {
	// 	"info": {
	// 		"name": "Clinic",
	// 		"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
	// 	},
	// 	"item": []
	// }
}
