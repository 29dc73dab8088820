package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/template"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lintconfig"
	"github.com/postwright/postwright/templates"
)

// readers returns the readers for a linter's files.
func readers(s streams) lintconfig.Readers {
	return lintconfig.Readers{
		Configuration: func(path string) (*configuration.Configuration, error) { return readConfiguration(s, path) },
		API:           func(name string) (rule.API, error) { return lintTemplate(s, name) },
		OpenAPI: func(path string) (*api.API, error) {
			return readAPIDocument(s, path, "lint FILE", diagnostic.Warning, openapi.Options{})
		},
		Environment: func(path string) (*analysis.Environment, error) { return readEnvironment(s, path) },
	}
}

// readConfiguration reads a postwright.yaml. It prints mistakes in it.
func readConfiguration(s streams, path string) (*configuration.Configuration, error) {
	text, err := inputs.ReadBeside(path, nil)
	if err != nil {
		return nil, err
	}
	c, found := configuration.Parse(text, filepath.Dir(path), ruleNames())
	if len(found) == 0 {
		noteOutside(c)
		return c, nil
	}
	if full, err := filepath.Abs(path); err == nil && !configuration.IsWithin(path, filepath.Dir(path)) {
		outside.Store(full, true)
	}
	shown := fromHere(path)
	if err := report.Text(s.err, []report.File{ofSource(shown, text, found, nil)}, report.Options{Color: colored(s.err)}); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%s is not right; nothing was done", shown)
}

// configurationHere returns the configuration for the current folder; an
// empty one if there is none.
func configurationHere(s streams) (*configuration.Configuration, error) {
	path, err := configuration.Find(".")
	if err != nil {
		return nil, err
	}
	if path == "" {
		return &configuration.Configuration{MaxWarnings: -1}, nil
	}
	return readConfiguration(s, path)
}

// fromHere returns a path relative to the current folder if it is inside.
func fromHere(path string) string {
	here, err := filepath.Abs(".")
	if err != nil {
		return path
	}
	relative, err := filepath.Rel(here, path)
	if err != nil {
		return path
	}
	return relative
}

// lintTemplate reads a template and its API.
func lintTemplate(s streams, name string) (*template.Template, error) {
	if slices.Contains(templates.Names(), name) {
		return template.EmbeddedLazily(name)
	}
	t, err := readTemplate(s, name)
	if err != nil {
		return nil, err
	}
	return t, readAPI(s, t, name)
}

// readEnvironment reads the file of a Postman environment.
func readEnvironment(s streams, path string) (*analysis.Environment, error) {
	d, err := readBeside(s, path)
	if err != nil {
		return nil, err
	}
	if d.Root().Get("values").Kind() != jsontree.Array {
		return nil, fmt.Errorf("cannot use %s: it is not a Postman environment: it has no list of values", path)
	}
	return analysis.NewEnvironment(d), nil
}

// readBeside reads the JSON or the YAML of a file that a flag or a configuration names.
func readBeside(s streams, path string) (*jsontree.Document, error) {
	if v3.IsEnvironment(path) {
		return documentOfV3(s, path)
	}
	text, err := inputs.ReadBeside(path, s.in)
	if err != nil {
		return nil, err
	}
	return parseDocument(s, path, text)
}
