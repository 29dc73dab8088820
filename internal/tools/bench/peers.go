package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/xeipuuv/gojsonschema"

	"github.com/postwright/postwright/schemas"
)

// nothingCommand makes this program exit at once.
const nothingCommand = "nothing"

// verdictCommand makes this program the peer that validates a file with
// gojsonschema.
const verdictCommand = "gojsonschema-verdict"

func verdict(schemaPath, path string) error {
	source, err := os.ReadFile(schemaPath)
	if err != nil {
		return err
	}
	schema, err := gojsonschema.NewSchema(gojsonschema.NewBytesLoader(source))
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	result, err := schema.Validate(gojsonschema.NewBytesLoader(text))
	if err == nil && !result.Valid() {
		err = errors.New("the file is not valid")
	}
	return err
}

// peers are the programs to compare with.
type peers struct {
	self, schema string
	ajv          string // the script with the compiled schema; "" if not installed
	spectral     string // the script that lints; likewise
	newman       string // the script that loads a collection as Newman does; likewise
	postman      string // the Postman CLI; likewise
	node         string // node's version
}

const clients = "internal/clients/testdata"

func findPeers(folder string) (peers, error) {
	var p peers
	self, err := os.Executable()
	if err != nil {
		return p, err
	}
	p.self = filepath.Join(folder, "bench")
	if err := copyProgram(self, p.self); err != nil {
		return p, err
	}
	source, err := schemas.Collection(schemas.Official)
	if err != nil {
		return p, err
	}
	p.schema = filepath.Join(folder, "schema.json")
	if err := os.WriteFile(p.schema, source, 0o644); err != nil {
		return p, err
	}
	if _, err := os.Stat(filepath.Join(clients, "node_modules", "ajv")); err != nil {
		fmt.Fprintln(os.Stderr, "the peers in node are not installed and are left out; make clients installs them")
		return p, nil
	}
	p.spectral = filepath.Join(clients, "spectral.mjs")
	p.newman = filepath.Join(clients, "newman-load.cjs")
	p.postman = filepath.Join(clients, "node_modules", ".bin", "postman")
	version, err := exec.Command("node", "--version").Output()
	if err != nil {
		return p, fmt.Errorf("node: %w", err)
	}
	p.node = strings.TrimSpace(string(version))
	p.ajv = filepath.Join(folder, "ajv.cjs")
	if out, err := exec.Command("node", filepath.Join(clients, "ajv.mjs"), p.schema, p.ajv).CombinedOutput(); err != nil {
		return p, fmt.Errorf("compile the schema with ajv: %w\n%s", err, out)
	}
	return p, nil
}

func (p peers) versions() string {
	if p.ajv == "" {
		return "without node"
	}
	return "node " + p.node
}

func (p peers) validators(path string) []contender {
	list := []contender{p.verdict(path)}
	if p.ajv != "" {
		list = append(list, contender{name: "node with compiled ajv", command: []string{"node", p.ajv, path}})
	}
	return list
}

func (p peers) loaders(path string) []contender {
	if p.newman == "" {
		return nil
	}
	return []contender{{name: "Newman's load", command: []string{"node", p.newman, path}}}
}

func (p peers) verdict(path string) contender {
	return contender{name: "gojsonschema, bare verdict", command: []string{p.self, verdictCommand, p.schema, path}}
}

func (p peers) linters(path string) []contender {
	list := []contender{p.verdict(path)}
	if p.spectral != "" {
		list = append(list, contender{name: "Spectral, twelve rules", command: []string{"node", p.spectral, path}})
	}
	return list
}
