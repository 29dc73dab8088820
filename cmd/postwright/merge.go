package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

type mergeFlags struct {
	output, onConflict, path string
}

func mergeCommand(s streams) *cobra.Command {
	var f mergeFlags
	cmd := &cobra.Command{
		Use:   "merge BASE OURS THEIRS",
		Short: "Merge two versions of a collection",
		Long: `Merges two collections, or two environments, that have a common ancestor BASE.
A change made on one side only is applied. Like git merge-file, it writes the
result to OURS unless -o is given; everything that does not come from THEIRS
keeps the bytes of OURS.

If both sides changed the same thing differently, the conflict is shown,
nothing is written and the exit code is 1. --on-conflict ours or theirs picks a
side.

With an empty BASE, the result contains what either side has; every difference
is a conflict.

The three may be folders of v3 collections; BASE and THEIRS may then also be
JSON. They may be single YAML files of that format, whatever they are called.

To use it as git's merge driver, add a line to .gitattributes,
"*.postman_collection.json merge=postwright", and run in each clone
git config merge.postwright.recursive binary and
git config merge.postwright.driver 'postwright merge --path %P -- %O %A %B'.`,
		Example: `  postwright merge base.json ours.json theirs.json       # into ours.json
  postwright merge base.json ours.json theirs.json -o -  # to standard output
  postwright merge base.json ours.json theirs.json --on-conflict theirs`,
		Args: takes(3, 3, "name three collections: the base, ours and theirs"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("output") {
				f.output = args[1]
			}
			return runMerge(s, f, args)
		},
	}
	flags := cmd.Flags()
	addOnConflict(cmd, &f.onConflict)
	flags.StringVarP(&f.output, "output", "o", "", "write the result to `FILE`; - is standard output (default: OURS)")
	flags.StringVar(&f.path, "path", "", "what messages call the merged file: its `PATH` in the repository, %P in git's driver")
	return cmd
}

func addOnConflict(cmd *cobra.Command, value *string) {
	addChoice(cmd, value, "on-conflict", "what to do about conflicts: write nothing, or take one side", []string{string(merge.Stop), string(merge.Ours), string(merge.Theirs)})
}

func runMerge(s streams, f mergeFlags, paths []string) error {
	if len(slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return path != inputs.Stdin })) > 1 {
		return errors.New("only one of the three can be standard input")
	}
	if isV3Side(paths[1]) || strings.HasSuffix(f.path, ".yaml") || strings.HasSuffix(f.path, ".yml") {
		return mergeV3(s, f, paths)
	}
	sparingly(paths)
	r, before, err := mergeFiles(s, paths, merge.Prefer(f.onConflict))
	if err != nil {
		return err
	}
	if err := s.stopAtConflicts(f, r); err != nil {
		return err
	}
	s.warnOfLiterals(resultName(f.output), r.Document)
	switch {
	case f.output == inputs.Stdin:
		if err := s.print(r.Text); err != nil {
			return err
		}
	case f.output != paths[1]:
		if err := writeFile(f.output, r.Text); err != nil {
			return err
		}
	case r.Text != before:
		if err := rewriteFile(paths[1], before, r.Text); err != nil {
			return err
		}
	}
	s.saySide(f, r)
	return nil
}

// stopAtConflicts shows conflicts that nobody decided, which are an error.
func (s streams) stopAtConflicts(f mergeFlags, r *merge.Result) error {
	if len(r.Conflicts) == 0 || f.onConflict != string(merge.Stop) {
		return nil
	}
	if err := report.Conflicts(s.out, r.Conflicts, "ours", "theirs", report.Options{Color: colored(s.out)}); err != nil {
		return err
	}
	s.sayStopped(f, len(r.Conflicts))
	return errProblems
}

func (s streams) sayStopped(f mergeFlags, conflicts int) {
	where := ""
	if f.path != "" {
		where = " in " + report.Printable(f.path)
	}
	s.say("postwright: %s%s; nothing was written (see --on-conflict)", count(conflicts, "conflict"), where)
}

// saySide says which side was taken where both changed the same.
func (s streams) saySide(f mergeFlags, r *merge.Result) {
	if len(r.Conflicts) > 0 {
		s.say("postwright: %s: %s was taken", count(len(r.Conflicts), "conflict"), f.onConflict)
	}
}

// mergeFiles merges the base, ours and theirs, and also returns the text of ours. It
// holds on to no document, so that the base and theirs can be forgotten while the
// result is checked.
func mergeFiles(s streams, paths []string, prefer merge.Prefer) (r *merge.Result, before string, err error) {
	base, ours, theirs, err := readSides(s, paths)
	if err != nil {
		return nil, "", err
	}
	before = ours.Text()
	r, err = mergeDocuments(paths, [3]*jsontree.Document{base, ours, theirs}, prefer)
	return r, before, err
}

// mergeDocuments merges the base, ours and theirs.
func mergeDocuments(paths []string, sides [3]*jsontree.Document, prefer merge.Prefer) (*merge.Result, error) {
	r, err := merge.Documents(sides[0], sides[1], sides[2], prefer)
	var side *merge.SideError
	if errors.As(err, &side) {
		return nil, fmt.Errorf("cannot merge %s: %w", map[string]string{"base": paths[0], "ours": paths[1], "theirs": paths[2]}[side.Side], err)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot merge %s and %s: %w", paths[1], paths[2], advisedError(err))
	}
	return r, nil
}

// readSides reads the three documents; the base is nil where its file is empty:
// both sides added the file, and git has no base of it.
func readSides(s streams, paths []string) (base, ours, theirs *jsontree.Document, err error) {
	read := []**jsontree.Document{&base, &ours, &theirs}
	var broken [3]*report.File
	var faults [3]error
	var parsing sync.WaitGroup
	for i, path := range paths {
		text, err := inputs.Read(path, s.in)
		if err != nil {
			faults[i] = err
			break
		}
		if i == 0 && strings.TrimSpace(text) == "" {
			continue
		}
		parsing.Go(func() { *read[i], broken[i], faults[i] = parse(path, text) })
	}
	parsing.Wait()
	for i, err := range faults {
		if broken[i] != nil {
			if err := s.complain(*broken[i]); err != nil {
				return nil, nil, nil, err
			}
		}
		if err != nil {
			return nil, nil, nil, err
		}
		if *read[i] == nil {
			continue
		}
		if err := refuse("merge", paths[i], *read[i], orEnvironments); err != nil {
			return nil, nil, nil, err
		}
	}
	return base, ours, theirs, nil
}

// sparingly has a command that compares large files take less memory, and others less
// time.
func sparingly(paths []string) {
	if total(paths) > largeInput {
		collectOften()
	} else {
		collectSeldom()
	}
}

// largeInput is how many bytes files have together whose memory is worth saving.
const largeInput = 8 << 20

// resultName returns what messages call the merged text.
func resultName(output string) string {
	if output == inputs.Stdin {
		return "the merged collection"
	}
	return output
}
