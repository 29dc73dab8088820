package main

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

// printReport prints to standard output or, whole or not at all, to a file.
func printReport(s streams, f validateFlags, files []report.File) error {
	if f.output == inputs.Stdin {
		if err := report.Print(s.out, f.format, files, report.Options{Color: colored(s.out), Version: versionName()}); err != nil {
			return fmt.Errorf("cannot write to standard output: %w", err)
		}
		return nil
	}
	var text strings.Builder
	if err := report.Print(&text, f.format, files, report.Options{Version: versionName()}); err != nil {
		return err
	}
	return writeFile(f.output, text.String())
}
