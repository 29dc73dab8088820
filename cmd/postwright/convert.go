package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/atomicfile"
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
	losses []convertLoss
}

// toV21 converts a collection or an environment in format v3, or a folder of them.
func (c *converter) toV21(path string) error {
	if folder, ok := inputs.PostmanFolder(path); ok {
		return c.repositoryToV21(folder)
	}
	if !inputs.IsV3(path) {
		return notV3(path)
	}
	output := c.flags.output
	if output == "" {
		output = inputs.Stdin
	}
	d, err := c.readV3(path)
	if err != nil {
		return err
	}
	if output != inputs.Stdin && namesFolder(output) {
		made, err := atomicfile.MakeFolders(output)
		if err != nil {
			return err
		}
		defer made.Discard() // where the file could not be written
		base, suffix := nameOfV21(path)
		output = filepath.Join(output, base+suffix)
	}
	return c.write(output, d)
}

// notV3 returns an error that explains why a path is not converted to format
// v2.1.
func notV3(path string) error {
	if strings.HasSuffix(path, ".json") || path == inputs.Stdin {
		return fmt.Errorf("%s is JSON, so it is not in format v3; postwright upgrade converts v2.0 to v2.1", named(path))
	}
	if inputs.IsFolder(path) {
		return inputs.ManyFiles(path)
	}
	return fmt.Errorf("%s is neither the folder of a v3 collection nor the file of an environment", path)
}

// readV3 reads a collection or an environment in format v3 as a document in
// format v2.1.
func (c *converter) readV3(path string) (*jsontree.Document, error) {
	read, r, err := openV3(c.streams, path)
	if err != nil {
		return nil, err
	}
	d, losses, err := r.V21()
	if err != nil {
		return nil, fmt.Errorf("cannot convert %s: %w", path, err)
	}
	c.lose(r.Document, losses, func(l v3.Loss) string { return redact.Text(read.Path(l.File)) })
	return d, nil
}

// write writes a document in Postman's own form.
func (c *converter) write(output string, d *jsontree.Document) error {
	if err := c.streams.write(output, format.Canonical(d)); err != nil {
		return err
	}
	if output != inputs.Stdin {
		c.say("wrote %s", redact.Text(filepath.ToSlash(output)))
	}
	return nil
}

// toV3 converts a collection or an environment as JSON, or a folder of them.
func (c *converter) toV3(path string) error {
	if inputs.IsV3(path) {
		return fmt.Errorf("%s is in format v3 already", path)
	}
	if inputs.IsFolder(path) {
		return c.folderToV3(path)
	}
	d, err := c.readJSON(path)
	if err != nil {
		return err
	}
	if validate.IsEnvironment(d) {
		return c.environmentToV3(path, d, c.flags.output)
	}
	output := c.flags.output
	if output == inputs.Stdin {
		return fmt.Errorf("a v3 collection is a folder, which standard output cannot take; name one with -o")
	}
	if output == "" {
		output = v3.Lay(d).Name
	}
	return c.collectionToV3(path, d, output)
}
