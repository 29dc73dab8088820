package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// The files of a template that import-template writes.
const (
	templateFile  = "template.yaml"
	catalogueFile = "operations.json"
)

type importFlags struct {
	output           string
	catalogue, force bool
}

func importTemplateCommand(s streams) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import-template OPENAPI",
		Short: "Create a template from an OpenAPI document",
		Long: `Creates a template from an OpenAPI or Swagger document: ` + templateFile + `, to be
edited by hand, and ` + catalogueFile + `, which holds the document's operations,
parameters, types, fields and scopes, without its descriptions.

When the document changes, --catalogue updates ` + catalogueFile + ` and leaves the
template as it is.`,
		Example: `  postwright import-template api.yaml -o my-api/
  postwright generate my-api/template.yaml --include all
  postwright import-template api-2.yaml --catalogue -o my-api/`,
		Args: takes(1, 1, "name one OpenAPI document, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error { return runImportTemplate(s, f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "write to `FOLDER` (default: this folder); with --catalogue also a file, or - for standard output")
	flags.BoolVar(&f.catalogue, "catalogue", false, "write only "+catalogueFile)
	flags.BoolVar(&f.force, "force", false, "overwrite an existing template")
	return cmd
}

func runImportTemplate(s streams, f importFlags, document string) error {
	if f.output == inputs.Stdin && !f.catalogue {
		return errors.New("a template is two files, and standard output takes one; name a folder with -o, or print the facts alone with --catalogue")
	}
	a, err := readOpenAPI(s, document, openapi.Options{})
	if err != nil {
		return err
	}
	facts, err := openapi.Facts(a)
	if err != nil {
		return err
	}
	if f.catalogue {
		return writeCatalogue(s, f, facts)
	}
	text, err := template.Write(requests.Template(a), catalogueFile)
	if err != nil {
		return err
	}
	if _, found := template.Parse(text); len(found) > 0 {
		return fmt.Errorf("%s makes no template: %s", document, found[0].Message)
	}
	path, catalogue := filepath.Join(f.output, templateFile), filepath.Join(f.output, catalogueFile)
	if !f.force {
		if err := inTheWay(path, catalogue, facts); err != nil {
			return err
		}
	}
	if f.output != "" {
		if err := os.MkdirAll(f.output, 0o755); err != nil {
			return fmt.Errorf("cannot make the folder %s: %w", f.output, err)
		}
	}
	var files atomicfile.Together
	defer files.Discard()
	if err := files.Stage(catalogue, facts); err != nil {
		return err
	}
	if err := files.Stage(path, text); err != nil {
		return err
	}
	if err := files.Commit(); err != nil {
		return err
	}
	s.say("wrote %s and %s with %s", path, catalogueFile, english.Count(len(a.Operations), "operation"))
	return nil
}

// inTheWay returns an error if one of a template's files exists. A file with
// the same content is not in the way: an interrupted earlier run may have
// left it.
func inTheWay(path, catalogue, facts string) error {
	for _, path := range []string{path, catalogue} {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if same, err := inputs.ReadRegular(path); path == catalogue && err == nil && same == facts {
			continue
		}
		return fmt.Errorf("%s is there already and stays as it is; write the facts alone with --catalogue, or overwrite both with --force", path)
	}
	return nil
}

func writeCatalogue(s streams, f importFlags, facts string) error {
	to := f.output
	if to == inputs.Stdin {
		return s.print(facts)
	}
	if to == "" || inputs.IsFolder(to) {
		to = filepath.Join(to, catalogueFile)
	}
	if err := atomicfile.Write(to, facts); err != nil {
		return err
	}
	s.say("wrote %s", to)
	return nil
}
