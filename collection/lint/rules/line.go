package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
)

// lineOf is the line in which a value starts.
func lineOf(n collection.Node) int { return n.Document().Position(n.Start()).Line }

// firstIn says behind a message where the first of two stands.
func firstIn(first collection.Node) string { return fmt.Sprintf(", first in line %d", lineOf(first)) }
