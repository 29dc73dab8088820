package report

import (
	"errors"
	"io"
)

// printSARIF is not available in a build for a browser: its library imports gojsonschema
// and with that an HTTP client.
func printSARIF(io.Writer, []File, Options) error {
	return errors.New("this build for a browser does not write SARIF")
}
