package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/conversion"
	"github.com/postwright/postwright/internal/inputs"
)

type convertFlags struct {
	to, output, format string
}

func convertCommand(s streams) *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert FILE|FOLDER",
		Short: "Convert collections between format v2.1 and v3",
		Long: `Converts a collection between format v2.1, which is one JSON file, and format
v3, which is a folder of YAML files that Postman keeps in git. What the other
format cannot express is reported with its place.

With --to v3, FILE is a collection or an environment as JSON, in format v2.1
or v2.0. If the folder already has the collection, only what differs is
written: comments, order and formatting of the rest stay, as do files that do
not belong to the collection. Files of removed elements are deleted.

With --to v2.1, FOLDER is a collection in format v3, and FILE is the YAML
file of an environment or of globals.

The postman/ folder of a repository is converted whole, with its collections,
environments and globals. --to v3 creates one from a folder of JSON files.`,
		Example: `  postwright convert --to v3 clinic.json -o postman/collections/Clinic
  postwright convert --to v2.1 postman/collections/Clinic -o clinic.json
  postwright convert --to v2.1 postman/ -o exported/  # all of a repository
  postwright convert --to v3 exported/ -o postman/    # and back`,
		Args: takes(1, 1, "name the file or folder to convert"),
		RunE: func(_ *cobra.Command, args []string) error { return runConvert(s, f, args[0]) },
	}
	flags := cmd.Flags()
	addChoice(cmd, &f.format, "format", "format of the report on what is lost", []string{"text", formatJSON})
	flags.StringVar(&f.to, "to", "", "the `FORMAT` to convert to: v2.1 or v3")
	flags.StringVarP(&f.output, "output", "o", "", "write to `PATH`: a file, - for standard output, or a folder")
	must(cmd.RegisterFlagCompletionFunc("to", cobra.FixedCompletions(completions([]string{"v2.1", "v3"}), cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func runConvert(s streams, f convertFlags, path string) error {
	c := converter{streams: s, flags: f}
	var err error
	switch f.to {
	case "v3":
		err = c.toV3(path)
	case "v2.1":
		err = c.toV21(path)
	case "":
		return fmt.Errorf("say which format to convert to: --to v2.1 or --to v3")
	default:
		return fmt.Errorf("--to takes v2.1 or v3, not %q", f.to)
	}
	if err != nil {
		return err
	}
	return c.report()
}

// converter is a conversion in progress.
type converter struct {
	streams
	flags  convertFlags
	losses []report.Loss
}

// toV21 converts a collection or an environment in format v3, or a folder of them.
func (c *converter) toV21(path string) error {
	steps, err := conversion.ToV21(path, c.flags.output)
	if err != nil {
		return err
	}
	for _, step := range steps {
		if err := c.makeFolder(step, c.writeV21); err != nil {
			return err
		}
	}
	return nil
}

// makeFolder does a step in the folder that it needs, which does not stay if it is empty.
func (c *converter) makeFolder(step conversion.Step, do func(conversion.Step) error) error {
	if step.Folder != "" {
		made, err := atomicfile.MakeFolders(step.Folder)
		if err != nil {
			return err
		}
		defer made.Discard()
	}
	return do(step)
}

// writeV21 converts a collection or an environment in format v3 to a document in
// Postman's own form.
func (c *converter) writeV21(step conversion.Step) error {
	read, r, err := openV3(c.streams, step.From)
	if err != nil {
		return err
	}
	d, losses, err := r.V21()
	if err != nil {
		return fmt.Errorf("cannot convert %s: %w", step.From, err)
	}
	c.lose(r.Document, losses, func(l v3.Loss) string { return redact.Text(read.Path(l.File)) })
	if err := c.streams.write(step.To, format.Canonical(d)); err != nil {
		return err
	}
	if step.To != inputs.Stdin {
		c.say("wrote %s", redact.Text(filepath.ToSlash(step.To)))
	}
	return nil
}

// lose adds losses of a document to the report.
func (c *converter) lose(d *jsontree.Document, losses []v3.Loss, file func(v3.Loss) string) {
	c.losses = append(c.losses, report.LossesOf(d, losses, file)...)
}

// report prints what was lost.
func (c *converter) report() error {
	switch {
	case c.flags.format != formatJSON:
		return report.LossesText(c.err, c.losses, "--format json lists all")
	case c.flags.output == inputs.Stdin || c.flags.output == "" && c.flags.to == "v2.1":
		return report.LossesJSON(c.err, c.losses) // standard output is only for the file
	}
	return notPrinted(report.LossesJSON(c.out, c.losses))
}
