package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// isWritten reports whether a saved example has nothing that a server adds to its
// answers: a person or a generator wrote it.
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

// isManual reports whether a collection documents an API: it has examples, and hardly one
// was received from a server.
func isManual(p *rule.Pass) bool {
	return analysis.Memo(p.Facts, manual{}, func() bool { return documents(p.Collection) })
}

// manual is the key of whether a collection is a manual.
type manual struct{}

func documents(c collection.Collection) bool {
	const fewest, tenth = 5, 10
	examples, received := 0, 0
	for i := range c.Items() {
		for r := range i.Responses() {
			examples++
			if !isWritten(r) {
				received++
			}
		}
	}
	return examples >= fewest && received*tenth <= examples
}

// isGenerated reports whether a collection was made from an OpenAPI description, whose
// converters write types where the description has no sample.
func isGenerated(d *jsontree.Document) bool {
	const fewest = 10
	return strings.Count(d.Text(), "<string>") >= fewest
}
