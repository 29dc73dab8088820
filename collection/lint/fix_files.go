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

// FixFiles is [Linter.Fix] for a collection in format v3. First the files themselves
// are repaired, then the document that they stand for, of which only what differs is
// written into them: comments, order and quotes stay. A repair of what the files do
// not say is none. Where files are named, what is found in others stays.
func (l *Linter) FixFiles(r *v3.Result, named ...string) (FixedFiles, error) {
	only := files{}
	for _, file := range named {
		only[file] = true
	}
	f := FixedFiles{Files: r, Environment: l.options.Environment}
	seen := texts{}
	for round := 0; ; round++ {
		var repairs []diagnostic.Diagnostic
		f.Left, repairs = l.files(f.Files, f.Environment, only)
		if round == mostRounds {
			return f, nil
		}
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

// files are the paths of those that are to be repaired; none for all.
type files map[string]bool

func (f files) have(file string) bool { return len(f) == 0 || f[file] }

// sum stands for the texts of all files.
func (f *FixedFiles) sum() [sha256.Size]byte {
	h := sha256.New()
	for _, s := range f.Files.Files {
		fmt.Fprintf(h, "%d %s %d %s", len(s.Path), s.Path, len(s.Text()), s.Text())
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// formatRound applies the repairs of the files' own texts.
func (f *FixedFiles) formatRound(only files) ([]diagnostic.Diagnostic, error) {
	var applied []diagnostic.Diagnostic
	var changes []v3.Change
	for _, s := range f.Files.Files {
		if !only.have(s.Path) {
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
			text, err := jsontree.Apply(s.Text(), all...)
			if err != nil {
				return nil, err
			}
			changes = append(changes, v3.Change{Path: s.Path, Before: s.Text(), Text: text})
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
