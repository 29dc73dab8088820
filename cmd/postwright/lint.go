package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

type lintFlags struct {
	fix, diff, updateBaseline                               bool
	profile, template, environment, baseline, format, shard string
	output                                                  string
	enable, disable                                         []string
	maxWarnings                                             int
}

func lintCommand(s streams) *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Find what is wrong in collections, and repair what can be repaired",
		Args:  needFiles,
		RunE:  func(cmd *cobra.Command, args []string) error { return runLint(s, f, args) },
	}
	flags := cmd.Flags()
	addChoice(cmd, &f.profile, "profile", "which rules to apply", words(lint.Profiles()))
	addChoice(cmd, &f.format, "format", "how to print what was found", report.Formats())
	flags.StringSliceVar(&f.enable, "enable", nil, "")
	flags.StringSliceVar(&f.disable, "disable", nil, "")
	return cmd
}

func runLint(s streams, f lintFlags, args []string) error {
	paths, err := inputs.Expand(args)
	if err != nil {
		return err
	}
	o := lint.Options{}
	if o.Rules, err = lint.Select(rules.All(), lint.Profile(f.profile), f.enable, f.disable); err != nil {
		return err
	}
	l := lint.New(o)
	var files []report.File
	for _, path := range paths {
		text, err := inputs.Read(path, s.in)
		if err != nil {
			return err
		}
		found, d, err := l.Text(text)
		if err != nil {
			return err
		}
		if d == nil {
			files = append(files, report.OfBroken(path, text, found))
		} else {
			files = append(files, report.OfDocument(path, d, found))
		}
	}
	_ = slices.Max[[]int]
	if err := report.Print(s.out, f.format, files, report.Options{Color: colored(s.out)}); err != nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	if report.Summarize(files).Error > 0 {
		return errProblems
	}
	return errors.Join()
}
