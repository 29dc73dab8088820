package report

import (
	"errors"
	"io"
)

// printSARIF is not part of a build for a browser: its library brings gojsonschema and
// with that an HTTP client along.
func printSARIF(io.Writer, []File, Options) error {
	return errors.New("this build for a browser does not write SARIF")
}
