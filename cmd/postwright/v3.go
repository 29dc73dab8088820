package main

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/report"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
)

// byFile are the findings in each file of a collection, by its path below the folder.
func byFile(found []diagnostic.Diagnostic) map[string][]diagnostic.Diagnostic {
	files := map[string][]diagnostic.Diagnostic{}
	for _, d := range found {
		files[d.Path] = append(files[d.Path], d)
	}
	return files
}

// wantedFiles are the files of a collection that are reported on: all, or the one that
// was named.
func wantedFiles(c *inputs.V3, r *v3.Result) []*v3.Source {
	if c.Only == "" {
		return r.Files
	}
	return slices.DeleteFunc(slices.Clone(r.Files), func(s *v3.Source) bool { return s.Path != c.Only })
}

// folderReport is the report on each file of a collection in format v3.
func folderReport(c *inputs.V3, r *v3.Result, found []diagnostic.Diagnostic) []report.File {
	folder, in := report.NewFolder(r, c.Path), byFile(found)
	var files []report.File
	for _, s := range wantedFiles(c, r) {
		files = append(files, folder.File(s, in[s.Path]))
	}
	return files
}

// verdictOf are the findings that decide whether Postman reads the files.
func verdictOf(r *v3.Result) []diagnostic.Diagnostic {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(d diagnostic.Diagnostic) bool { return !v3.Verdict(d.Rule) })
}

// readV3 reads a collection in format v3, or an environment, as the document that it
// stands for. A file that cannot be read is an error: what it says would be missing.
// What only Postman does not load is no hindrance. What the document cannot have is
// said.
func readV3(s streams, path string) (*jsontree.Document, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return nil, err
	}
	r := c.Read()
	broken := slices.DeleteFunc(verdictOf(r), func(d diagnostic.Diagnostic) bool {
		return d.Severity != diagnostic.Error || d.Rule == v3.RuleUnloadable
	})
	if len(broken) > 0 {
		c.Only = ""
		shown := slices.DeleteFunc(folderReport(c, r, broken), func(f report.File) bool { return len(f.Diagnostics) == 0 })
		if err := s.complain(shown...); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%s is not valid: Postman does not read all of it", path)
	}
	for _, kept := range r.Kept {
		s.say("postwright: left out of %s: %s is %s", path, report.Printable(c.Path(kept.File)), kept.What)
	}
	return r.Document, nil
}
