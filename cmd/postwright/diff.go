package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/versions"
)

type diffFlags struct {
	format, output string
	exitCode, all  bool
}

func diffCommand(s streams) *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Show what changed between two collections",
		Long: `Compares two collections, or two environments. Shows what was added, removed,
moved and changed, field by field, and whether every user must authorize again.

Differences in formatting are ignored: IDs, key order, whitespace, exporter
metadata and explicit defaults. Folders and requests are matched by ID, by
method and URL, and by name and position, so a renamed or moved request is not
shown as removed and added. Secrets are masked.

OLD or NEW may be the folder of a collection in format v3, a name in git as in
git show, REV:PATH, or - for standard input.`,
		Example: `  postwright diff old.json new.json
  postwright diff --format markdown old.json new.json  # for a pull request
  postwright diff HEAD:api.json api.json               # uncommitted changes`,
		Args: takes(2, 2, "name two collections, the old one and the new one"),
		RunE: func(_ *cobra.Command, args []string) error { return runDiff(s, f, args[0], args[1]) },
	}
	flags := cmd.Flags()
	addChoice(cmd, &f.format, "format", "output format", report.ChangeFormats())
	flags.BoolVar(&f.exitCode, "exit-code", false, "exit with 1 when anything changed")
	flags.BoolVar(&f.all, "all", false, "also compare IDs and exporter metadata")
	flags.StringVarP(&f.output, "output", "o", inputs.Stdin, "write the changes to `FILE`; - is standard output")
	return cmd
}

func runDiff(s streams, f diffFlags, before, after string) error {
	if before == inputs.Stdin && after == inputs.Stdin {
		return errors.New("only one of the two can be standard input")
	}
	sparingly([]string{before, after})
	old, err := readVersion(s, before)
	if err != nil {
		return err
	}
	current, err := readVersion(s, after)
	if err != nil {
		return err
	}
	if err := refuse("compare", before, old, orEnvironments); err != nil {
		return err
	}
	if err := refuse("compare", after, current, orEnvironments); err != nil {
		return err
	}
	d, err := diff.Documents(old, current, diff.Options{All: f.all})
	var side *diff.SideError
	if errors.As(err, &side) {
		return fmt.Errorf("cannot compare %s: %w", []string{before, after}[side.Side], err)
	}
	if err != nil {
		return fmt.Errorf("cannot compare %s and %s: %w", before, after, err)
	}
	if err := printChanges(s, f.format, f.output, d); err != nil {
		return err
	}
	if f.exitCode && len(d.Changes) > 0 {
		return errProblems
	}
	return nil
}

// readVersion reads a collection or environment, in a file, a folder or git.
func readVersion(s streams, name string) (*jsontree.Document, error) {
	v, err := versions.Open(name)
	if err != nil {
		return nil, err
	}
	if !v.InGit() {
		return readDocument(s, name)
	}
	if !v.IsV3() {
		text, err := v.Text(nil)
		if err != nil {
			return nil, err
		}
		return parseDocument(s, name, text)
	}
	c, err := v.Files()
	if err != nil {
		return nil, err
	}
	return s.documentOf(c, c.Read(), name)
}

// printChanges prints to a stream or atomically to a file.
func printChanges(s streams, format, to string, d *diff.Diff) error {
	if to == inputs.Stdin {
		if err := report.Changes(s.out, format, d, report.Options{Color: colored(s.out)}); err != nil {
			return fmt.Errorf("cannot write to standard output: %w", err)
		}
		return nil
	}
	var text strings.Builder
	if err := report.Changes(&text, format, d, report.Options{}); err != nil {
		return err
	}
	return atomicfile.Write(to, text.String())
}
