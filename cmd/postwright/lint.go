package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/baseline"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/batch"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/lintconfig"
)

type lintFlags struct {
	lintconfig.Flags
	fix, diff, updateBaseline       bool
	verbose                         bool
	baseline, shard, format, output string
	maxWarnings                     int
}

func lintCommand(s streams) *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Find problems in collections, and fix them",
		Long: `Checks collections against their schema and against rules for URLs, variables,
authorization, bodies, scripts, secrets and personal data. postwright explain
describes the rules.

The exit code is 1 when there is an error, when there are more warnings than
--max-warnings, and with --fix --diff when there is something to fix.

FILE is a file, a folder (searched for *.postman_collection.json and for
collections in Postman's format v3, which are folders of YAML files), a pattern
such as 'api/**/*.json', or - for standard input. A file of a v3 collection is
checked in the context of its collection.

A postwright.yaml in the file's folder or above sets rules, severities and
exceptions; postwright init writes one. Flags take precedence.`,
		Example: `  postwright lint clinic.postman_collection.json
  postwright lint --template drchrono --profile strict collections/
  postwright lint --openapi api.yaml collections/  # against the API's document
  postwright lint --fix --diff collections/  # show what would be fixed
  postwright lint --fix collections/         # fix it

  # Move secrets into the environment:
  postwright lint --fix --environment clinic.postman_environment.json c.json

  # From now on, report only new findings:
  postwright lint --baseline known.json --update-baseline collections/

  postwright lint --format sarif -o lint.sarif collections/
  postwright lint .  # a repository of Postman 12`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("profile") {
				f.Profile = ""
			}
			return runLint(s, f, args)
		},
	}
	f.define(cmd)
	return cmd
}

// define adds the flags to the command.
func (f *lintFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.fix, "fix", false, "fix what can be fixed, and write the files back")
	flags.BoolVar(&f.diff, "diff", false, "with --fix: show what would change, and write nothing")
	addChoice(cmd, &f.Profile, "profile", "set of rules to apply", words(lint.Profiles()))
	flags.StringSliceVar(&f.Enable, "enable", nil, "also apply `RULE` (repeatable, or comma-separated)")
	flags.StringSliceVar(&f.Disable, "disable", nil, "do not apply `RULE` (repeatable, or comma-separated)")
	flags.StringVar(&f.Template, "template", "", "also check endpoints and scopes against the API's template: its `NAME`, or a file")
	flags.StringArrayVar(&f.OpenAPI, "openapi", nil, "also check requests and examples against the API's OpenAPI or Swagger document `FILE` (repeatable, if the collection calls several APIs)")
	flags.StringArrayVar(&f.Environments, "environment", nil, "Postman environment or globals `FILE` (repeatable): its variables count as defined; --fix moves secrets into the first")
	flags.StringVar(&f.baseline, "baseline", "", "do not report the findings recorded in `FILE`")
	flags.BoolVar(&f.updateBaseline, "update-baseline", false, "record the findings of this run in the baseline")
	flags.IntVar(&f.maxWarnings, "max-warnings", -1, "exit with 1 if there are more than `N` warnings (default: no limit)")
	flags.Lookup("max-warnings").DefValue = "0" // the help prints no zero
	flags.StringVar(&f.shard, "shard", "", "check only part `I/N` of the files, such as 2/4")
	addChoice(cmd, &f.format, "format", "output format", report.Formats())
	flags.StringVarP(&f.output, "output", "o", inputs.Stdin, "write the report to `FILE`; - is standard output")
	flags.BoolVar(&f.verbose, "verbose", false, verboseUsage)
	for _, name := range []string{"enable", "disable"} {
		completeList(cmd, name, func([]string) []string { return ruleNames() })
	}
	completeTemplate(cmd)
}

func ruleNames() []string {
	var names []string
	for _, r := range rules.All() {
		names = append(names, r.Name)
	}
	return names
}

// described returns rules as reports describe them.
func described(all []*rule.Rule) []report.Rule {
	var list []report.Rule
	for _, r := range all {
		list = append(list, report.Rule{
			Name: r.Name, Category: string(r.Category), Finds: r.Finds, Why: r.Why, Fix: r.Fix, Severity: r.Severity,
		})
	}
	return list
}

func (f lintFlags) check(paths []string) error {
	switch {
	case f.diff && !f.fix:
		return errors.New("--diff shows what --fix would change; give both")
	case f.diff && f.updateBaseline:
		return errors.New("--diff writes nothing, and --update-baseline writes the baseline; leave one of them out")
	case f.fix && slices.Contains(paths, inputs.Stdin) && len(paths) > 1:
		return errors.New("--fix prints standard input when that is the only file; name it alone")
	case (slices.Contains(f.Environments, inputs.Stdin) || f.Template == inputs.Stdin) && slices.Contains(paths, inputs.Stdin):
		// Many files are read at once: standard input can only be one of
		// them.
		return errors.New("standard input cannot be both a collection and its environment or template; name a file for one of them")
	case slices.Contains(f.OpenAPI, inputs.Stdin) && (slices.Contains(paths, inputs.Stdin) || slices.Contains(f.Environments, inputs.Stdin)):
		return errors.New("standard input can be only one of the OpenAPI document, a collection and an environment; name a file for the others")
	case len(f.Environments) > 0 && f.Environments[0] == inputs.Stdin && f.fix && !f.diff:
		return errors.New("--fix moves secrets into the environment, and standard input cannot be changed; name its file")
	}
	return nil
}

func runLint(s streams, f lintFlags, args []string) error {
	if f.fix && !f.diff {
		if err := s.finishEarlierIn(args); err != nil {
			return err
		}
	}
	folders := inputs.V3Set{Sparing: !f.fix}
	paths, err := folders.Expand(args)
	if err != nil {
		return err
	}
	if err := f.check(paths); err != nil {
		return err
	}
	if f.shard != "" {
		if paths, err = inputs.Shard(paths, f.shard); err != nil {
			return err
		}
	}
	go analysis.Prepare()
	if slices.ContainsFunc(paths, readsFolder) {
		go v3.Prepare()
		collectLater()
	} else if total(paths) < smallInput {
		collectSeldom()
	}
	r, err := newLintRun(s, f, paths, &folders)
	if err != nil {
		return err
	}
	workers := 2 * runtime.GOMAXPROCS(0) // a worker that waits for its file leaves the core to another
	if f.fix && r.usesEnvironment(paths) {
		workers = 1 // secrets that one file moves into the environment are there for the next
	}
	err = batch.Do(len(paths), workers,
		func(i int) linted { return r.lint(paths[i]) },
		func(_ int, result linted) error { return r.emit(result) })
	return errors.Join(err, r.close(err == nil))
}

// smallInput is the total size in bytes up to which frequent garbage
// collection is not worthwhile.
const smallInput = 8 << 20

// readsFolder reports whether a path makes the command read the files of a
// folder, whose number is unknown.
func readsFolder(path string) bool {
	if v3.IsFile(filepath.ToSlash(path)) {
		return true // with its collection
	}
	return inputs.IsFolder(path)
}

// total returns the total size of files in bytes, as far as it is known. A
// folder counts as large: its files are not counted in advance.
func total(paths []string) int {
	size := 0
	for _, path := range paths {
		if inputs.IsFolder(path) {
			size += smallInput
		}
		size += inputs.Size(path)
	}
	return size
}

// lintRun is one call of the command.
type lintRun struct {
	streams
	flags     lintFlags
	linters   *lintconfig.Set
	baselines *baselines
	report    *reportWriter
	folders   *inputs.V3Set
	judged    judgedFolders
	repairs   namedRepairs // with --fix
	summary   report.Summary

	fixable, fixed, fixedFiles, moved, known, gone, unread int
	warnings                                               map[string]warningCount // by configuration
	byRule                                                 map[string]int          // findings
}

// warningCount is a number of warnings and the number that is allowed, -1 for
// any.
type warningCount struct{ found, allowed int }

func newLintRun(s streams, f lintFlags, paths []string, folders *inputs.V3Set) (*lintRun, error) {
	r := &lintRun{streams: s, flags: f, folders: folders, warnings: map[string]warningCount{}, byRule: map[string]int{}}
	var err error
	if r.linters, err = lintconfig.New(rules.All(), f.Flags, readers(s)); err != nil {
		return nil, advisedError(err)
	}
	if f.fix {
		r.repairs = repairsOf(paths)
	}
	r.baselines = &baselines{flag: f.baseline, update: f.updateBaseline, files: map[string]*baseline.Baseline{}}
	to := s.out
	switch {
	case f.fix && f.diff:
		to = io.Discard // the diff is the output
	case f.fix && slices.Contains(paths, inputs.Stdin):
		to = s.err // the fixed text goes to standard output
	}
	r.report, err = newReportWriter(to, f.output, f.format, f.verbose, report.Options{
		Version: versionName(), Rules: described(rules.All()), Fixer: "postwright lint --fix",
		WarningsFail: func() bool { _, too := r.tooManyWarnings(); return too },
	})
	return r, err
}

// closing returns the last line: the result, and what to do next.
func (r *lintRun) closing() string {
	line := english.Count(r.summary.Files, "file") + ": "
	found := findings(r.summary)
	switch {
	case r.fixed == 0 && found == "":
		line += "nothing found"
	case r.fixed == 0:
		line += found + r.most()
	case r.flags.diff && found != "":
		line += found + " would be left" + r.most()
	case r.flags.diff: // the next part says it all
	case found != "":
		line += found + " left" + r.most()
	default:
		line += "nothing left"
	}
	if r.known > 0 {
		line += fmt.Sprintf(" (and %d that the baseline knows)", r.known)
	}
	switch {
	case r.flags.fix && r.fixed == 0 && r.moved > 0: // reported below
	case r.flags.diff && r.fixed > 0:
		if !strings.HasSuffix(line, ": ") {
			line += "; "
		}
		line += fmt.Sprintf("%s would be repaired in %s: leave out --diff to do so", english.Count(r.fixed, "finding"), english.Count(r.fixedFiles, "file"))
	case r.flags.diff:
		line += "; --fix would change nothing"
	case r.flags.fix:
		line += fmt.Sprintf("; repaired %s in %s", english.Count(r.fixed, "finding"), english.Count(r.fixedFiles, "file"))
	case r.fixable > 0:
		line += fmt.Sprintf("; --fix repairs %d of them", r.fixable)
	case found != "":
		name := "RULE"
		if len(r.byRule) == 1 {
			for name = range r.byRule {
			}
		}
		line += fmt.Sprintf("; postwright explain %s says why it matters", name)
	}
	if r.moved > 0 {
		line += "; " + r.stillThere()
	}
	if r.gone > 0 {
		line += fmt.Sprintf("; %s of the baseline gone: --update-baseline drops what is gone", english.Count(r.gone, "finding"))
	}
	return line
}

// stillThere reports what --fix did with secrets without an environment, and
// what remains to be done.
func (r *lintRun) stillThere() string {
	did := "moved %s into the variables of the collection"
	if r.flags.diff {
		did = "%s would move into the variables of the collection"
	}
	return fmt.Sprintf(did+", still in the file: revoke it if the file was shared, and move it out with --fix --environment FILE", english.Count(r.moved, "secret"))
}

// many is how many findings are too many to read one by one.
const many = 20

// most names the two rules with the most findings, if there are many: turning
// one off, or fixing one cause, may be the first thing to do.
func (r *lintRun) most() string {
	total := r.summary.Error + r.summary.Warning + r.summary.Info
	if total <= many || len(r.byRule) < 2 {
		return ""
	}
	names := slices.SortedFunc(maps.Keys(r.byRule), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.byRule[b], r.byRule[a]), cmp.Compare(a, b))
	})
	if 2*(r.byRule[names[0]]+r.byRule[names[1]]) <= total {
		return ""
	}
	return fmt.Sprintf(", most by %s (%d) and %s (%d)", names[0], r.byRule[names[0]], names[1], r.byRule[names[1]])
}

// findings returns a phrase with the number of findings of each severity; ""
// if there are none.
func findings(s report.Summary) string {
	var parts []string
	for _, p := range []struct {
		n    int
		noun string
	}{{s.Error, "error"}, {s.Warning, "warning"}, {s.Info, "info"}} {
		if p.n > 0 {
			parts = append(parts, english.Count(p.n, p.noun))
		}
	}
	return strings.Join(parts, ", ")
}

// tooManyWarnings reports whether there are more warnings than allowed, and
// returns the allowed number.
func (r *lintRun) tooManyWarnings() (allowed int, too bool) {
	for _, folder := range slices.Sorted(maps.Keys(r.warnings)) {
		if w := r.warnings[folder]; w.allowed >= 0 && w.found > w.allowed {
			return w.allowed, true
		}
	}
	return 0, false
}

// failed reports whether the findings make the command fail.
func (r *lintRun) failed() bool {
	if allowed, too := r.tooManyWarnings(); too {
		r.say("more warnings than the %d that are allowed", allowed)
		return true
	}
	return r.summary.Error > 0 || r.flags.diff && r.fixed+r.moved > 0
}

func warningsIn(found []diagnostic.Diagnostic) int {
	return diagnostic.Count(found, diagnostic.Warning)
}
