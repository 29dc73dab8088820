package v3

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// KindOf returns the kind of a file of format v3: its $kind, or "environment" for an
// environment. It returns "" for any other text.
func KindOf(text string) string {
	// Most texts are JSON, which is YAML too.
	if first := strings.TrimLeft(strings.TrimPrefix(text, "\uFEFF"), " \t\r\n"); first == "" || first[0] == '{' || first[0] == '[' {
		return ""
	}
	tree, failed := yamltree.Parse(text)
	if failed != nil {
		return ""
	}
	if kind := tree.Root.Get("$kind").String(); definitions.Get()[kind] != "" {
		return kind
	}
	if values := tree.Root.Get("values"); values != nil && values.Kind == yamltree.Sequence {
		return "environment"
	}
	return ""
}

// ReadAlone reads the text of one file of a kind, without the other files of its
// collection. The name is taken from the path name, which is "" if unknown. file is the
// path of the file in the result.
func ReadAlone(kind, name, text string) (r *Result, file string, err error) {
	if name = stem(name); name == "" || name == "." {
		name = "file"
	}
	tree, failed := yamltree.Parse(text)
	if failed != nil {
		line, column := tree.Position(failed.Start)
		return nil, "", fmt.Errorf("line %d, column %d: %w", line, column, failed)
	}
	switch {
	case kind == "environment":
		file = name + ".environment.yaml"
		r = ReadEnvironment(File{file, text})
	case kind == "collection":
		file = resources + "/definition.yaml"
		r = Read("collection", []File{{file, text}})
	case strings.HasSuffix(kind, "-example"):
		folder := examplesOf(name)
		file = path.Join(folder, name+".example.yaml")
		request := "$kind: " + strings.TrimSuffix(kind, "-example") + "-request\nurl: \"\"\nexamples: ./" + folder + "\n"
		r = Read("collection", []File{{name + ".request.yaml", request}, {file, text}})
	case strings.HasSuffix(kind, "-request"):
		file = name + ".request.yaml"
		r = Read("collection", []File{{file, text}})
	case kind == "":
		return nil, "", errors.New("it is not a file of format v3")
	default:
		return nil, "", fmt.Errorf("a file of the kind %q cannot be read alone", kind)
	}
	for _, d := range r.Findings {
		if d.Path == file && d.Severity == diagnostic.Error && (d.Rule == RuleSyntax || d.Rule == RuleSchema) {
			return nil, "", fmt.Errorf("line %d, column %d: %s", d.Line, d.Column, d.Message)
		}
	}
	if len(r.Files) == 0 {
		return nil, "", errors.New("the file is empty")
	}
	return r, file, nil
}

// LeftOut returns the texts, by path, of the files that the document leaves out:
// requests of other kinds than HTTP and GraphQL, with their examples and messages.
func (r *Result) LeftOut() map[string]string {
	texts := map[string]string{}
	for _, kept := range r.Kept {
		below := path.Join(path.Dir(kept.File), resources, stem(kept.File)+".resources") + "/"
		for _, s := range r.Files {
			if s.Path == kept.File || strings.HasPrefix(s.Path, below) {
				texts[s.Path] = s.Text()
			}
		}
	}
	return texts
}

// Sendable returns the document without its list of the requests in [Result.LeftOut].
func (r *Result) Sendable() (*jsontree.Document, error) {
	return r.Document.Edited(withoutMembers(r.Document, extension+"-requests")...)
}
