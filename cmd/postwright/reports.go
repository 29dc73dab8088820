package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

// reportWriter prints a report as it grows, to a stream or, whole or not at all,
// to a file.
type reportWriter struct {
	stream report.Stream
	path   string // of the file; "" for a stream
	whole  bool   // whether a part of the report is of no use
	text   *strings.Builder
}

// mostOfRule is how many findings of one rule people are shown of one file.
const mostOfRule = 50

// brief makes a text report show findings of one cause once; command is what lists
// them all.
func brief(o report.Options, command string) report.Options {
	o.Grouped, o.Most, o.More = true, mostOfRule, command+" lists all"
	return o
}

// newReportWriter returns a writer to the path that -o names, or for "-" to a stream.
func newReportWriter(to io.Writer, path, format string, verbose bool, o report.Options) (*reportWriter, error) {
	w := &reportWriter{whole: format != "text" || path != inputs.Stdin}
	if !verbose {
		o = brief(o, "--verbose")
	}
	if path == inputs.Stdin {
		o.Color = colored(to)
	} else {
		w.path, w.text = path, &strings.Builder{}
		to = w.text
	}
	var err error
	w.stream, err = report.NewStream(to, format, o)
	return w, err
}

// prepare does the costly part of a report. It is safe for concurrent use.
func (w *reportWriter) prepare(f *report.File) { w.stream.Prepare(f) }

func (w *reportWriter) file(f report.File) error { return notPrinted(w.stream.File(f)) }

// close ends the report and writes its file.
func (w *reportWriter) close() error {
	if err := notPrinted(w.stream.Close()); err != nil || w.path == "" {
		return err
	}
	return writeFile(w.path, w.text.String())
}

// abandon ends a report whose command failed. What was found so far is still printed
// for people; a part of a document or of a file would pass for all of it.
func (w *reportWriter) abandon() error {
	if w.whole {
		return nil
	}
	return w.close()
}

// count returns a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
