package lint

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/mask"
	"github.com/postwright/postwright/collection/v3"
)

// Files lints a collection in format v3: its files, and the document that they stand
// for. Each finding has the path of its file below the collection's folder. No finding
// has a fix.
func (l *Linter) Files(r *v3.Result) []diagnostic.Diagnostic {
	inside := New(l.options)
	inside.options.Ignore = nil // it asks about the places in the files
	inside.options.Rules = nil
	byName := map[string]*rule.Rule{}
	for _, the := range l.options.Rules {
		byName[the.Name] = the
		if !the.JSON {
			inside.options.Rules = append(inside.options.Rules, the)
		}
	}
	found := r.Locate(inside.document(r.Document, l.options.Environment))
	found = append(found, l.ofFormat(r, byName)...)
	if ignore := l.options.Ignore; ignore != nil {
		kept := found[:0]
		for _, d := range found {
			if !ignore(d) {
				kept = append(kept, d)
			}
		}
		found = kept
	}
	diagnostic.Sort(found)
	return found
}

// ofFormat are the findings about the files themselves, of the rules that are on.
func (l *Linter) ofFormat(r *v3.Result, byName map[string]*rule.Rule) []diagnostic.Diagnostic {
	var found []diagnostic.Diagnostic
	owners := r.Owners()
	for _, d := range r.Findings {
		the := byName[d.Rule]
		if the == nil {
			continue
		}
		d.Severity = l.severity(the, d.Severity)
		d.About = d.Message
		if owner := owners[d.Path]; owner.Exists() {
			d.Item = strings.Join(mask.Texts(collection.ItemPath(owner)), " / ")
		}
		found = append(found, d)
	}
	return found
}
