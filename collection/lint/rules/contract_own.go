package rules

import (
	"strings"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/lint/rule"
)

type ownKey struct{}

// mostOwnExamples is how many of a document's examples are checked.
const mostOwnExamples = 2_000

// documentsOwn returns a function that reports whether the document's own examples, of any
// operation, breach its schemas as a finding about a body says: such a document is no
// evidence against the collection.
func documentsOwn(p *rule.Pass) func(rule.Finding) bool {
	return func(f rule.Finding) bool {
		own := analysis.Memo(p.Facts, ownKey{}, func() map[string]bool { return ownBreaches(p.Contract.Known()) })
		return own[habitOf(f)]
	}
}

// ownBreaches returns the kinds of breaches that a document's examples have.
func ownBreaches(known *api.API) map[string]bool {
	kinds, left := map[string]bool{}, mostOwnExamples
	add := func(s *api.Schema, answer bool, examples []*api.Value) {
		for _, e := range examples {
			if left--; s == nil || left < 0 {
				return
			}
			for _, b := range contract.Misfits(e, s, answer) {
				// An example need not have all fields. What has no name may be anything.
				if !strings.HasPrefix(b.Kind, "the ") {
					kinds[b.Kind] = true
				}
			}
		}
	}
	for _, o := range known.Operations {
		if o.Body != nil {
			add(o.Body.Schema, false, bodyExamples(o))
		}
		for _, r := range o.Responses {
			add(r.Schema, true, exampleValues(r.Examples))
		}
	}
	return kinds
}
