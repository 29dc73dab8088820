package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
)

// byFile returns the findings in each file of a collection, by its path below the
// folder.
func byFile(found []diagnostic.Diagnostic) map[string][]diagnostic.Diagnostic {
	files := map[string][]diagnostic.Diagnostic{}
	for _, d := range found {
		files[d.Path] = append(files[d.Path], d)
	}
	return files
}

// wantedFiles returns the files of a collection to report on: all, or the
// named one.
func wantedFiles(c *inputs.V3, r *v3.Result) []*v3.Source {
	if c.Only == "" {
		return r.Files
	}
	return slices.DeleteFunc(slices.Clone(r.Files), func(s *v3.Source) bool { return s.Path != c.Only })
}

// folderReport returns the report on each file of a collection in format v3.
func folderReport(c *inputs.V3, r *v3.Result, found []diagnostic.Diagnostic) []report.File {
	folder, in := report.NewFolder(r, c.Path), byFile(found)
	var files []report.File
	for _, s := range wantedFiles(c, r) {
		files = append(files, advised(folder.File(s, in[s.Path])))
	}
	return files
}

// unreadAgain returns the error for a collection whose report is wrong, because a file
// could not be read again for it.
func unreadAgain(c *inputs.V3, r *v3.Result) error {
	err := r.Err()
	var changed *v3.ChangedError
	if errors.As(err, &changed) {
		return fmt.Errorf("cannot read %s: %w", c.Path(changed.File), err)
	}
	return err
}

// verdictOf returns the findings that decide whether Postman can read the
// files.
func verdictOf(r *v3.Result) []diagnostic.Diagnostic {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(d diagnostic.Diagnostic) bool { return !v3.Verdict(d.Rule) })
}

// complainOf prints findings in the files of a collection, or of an environment.
func (s streams) complainOf(c *inputs.V3, r *v3.Result, found []diagnostic.Diagnostic) error {
	whole := *c
	whole.Only = ""
	shown := slices.DeleteFunc(folderReport(&whole, r, found), func(f report.File) bool { return len(f.Diagnostics) == 0 })
	if len(shown) == 0 {
		return nil
	}
	return s.complain(shown...)
}

// openV3 reads a whole collection in format v3, or an environment, that is
// then written, possibly in another format. It returns an error if a file
// cannot be read, because its content would be lost. Other findings are
// printed.
func openV3(s streams, path string) (*inputs.V3, *v3.Result, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return nil, nil, err
	}
	if c.Only != "" && !v3.IsEnvironment(c.Only) {
		return nil, nil, fmt.Errorf("%s is one file of the collection %s; name that", path, c.Folder)
	}
	r, err := s.readable(c, c.Read(), path)
	return c, r, err
}

// readable is like [openV3] for files that have been read already.
func (s streams) readable(c *inputs.V3, r *v3.Result, path string) (*v3.Result, error) {
	s.notice(c)
	wrong := slices.DeleteFunc(verdictOf(r), func(d diagnostic.Diagnostic) bool { return d.Severity != diagnostic.Error })
	if err := s.complainOf(c, r, wrong); err != nil {
		return nil, err
	}
	unread := func(d diagnostic.Diagnostic) bool { return d.Rule == v3.RuleSyntax || r.Unread(d.Path) }
	if slices.ContainsFunc(wrong, unread) {
		return nil, fmt.Errorf("%s stays as it is: not all of its files can be read; repair them first", path)
	}
	return r, nil
}

// documentOfV3 reads a collection in format v3, or an environment, as the
// document that it represents. It returns an error if a file cannot be read,
// because its content would be missing. Files that only Postman does not load
// are accepted. Parts that the document cannot express are reported.
func documentOfV3(s streams, path string) (*jsontree.Document, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return nil, err
	}
	return s.documentOf(c, c.Read(), path)
}

// documentOf is like [documentOfV3] for files that have been read already.
func (s streams) documentOf(c *inputs.V3, r *v3.Result, path string) (*jsontree.Document, error) {
	s.notice(c)
	broken := slices.DeleteFunc(verdictOf(r), func(d diagnostic.Diagnostic) bool {
		return d.Severity != diagnostic.Error || d.Rule == v3.RuleUnloadable
	})
	if len(broken) > 0 {
		if err := s.complainOf(c, r, broken); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%s is not valid: Postman does not read all of it", path)
	}
	for _, kept := range r.Kept {
		s.say("postwright: left out of %s: %s is %s", path, report.Printable(c.Path(kept.File)), kept.What)
	}
	return r.Document, nil
}

// noticed are the paths that [streams.notice] has named.
var noticed sync.Map

// notice names the links to folders in a collection, which are not followed,
// each once, and a run that was interrupted there.
func (s streams) notice(c *inputs.V3) {
	s.sayInterrupted(c.Folder)
	for _, link := range c.Links {
		if _, said := noticed.LoadOrStore(c.Path(link), true); !said {
			s.say("postwright: %s is a link to a folder and is not read; a collection's files must be in its own folder", redact.Text(c.Path(link)))
		}
	}
}

// sayLeft reports which folders of a collection were not removed.
func (s streams) sayLeft(folders []string) {
	for _, folder := range folders {
		seen := ", and Postman takes it for an empty folder"
		if slices.Contains(strings.Split(filepath.ToSlash(folder), "/"), ".resources") {
			seen = ""
		}
		s.say("postwright: %s stays: it has files that are not the collection's%s", redact.Text(folder), seen)
	}
}
