package main

import (
	"errors"
	"fmt"
	"sync"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/schemas"
)

type validateFlags struct {
	profile, schema, engine, format, output string
}

func validateCommand(s streams) *cobra.Command {
	var f validateFlags
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Say whether files are v2.1 collections, and what is wrong",
		Long: `Judges collections by their schema. Each fault is reported once, as its true
cause, at its line and column.

FILE is a file, a folder (searched for *.postman_collection.json), a pattern
such as 'api/**/*.json', or - for standard input.

The profile postman accepts what Postman's app really writes; official is
exactly the schema that Postman publishes. A v2.0.0 collection is named as what
it is: postwright upgrade turns it into v2.1.0.`,
		Example: `  postwright validate clinic.postman_collection.json
  postwright validate collections/ --format json
  postwright validate --profile official 'collections/**/*.json'
  postwright validate --schema environment.schema.json my.postman_environment.json`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.schema != "" && cmd.Flags().Changed("profile") {
				return errors.New("--schema and --profile exclude each other")
			}
			return runValidate(s, f, args)
		},
	}
	addChoice(cmd, &f.profile, "profile", "how strictly to judge", words(schemas.Profiles()))
	cmd.Flags().StringVar(&f.schema, "schema", "", "judge by the JSON Schema in `FILE` instead")
	addChoice(cmd, &f.engine, "engine", "who gives the verdict", words(validate.Engines()))
	addChoice(cmd, &f.format, "format", "how to print what was found", report.Formats())
	cmd.Flags().StringVarP(&f.output, "output", "o", "-", "write the report to `FILE`; - is standard output")
	return cmd
}

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
	paths, err := inputs.Expand(args)
	if err != nil {
		return err
	}
	var files []report.File
	unread := 0
	for _, path := range paths {
		text, err := inputs.Read(path, s.in)
		if err != nil {
			s.say("postwright: %v", err)
			unread++
			continue
		}
		file, err := judgeText(path, text, judge)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	if err := printReport(s, f, files); err != nil {
		return err
	}
	summary := report.Summarize(files)
	s.say("%s", verdict(files, summary))
	switch {
	case unread > 0:
		return fmt.Errorf("%s could not be read", count(unread, "file"))
	case summary.Error > 0:
		return errProblems
	}
	return nil
}

type judge func(*collection.Document) ([]diagnostic.Diagnostic, error)

func judgeOf(s streams, f validateFlags) (judge, error) {
	engine := validate.Engine(f.engine)
	if f.schema == "" {
		profile := sync.OnceValues(func() (*validate.Schema, error) {
			return validate.Profile(schemas.Profile(f.profile))
		})
		go profile() // while the first file is read
		return func(d *collection.Document) ([]diagnostic.Diagnostic, error) {
			schema, err := profile()
			if err != nil {
				return nil, err
			}
			return validate.Collection(d, schema, engine)
		}, nil
	}
	source, err := inputs.Read(f.schema, s.in)
	if err != nil {
		return nil, err
	}
	schema, err := validate.Compile(source)
	if err != nil {
		return nil, fmt.Errorf("cannot use %s: %w", f.schema, err)
	}
	return func(d *collection.Document) ([]diagnostic.Diagnostic, error) {
		return validate.Document(d, schema, engine)
	}, nil
}

func judgeText(path, text string, judge judge) (report.File, error) {
	d, err := collection.Parse(text)
	var syntax *collection.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return report.OfBroken(path, text, []diagnostic.Diagnostic{diagnostic.Syntax(syntax)}), nil
	case err != nil:
		return report.File{}, fmt.Errorf("cannot read %s: %w", path, err)
	}
	found, err := judge(d)
	if err != nil {
		return report.File{}, fmt.Errorf("cannot judge %s: %w", path, err)
	}
	return report.OfDocument(path, d, found), nil
}

// verdict is the closing line: what a person wants to know first.
func verdict(files []report.File, s report.Summary) string {
	invalid := 0
	for _, f := range files {
		if diagnostic.Count(f.Diagnostics, diagnostic.Error) > 0 {
			invalid++
		}
	}
	line := count(len(files), "file") + ": "
	switch {
	case invalid == 0:
		line += "valid"
	case invalid == len(files):
		line += "not valid"
	default:
		line += fmt.Sprintf("%d valid, %d not", len(files)-invalid, invalid)
	}
	if s.Error > 0 {
		line += ", " + count(s.Error, "error")
	}
	if s.Warning > 0 {
		line += ", " + count(s.Warning, "warning")
	}
	return line
}
