package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// rewriteFlags say where a command writes the changed text of a file: back
// into the file, into another file, or to standard output.
type rewriteFlags struct {
	write  bool
	output string
}

// define adds the flags to a command; done is the past participle of what the
// command does, for the help.
func (f *rewriteFlags) define(cmd *cobra.Command, done string) {
	cmd.Flags().BoolVarP(&f.write, "write", "w", false, "write the files back")
	cmd.Flags().StringVarP(&f.output, "output", "o", inputs.Stdin, "write the "+done+" text to `FILE`; - is standard output")
}

// files returns the files that expand finds for the arguments. It returns an
// error if the command line does not say where to write the text. Elsewhere
// lists the command's flags that ask for other output, none of which goes
// with -o; given says that one is set.
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

// put writes a file's new text to its destination. An unchanged file is not
// written.
func (f rewriteFlags) put(s streams, path, before, after string) error {
	switch {
	case f.write && after != before:
		return atomicfile.Rewrite(path, before, after)
	case f.write:
		return nil
	}
	return s.write(f.output, after)
}

// unreadFiles is the error that some files of a folder could not be read; it
// is their number. Each has been reported.
type unreadFiles int

func (n unreadFiles) Error() string { return english.Count(int(n), "file") + " cannot be read" }

// rewriteAll rewrites files one after another. One that fails is reported,
// and the rest continue; done names the operation in the message.
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
		return fmt.Errorf("%s could not be %s", english.Count(failed, "file"), done)
	}
	return nil
}

// readToRewrite reads a file to rewrite.
func readToRewrite(s streams, path string) (*jsontree.Document, error) {
	d, err := readDocument(s, path)
	var syntax *inputs.SyntaxError
	if errors.As(err, &syntax) {
		err = fmt.Errorf("%w, and stays as it is", err)
	}
	return d, err
}
