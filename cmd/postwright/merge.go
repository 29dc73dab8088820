package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

type mergeFlags struct {
	output, onConflict, path string
	// asOurs says that the output is the work tree's version of ours, which
	// is in git. It is only overwritten if it equals ours.
	asOurs bool
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
	var of [3]*mergeSide
	for i, path := range paths {
		var err error
		if of[i], err = openSide(path); err != nil {
			return err
		}
	}
	ours := of[1]
	if f.output == "" {
		f.output = ours.path
		if ours.object != nil {
			var err error
			if f.output, err = ours.object.WorkPath(); err != nil {
				return err
			}
			f.asOurs = true
		}
	}
	if f.output == inputs.Stdin && ours.isFolder() {
		return fmt.Errorf("%s is a folder, which cannot be printed; name a folder with -o", ours.path)
	}
	if err := s.finishEarlier(f.output); err != nil {
		return err
	}
	if folder, err := ours.postman(); err != nil || folder != nil {
		return mergePostman(s, f, of, err)
	}
	if ours.isV3() || strings.HasSuffix(f.path, ".yaml") || strings.HasSuffix(f.path, ".yml") {
		return mergeV3(s, f, of)
	}
	sparingly(paths)
	r, before, err := mergeFiles(s, of, merge.Prefer(f.onConflict))
	if err != nil {
		return err
	}
	if len(r.Conflicts) > 0 && f.onConflict == string(merge.Stop) {
		if err := s.showConflicts(r); err != nil {
			return err
		}
	}
	return s.conclude(f, len(r.Conflicts), func() error {
		s.warnOfLiterals(resultName(f), r.Document)
		return s.putFile(f, ours, before, r.Text)
	})
}

// conclude writes a merge and reports which side was taken at conflicts. If
// no flag decides the conflicts, it returns an error and nothing is written.
func (s streams) conclude(f mergeFlags, conflicts int, put func() error) error {
	if conflicts > 0 && f.onConflict == string(merge.Stop) {
		s.sayStopped(f, conflicts)
		return errProblems
	}
	if err := put(); err != nil {
		return err
	}
	s.saySide(f, conflicts)
	return nil
}

// putFile writes the merged text of ours.
func (s streams) putFile(f mergeFlags, ours *mergeSide, before, text string) error {
	switch {
	case f.output == inputs.Stdin:
		return s.print(text)
	case f.asOurs:
		return putInWorkTree(ours, f.output, before, text)
	case f.output != ours.path:
		return atomicfile.Write(f.output, text)
	case text != before:
		return atomicfile.Rewrite(f.output, before, text)
	}
	return nil
}

func (s streams) showConflicts(r *merge.Result) error {
	return report.Conflicts(s.out, r.Conflicts, "ours", "theirs", report.Options{Color: colored(s.out)})
}

func (s streams) sayStopped(f mergeFlags, conflicts int) {
	where := ""
	if f.path != "" {
		where = " in " + report.Printable(f.path)
	}
	s.say("postwright: %s%s; nothing was written (see --on-conflict)", english.Count(conflicts, "conflict"), where)
}

// saySide reports which side was taken at conflicts.
func (s streams) saySide(f mergeFlags, conflicts int) {
	if conflicts > 0 {
		s.say("postwright: %s: %s was taken", english.Count(conflicts, "conflict"), f.onConflict)
	}
}

// mergeFiles merges the base, ours and theirs, and also returns the text of
// ours. It keeps no document, so that the base and theirs can be freed while
// the result is checked.
func mergeFiles(s streams, of [3]*mergeSide, prefer merge.Prefer) (r *merge.Result, before string, err error) {
	base, ours, theirs, err := readSides(s, of)
	if err != nil {
		return nil, "", err
	}
	before = ours.Text()
	r, err = mergeDocuments(namesOf(of), [3]*jsontree.Document{base, ours, theirs}, prefer)
	return r, before, err
}

func namesOf(of [3]*mergeSide) (names [3]string) {
	for i, m := range of {
		names[i] = m.path
	}
	return names
}

// mergeDocuments merges the base, ours and theirs.
func mergeDocuments(paths [3]string, sides [3]*jsontree.Document, prefer merge.Prefer) (*merge.Result, error) {
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

// readSides reads the three documents. The base is nil if its file is empty:
// both sides added the file, and git has no base for it.
func readSides(s streams, of [3]*mergeSide) (base, ours, theirs *jsontree.Document, err error) {
	read := []**jsontree.Document{&base, &ours, &theirs}
	var faults [3]error
	var parsing sync.WaitGroup
	for i, m := range of {
		text, err := m.text(s)
		if err != nil {
			faults[i] = err
			break
		}
		if i == 0 && strings.TrimSpace(text) == "" {
			continue
		}
		parsing.Go(func() { *read[i], faults[i] = inputs.Parse(m.path, text) })
	}
	parsing.Wait()
	for i, err := range faults {
		if err != nil {
			return nil, nil, nil, s.complainOfSyntax(err)
		}
		if *read[i] == nil {
			continue
		}
		if err := refuse("merge", of[i].path, *read[i], orEnvironments); err != nil {
			return nil, nil, nil, err
		}
	}
	return base, ours, theirs, nil
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

// resultName returns the name of the merged text in messages.
func resultName(f mergeFlags) string {
	switch {
	case f.path != "":
		return f.path // the output is a temporary file of git
	case f.output == inputs.Stdin:
		return "the merged collection"
	}
	return f.output
}
