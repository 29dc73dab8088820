package main

import (
	"fmt"
	"sync"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/report"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lintconfig"
)

// linted is the result of linting one file. It keeps no document, so that
// results waiting for their turn need little memory.
type linted struct {
	path          string
	configuration *configuration.Configuration
	reports       []report.File // one, or in format v3 one per file of a collection
	known, gone   int           // in the baseline

	before, after string // the text, before and after --fix
	fixed         int
	moved         int                   // fixed secrets that are still in the file, as variables of the collection
	environment   *analysis.Environment // if --fix changes it
	folder        *repairedFolder       // in format v3, if --fix changes it

	unread error // this file; others continue
	err    error // the whole command
}

// lint lints one file. It is safe for concurrent use.
func (r *lintRun) lint(path string) (result linted) {
	result.path = path
	if inputs.IsV3(path) {
		return r.lintFolder(path)
	}
	var configuring sync.WaitGroup // of the first file, which takes long; meanwhile, read and parse it
	var linter *lint.Linter
	var c *configuration.Configuration
	var err error
	configuring.Go(func() { linter, c, err = r.linters.For(path) })
	var text string
	var d *jsontree.Document
	var syntax error
	if text, result.unread = inputs.Read(path, r.in); result.unread == nil {
		d, syntax = jsontree.Parse(text)
	}
	configuring.Wait()
	if result.unread != nil {
		return result
	}
	if err != nil {
		result.err = err
		return result
	}
	result.configuration = c
	result.before, result.after = text, text
	var found []diagnostic.Diagnostic
	if r.flags.fix && syntax == nil {
		if found, d, err = result.fix(linter, d); err != nil {
			result.err = fmt.Errorf("cannot repair %s: %w", path, err)
			return result
		}
	} else if found, err = linter.Parsed(d, syntax); err != nil {
		result.unread = fmt.Errorf("cannot read %s: %w", path, err)
		return result
	}
	result.reports = []report.File{r.compare(&result, path, found, func(found []diagnostic.Diagnostic) report.File {
		if d == nil {
			return ofBroken(path, text, found)
		}
		return ofDocument(path, d, found)
	})}
	if d != nil {
		r.cover(&result, linter, d)
	}
	r.report.prepare(result.reports)
	return result
}

// cover adds to a machine-readable report how much of its API a collection
// calls.
func (r *lintRun) cover(result *linted, linter *lint.Linter, d *jsontree.Document) {
	if r.flags.format != "json" || len(result.reports) == 0 {
		return
	}
	if c := linter.Coverage(d, rules.Coverage); c != nil {
		result.reports[0].Covered = &report.Covered{Path: result.path, Coverage: *c}
	}
}

// fix fixes a document and returns the remaining findings and the fixed
// document.
func (l *linted) fix(linter *lint.Linter, d *jsontree.Document) ([]diagnostic.Diagnostic, *jsontree.Document, error) {
	f, err := linter.Fix(d)
	if err != nil {
		return nil, nil, err
	}
	l.after = f.Document.Text()
	l.count(f.Applied, f.Environment)
	return f.Left, f.Document, nil
}

// count records what was fixed.
func (l *linted) count(applied []diagnostic.Diagnostic, environment *analysis.Environment) {
	l.fixed = len(applied)
	for _, d := range applied {
		if d.Rule == "secret" && environment == nil {
			l.moved++
		}
		if len(d.FixEnvironment) > 0 {
			l.environment = environment
		}
	}
}

// compare returns the report on a file without what the baseline has, and adds
// to the result what it has. With --update-baseline all findings enter it.
func (r *lintRun) compare(result *linted, file string, found []diagnostic.Diagnostic, of func([]diagnostic.Diagnostic) report.File) report.File {
	known, path, err := r.baselines.of(result.configuration)
	switch {
	case err != nil:
		result.err = err
		return report.File{}
	case known == nil:
		return of(found)
	case r.flags.updateBaseline:
		r.baselines.set(path, file, found, of(found).Sources())
		result.known += len(found)
		return of(nil)
	}
	left, gone := known.Unknown(lintconfig.BaselineKey(path, file), found, of(found).Sources())
	result.gone += gone
	result.known += len(found) - len(left)
	return of(left)
}

// emit prints the findings in a file and writes the fixed file. It is called
// for one file after another.
func (r *lintRun) emit(l linted) error {
	if l.unread != nil {
		r.say("postwright: %v", l.unread)
		r.unread++
		return nil
	}
	if l.err != nil {
		return l.err
	}
	if err := r.write(l); err != nil {
		return err
	}
	r.known += l.known
	r.gone += l.gone
	warnings := 0
	for _, file := range l.reports {
		r.summary.Add(file)
		warnings += warningsIn(file.Diagnostics)
		for _, d := range file.Diagnostics {
			r.byRule[d.Rule]++
			if d.Fixable {
				r.fixable++
			}
		}
	}
	folder, allowed := "", r.flags.maxWarnings
	if c := l.configuration; c != nil {
		folder = c.Folder
		if allowed < 0 {
			allowed = c.MaxWarnings
		}
	}
	if r.flags.maxWarnings >= 0 {
		folder = "" // one limit for all files
	}
	r.warnings[folder] = warningCount{r.warnings[folder].found + warnings, allowed}
	for _, file := range l.reports {
		if err := r.report.file(file); err != nil {
			return err
		}
	}
	return nil
}

// write writes a fixed file back or, with --diff, shows what that would
// change.
func (r *lintRun) write(l linted) error {
	if l.fixed > 0 {
		r.fixed += l.fixed - l.moved
		r.moved += l.moved
		switch {
		case l.folder != nil:
			r.fixedFiles += len(l.folder.written.Changes)
		case l.fixed > l.moved:
			r.fixedFiles++
		}
	}
	var err error
	switch {
	case r.flags.diff && l.fixed > 0:
		err = r.showDifference(l)
	case r.flags.fix && !r.flags.diff:
		err = r.writeBack(l)
	}
	if err == nil && l.environment != nil {
		r.linters.ReplaceEnvironment(r.linters.EnvironmentOf(l.configuration), l.environment)
	}
	return err
}

// writeBack writes a fixed file after its environment, so that a secret is
// never in neither.
func (r *lintRun) writeBack(l linted) error {
	if l.path == inputs.Stdin {
		if err := r.print(l.after); err != nil {
			return err
		}
	}
	var files atomicfile.Together
	defer files.Discard()
	if l.environment != nil {
		if err := r.stageEnvironment(&files, l); err != nil {
			return err
		}
	}
	if l.folder == nil && l.path != inputs.Stdin && l.fixed > 0 {
		if err := files.StageOver(l.path, l.before, l.after); err != nil {
			return err
		}
	}
	if err := files.Commit(); err != nil || l.folder == nil {
		return err
	}
	return l.folder.write()
}

// stageEnvironment prepares the environment that applies to a file for
// writing.
func (r *lintRun) stageEnvironment(files *atomicfile.Together, l linted) error {
	path := r.linters.EnvironmentOf(l.configuration)
	if !v3.IsEnvironment(path) {
		return files.StageOver(path, r.linters.Environment(path).Document.Text(), l.environment.Document.Text())
	}
	f, err := environmentFolder(path, l.environment.Document)
	if err != nil {
		return err
	}
	for _, change := range f.written.Changes {
		if err := files.StageOver(path, change.Before, change.Text); err != nil {
			return err
		}
	}
	return nil
}

func (r *lintRun) showDifference(l linted) error {
	o := report.Options{Color: colored(r.out)}
	if l.folder != nil {
		if err := l.folder.show(r.streams); err != nil {
			return err
		}
	} else if err := report.LineDifference(r.out, l.path, l.before, l.after, o); err != nil {
		return notPrinted(err)
	}
	if l.environment == nil {
		return nil
	}
	path := r.linters.EnvironmentOf(l.configuration)
	if v3.IsEnvironment(path) {
		f, err := environmentFolder(path, l.environment.Document)
		if err != nil {
			return err
		}
		return f.show(r.streams)
	}
	return notPrinted(report.LineDifference(r.out, path, r.linters.Environment(path).Document.Text(), l.environment.Document.Text(), o))
}

// usesEnvironment reports whether an environment applies to one of the files.
func (r *lintRun) usesEnvironment(paths []string) bool {
	if len(r.flags.Environments) > 0 {
		return true
	}
	for _, path := range paths {
		if _, c, err := r.linters.For(path); err == nil && r.linters.EnvironmentOf(c) != "" {
			return true
		}
	}
	return false
}

// close ends the report and prints the summary. Unless all files were done,
// baselines stay as they are.
func (r *lintRun) close(done bool) error {
	if !done {
		return r.report.abandon()
	}
	if err := r.report.close(); err != nil {
		return err
	}
	if r.flags.updateBaseline {
		if err := r.baselines.write(r.streams); err != nil {
			return err
		}
	}
	r.say("%s", r.closing())
	switch {
	case r.unread > 0:
		return fmt.Errorf("%s could not be read", english.Count(r.unread, "file"))
	case r.failed():
		return errProblems
	}
	return nil
}
