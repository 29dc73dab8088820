package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/templates"
)

// readOpenAPI reads an OpenAPI document to generate from, and prints its
// findings.
func readOpenAPI(s streams, path string, o openapi.Options) (*api.API, error) {
	return readAPIDocument(s, path, "generate", diagnostic.Info, o)
}

// readAPIDocument reads an OpenAPI document for a command, and prints its
// findings of at least the given severity.
func readAPIDocument(s streams, path, command string, least diagnostic.Severity, o openapi.Options) (*api.API, error) {
	if strings.HasPrefix(path, "https://") || strings.HasPrefix(path, "http://") {
		return nil, fmt.Errorf("%s is an address, and Postwright fetches nothing; run: curl -fsS %[1]s | postwright %[2]s --openapi -", report.Printable(path), command)
	}
	text, err := inputs.ReadBeside(path, s.in)
	if err != nil {
		return nil, err
	}
	folder, err := inputs.FolderOf(path)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	d, err := openapi.ReadWith(filepath.Base(path), text, folder.Read, o)
	for _, f := range d.Files {
		f.Found = slices.DeleteFunc(f.Found, func(found diagnostic.Diagnostic) bool {
			return least != diagnostic.Info && found.Severity == diagnostic.Info
		})
	}
	keys := openAPIKeys
	if err == nil {
		keys = nil // it was recognized
	}
	shownErr := showFound(s, d.Files, keys, func(f *openapi.File) string {
		if f == d.Files[0] {
			return path
		}
		return folder.Path(f.Name)
	})
	switch {
	case shownErr != nil:
		return nil, shownErr
	case err != nil:
		return nil, fmt.Errorf("cannot use %s: %w", path, err)
	}
	return d.API, nil
}

// showFound prints the findings in files, by path. Keys identify the first
// file's kind.
func showFound(s streams, files []*openapi.File, keys []string, path func(*openapi.File) string) error {
	var shown []report.File
	for i, f := range files {
		if len(f.Found) > 0 {
			if i > 0 {
				keys = nil // the document itself names it
			}
			shown = append(shown, ofSource(path(f), f.Text, f.Found, keys))
		}
	}
	return report.Text(s.err, shown, report.Options{Color: colored(s.err)})
}

// readAPI reads what a template's API can do, from files beside the template,
// and prints their findings, except remarks, which would be repeated each
// time.
func readAPI(s streams, t *template.Template, name string) error {
	if slices.Contains(templates.Names(), name) {
		return template.EmbeddedAPI(t)
	}
	folder, err := inputs.FolderOf(name)
	if err != nil {
		return err
	}
	defer folder.Close()
	files, err := template.ReadAPI(t, folder.Read)
	if err != nil && len(files) == 0 {
		return fmt.Errorf("the template %s names files under \"api\" that say what its API can do: %w; postwright import-template makes them of an OpenAPI document", name, err)
	}
	for _, f := range files {
		f.Found = slices.DeleteFunc(f.Found, func(d diagnostic.Diagnostic) bool { return d.Severity == diagnostic.Info })
	}
	return errors.Join(showFound(s, files, openAPIKeys, func(f *openapi.File) string { return folder.Path(f.Name) }), err)
}

// source says where a template and its API come from.
type source struct {
	template string // a name or a file; "" for none
	openapi  string // an OpenAPI document; "" for the template's own API
	webhooks bool   // include the webhooks of the document
}

func (f *source) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.openapi, "openapi", "", "the API's OpenAPI or Swagger document: `FILE`, or - for standard input")
}

// sourceOf returns the source that a postwright.yaml names.
func sourceOf(c *configuration.Configuration) source {
	f := source{template: c.TemplateName()}
	if c.OpenAPI != "" {
		f.openapi = fromHere(c.Path(c.OpenAPI))
	}
	return f
}

// orDefault returns the default template if no source is named.
func (f source) orDefault() source {
	if f == (source{}) {
		f.template = defaultTemplate
	}
	return f
}

// read reads the template. Without one, it makes one from the document.
func (f source) read(s streams) (*template.Template, error) {
	var document *api.API
	if f.openapi != "" {
		var err error
		if document, err = readOpenAPI(s, f.openapi, openapi.Options{Webhooks: f.webhooks}); err != nil {
			return nil, err
		}
		if f.template == "" {
			return requests.Template(document), nil
		}
	}
	t, err := readTemplate(s, f.template)
	if err == nil && document != nil {
		requests.Complete(t, document)
	}
	return t, err
}

// readAll reads the template and its API.
func (f source) readAll(s streams) (*template.Template, error) {
	t, err := f.read(s)
	if err == nil && t.API == nil {
		err = readAPI(s, t, f.template)
	}
	return t, err
}

// The words for sets of requests.
const (
	includeStarter = "starter" // the template's own
	includeAll     = "all"     // and one request per operation of the API
)

// include returns the operations that --include names; nil for the starter
// collection, which has none.
func (f source) include(s streams, t *template.Template, names []string) ([]*api.Operation, error) {
	named := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == includeStarter })
	starterOnly := len(named) == 0 && len(names) > 0
	if names == nil || starterOnly {
		return nil, nil
	}
	if t.API == nil {
		if err := readAPI(s, t, f.template); err != nil {
			return nil, err
		}
	}
	switch {
	case t.API == nil:
		return nil, fmt.Errorf("the template %q does not say what its API can do, so that there is nothing to include; name its OpenAPI document with --openapi", t.Name)
	case len(named) == 0:
		return nil, fmt.Errorf("--include names nothing: say %s, %s, or names (%s)", includeStarter, includeAll, f.choice(t))
	case slices.Contains(named, includeAll):
		return t.API.Operations, nil
	}
	chosen, err := requests.Choose(t.API, t.Wording, named)
	if err != nil {
		return nil, fmt.Errorf("--include: %w (%s)", err, f.choice(t))
	}
	return chosen, nil
}

// mostNamed limits how many resources an error lists.
const mostNamed = 12

// choice describes what --include can name.
func (f source) choice(t *template.Template) string {
	if f.openapi == "" && f.template == defaultTemplate {
		return "postwright scopes lists all operations"
	}
	names := requests.Resources(t.API)
	more := ""
	if n := len(names); n > mostNamed {
		names, more = names[:mostNamed], fmt.Sprintf(" and %d more", n-mostNamed)
	}
	return "it has " + strings.Join(names, ", ") + more
}
