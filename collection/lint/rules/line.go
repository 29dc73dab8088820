package rules

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// firstIn returns the end of a message that names the line of the first of two places.
func firstIn(p *rule.Pass, first jsontree.Node) string {
	return ", first in " + p.Facts.Line(first)
}
