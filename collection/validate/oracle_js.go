package validate

import (
	"errors"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// oracle stands for gojsonschema in a build for a browser. That package brings an
// HTTP client along, which is a third of the program; the native checker judges all
// schemas of package schemas without it.
type oracle struct{}

var errNoOracle = errors.New("this build for a browser lacks gojsonschema")

func (*oracle) prepare(*Schema) error { return errNoOracle }

func (*oracle) findings(*Schema, *jsontree.Document) ([]diagnostic.Diagnostic, error) {
	return nil, errNoOracle
}
