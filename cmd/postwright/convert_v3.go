package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/internal/paths"
)

// readJSON reads a collection or environment to convert to format v3. In the
// answers of Postman's API, the collection is nested.
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

// collectionToV3 writes a collection to a folder, which may already contain
// it.
func (c *converter) collectionToV3(path string, d *jsontree.Document, folder string) error {
	if err := c.finishEarlier(folder); err != nil {
		return err
	}
	written, err := c.into(folder, d)
	if err != nil {
		return err
	}
	c.lose(d, written.Losses, func(v3.Loss) string { return path })
	return c.carryOut(folder, written)
}

// into returns the changes below a folder.
func (c *converter) into(folder string, d *jsontree.Document) (*v3.Written, error) {
	made := v3.Lay(d)
	laid := &v3.Written{Changes: v3.Added(made.Files...), Losses: made.Losses}
	info, err := os.Stat(folder)
	if err != nil {
		return laid, nil
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("cannot write %s: it is a file; a v3 collection is a folder", folder)
	}
	if !inputs.IsV3(folder) {
		inner := collectionsIn(folder)
		if len(inner) == 0 {
			return laid, nil
		}
		if !isLaidIn(folder, inner, made) {
			return nil, fmt.Errorf("%s has the collection %s in it; name a folder for this one, such as %s",
				folder, inner[0], filepath.Join(filepath.Dir(inner[0]), made.Name))
		}
	}
	_, r, err := openV3(c.streams, folder)
	if err != nil {
		return nil, err
	}
	return r.WriteTo(d)
}

// collectionsIn returns the folders below a folder that look like v3 collections.
func collectionsIn(folder string) []string {
	found, err := inputs.ExpandV3([]string{folder})
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(found, func(path string) bool { return !inputs.IsFolder(path) })
}

// isLaidIn reports whether a folder without files of its own has a collection already: it
// has the collection's name, and what looks like collections in it has the names of the
// collection's folders.
func isLaidIn(folder string, inner []string, made *v3.Layout) bool {
	if filepath.Base(paths.Absolute(folder)) != made.Name {
		return false
	}
	top := map[string]bool{}
	for _, f := range made.Files {
		first, _, _ := strings.Cut(f.Path, "/")
		top[first] = true
	}
	for _, path := range inner {
		below, err := filepath.Rel(folder, path)
		first, _, _ := strings.Cut(filepath.ToSlash(below), "/")
		if err != nil || !top[first] {
			return false
		}
	}
	return true
}

// carryOut writes files of format v3 and reports what was done.
func (c *converter) carryOut(folder string, w *v3.Written) error {
	left, err := output.Folder(folder, w)
	if err != nil {
		return err
	}
	made, changed, gone, renamed := 0, 0, 0, 0
	for _, change := range w.Changes {
		switch {
		case change.From != "":
			renamed++
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
	case renamed > 0:
		c.say("%s: %d written, %d changed, %d removed, %d renamed", shown, made, changed, gone, renamed)
	case changed+gone == 0:
		c.say("%s: %s written", shown, english.Count(made, "file"))
	default:
		c.say("%s: %d written, %d changed, %d removed", shown, made, changed, gone)
	}
	c.sayLeft(left)
	return nil
}

// environmentToV3 writes an environment, or globals, to a file; output may be
// its folder.
func (c *converter) environmentToV3(path string, d *jsontree.Document, to string) error {
	file, losses := v3.LayEnvironment(d)
	switch {
	case to == inputs.Stdin:
		c.lose(d, losses, func(v3.Loss) string { return path })
		return c.print(file.Text)
	case to == "":
		to = file.Path
	case namesFolder(to):
		to = filepath.Join(to, file.Path)
	case !v3.IsEnvironment(to):
		return notEnvironmentName(to)
	}
	file.Path = filepath.Base(to)
	written := &v3.Written{Changes: v3.Added(file), Losses: losses}
	if _, err := os.Stat(to); err == nil {
		_, r, err := openV3(c.streams, to)
		if err != nil {
			return err
		}
		if written, err = r.WriteTo(d); err != nil {
			return fmt.Errorf("cannot write %s: %w", to, err)
		}
	}
	c.lose(d, written.Losses, func(v3.Loss) string { return path })
	if _, err := output.Folder(filepath.Dir(to), written); err != nil {
		return err
	}
	if len(written.Changes) == 0 {
		c.say("%s says that already", redact.Text(filepath.ToSlash(to)))
	} else {
		c.say("wrote %s", redact.Text(filepath.ToSlash(to)))
	}
	return nil
}
