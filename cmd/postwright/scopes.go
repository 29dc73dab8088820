package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/scopes"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/inputs"
)

type scopesFlags struct {
	source
	environment, format, output string
}

func scopesCommand(s streams) *cobra.Command {
	var f scopesFlags
	cmd := &cobra.Command{
		Use:   "scopes [FILE]",
		Short: "Show which OAuth2 scopes each request needs",
		Long: `Prints a matrix of requests and scopes for the collection FILE, which may be the
folder of a collection in format v3: which scope each request needs, which the
collection requests, and which are missing or not needed. Without FILE, it
covers every operation of the API. A postwright.yaml in this folder or above
sets defaults for template and openapi.

The scopes come from the API's OpenAPI document. Contradictions in the document
are listed.`,
		Example: `  postwright scopes dist/drchrono.postman_collection.json
  postwright scopes --format markdown > scopes.md  # all of DrChrono's API
  postwright scopes --openapi api.yaml my.json     # another API`,
		Args: takes(0, 1, "name one collection"),
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := configurationHere(s)
			if err != nil {
				return err
			}
			if f.source == (source{}) {
				f.source = sourceOf(c).orDefault()
			}
			return runScopes(s, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.template, "template", "", "the API's template, by `NAME` or file (default: from postwright.yaml, or "+defaultTemplate+")")
	f.addFlags(cmd)
	flags.StringVar(&f.environment, "environment", "", "Postman environment `FILE`, for variables in URLs and scopes")
	addChoice(cmd, &f.format, "format", "output format", scopes.Formats())
	flags.StringVarP(&f.output, "output", "o", inputs.Stdin, "write to `FILE`; - is standard output")
	completeTemplate(cmd)
	return cmd
}

func runScopes(s streams, f scopesFlags, args []string) error {
	t, err := f.readAll(s)
	if err != nil {
		return err
	}
	var m *scopes.Matrix
	if len(args) == 0 {
		m = scopes.OfTemplate(t)
	} else if m, err = scopesOf(s, f, t, args[0]); err != nil {
		return err
	}
	if len(m.Asked)+len(m.Needed) == 0 && len(t.Scopes) == 0 {
		return fmt.Errorf("%s has no OAuth2 scopes", redact.Text(t.Title))
	}
	if len(args) == 1 && f.template == defaultTemplate && f.openapi == "" && len(m.Asked)+len(m.Needed) == 0 {
		s.say("postwright: no request of %s goes to %s; name the template of its API with --template, or its document with --openapi", inputs.Named(args[0]), redact.Text(t.Title))
	}
	text, err := m.Write(f.format)
	if err != nil {
		return err
	}
	return s.write(f.output, text)
}

// scopesOf returns the scope matrix of a collection file.
func scopesOf(s streams, f scopesFlags, t *template.Template, path string) (*scopes.Matrix, error) {
	d, err := readDocument(s, path)
	if err != nil {
		return nil, err
	}
	if err := refuse("show the scopes of", path, d, onlyCollections); err != nil {
		return nil, err
	}
	var environment, masked func(name string) (string, bool)
	if f.environment != "" {
		e, err := readEnvironment(s, f.environment)
		if err != nil {
			return nil, err
		}
		environment, masked = e.Value, e.Masked().Value
	}
	return scopes.Of(collection.Of(d), t, environment, masked), nil
}
