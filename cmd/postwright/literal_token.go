package main

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
)

// warnOfLiterals warns on standard error about authorizations in a kept or
// written file that contain a credential instead of a reference. Postman's
// Use Token puts one there, and an export contains it. The credential is not
// printed.
func (s streams) warnOfLiterals(path string, d *jsontree.Document) {
	s.warnOfEach(d, func(n jsontree.Node) string {
		at := d.Position(n.Start())
		return fmt.Sprintf("%s:%d:%d", path, at.Line, at.Column)
	})
}

// warnOfEach is [streams.warnOfLiterals] for a document whose values have
// places that place names.
func (s streams) warnOfEach(d *jsontree.Document, place func(jsontree.Node) string) {
	for _, f := range secret.FindInAuthorizations(d) {
		of := "the collection"
		if names := collection.ItemPath(f.Node); len(names) > 0 {
			of = `"` + secret.MaskText(strings.Join(names, " / ")) + `"`
		}
		s.say("%s: warning: the authorization of %s holds a literal %s [secret]", report.Printable(place(f.Node)), of, f.Kind)
		s.say("      = put {{%s}} in its place; if the file was committed or shared, the value has leaked: revoke it. postwright lint reports it, too", f.Variable())
	}
}

// warnOfLiteralsIn is [streams.warnOfLiterals] for a text. A text that is not
// JSON has already been reported.
func (s streams) warnOfLiteralsIn(path, text string) {
	if d, err := jsontree.Parse(text); err == nil {
		s.warnOfLiterals(path, d)
	}
}
