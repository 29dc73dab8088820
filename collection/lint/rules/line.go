package rules

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// firstIn says behind a message where the first of two stands.
func firstIn(p *rule.Pass, first jsontree.Node) string {
	return ", first in " + p.Facts.Line(first)
}
