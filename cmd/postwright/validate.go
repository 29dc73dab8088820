package main

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/batch"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/schemas"
)

type validateFlags struct {
	profile, schema, engine, format, output string
	verbose                                 bool
}

func validateCommand(s streams) *cobra.Command {
	var f validateFlags
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check that collections are valid",
		Long: `Checks collections against their schema. Each error is reported once, at its
root cause, with line and column.

FILE is a file, a folder (searched for *.postman_collection.json and for
collections in Postman's format v3, which are folders of YAML files), a pattern
such as 'api/**/*.json', or - for standard input. A file of a v3 collection is
checked in the context of its collection.

The profile "postman" accepts everything that Postman's app writes; "official"
is the exact schema that Postman publishes. A v2.0.0 collection is reported as
such; postwright upgrade converts it to v2.1.0.`,
		Example: `  postwright validate clinic.postman_collection.json
  postwright validate collections/ --format json
  postwright validate --profile official 'collections/**/*.json'
  postwright validate --schema environment.schema.json environment.json`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.schema != "" && cmd.Flags().Changed("profile") {
				return errors.New("--schema and --profile exclude each other")
			}
			return runValidate(s, f, args)
		},
	}
	addChoice(cmd, &f.profile, "profile", "how strict to be", words(schemas.Profiles()))
	cmd.Flags().StringVar(&f.schema, "schema", "", "check against the JSON Schema in `FILE` instead")
	addChoice(cmd, &f.engine, "engine", "schema validator to use", words(validate.Engines()))
	addChoice(cmd, &f.format, "format", "output format", report.Formats())
	cmd.Flags().StringVarP(&f.output, "output", "o", "-", "write the report to `FILE`; - is standard output")
	cmd.Flags().BoolVar(&f.verbose, "verbose", false, verboseUsage)
	return cmd
}

const verboseUsage = "in text output, list every finding instead of one per cause"

func words[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

func runValidate(s streams, f validateFlags, args []string) error {
	judge, err := judgeOf(s, f)
	if err != nil {
		return err
	}
	folders := inputs.V3Set{Sparing: true}
	paths, err := folders.Expand(args)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(paths, readsFolder) {
		collectLater()
	}
	w, err := newReportWriter(s.out, f.output, f.format, f.verbose, report.Options{Version: versionName()})
	if err != nil {
		return err
	}
	run := validateRun{streams: s, report: w}
	err = batch.Do(len(paths), runtime.GOMAXPROCS(0),
		func(i int) judged {
			result := judgeFile(s, paths[i], judge, &folders)
			w.prepare(result.reports)
			return result
		},
		func(_ int, result judged) error { return run.add(result) })
	if err != nil {
		return errors.Join(err, w.abandon())
	}
	if err := w.close(); err != nil {
		return err
	}
	if run.summary.Files > 0 {
		s.say("%s", verdict(run.summary, run.invalid))
	}
	switch {
	case run.unread > 0:
		return fmt.Errorf("%s could not be read", english.Count(run.unread, "file"))
	case run.summary.Error > 0:
		return errProblems
	}
	return nil
}

// validateRun is one call of the command.
type validateRun struct {
	streams
	report          *reportWriter
	summary         report.Summary
	invalid, unread int // files
}

// add reports the result for one file.
func (r *validateRun) add(result judged) error {
	switch {
	case result.err != nil:
		return result.err
	case result.unread != nil:
		r.say("postwright: %v", result.unread)
		r.unread++
		return nil
	}
	for _, file := range result.reports {
		if diagnostic.Count(file.Diagnostics, diagnostic.Error) > 0 {
			r.invalid++
		}
		r.summary.Add(file)
		if err := r.report.file(file); err != nil {
			return err
		}
	}
	return nil
}

type judge func(*jsontree.Document) ([]diagnostic.Diagnostic, error)

func judgeOf(s streams, f validateFlags) (judge, error) {
	engine := validate.Engine(f.engine)
	if f.schema == "" {
		profile := sync.OnceValues(func() (*validate.Schema, error) {
			return validate.Profile(schemas.Profile(f.profile))
		})
		go profile() // in parallel with reading the first file
		return func(d *jsontree.Document) ([]diagnostic.Diagnostic, error) {
			schema, err := profile()
			if err != nil {
				return nil, err
			}
			return validate.File(d, schema, engine)
		}, nil
	}
	source, err := inputs.ReadBeside(f.schema, s.in)
	if err != nil {
		return nil, err
	}
	schema, err := validate.Compile(source)
	if err != nil {
		return nil, fmt.Errorf("cannot use %s: %w", f.schema, err)
	}
	return func(d *jsontree.Document) ([]diagnostic.Diagnostic, error) {
		return validate.Document(d, schema, engine)
	}, nil
}

// judged is the result for one file: reports, or the reason why there are
// none. A file that cannot be read does not stop the others.
type judged struct {
	reports     []report.File // one, or in format v3 one per file of a collection
	unread, err error
}

func judgeFile(s streams, path string, judge judge, folders *inputs.V3Set) judged {
	if inputs.IsV3(path) {
		return judgeFolder(s, path, folders)
	}
	text, err := inputs.Read(path, s.in)
	if err != nil {
		return judged{unread: err}
	}
	d, err := inputs.Parse(path, text)
	if broken, ok := ofSyntax(err); ok {
		return judged{reports: []report.File{broken}}
	}
	if err != nil {
		return judged{unread: err}
	}
	found, err := judge(d)
	if err != nil {
		return judged{err: fmt.Errorf("cannot judge %s: %w", path, err)}
	}
	return judged{reports: []report.File{ofDocument(path, d, found)}}
}

// judgeFolder validates a collection in format v3 by the schemas of its
// files. Profile, schema and engine only apply to JSON.
func judgeFolder(s streams, path string, folders *inputs.V3Set) judged {
	c, r, err := folders.Read(path)
	if err != nil {
		return judged{unread: err}
	}
	s.notice(c)
	reports := folderReport(c, r, verdictOf(r))
	if err := unreadAgain(c, r); err != nil {
		return judged{unread: err}
	}
	return judged{reports: reports}
}

// verdict returns the closing line, with the most important result.
func verdict(s report.Summary, invalid int) string {
	line := english.Count(s.Files, "file") + ": "
	switch invalid {
	case 0:
		line += "valid"
	case s.Files:
		line += "not valid"
	default:
		line += fmt.Sprintf("%d valid, %d not", s.Files-invalid, invalid)
	}
	if found := findings(s); found != "" {
		line += ", " + found
	}
	return line
}
