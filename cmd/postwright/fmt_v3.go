package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// fmtV3 formats the files of a collection in format v3, or of an environment,
// and reports whether that changes any.
func fmtV3(s streams, f *fmtFlags, path string) (bool, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return false, err
	}
	if c.Only == "" && !f.write && !f.list && !f.diff {
		return false, fmt.Errorf("cannot print %s: it is a folder of files; add -w, -l or -d, or name one file", path)
	}
	s.notice(c)
	r := c.Read()
	changes, failed := canonicalFiles(s, c, r, f.stableIDs)
	if err := s.showFormatted(f, c, r, changes); err != nil {
		return len(changes) > 0, err
	}
	switch {
	case f.write:
		_, err = output.Folder(c.Folder, &v3.Written{Changes: changes})
	case !f.list && !f.diff && failed == 0:
		text := wantedFiles(c, r)[0].Text()
		if len(changes) > 0 {
			text = changes[0].Text
		}
		err = s.write(f.output, text)
	}
	if err == nil && failed > 0 {
		err = unreadFiles(failed)
	}
	return len(changes) > 0, err
}

// canonicalFiles returns the changes that format files. It reports files that
// cannot be formatted, and counts those that cannot be read.
func canonicalFiles(s streams, c *inputs.V3, r *v3.Result, stableIDs bool) (changes []v3.Change, failed int) {
	texts := map[string]string{}
	if stableIDs {
		var err error
		if texts, err = withStableIDs(r); err != nil {
			s.say("postwright: the IDs of %s stay: %v", c.Folder, err)
		}
	}
	for _, source := range wantedFiles(c, r) {
		before := source.Text()
		text, ok := texts[source.Path]
		if !ok {
			text = before
		}
		tree, broken := yamltree.Parse(text)
		if broken != nil {
			line, column := tree.Position(broken.Start)
			s.say("postwright: cannot format %s:%d:%d: %s; it stays as it is", report.Printable(c.Path(source.Path)), line, column, redact.Text(broken.Message))
			failed++
			continue
		}
		after, ok := v3.Canonical(source.Path, tree)
		if !ok && tree.Root != nil {
			s.say("postwright: %s is not formatted: it has anchors, tags or comments inside brackets, which would get lost", report.Printable(c.Path(source.Path)))
		}
		if after != before {
			changes = append(changes, v3.Change{Path: source.Path, Before: before, Text: after})
		}
	}
	return changes, failed
}

// withStableIDs returns the texts of the files with IDs derived from the
// elements.
func withStableIDs(r *v3.Result) (map[string]string, error) {
	d, err := r.Document.Edited(format.StableIDs(r.Document)...)
	if err != nil {
		return nil, err
	}
	written, err := r.WriteTo(d)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, change := range written.Changes {
		if change.New || change.Gone || change.From != "" {
			return nil, errors.New("they are not the files' own")
		}
		texts[change.Path] = change.Text
	}
	return texts, nil
}

// showFormatted lists the files that formatting changes, or shows the
// changes, without secrets.
func (s streams) showFormatted(f *fmtFlags, c *inputs.V3, r *v3.Result, changes []v3.Change) error {
	if f.list {
		for _, change := range changes {
			if err := f.show(s, c.Path(change.Path)); err != nil {
				return err
			}
		}
	}
	if !f.diff || len(changes) == 0 {
		return nil
	}
	return s.showChanges(c, r, r.After(changes), changes)
}

// showChanges shows the changes in the files of a collection, without
// secrets.
func (s streams) showChanges(c *inputs.V3, before, after *v3.Result, changes []v3.Change) error {
	old, files := v3.Moved(byPath(before), changes), byPath(after)
	known := secret.Replacer(secret.Movable(before.Document))
	for _, change := range changes {
		if change.Folder {
			if err := s.print(report.Printable(fmt.Sprintf("%s becomes %s", c.Path(change.From), c.Path(change.Path))) + "\n"); err != nil {
				return err
			}
			continue
		}
		was, is := "", ""
		if file := old[cmp.Or(change.From, change.Path)]; file != nil {
			was = before.Masked(file)
		}
		if file := files[change.Path]; file != nil {
			is = known.Replace(after.Masked(file))
		}
		if err := report.MaskedDifference(s.out, c.Path(change.Path), was, is, report.Options{Color: colored(s.out)}); err != nil {
			return notPrinted(err)
		}
	}
	return nil
}

// byPath returns the files of a collection by their paths.
func byPath(r *v3.Result) map[string]*v3.Source {
	files := make(map[string]*v3.Source, len(r.Files))
	for _, s := range r.Files {
		files[s.Path] = s
	}
	return files
}
