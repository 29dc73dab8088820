package rules

import (
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var jsonSyntax = &rule.Rule{
	Name:     "json-syntax",
	Category: rule.Structure,
	Severity: diagnostic.Error,
	Finds:    "text that is not JSON: where, what was expected, and the likely cause, such as a trailing comma, a comment, a truncated file, or bytes that are not UTF-8.",
	Why:      "Postman refuses to import the file. No other rule can check it, and no fix changes it.",
	Bad:      rule.File(`{"info": {"name": "Clinic",}, "item": []}`),
	Good: rule.File(`{"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "item": []}`),

	Environments: true,
	JSON:         true,
}
