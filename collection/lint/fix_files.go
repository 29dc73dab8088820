package lint

import (
	"crypto/sha256"
	"fmt"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/v3"
)

// FixedFiles is a collection in format v3 after its fixes.
type FixedFiles struct {
	Files       *v3.Result
	Environment *analysis.Environment   // with the values that moved there; nil if there is none
	Applied     []diagnostic.Diagnostic // the findings that were fixed, with their places in the document at that time
	Left        []diagnostic.Diagnostic // the remaining findings, by file
}

// FixFiles is like [Linter.Fix], for a collection in format v3. It fixes the files
// themselves first, then their document. Only the differences in the document are
// written into the files: comments, order and quotes stay. A fix that makes no
// difference in the files does not count. If only is not empty, findings in other files
// are not fixed.
func (l *Linter) FixFiles(r *v3.Result, only string) (FixedFiles, error) {
	f := FixedFiles{Files: r, Environment: l.options.Environment}
	seen := texts{}
	for {
		var repairs []diagnostic.Diagnostic
		f.Left, repairs = l.files(f.Files, f.Environment, only)
		applied, err := f.formatRound(only)
		if err == nil && len(applied) == 0 {
			applied, err = f.round(repairs)
		}
		if err != nil || len(applied) == 0 {
			return f, err
		}
		f.Applied = append(f.Applied, applied...)
		if err := seen.next(f.sum(), applied[0].Rule); err != nil {
			return f, err
		}
	}
}

// sum returns a hash of the texts of all files.
func (f *FixedFiles) sum() [sha256.Size]byte {
	h := sha256.New()
	for _, s := range f.Files.Files {
		fmt.Fprintf(h, "%d %s %d %s", len(s.Path), s.Path, len(s.Text), s.Text)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// formatRound applies the fixes of the files' own texts.
func (f *FixedFiles) formatRound(only string) ([]diagnostic.Diagnostic, error) {
	var applied []diagnostic.Diagnostic
	var changes []v3.Change
	for _, s := range f.Files.Files {
		if only != "" && s.Path != only {
			continue
		}
		var edits claims
		for _, d := range f.Left {
			if d.Path == s.Path && len(d.Fix) > 0 && edits.free(d.Fix) {
				edits.add(d.Fix)
				applied = append(applied, d)
			}
		}
		if all := edits.all(); len(all) > 0 {
			text, err := jsontree.Apply(s.Text, all...)
			if err != nil {
				return nil, err
			}
			changes = append(changes, v3.Change{Path: s.Path, Before: s.Text, Text: text})
		}
	}
	if len(changes) > 0 {
		f.Files = f.Files.After(changes)
	}
	return applied, nil
}

// round applies the fixes of the document, and writes it into the files. It returns the
// fixed findings, without those that make no difference in the files.
func (f *FixedFiles) round(repairs []diagnostic.Diagnostic) ([]diagnostic.Diagnostic, error) {
	fixed := Fixed{Document: f.Files.Document, Environment: f.Environment, Left: repairs}
	applied, err := fixed.round()
	if err != nil || len(applied) == 0 {
		return nil, err
	}
	written, err := f.Files.WriteTo(fixed.Document)
	if err != nil {
		return nil, err
	}
	if len(written.Changes) == 0 && fixed.Environment == f.Environment {
		return nil, nil
	}
	f.Files, f.Environment = f.Files.After(written.Changes), fixed.Environment
	return applied, nil
}
