package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// documents are the OpenAPI documents to convert.
var documents = []struct{ name, path string }{
	{"DrChrono", "../shared/data/drchrono/openapi-2026.yml"},
	{"Stripe", "../shared/data/openapi/stripe.yaml"},
	{"Google Maps", "../shared/data/openapi/googlemaps.json"},
}

// openapi measures how long it takes to convert an OpenAPI document to a
// collection, compared with Postman's own converter; for DrChrono's also from
// the built-in catalogue.
func openapi(page *page, binary, folder string, runs int) error {
	converter, err := filepath.Abs(filepath.Join(clients, "node_modules", "openapi-to-postmanv2", "bin", "openapi2postmanv2.js"))
	if err != nil {
		return err
	}
	if _, err := os.Stat(converter); err != nil {
		fmt.Fprintln(os.Stderr, "openapi-to-postmanv2 is not installed and is left out; make clients installs it")
		converter = ""
	}
	for _, d := range documents {
		if _, err := os.Stat(d.path); err != nil {
			fmt.Fprintf(os.Stderr, "%s is not there and is left out\n", d.path)
			continue
		}
		contenders := []contender{{name: "postwright generate --openapi", command: []string{binary, "generate", "--openapi", d.path, "-o", "-"}}}
		if d.name == "DrChrono" {
			contenders = append(contenders, contender{name: "postwright generate --include all", command: []string{binary, "generate", "--include", "all", "-o", "-"}})
		}
		if converter != "" {
			contenders = append(contenders, contender{
				name:    "openapi-to-postmanv2 --pretty",
				command: []string{"node", converter, "--pretty", "-s", d.path, "-o", filepath.Join(folder, "peer.json")},
			})
		}
		if err := section(page, "OpenAPI document to collection, "+d.name, contenders, runs); err != nil {
			return err
		}
	}
	return nil
}
