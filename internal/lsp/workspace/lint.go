package workspace

import (
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/configuration"
)

// Linter returns the linter for the unit, and the configuration that applies
// to it.
func (u *Unit) Linter() (*lint.Linter, *configuration.Configuration, error) {
	if u.V3 != nil {
		return u.settings.Set.ForFolder(u.folder)
	}
	return u.settings.Set.For(u.ID)
}

// Settings returns the settings that the unit is linted with.
func (u *Unit) Settings() *Settings { return u.settings }

// lint returns all findings in the unit, in format v3 with the paths of their
// files.
func (u *Unit) lint() []diagnostic.Diagnostic {
	linter, _, err := u.Linter()
	if err != nil {
		return nil // the error is reported at the configuration
	}
	if u.V3 != nil {
		return linter.Files(u.V3)
	}
	if len(u.Errors) == 0 {
		return linter.Document(u.Document)
	}
	var found []diagnostic.Diagnostic
	for _, broken := range u.Errors {
		if one, err := linter.Parsed(nil, broken); err == nil {
			found = append(found, one...)
		}
	}
	return found
}

// Findings returns the findings in a file of the unit, without secrets and
// without those in a baseline.
func (u *Unit) Findings(path string) []diagnostic.Diagnostic {
	_, c, err := u.Linter()
	if err != nil {
		return nil
	}
	var made report.File
	if u.V3 == nil {
		made = u.reported()
	} else {
		s := u.source(path)
		if s == nil {
			return nil
		}
		var in []diagnostic.Diagnostic
		for _, d := range u.linted() {
			if d.Path == s.Path {
				in = append(in, d)
			}
		}
		made = u.reports().Called(u.Path).File(s, in) // requests are answered at the same time
	}
	return u.settings.unknown(c, path, made.Diagnostics, made.Sources)
}

// report returns the report on a JSON file.
func (u *Unit) report() report.File {
	if len(u.Errors) > 0 {
		return report.OfBroken(u.ID, u.file.Text.Content, u.linted())
	}
	return report.OfDocument(u.ID, u.Document, u.linted())
}

// Findings returns the findings in a file, without secrets.
func (w *Workspace) Findings(f *File) []diagnostic.Diagnostic {
	if f.Kind == Configuration {
		return w.configurationFindings(f)
	}
	if u := w.Unit(f); u != nil {
		return u.Findings(f.Path)
	}
	return nil
}

// configurationFindings returns the findings in a postwright.yaml, whether or
// not an open file depends on it.
func (w *Workspace) configurationFindings(f *File) []diagnostic.Diagnostic {
	s := w.Settings()
	if _, err := s.configuration(f.Path); err != nil {
		return nil
	}
	return report.OfYAML(f.Path, f.Text.Content, s.Found()[f.Path]).Diagnostics
}
