package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// isWritten reports whether a saved example has nothing that servers add to their
// responses. Then a person or a generator wrote it.
func isWritten(r collection.Response) bool {
	for h := range r.Headers() {
		switch strings.ToLower(h.Key()) {
		case "date", "server", "connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "etag", "via", "vary",
			"set-cookie", "x-powered-by", "age", "cf-ray", "strict-transport-security", "access-control-allow-origin":
			return false
		}
	}
	return r.Node.Get("cookie").Len() == 0 && r.Node.Get("responseTime").Kind() != jsontree.Number
}

// isManual reports whether a collection documents an API: it has examples, and hardly
// any were received from a server.
func isManual(p *rule.Pass) bool {
	const fewest = 5
	return writtenExamples(p) >= fewest
}

// isLongManual reports whether a collection is a large manual, which hardly has real
// data.
func isLongManual(p *rule.Pass) bool {
	const fewest = 40
	return writtenExamples(p) >= fewest
}

// writtenExamples returns the number of examples in a collection; 0 if at least a tenth
// of them were received from a server.
func writtenExamples(p *rule.Pass) int {
	return analysis.Memo(p.Facts, examplesWritten{}, func() int { return countWritten(p.Collection) })
}

// examplesWritten is the key of the number of written examples.
type examplesWritten struct{}

func countWritten(c collection.Collection) int {
	const tenth = 10
	examples, received := 0, 0
	for i := range c.Items() {
		for r := range i.Responses() {
			examples++
			if !isWritten(r) {
				received++
			}
		}
	}
	if received*tenth > examples {
		return 0
	}
	return examples
}

// isGenerated reports whether a collection was made from an OpenAPI document: converters
// write types such as <string> if there is no sample.
func isGenerated(d *jsontree.Document) bool {
	const fewest = 10
	return strings.Count(d.Text(), "<string>") >= fewest
}
