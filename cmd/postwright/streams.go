package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// streams are what a command reads from and prints to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// colored reports whether a stream is a terminal and color is wanted
// (https://no-color.org).
func colored(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isatty.IsTerminal(file.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && enableColor(file)
}

// say prints a line for people.
func (s streams) say(format string, args ...any) {
	fmt.Fprintln(s.err, report.Printable(fmt.Sprintf(format, args...)))
}

// print writes a text to standard output.
func (s streams) print(text string) error {
	_, err := io.WriteString(s.out, text)
	return notPrinted(err)
}

// printJSON prints a value as lines of JSON, in which everything is escaped that a
// terminal or CI system would interpret.
func (s streams) printJSON(value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return s.print(report.JSON(string(data)) + "\n")
}

// notPrinted explains an error of standard output; nil stays nil.
func notPrinted(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot write to standard output: %w", err)
}

// write writes a text to a file or, for "-", to standard output.
func (s streams) write(path, text string) error {
	if path == inputs.Stdin {
		return s.print(text)
	}
	return atomicfile.Write(path, text)
}

// once is standard input. It can be read only once; a second read would find
// nothing.
type once struct {
	io.Reader
	ended bool
}

func (r *once) Read(p []byte) (int, error) {
	if r.ended {
		return 0, errors.New("it is already used for another file; name a file instead of one -")
	}
	n, err := r.Reader.Read(p)
	r.ended = err != nil
	return n, err
}

// heedful is a writer that keeps the first error for cobra, which ignores
// errors.
type heedful struct {
	io.Writer
	err error
}

func (w *heedful) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}
