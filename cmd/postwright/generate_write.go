package main

import (
	"fmt"
	"io"
	"os"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/output"
)

// The names of the sides of a conflict.
const (
	sideOfPerson   = "the file"
	sideOfTemplate = "the new generation"
)

// writeFiles merges the generated files with the edits in existing ones, and
// writes them.
func writeFiles(s streams, f generateFlags, files []output.File, printed, folder string) error {
	findings := s.out
	if printed != "" {
		findings = s.err // standard output is only for the file
	}
	if _, err := os.Stat(folder); folder != "" && err != nil {
		// Nothing is created if nothing can be written.
		if _, err := decide(s, f, files, findings); err != nil {
			return err
		}
		made, err := atomicfile.MakeFolders(folder)
		if err != nil {
			return err
		}
		defer made.Discard() // if it stays empty
	}
	release, err := output.Exclusive(files, output.Patience)
	if err != nil {
		return err
	}
	defer release()
	plan, err := decide(s, f, files, findings)
	if err != nil {
		return err
	}
	if err := s.print(printed); err != nil {
		return err
	}
	if err := plan.Write(); err != nil {
		return err
	}
	for _, file := range plan.Files {
		if err := sayWritten(s, file, f.onConflict); err != nil {
			return err
		}
	}
	return nil
}

// decide determines the texts of the files: the generated text, with --force,
// or its merge with the edits.
func decide(s streams, f generateFlags, files []output.File, findings io.Writer) (*output.Plan, error) {
	plan, err := output.Inspect(files)
	if err != nil || f.force {
		return plan, err
	}
	if err := mergeEdits(s, plan, f.onConflict, findings); err != nil {
		return plan, err
	}
	for _, f := range plan.In(output.Edited) {
		s.warnOfLiteralsIn(f.Path, f.Text)
	}
	return plan, nil
}

// mergeEdits preserves edits. If conflicts prevent that, it prints them and
// returns an error.
func mergeEdits(s streams, plan *output.Plan, onConflict string, findings io.Writer) error {
	for _, f := range plan.In(output.Edited) {
		if f.Base == nil {
			s.say("postwright: no postwright.lock remembers %s: all of it counts as made by hand", f.Path)
		}
		if _, err := parseDocument(s, f.Path, f.Old); err != nil {
			return fmt.Errorf("%w; repair it, or overwrite it with --force", err)
		}
	}
	if err := plan.Merge(merge.Prefer(onConflict)); err != nil {
		return fmt.Errorf("%w; choose another place with -o, or overwrite it with --force", advisedError(err))
	}
	if plan.Conflicts() == 0 {
		return nil
	}
	if onConflict != string(merge.Stop) {
		s.say("postwright: %s: the side of %s was taken", english.Count(plan.Conflicts(), "conflict"), map[string]string{string(merge.Ours): sideOfPerson, string(merge.Theirs): sideOfTemplate}[onConflict])
		return nil
	}
	for _, f := range plan.Files {
		if len(f.Conflicts) == 0 {
			continue
		}
		s.say("postwright: %s was edited where the new generation changes it:", f.Path)
		if err := report.Conflicts(findings, f.Conflicts, sideOfPerson, sideOfTemplate, report.Options{Color: colored(findings)}); err != nil {
			return notPrinted(err)
		}
	}
	s.say("postwright: nothing was written; take one side with --on-conflict ours or theirs (ours is %s), or overwrite all with --force", sideOfPerson)
	return errProblems
}

// sayWritten reports what was done with a file, and whether users must
// authorize again.
func sayWritten(s streams, f output.Status, onConflict string) error {
	if !f.Changes() {
		s.say("%s is up to date", f.Path)
		return nil
	}
	d := changesOf(f)
	switch {
	case f.State == output.Edited && f.Text != f.Content && d != nil && len(d.Changes) > 0:
		kept := "what was edited in it is kept"
		if len(f.Conflicts) > 0 && onConflict == string(merge.Theirs) {
			kept = "what else was edited in it is kept"
		}
		s.say("wrote %s: %s; %s", f.Path, report.ChangeSummary(d), kept)
	case f.Old != "" && d != nil && len(d.Changes) > 0:
		s.say("wrote %s: %s", f.Path, report.ChangeSummary(d))
	default:
		s.say("wrote %s", f.Path)
	}
	if d == nil {
		return nil
	}
	return report.Authorization(s.err, d, report.Options{Color: colored(s.err)})
}

// changesOf returns the changes in a file that is to be written; nil if they
// cannot be determined.
func changesOf(f output.Status) *diff.Diff {
	old, err := jsontree.Parse(f.Old)
	if err != nil {
		return nil
	}
	text, err := jsontree.Parse(f.Text)
	if err != nil {
		return nil
	}
	d, err := diff.Documents(old, text, diff.Options{})
	if err != nil {
		return nil
	}
	return d
}

// checkFiles reports what writing the files would change. Any change is a
// problem.
func checkFiles(s streams, f generateFlags, files []output.File) error {
	plan, err := decide(s, f, files, s.out)
	if err != nil {
		return err
	}
	for _, file := range plan.In(output.Device) {
		return fmt.Errorf("--check compares files; %s is not a file", file.Path)
	}
	behind := 0
	for _, file := range plan.Files {
		if !file.Changes() {
			continue
		}
		behind++
		if err := showStale(s, file, f.force); err != nil {
			return err
		}
	}
	if behind > 0 {
		s.say("run the command without --check to bring %s up to date", pronoun(behind))
		return errProblems
	}
	s.say("%s up to date", english.Count(len(plan.Files), "file"))
	return nil
}

// showStale prints what writing a file would change.
func showStale(s streams, f output.Status, force bool) error {
	switch {
	case f.State == output.Missing:
		s.say("%s is missing", f.Path)
	case f.State == output.Edited && force:
		s.say("%s was edited; that will be overwritten", f.Path)
	case f.State == output.Edited:
		s.say("%s is stale; what was edited in it will be kept", f.Path)
	default:
		s.say("%s is stale", f.Path)
	}
	o := report.Options{Color: colored(s.out)}
	if d := changesOf(f); d != nil {
		if err := report.Authorization(s.out, d, o); err != nil {
			return notPrinted(err)
		}
	}
	if f.V3 != nil {
		return showStaleV3(s, f)
	}
	return notPrinted(report.Difference(s.out, f.Path, f.Old, f.Text, o))
}

func pronoun(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}
