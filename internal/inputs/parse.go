package inputs

import (
	"errors"
	"fmt"

	"github.com/postwright/postwright/collection/jsontree"
)

// SyntaxError is returned for a file that is not JSON.
type SyntaxError struct {
	Path, Text string // of the file
	Err        *jsontree.SyntaxError
}

func (e *SyntaxError) Error() string { return e.Path + " is not JSON" }

func (e *SyntaxError) Unwrap() error { return e.Err }

// Parse returns the document of a file's text.
func Parse(path, text string) (*jsontree.Document, error) {
	d, err := jsontree.Parse(text)
	var syntax *jsontree.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, &SyntaxError{path, text, syntax}
	case err != nil:
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	return d, nil
}
