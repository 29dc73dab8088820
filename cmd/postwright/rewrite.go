package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/inputs"
)

// rewriteFlags say where the text goes that a command makes of a file: back into
// the file, into another, or to standard output.
type rewriteFlags struct {
	write  bool
	output string
}

// define adds the flags to a command; done is what it has done with a text.
func (f *rewriteFlags) define(cmd *cobra.Command, done string) {
	cmd.Flags().BoolVarP(&f.write, "write", "w", false, "write the files back")
	cmd.Flags().StringVarP(&f.output, "output", "o", inputs.Stdin, "write the "+done+" text to `FILE`; - is standard output")
}

// files returns the files that expand finds for the arguments. It is an error where their text
// has nowhere to go. Elsewhere are the command's flags that ask for something
// other than the text, and none of which goes with -o.
func (f rewriteFlags) files(expand func([]string) ([]string, error), args []string, elsewhere string, given bool) ([]string, error) {
	paths, err := expand(args)
	if err != nil {
		return nil, err
	}
	if f.output != inputs.Stdin && (len(paths) != 1 || f.write || given) {
		return nil, fmt.Errorf("-o takes the text of one file, without %s-w", elsewhere)
	}
	if f.write && slices.Contains(paths, inputs.Stdin) {
		return nil, errors.New("-w needs files; standard input has nowhere to be written back to")
	}
	return paths, nil
}

// put brings a file's new text where it belongs. A file that stays as it is is
// not written.
func (f rewriteFlags) put(s streams, path, before, after string) error {
	switch {
	case f.write && after != before:
		return rewriteFile(path, before, after)
	case f.write:
		return nil
	}
	return s.write(f.output, after)
}

// unreadFiles is how many files of a folder cannot be read, each of which was reported.
type unreadFiles int

func (n unreadFiles) Error() string { return count(int(n), "file") + " cannot be read" }

// rewriteAll rewrites one file after the other. One that fails is reported and
// does not keep the others; done is what could not be done with it.
func rewriteAll(s streams, paths []string, done string, rewrite func(path string) error) error {
	failed := 0
	for _, path := range paths {
		var files unreadFiles
		switch err := rewrite(path); {
		case err == nil:
		case errors.As(err, &files):
			failed += int(files)
		default:
			s.say("postwright: %v", err)
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%s could not be %s", count(failed, "file"), done)
	}
	return nil
}

// readToRewrite reads a file that is to be rewritten.
func readToRewrite(s streams, path string) (*jsontree.Document, error) {
	d, err := readDocument(s, path)
	if errors.Is(err, errNotJSON) {
		err = fmt.Errorf("%w, and stays as it is", err)
	}
	return d, err
}
