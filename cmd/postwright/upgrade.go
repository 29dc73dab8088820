package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/upgrade"
	"github.com/postwright/postwright/internal/inputs"
)

func upgradeCommand(s streams) *cobra.Command {
	var f rewriteFlags
	cmd := &cobra.Command{
		Use:   "upgrade FILE...",
		Short: "Convert v2.0.0 collections to v2.1.0",
		Long: `Converts collections from format v2.0.0 to v2.1.0: authorization attributes
become lists in the collection, its folders, its requests and its saved
examples. Everything else stays as it is, byte for byte.

A v2.1.0 collection is not changed. The result is validated: a valid collection
stays valid. A collection with errors is converted, too; the errors are shown
and the exit code is 1.

FILE is a file, a folder (searched for *.postman_collection.json), a pattern
such as 'api/**/*.json', or - for standard input.`,
		Example: `  postwright upgrade -w collections/       # upgrade in place
  postwright upgrade -o new.json old.json  # keep the old file
  postwright upgrade - < old.json | postwright lint -`,
		Args: needFiles,
		RunE: func(_ *cobra.Command, args []string) error { return runUpgrade(s, f, args) },
	}
	f.define(cmd, "upgraded")
	return cmd
}

func runUpgrade(s streams, f rewriteFlags, args []string) error {
	paths, err := f.files(inputs.Expand, args, "", false)
	if err != nil {
		return err
	}
	faulty := false
	err = rewriteAll(s, paths, "upgraded", func(path string) error {
		faults, err := upgradeFile(s, f, path)
		faulty = faulty || faults
		return err
	})
	if err == nil && faulty {
		return errProblems
	}
	return err
}

// upgradeFile upgrades one file and reports whether it has findings.
func upgradeFile(s streams, f rewriteFlags, path string) (bool, error) {
	d, err := readToRewrite(s, path)
	if err != nil {
		return false, err
	}
	r, err := upgrade.Collection(d)
	var other *upgrade.FormatError
	switch {
	case errors.As(err, &other):
		if err := s.complain(ofDocument(path, d, []diagnostic.Diagnostic{other.Finding})); err != nil {
			return false, err
		}
		return false, fmt.Errorf("%s stays as it is", inputs.Named(path))
	case err != nil:
		return false, fmt.Errorf("cannot upgrade %s: %w", inputs.Named(path), err)
	}
	if err := f.put(s, path, d.Text(), r.Document.Text()); err != nil {
		return false, err
	}
	if r.Already {
		s.say("%s is a v2.1.0 collection already", inputs.Named(path))
		return false, nil
	}
	if err := s.complain(ofDocument(path, r.Document, r.Faults)); err != nil {
		return false, err
	}
	line := inputs.Named(path) + " is a v2.1.0 collection now"
	if r.Blocks > 0 {
		line += "; " + english.Count(r.Blocks, "authorization block") + " rewritten"
	}
	if len(r.Faults) > 0 {
		line += "; it has " + english.Count(len(r.Faults), "error") + ", as it had before"
	}
	s.say("%s", line)
	return len(r.Faults) > 0, nil
}
