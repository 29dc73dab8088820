package main

import (
	"errors"
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

var errNotJSON = errors.New("is not JSON")

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

func parseDocument(s streams, path, text string) (*jsontree.Document, error) {
	d, broken, err := parse(path, text)
	if broken != nil {
		if err := s.complain(*broken); err != nil {
			return nil, err
		}
	}
	return d, err
}

// parse returns the document of a file's text. If the text is not JSON,
// broken says where the first error is.
func parse(path, text string) (d *jsontree.Document, broken *report.File, err error) {
	d, err = jsontree.Parse(text)
	var syntax *jsontree.SyntaxError
	switch {
	case errors.As(err, &syntax):
		of := ofBroken(path, text, []diagnostic.Diagnostic{diagnostic.Syntax(syntax)})
		return nil, &of, fmt.Errorf("%s %w", path, errNotJSON)
	case err != nil:
		return nil, nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	return d, nil, nil
}

// complain prints findings to standard error, for commands that print a text
// to standard output.
func (s streams) complain(about ...report.File) error {
	return report.Text(s.err, about, brief(report.Options{Color: colored(s.err)}, "postwright validate --verbose"))
}
