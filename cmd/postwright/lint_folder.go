package main

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
)

// lintFolder looks at a collection in format v3, or at one of its files in the context
// of its collection. Nothing of it is fixed: the format is not written yet.
func (r *lintRun) lintFolder(path string) (result linted) {
	result.path = path
	c, err := inputs.ReadV3(path)
	if err != nil {
		result.unread = err
		return result
	}
	linter, configuration, err := r.linters.ForFolder(c.Folder)
	if err != nil {
		result.err = err
		return result
	}
	result.configuration = configuration
	if r.flags.fix {
		result.unread = fmt.Errorf("cannot fix %s: --fix does not change collections in format v3 yet; leave it out", path)
		return result
	}
	read := c.Read()
	folder, found := report.NewFolder(read, c.Path), byFile(linter.Files(read))
	for _, s := range wantedFiles(c, read) {
		result.err = r.compare(&result, c.Path(s.Path), found[s.Path], func(found []diagnostic.Diagnostic) report.File {
			return folder.File(s, found)
		})
		if result.err != nil {
			break
		}
	}
	return result
}
