package playground

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/v3"
)

// Converted is an entry converted to the other format, with what was lost.
type Converted struct {
	Entry  Entry    `json:"entry"`
	Losses []string `json:"losses"`
}

// Convert adds a copy of an entry in the other format, v3 or v2.1.
func (s *Session) Convert(id int) (*Converted, error) {
	e, err := s.entry(id)
	if err != nil {
		return nil, err
	}
	if e.isV3() {
		return s.toV21(e)
	}
	return s.toV3(e)
}

func (s *Session) toV21(e *entry) (*Converted, error) {
	r := e.read()
	for _, d := range r.Findings {
		if d.Severity == diagnostic.Error && (d.Rule == v3.RuleSyntax || d.Rule == v3.RuleSchema) {
			return nil, fmt.Errorf("%s is not valid: Postman does not read all of it", e.Name)
		}
	}
	d, losses, err := r.V21()
	if err != nil {
		return nil, err
	}
	base, suffix := path.Base(e.Name), ".postman_collection.json"
	if e.Kind == Values {
		base, suffix = strings.TrimSuffix(strings.TrimSuffix(base, path.Ext(base)), ".environment"), ".postman_environment.json"
	}
	made := s.add(base+suffix, Unknown)
	made.set([]v3.File{{Path: made.Name, Text: format.Canonical(d)}})
	return converted(made, losses), nil
}

func (s *Session) toV3(e *entry) (*Converted, error) {
	d, err := e.document()
	if err != nil {
		return nil, err
	}
	switch e.Kind {
	case Collection:
		layout := v3.Lay(d)
		made := s.add(layout.Name, Folder)
		made.set(withFolders(layout.Files))
		return converted(made, layout.Losses), nil
	case Environment:
		file, losses := v3.LayEnvironment(d)
		made := s.add(file.Path, Values)
		made.set([]v3.File{file})
		return converted(made, losses), nil
	}
	return nil, fmt.Errorf("%s is neither a collection nor an environment", e.Name)
}

func converted(made *entry, losses []v3.Loss) *Converted {
	c := &Converted{made.Entry, []string{}}
	for _, l := range losses {
		text := l.Message
		if field := path.Base(l.Field); l.Field != "" {
			text = field + ": " + text
		}
		if len(l.Element) > 0 {
			text = redact.Path(l.Element) + ": " + text
		}
		c.Losses = append(c.Losses, text)
	}
	return c
}

// formatFiles rewrites files in format v3 in their canonical form.
func (e *entry) formatFiles() error {
	formatted := map[string]string{}
	var failed []string
	for _, source := range e.read().Files {
		text, ok := v3.Canonical(source.Path, source.Tree())
		if !ok {
			failed = append(failed, source.Path)
			continue
		}
		formatted[source.Path] = text
	}
	files := make([]v3.File, len(e.files))
	for i, f := range e.files {
		files[i] = f
		if text, ok := formatted[f.Path]; ok {
			files[i].Text = text
		}
	}
	e.change(files)
	if len(failed) > 0 {
		return errors.New("not formatted, as that would lose something: " + strings.Join(failed, ", "))
	}
	return nil
}
