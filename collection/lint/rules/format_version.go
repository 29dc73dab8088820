package rules

import (
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var formatVersion = &rule.Rule{
	Name:     "format-version",
	Category: rule.Structure,
	Severity: diagnostic.Error,
	Finds:    "a file in another format than v2.1.0: a v1 or v2.0.0 collection, a schema URL that is not Postman's, or another kind of file.",
	Why:      "Authorization, URLs and variables are written differently in each version. A tool that expects v2.1.0 drops or misreads them. Upgrading turns a v2.0.0 collection into v2.1.0 and loses nothing.",
	Bad: rule.File(`{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"},
 "item": []}`),
	Good: rule.File(`{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "item": []}`),

	JSON: true,

	Visit: rule.Visit{File: func(p *rule.Pass) {
		for _, d := range p.Facts.Verdict() {
			if d.Rule == "format-version" {
				p.Report(rule.Finding{At: p.Document.Lookup(d.Pointer), Message: d.Message, Help: d.Help, Offer: d.Offer})
			}
		}
	}},
}
