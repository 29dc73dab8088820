package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isEnvironment(d *jsontree.Document) bool { return validate.IsEnvironment(d) }

// readJSON reads a collection or an environment that is to become files of format v3.
// What Postman's API answers has the collection inside.
func (c *converter) readJSON(path string) (*jsontree.Document, error) {
	d, err := readDocument(c.streams, path)
	if err != nil {
		return nil, err
	}
	if inner := d.Root().Get("collection"); inner.Get("info").Exists() && !d.Root().Get("info").Exists() {
		if d, err = jsontree.Parse(inner.Raw()); err != nil {
			return nil, err
		}
	}
	return d, refuse("convert", path, d, orEnvironments)
}

// collectionToV3 writes a collection to a folder, which may have it already.
func (c *converter) collectionToV3(path string, d *jsontree.Document, folder string) error {
	written, err := c.into(folder, d)
	if err != nil {
		return err
	}
	c.lose(d, written.Losses, func(v3.Loss) string { return path })
	return c.carryOut(folder, written)
}

// into returns what has to change below a folder.
func (c *converter) into(folder string, d *jsontree.Document) (*v3.Written, error) {
	switch info, err := os.Stat(folder); {
	case err == nil && !info.IsDir():
		return nil, fmt.Errorf("cannot write %s: it is a file; a v3 collection is a folder", folder)
	case err == nil && inputs.IsV3(folder):
		_, r, err := readableV3(c.streams, folder)
		if err != nil {
			return nil, err
		}
		return v3.Write(r, d)
	case err == nil:
		if found, err := inputs.ExpandV3([]string{folder}); err == nil {
			for _, inner := range found {
				if isFolder(inner) {
					return nil, fmt.Errorf("%s has the collection %s in it; name a folder for this one, such as %s",
						folder, inner, filepath.Join(folder, v3.Lay(d).Name))
				}
			}
		}
	}
	made := v3.Lay(d)
	written := &v3.Written{Losses: made.Losses}
	for _, f := range made.Files {
		written.Changes = append(written.Changes, v3.Change{Path: f.Path, Text: f.Text, New: true})
	}
	return written, nil
}

// carryOut writes files of format v3 and says what was done.
func (c *converter) carryOut(folder string, w *v3.Written) error {
	left, err := output.Folder(folder, w)
	if err != nil {
		return err
	}
	made, changed, gone := 0, 0, 0
	for _, change := range w.Changes {
		switch {
		case change.New:
			made++
		case change.Gone:
			gone++
		default:
			changed++
		}
	}
	shown := redact.Text(filepath.ToSlash(folder))
	switch {
	case len(w.Changes) == 0:
		c.say("%s says that already", shown)
	case changed+gone == 0:
		c.say("%s: %s written", shown, count(made, "file"))
	default:
		c.say("%s: %d written, %d changed, %d removed", shown, made, changed, gone)
	}
	for _, inner := range left {
		c.say("postwright: %s stays: it has files that are not the collection's", redact.Text(inner))
	}
	return nil
}

// environmentToV3 writes an environment, or globals, to a file; output may be its
// folder.
func (c *converter) environmentToV3(path string, d *jsontree.Document, to string) error {
	file, losses := v3.LayEnvironment(d)
	switch {
	case to == inputs.Stdin:
		c.lose(d, losses, func(v3.Loss) string { return path })
		return c.print(file.Text)
	case to == "":
		to = file.Path
	case isFolder(to):
		to = filepath.Join(to, file.Path)
	case !v3.IsEnvironment(to):
		return fmt.Errorf("cannot write %s: Postman reads an environment from a file whose name ends with .environment.yaml only", to)
	}
	change := v3.Change{Path: filepath.Base(to), Text: file.Text, New: true}
	written := &v3.Written{Changes: []v3.Change{change}, Losses: losses}
	if _, err := os.Stat(to); err == nil {
		_, r, err := readableV3(c.streams, to)
		if err != nil {
			return err
		}
		if written, err = v3.WriteEnvironment(r, d); err != nil {
			return fmt.Errorf("cannot write %s: %w", to, err)
		}
	}
	c.lose(d, written.Losses, func(v3.Loss) string { return path })
	if _, err := output.Folder(filepath.Dir(to), written); err != nil {
		return err
	}
	c.say("%s", redact.Text(filepath.ToSlash(to)))
	return nil
}

// readableV3 reads files of format v3. It is an error where one of them cannot be read,
// since what it says would be missing. What else is wrong with them is printed.
func readableV3(s streams, path string) (*inputs.V3, *v3.Result, error) {
	c, err := inputs.ReadV3(path)
	if err != nil {
		return nil, nil, err
	}
	if c.Only != "" && !v3.IsEnvironment(c.Only) {
		return nil, nil, fmt.Errorf("%s is one file of the collection %s; name that", path, c.Folder)
	}
	r := c.Read()
	var broken, wrong []diagnostic.Diagnostic
	for _, d := range verdictOf(r) {
		if d.Severity != diagnostic.Error {
			continue
		}
		if wrong = append(wrong, d); d.Rule == v3.RuleSyntax || r.Unread(d.Path) {
			broken = append(broken, d)
		}
	}
	c.Only = ""
	var shown []report.File
	for _, f := range folderReport(c, r, wrong) {
		if len(f.Diagnostics) > 0 {
			shown = append(shown, f)
		}
	}
	if len(shown) > 0 {
		if err := s.complain(shown...); err != nil {
			return nil, nil, err
		}
	}
	if len(broken) > 0 {
		return nil, nil, fmt.Errorf("%s stays as it is: not all of its files can be read", path)
	}
	return c, r, nil
}
