package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

type fmtFlags struct {
	list, diff, write, stableIDs bool
	output                       string
}

func fmtCommand(s streams) *cobra.Command {
	var f fmtFlags
	cmd := &cobra.Command{
		Use:   "fmt FILE...",
		Short: "Put collections and environments into canonical form",
		Long: `Prints collections in canonical form: tabs, one value a line, keys in the order
of Postman's own export, one line feed at the end. The value stays the same:
number spelling, string escapes, duplicate keys and unknown fields are kept.

With -l or -d it exits with 1 when a file is not in that form.

FILE is a file, a folder (searched for *.postman_collection.json), a pattern
such as 'api/**/*.json', or - for standard input.`,
		Example: `  postwright fmt -w collections/          format in place
  postwright fmt -l collections/          which files are not formatted? For CI
  postwright fmt -d clinic.json           what would change
  postwright fmt --stable-ids -w c.json   the same ids at every export`,
		Args: needFiles,
		RunE: func(_ *cobra.Command, args []string) error { return runFmt(s, f, args) },
	}
	flags := cmd.Flags()
	flags.BoolVarP(&f.list, "list", "l", false, "list the files that are not formatted")
	flags.BoolVarP(&f.diff, "diff", "d", false, "show what formatting changes")
	flags.BoolVarP(&f.write, "write", "w", false, "write the files back")
	flags.BoolVar(&f.stableIDs, "stable-ids", false, "replace ids by ones that follow from the elements")
	flags.StringVarP(&f.output, "output", "o", inputs.Stdin, "write the formatted text to `FILE`; - is standard output")
	return cmd
}

func runFmt(s streams, f fmtFlags, args []string) error {
	paths, err := inputs.Expand(args)
	if err != nil {
		return err
	}
	if f.output != inputs.Stdin && (len(paths) != 1 || f.write || f.list || f.diff) {
		return errors.New("-o takes the text of one file, without -l, -d and -w")
	}
	if f.write && slices.Contains(paths, inputs.Stdin) {
		return errors.New("-w needs files; standard input has nowhere to be written back to")
	}
	failed, unformatted := 0, 0
	for _, path := range paths {
		changed, err := fmtFile(s, f, path)
		if err != nil {
			s.say("postwright: %v", err)
			failed++
		}
		if changed {
			unformatted++
		}
	}
	switch {
	case failed > 0:
		return fmt.Errorf("%s could not be formatted", count(failed, "file"))
	case unformatted > 0 && (f.list || f.diff) && !f.write:
		return errProblems
	}
	return nil
}

// fmtFile formats one file and tells whether that changes it.
func fmtFile(s streams, f fmtFlags, path string) (bool, error) {
	before, err := inputs.Read(path, s.in)
	if err != nil {
		return false, err
	}
	after, err := formatted(s, path, before, f.stableIDs)
	if err != nil {
		return false, err
	}
	changed := after != before
	if changed && f.list {
		fmt.Fprintln(s.out, report.Printable(path))
	}
	if f.diff {
		if err := report.LineDifference(s.out, path, before, after, report.Options{Color: colored(s.out)}); err != nil {
			return changed, err
		}
	}
	switch {
	case f.write && changed:
		return changed, writeFile(path, after)
	case f.write || f.list || f.diff:
		return changed, nil
	case f.output != inputs.Stdin:
		return changed, writeFile(f.output, after)
	}
	if _, err := fmt.Fprint(s.out, after); err != nil {
		return changed, fmt.Errorf("cannot write to standard output: %w", err)
	}
	return changed, nil
}

func formatted(s streams, path, text string, stableIDs bool) (string, error) {
	d, err := collection.Parse(text)
	var syntax *collection.SyntaxError
	if errors.As(err, &syntax) {
		broken := report.OfBroken(path, text, []diagnostic.Diagnostic{diagnostic.Syntax(syntax)})
		if err := report.Text(s.err, []report.File{broken}, report.Options{Color: colored(s.err)}); err != nil {
			return "", err
		}
		return "", fmt.Errorf("%s is not JSON, and stays as it is", path)
	}
	if err == nil && stableIDs {
		if text, err = d.Apply(format.StableIDs(d)...); err == nil {
			d, err = collection.Parse(text)
		}
	}
	if err != nil {
		return "", fmt.Errorf("cannot format %s: %w", path, err)
	}
	return format.Canonical(d), nil
}

// needFiles is the check of commands that read files.
func needFiles(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name a file, a folder or - for standard input; see %s --help", cmd.CommandPath())
	}
	return nil
}
