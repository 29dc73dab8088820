package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/internal/conversion"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// toV3 converts a collection or an environment as JSON, or a folder of them.
func (c *converter) toV3(path string) error {
	to := c.flags.output
	if inputs.IsFolder(path) {
		to = cmp.Or(to, postmanFolder)
		if err := c.finishEarlier(to); err != nil {
			return err
		}
	}
	steps, err := conversion.ToV3(path, to, c.readJSON)
	if err != nil {
		return err
	}
	for _, step := range steps {
		write := c.writeCollection
		if validate.IsEnvironment(step.Document) {
			write = c.writeEnvironment
		}
		if err := c.makeFolder(step, write); err != nil {
			return err
		}
	}
	return nil
}

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

// writeCollection writes a collection to a folder, which may already contain it.
func (c *converter) writeCollection(step conversion.Step) error {
	folder, made := step.To, v3.Lay(step.Document)
	if err := c.finishEarlier(folder); err != nil {
		return err
	}
	written := &v3.Written{Changes: v3.Added(made.Files...), Losses: made.Losses}
	isThere, err := conversion.IsThere(folder, made)
	if err != nil {
		return err
	}
	if isThere {
		_, r, err := openV3(c.streams, folder)
		if err != nil {
			return err
		}
		if written, err = r.WriteTo(step.Document); err != nil {
			return err
		}
	}
	c.lose(step.Document, written.Losses, func(v3.Loss) string { return step.From })
	left, err := output.Folder(folder, written)
	if err != nil {
		return err
	}
	c.sayWritten(folder, written.Changes)
	c.sayLeft(left)
	return nil
}

// sayWritten says what changed in a folder.
func (c *converter) sayWritten(folder string, changes []v3.Change) {
	made, changed, gone, renamed := 0, 0, 0, 0
	for _, change := range changes {
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
	case len(changes) == 0:
		c.say("%s says that already", shown)
	case renamed > 0:
		c.say("%s: %d written, %d changed, %d removed, %d renamed", shown, made, changed, gone, renamed)
	case changed+gone == 0:
		c.say("%s: %s written", shown, english.Count(made, "file"))
	default:
		c.say("%s: %d written, %d changed, %d removed", shown, made, changed, gone)
	}
}

// writeEnvironment writes an environment, or globals, to a file.
func (c *converter) writeEnvironment(step conversion.Step) error {
	to := step.To
	file, losses := v3.LayEnvironment(step.Document)
	from := func(v3.Loss) string { return step.From }
	if to == inputs.Stdin {
		c.lose(step.Document, losses, from)
		return c.print(file.Text)
	}
	file.Path = filepath.Base(to)
	written := &v3.Written{Changes: v3.Added(file), Losses: losses}
	if _, err := os.Stat(to); err == nil {
		_, r, err := openV3(c.streams, to)
		if err != nil {
			return err
		}
		if written, err = r.WriteTo(step.Document); err != nil {
			return fmt.Errorf("cannot write %s: %w", to, err)
		}
	}
	c.lose(step.Document, written.Losses, from)
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
