package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

type fmtFlags struct {
	rewriteFlags
	list, diff, stableIDs bool
	format                string
	listed                []string // what is not formatted, for JSON
}

func fmtCommand(s streams) *cobra.Command {
	var f fmtFlags
	cmd := &cobra.Command{
		Use:   "fmt FILE...",
		Short: "Format collections and environments",
		Long: `Prints collections in canonical form: tabs, one value per line, keys in the
order of Postman's own export, one line feed at the end. Values are preserved
exactly, including number formatting, string escapes, duplicate keys and
unknown fields.

Files of format v3, which are YAML, get the form in which Postman writes them,
with line feeds, and with texts of several lines as literal blocks, so that
scripts can be read. Comments stay.

With -l or -d, the exit code is 1 when a file is not in canonical form.

FILE is a file, a folder (searched for *.postman_collection.json and for v3
collections), a pattern such as 'api/**/*.json', or - for standard input.`,
		Example: `  postwright fmt -w collections/         # format in place
  postwright fmt -d clinic.json          # show what would change
  postwright fmt --stable-ids -w c.json  # the same IDs in every export
  postwright fmt -l collections/         # list unformatted files, for CI`,
		Args: needFiles,
		RunE: func(_ *cobra.Command, args []string) error { return runFmt(s, &f, args) },
	}
	flags := cmd.Flags()
	flags.BoolVarP(&f.list, "list", "l", false, "list the files that are not formatted")
	flags.BoolVarP(&f.diff, "diff", "d", false, "show what formatting would change")
	flags.BoolVar(&f.stableIDs, "stable-ids", false, "replace IDs by ones derived from the elements")
	addChoice(cmd, &f.format, "format", "output format of -l", []string{"text", formatJSON})
	f.define(cmd, "formatted")
	return cmd
}

func runFmt(s streams, f *fmtFlags, args []string) error {
	if f.format == formatJSON && (!f.list || f.diff) {
		return errors.New("--format json is the format of -l, without -d")
	}
	if f.write {
		if err := s.finishEarlierIn(args); err != nil {
			return err
		}
	}
	paths, err := f.files(inputs.ExpandV3, args, "-l, -d and ", f.list || f.diff)
	if err != nil {
		return err
	}
	unformatted := 0
	err = rewriteAll(s, paths, "formatted", func(path string) error {
		changed, err := fmtFile(s, f, path)
		if changed {
			unformatted++
		}
		return err
	})
	if f.format == formatJSON {
		if err := s.printJSON(map[string][]string{"unformatted": append([]string{}, f.listed...)}); err != nil {
			return err
		}
	}
	if err == nil && unformatted > 0 && (f.list || f.diff) && !f.write {
		return errProblems
	}
	return err
}

// fmtFile formats one file and reports whether that changes it.
func fmtFile(s streams, f *fmtFlags, path string) (bool, error) {
	if inputs.IsV3(path) {
		return fmtV3(s, f, path)
	}
	d, err := readToRewrite(s, path)
	if err != nil {
		return false, err
	}
	if f.write {
		if err := refuse("format", path, d, orEnvironments); err != nil {
			return false, fmt.Errorf("%w; it stays as it is", err)
		}
	}
	after, err := formatted(d, f.stableIDs)
	if err != nil {
		return false, fmt.Errorf("cannot format %s: %w", path, err)
	}
	before := d.Text()
	changed := after != before
	if changed && f.list {
		if err := f.show(s, path); err != nil {
			return changed, err
		}
	}
	if f.diff {
		if err := report.LineDifference(s.out, path, before, after, report.Options{Color: colored(s.out)}); err != nil {
			return changed, notPrinted(err)
		}
	}
	if !f.write && (f.list || f.diff) {
		return changed, nil
	}
	return changed, f.put(s, path, before, after)
}

// show lists a file that is not formatted.
func (f *fmtFlags) show(s streams, path string) error {
	if f.format == formatJSON {
		f.listed = append(f.listed, filepath.ToSlash(path))
		return nil
	}
	return s.print(report.Printable(path) + "\n")
}

func formatted(d *jsontree.Document, stableIDs bool) (string, error) {
	if stableIDs {
		var err error
		if d, err = d.Edited(format.StableIDs(d)...); err != nil {
			return "", err
		}
	}
	return format.Canonical(d), nil
}

// needFiles checks the arguments of commands that read files.
func needFiles(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name a file, a folder or - for standard input; see %s --help", cmd.CommandPath())
	}
	return nil
}
