package merge_test

import (
	"fmt"
	"log"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
)

// Ours renames the request, theirs changes its method. The result has both.
func ExampleDocuments() {
	parse := func(name, method string) *jsontree.Document {
		d, err := jsontree.Parse(`{"info": {"name": "Clinic"}, "item": [{"name": "` + name + `", "request": {"method": "` + method + `", "url": "{{base_url}}/patients"}}]}`)
		if err != nil {
			log.Fatal(err)
		}
		return d
	}
	base, ours, theirs := parse("Patients", "GET"), parse("List patients", "GET"), parse("Patients", "HEAD")
	merged, err := merge.Documents(base, ours, theirs, merge.Stop)
	if err != nil {
		log.Fatal(err)
	}
	for item := range collection.Of(merged.Document).Requests() {
		fmt.Println(item.Request().Method(), item.Name())
	}
	fmt.Println(len(merged.Conflicts), "conflicts")
	// Output:
	// HEAD List patients
	// 0 conflicts
}
