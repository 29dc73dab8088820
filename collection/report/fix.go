package report

import (
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
)

// change is one edit of a fix, with the position of the text that it replaces.
type change struct {
	from, to   jsontree.Position
	start, end int
	text       string
}

// fixes returns the fixes of findings, as by [changes]; nil if there are none.
func fixes(d *jsontree.Document, found []diagnostic.Diagnostic) [][]change {
	if d == nil {
		return nil
	}
	var all [][]change
	for i := range found {
		if fix := changes(d, &found[i]); fix != nil {
			if all == nil { // there may be a million findings without a fix
				all = make([][]change, len(found))
			}
			all[i] = fix
		}
	}
	return all
}

// changes returns a finding's fix for formats that contain fixes, or nil if the fix
// writes a secret or personal data.
func changes(d *jsontree.Document, found *diagnostic.Diagnostic) []change {
	if found.Rule == "secret" || found.Rule == "personal-data" || len(found.FixEnvironment) > 0 {
		return nil
	}
	var list []change
	for _, e := range found.Fix {
		if redact.Text(e.Text) != e.Text {
			return nil
		}
		list = append(list, change{d.Position(e.Start), d.Position(e.End), e.Start, e.End, strings.Clone(e.Text)})
	}
	return list
}
