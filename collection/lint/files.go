package lint

import (
	"fmt"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/v3"
)

// Files lints a collection in format v3: its files and their document. Each finding has
// the path of its file below the collection's folder. [Linter.FixFiles] applies the
// fixes.
func (l *Linter) Files(r *v3.Result) []diagnostic.Diagnostic {
	found, _ := l.files(r, l.options.Environment, nil)
	return found
}

// files returns the findings in the files, and those in the document that stand for them
// and can be repaired there; where files are named, those in them.
func (l *Linter) files(r *v3.Result, environment *analysis.Environment, only files) (found, repairs []diagnostic.Diagnostic) {
	inside := &Linter{options: l.options, v3: true}
	inside.options.Ignore = nil // it is called with places in the files
	inside.options.Rules = nil
	byName := map[string]*rule.Rule{}
	for _, one := range l.options.Rules {
		byName[one.Name] = one
		if !one.JSON {
			inside.options.Rules = append(inside.options.Rules, one)
		}
	}
	f := analysis.New(r.Document, environment)
	f.Where = r.Line
	beside := append(l.ofFormat(r, byName), l.inComments(r, byName["secret"])...)
	inDocument := inside.run(f)
	ignore := l.options.Ignore
	for i, d := range r.Locate(inDocument) {
		if ignore != nil && ignore(d) {
			continue
		}
		if len(inDocument[i].Fix) > 0 {
			d.Fixable = true
			if only.have(d.Path) {
				repairs = append(repairs, inDocument[i])
			}
		}
		found = append(found, d)
	}
	for _, d := range beside {
		if ignore == nil || !ignore(d) {
			found = append(found, d)
		}
	}
	diagnostic.Sort(found)
	return found, repairs
}

// ofFormat returns the findings about the files themselves, for the enabled rules.
func (l *Linter) ofFormat(r *v3.Result, byName map[string]*rule.Rule) []diagnostic.Diagnostic {
	var found []diagnostic.Diagnostic
	for _, d := range r.Findings {
		one := byName[d.Rule]
		if one == nil {
			continue
		}
		d.Severity = l.severity(one, d.Severity)
		d.About = d.Message
		d.Around = r.Owner(d.Path)
		found = append(found, d)
	}
	return found
}

// inComments returns the secrets in comments, which are not in the document.
func (l *Linter) inComments(r *v3.Result, one *rule.Rule) []diagnostic.Diagnostic {
	if one == nil {
		return nil
	}
	var found []diagnostic.Diagnostic
	for _, s := range r.Files {
		for _, c := range s.Comments() {
			text := s.Text()[c.Start:c.End]
			for _, t := range secret.Tokens(text) {
				d := s.Finding(c.Start+t.Start, c.Start+t.End, one.Name, l.severity(one, one.Severity),
					fmt.Sprintf("a literal %s: %s", t.Kind, secret.MaskedShort(text[t.Start:t.End])), "take it out; revoke it if the file was shared")
				d.About = "a literal " + t.Kind
				found = append(found, d)
			}
		}
	}
	return found
}
