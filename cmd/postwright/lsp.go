package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/lsp"
)

func lspCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "lsp",
		Short: "Run the language server for editors",
		Long: `Runs a language server (LSP 3.17) on standard input and output. An editor
starts it; docs/editors.md has the configuration for several.

It serves *.postman_collection.json, environments and globals, the YAML files
of Postman's format v3, and postwright.yaml: diagnostics while you type, fixes,
formatting, hover, completion, definitions, references, rename and symbols.
Settings come from postwright.yaml, as for lint.`,
		Example: `  postwright lsp`,
		Args:    takes(0, 0, "it takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			// Standard output is for protocol messages; problems are sent as
			// diagnostics.
			quiet := streams{errorReader{}, io.Discard, io.Discard}
			go analysis.Prepare()
			err := lsp.Serve(context.Background(), s.in, s.out, lsp.Options{
				Version: versionName(), OpenAPI: readers(quiet).OpenAPI,
				Template: func(name string) (*template.Template, error) { return lintTemplate(quiet, name) },
			})
			if errors.Is(err, lsp.ErrNoShutdown) {
				return errProblems // 1, as the protocol requires
			}
			return err
		},
	}
}

// errorReader stands for standard input, which is in use.
type errorReader struct{}

func (errorReader) Read([]byte) (int, error) {
	return 0, errors.New("standard input is for the editor's messages; name a file")
}
