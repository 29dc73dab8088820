package diff_test

import (
	"cmp"
	"fmt"
	"log"
	"strings"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
)

func parse(text string) *jsontree.Document {
	d, err := jsontree.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	return d
}

// Compare two collections. A request that is renamed and moved is matched by its method and URL.
func Example() {
	before := parse(`{"info": {"name": "Clinic"}, "item": [
		{"name": "patients", "request": {"method": "GET", "url": "{{base_url}}/patients"}}
	]}`)
	after := parse(`{"info": {"name": "Clinic"}, "item": [
		{"name": "Patients", "item": [
			{"name": "List patients", "request": {"method": "GET", "url": "{{base_url}}/patients",
				"header": [{"key": "Accept", "value": "application/json"}]}}
		]}
	]}`)
	d, err := diff.Documents(before, after, diff.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range d.Changes {
		fmt.Printf("%s: %s %q: %s\n", c.Kind, c.Element, strings.Join(c.Path(), " / "), cmp.Or(c.Field, c.Name(), "itself"))
	}
	fmt.Println("users must authorize again:", d.Reauthorize())
	// Output:
	// added: folder "Patients": itself
	// moved: request "Patients / List patients": itself
	// changed: request "Patients / List patients": name
	// added: header "Patients / List patients": Accept
	// users must authorize again: false
}
