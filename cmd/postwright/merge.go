package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/merging"
	"github.com/postwright/postwright/internal/versions"
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
JSON. They may be single YAML files of that format, whatever their names,
or the postman/ folders of a repository, with all their collections,
environments and globals.

Each may be a name in git, as in git show: REV:PATH. If OURS is one and -o is
not given, the result goes to PATH in the work tree, which must not differ from
OURS.

To use it as git's merge driver, add a line to .gitattributes,
"*.postman_collection.json merge=postwright", and run in each clone
git config merge.postwright.recursive binary and
git config merge.postwright.driver 'postwright merge --path %P -- %O %A %B'.`,
		Example: `  postwright merge base.json ours.json theirs.json       # into ours.json
  postwright merge base.json ours.json theirs.json -o -  # to standard output
  postwright merge base.json ours.json theirs.json --on-conflict theirs
  postwright merge "$(git merge-base HEAD other):postman" postman other:postman`,
		Args: takes(3, 3, "name three collections: the base, ours and theirs"),
		RunE: func(_ *cobra.Command, args []string) error { return runMerge(s, f, args) },
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
	var sides [3]*versions.Version
	for i, path := range paths {
		var err error
		if sides[i], err = versions.Open(path); err != nil {
			return err
		}
	}
	ours := sides[1]
	o, err := f.options(ours)
	if err != nil {
		return err
	}
	o.Stdin = s.in
	if err := s.finishEarlier(o.Output); err != nil {
		return err
	}
	if !ours.IsFolder() {
		sparingly(paths)
	}
	r, err := merging.Merge(sides[0], ours, sides[2], o, s.mergeChecks())
	if err != nil {
		return advisedError(s.complainOfSyntax(err))
	}
	for _, p := range r.Parts {
		if err := s.showPart(p, o); err != nil {
			return err
		}
	}
	if r.Stopped() {
		where := ""
		if f.path != "" {
			where = " in " + report.Printable(f.path)
		}
		s.say("postwright: %s%s; nothing was written (see --on-conflict)", english.Count(r.Conflicts(), "conflict"), where)
		return errProblems
	}
	if o.Output == inputs.Stdin {
		err = s.print(r.Text)
	} else {
		err = s.putMerged(r)
	}
	if err == nil && r.Conflicts() > 0 {
		s.say("postwright: %s: %s was taken", english.Count(r.Conflicts(), "conflict"), f.onConflict)
	}
	return err
}

// options returns how to merge, and where to write the result: without -o, over ours.
func (f mergeFlags) options(ours *versions.Version) (merging.Options, error) {
	o := merging.Options{Prefer: merge.Prefer(f.onConflict), Output: f.output, Path: f.path}
	if o.Output == "" {
		var err error
		if o.Output, err = ours.WorkPath(); err != nil {
			return o, err
		}
		o.OverOurs = ours.InGit()
	}
	if o.Output == inputs.Stdin && ours.IsFolder() {
		return o, fmt.Errorf("%s is a folder, which cannot be printed; name a folder with -o", ours.Name)
	}
	return o, nil
}

// mergeChecks returns the checks of merged files. They are those of every other command.
func (s streams) mergeChecks() merging.Checks {
	return merging.Checks{
		Document: func(name string, d *jsontree.Document, environments bool) error {
			if environments {
				return refuse("merge", name, d, orEnvironments)
			}
			return refuse("merge", name, d, onlyCollections)
		},
		Files: func(name string, c *inputs.V3, r *v3.Result) error {
			_, err := s.readable(c, r, name)
			return err
		},
	}
}

// putMerged writes the result of a merge, and names what has to be done by hand.
func (s streams) putMerged(r *merging.Result) error {
	left, old, err := r.Put()
	s.sayLeft(left)
	for _, o := range old {
		s.say("postwright: %s still has ../%s, which is now ../%s: change it there, or Postman takes that for a new one",
			redact.Text(o.File), redact.Text(o.Old), redact.Text(o.New))
	}
	return err
}

// sparingly tunes the garbage collector for a command that compares files:
// less memory for large files, less time for others.
func sparingly(paths []string) {
	if total(paths) > largeInput {
		collectOften()
	} else {
		collectSeldom()
	}
}

// largeInput is the total size in bytes from which saving memory is
// worthwhile.
const largeInput = 8 << 20
