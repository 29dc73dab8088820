package main

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// lintFolder looks at a collection in format v3, or at one of its files in the context
// of its collection, and repairs it.
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
	read := c.Read()
	found := []diagnostic.Diagnostic(nil)
	if r.flags.fix {
		if read, found, err = result.fixFolder(linter, c, read); err != nil {
			result.err = fmt.Errorf("cannot repair %s: %w", path, err)
			return result
		}
	} else {
		found = linter.Files(read)
	}
	folder, inFile := report.NewFolder(read, c.Path), byFile(found)
	for _, s := range wantedFiles(c, read) {
		result.err = r.compare(&result, c.Path(s.Path), inFile[s.Path], func(found []diagnostic.Diagnostic) report.File {
			return folder.File(s, advised(found))
		})
		if result.err != nil {
			break
		}
	}
	if c.Only == "" {
		r.cover(&result, linter, read.Document)
	}
	return result
}

// repairedFolder is a collection in format v3, or an environment, before and after its
// repair.
type repairedFolder struct {
	collection    *inputs.V3
	before, after *v3.Result
	written       *v3.Written
}

// fixFolder repairs a collection in format v3, and gives it and what is left.
func (l *linted) fixFolder(linter *lint.Linter, c *inputs.V3, read *v3.Result) (*v3.Result, []diagnostic.Diagnostic, error) {
	f, err := linter.FixFiles(read, c.Only)
	if err != nil {
		return nil, nil, err
	}
	l.count(f.Applied, f.Environment)
	if written := v3.Between(read, f.Files); len(written.Changes) > 0 {
		l.folder = &repairedFolder{c, read, f.Files, written}
	}
	return f.Files, f.Left, nil
}

func (f *repairedFolder) write() error {
	_, err := output.Folder(f.collection.Folder, f.written)
	return err
}

// show shows what the repair changes, without secrets.
func (f *repairedFolder) show(s streams) error {
	return s.showChanges(f.collection, f.before, f.after, f.written.Changes)
}

// environmentFolder is the YAML file of an environment that is to say what a document
// says.
func environmentFolder(path string, d *jsontree.Document) (*repairedFolder, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return nil, err
	}
	before := c.Read()
	written, err := before.WriteTo(d)
	if err != nil {
		return nil, err
	}
	return &repairedFolder{c, before, before.After(written.Changes), written}, nil
}
