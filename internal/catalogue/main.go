// Command catalogue writes the list of operations of a template from an OpenAPI
// document: facts only, no sentence of the document.
//
//	go run ./internal/catalogue -o templates/drchrono/operations.yaml openapi.yml
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/internal/atomicfile"
)

func main() {
	output := flag.String("o", "", "write to `FILE`")
	flag.Parse()
	if *output == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: catalogue -o FILE OPENAPI")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *output); err != nil {
		fmt.Fprintln(os.Stderr, "catalogue:", err)
		os.Exit(2)
	}
}

func run(input, output string) error {
	source, err := os.ReadFile(input)
	if err != nil {
		return err
	}
	var document yaml.Node
	if err := yaml.Load(source, &document); err != nil {
		return err
	}
	pending, err := atomicfile.Stage(output, list(&document))
	if err != nil {
		return err
	}
	return pending.Commit()
}

// list is the operations in the order of the document.
func list(document *yaml.Node) string {
	var b strings.Builder
	b.WriteString("# Made by internal/catalogue from the vendor's OpenAPI document: make catalogue OPENAPI=FILE\noperations:\n")
	root := document
	if root.Kind == yaml.DocumentNode {
		root = root.Content[0]
	}
	for path, item := range members(member(root, "paths")) {
		for method, operation := range members(item) {
			if !slices.Contains(methods, method) {
				continue
			}
			fmt.Fprintf(&b, "  - {method: %s, path: %q", strings.ToUpper(method), path)
			if scopes := needed(method, member(operation, "security")); len(scopes) > 0 {
				fmt.Fprintf(&b, ", scopes: [%q]", strings.Join(scopes, `", "`))
			}
			b.WriteString("}\n")
		}
	}
	return strings.ReplaceAll(b.String(), `\"`, `"`)
}

var methods = []string{"get", "head", "options", "post", "put", "patch", "delete"}

// needed is what an operation needs of the scopes it lists: of each base, to
// read for the methods that read, to write for the others. Documents list both
// whatever the method, and sometimes a base alone.
func needed(method string, security *yaml.Node) []string {
	verb := "write"
	if method == "get" || method == "head" || method == "options" {
		verb = "read"
	}
	var scopes []string
	if security == nil {
		return nil
	}
	for _, alternative := range security.Content {
		for _, listed := range members(alternative) {
			for _, scope := range listed.Content {
				base := strings.TrimSuffix(strings.TrimSuffix(scope.Value, ":read"), ":write")
				if name := base + ":" + verb; !slices.Contains(scopes, name) {
					scopes = append(scopes, name)
				}
			}
		}
	}
	return scopes
}

func member(n *yaml.Node, key string) *yaml.Node {
	for k, v := range members(n) {
		if k == key {
			return v
		}
	}
	return nil
}

// members yields the keys and values of a mapping, in order.
func members(n *yaml.Node) func(func(string, *yaml.Node) bool) {
	return func(yield func(string, *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i].Value, n.Content[i+1]) {
				return
			}
		}
	}
}
