package main

import (
	"io"
	"strings"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/inputs"
)

// reportWriter prints a report incrementally to a stream, or atomically to a
// file.
type reportWriter struct {
	stream report.Stream
	path   string // of the file; "" for a stream
	whole  bool   // whether a partial report is useless
	text   *strings.Builder
}

// mostOfRule limits how many findings of one rule the text report shows per
// file.
const mostOfRule = 50

// brief makes a text report show findings of one cause once; command is the
// one that lists them all.
func brief(o report.Options, command string) report.Options {
	o.Grouped, o.Most, o.More = true, mostOfRule, command+" lists all"
	return o
}

// newReportWriter returns a writer to the path of -o, or for "-" to a stream.
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

// prepare does the expensive part of a report on the files of one collection.
// It is safe for concurrent use.
func (w *reportWriter) prepare(files []report.File) { w.stream.Prepare(files) }

func (w *reportWriter) file(f report.File) error { return notPrinted(w.stream.File(f)) }

// close ends the report and writes its file.
func (w *reportWriter) close() error {
	if err := notPrinted(w.stream.Close()); err != nil || w.path == "" {
		return err
	}
	return atomicfile.Write(w.path, w.text.String())
}

// abandon ends the report of a failed command. The text report is still
// printed as far as it goes; a partial document or file would be mistaken for
// a whole one.
func (w *reportWriter) abandon() error {
	if w.whole {
		return nil
	}
	return w.close()
}
