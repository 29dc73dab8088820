package rules

import (
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

const byteOrderMarkText = "\uFEFF"

var byteOrderMark = &rule.Rule{
	Name:     "byte-order-mark",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    "a byte order mark (U+FEFF) at the start of the file.",
	Why:      "It is invisible, and many JSON readers refuse it (RFC 8259, section 8.1): jq, Python's json and Node's JSON.parse among them.",
	Fix:      "Removes the mark.",
	Bad: rule.File(byteOrderMarkText + `{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "item": []}`),
	Good: rule.File(`{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "item": []}`),

	Environments: true,
	JSON:         true,

	Visit: rule.Visit{File: func(p *rule.Pass) {
		if p.Document.HasByteOrderMark() {
			p.Report(rule.Finding{
				At: p.Document.Root(), Start: 0, End: len(byteOrderMarkText),
				Message: "the file starts with a byte order mark",
				Help:    "save it as UTF-8 without one",
				Fix:     []jsontree.Edit{{Start: 0, End: len(byteOrderMarkText)}},
			})
		}
	}},
}
