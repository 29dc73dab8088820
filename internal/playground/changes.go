package playground

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
)

// Format rewrites an entry in its canonical form.
func (s *Session) Format(id int) error {
	e, err := s.entry(id)
	if err != nil {
		return err
	}
	if e.isV3() {
		return e.formatFiles()
	}
	d, err := e.document()
	if err != nil {
		return err
	}
	e.change([]v3.File{{Path: e.files[0].Path, Text: format.Canonical(d)}})
	return nil
}

// Changes are the differences between two entries.
type Changes struct {
	Summary string          `json:"summary"` // one sentence; "" where nothing changed
	Data    json.RawMessage `json:"data"`    // as postwright diff --format json prints it
}

// Diff compares two entries, the old one first.
func (s *Session) Diff(before, after int) (*Changes, error) {
	var sides [2]*jsontree.Document
	for i, id := range []int{before, after} {
		e, err := s.entry(id)
		if err != nil {
			return nil, err
		}
		if e.Kind == Unknown {
			return nil, fmt.Errorf("%s is neither a collection nor an environment", e.Name)
		}
		if sides[i], err = e.document(); err != nil {
			return nil, err
		}
	}
	d, err := diff.Documents(sides[0], sides[1], diff.Options{})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := report.Changes(&b, "json", d, report.Options{}); err != nil {
		return nil, err
	}
	return &Changes{report.ChangeSummary(d), b.Bytes()}, nil
}

// Page is a page of documentation.
type Page struct {
	HTML   string `json:"html"`
	Hidden int    `json:"hidden"` // the number of secrets that the page omits
}

// Docs returns the documentation page of an entry. The page names the
// environment to import, unless that is [NoEntry].
func (s *Session) Docs(id, environment int) (*Page, error) {
	e, err := s.entry(id)
	if err != nil {
		return nil, err
	}
	if e.Kind != Collection && e.Kind != Folder {
		return nil, fmt.Errorf("%s is not a collection", e.Name)
	}
	d, err := e.document()
	if err != nil {
		return nil, err
	}
	if d.Root().Get("item").Kind() != jsontree.Array {
		return nil, fmt.Errorf(`%s has no list named "item"`, e.Name)
	}
	if err := docs.Showable(d); err != nil {
		return nil, err
	}
	o := docs.Options{Files: docs.Files{Collection: redact.Text(e.Name)}}
	if environment != NoEntry {
		values, err := s.entry(environment)
		if err != nil {
			return nil, err
		}
		known, err := values.document()
		if err != nil {
			return nil, err
		}
		o.Files.Environment = redact.Text(values.Name)
		o.Files.EnvironmentName = redact.Text(known.Root().Get("name").Text())
		for v := range known.Root().Get("values").Elements() {
			o.Files.Variables = append(o.Files.Variables, v.Get("key").Text())
		}
	}
	page := docs.New(d, o)
	html, err := page.HTML()
	return &Page{html, page.Hidden}, err
}
