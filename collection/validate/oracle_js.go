package validate

import (
	"errors"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// oracle replaces gojsonschema in a build for a browser. That package imports an HTTP
// client, which is a third of the program. The native checker supports all schemas of
// package schemas without it.
type oracle struct{}

var errNoOracle = errors.New("this build for a browser lacks gojsonschema")

func (*oracle) prepare(*Schema) error { return errNoOracle }

func (*oracle) findings(*Schema, *jsontree.Document) ([]diagnostic.Diagnostic, error) {
	return nil, errNoOracle
}
