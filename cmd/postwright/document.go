package main

import (
	"errors"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

// readDocument reads a collection or environment. If the text is not JSON, it
// prints what is wrong and where.
func readDocument(s streams, path string) (*jsontree.Document, error) {
	if inputs.IsV3(path) {
		return documentOfV3(s, path)
	}
	text, err := inputs.Read(path, s.in)
	if err != nil {
		return nil, err
	}
	return parseDocument(s, path, text)
}

// parseDocument is [readDocument] for a text that is read already.
func parseDocument(s streams, path, text string) (*jsontree.Document, error) {
	d, err := inputs.Parse(path, text)
	return d, s.complainOfSyntax(err)
}

// complainOfSyntax prints where a text is not JSON, if that is the error. It returns the
// error.
func (s streams) complainOfSyntax(err error) error {
	if broken, ok := ofSyntax(err); ok {
		if err := s.complain(broken); err != nil {
			return err
		}
	}
	return err
}

// ofSyntax returns the report on a file that is not JSON. It reports whether that is the
// error.
func ofSyntax(err error) (report.File, bool) {
	var syntax *inputs.SyntaxError
	if !errors.As(err, &syntax) {
		return report.File{}, false
	}
	return ofBroken(syntax.Path, syntax.Text, []diagnostic.Diagnostic{diagnostic.Syntax(syntax.Err)}), true
}

// complain prints findings to standard error, for commands that print a text
// to standard output.
func (s streams) complain(about ...report.File) error {
	return report.Text(s.err, about, brief(report.Options{Color: colored(s.err)}, "postwright validate --verbose"))
}
