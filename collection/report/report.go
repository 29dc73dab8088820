// Package report puts diagnostics into words and formats. It knows diagnostics,
// not the rules behind them.
//
// No report shows a secret's value, and none lets a file's content reach the
// terminal as a control sequence.
package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/secret"
)

// File is one file that was looked at and what was found in it.
type File struct {
	Path        string
	Diagnostics []diagnostic.Diagnostic
	shown       func() string // the text without its secrets
}

// OfDocument is the report on a file that was read.
func OfDocument(path string, d *collection.Document, found []diagnostic.Diagnostic) File {
	return newFile(path, found, func() string { return secret.Mask(d) })
}

// OfBroken is the report on a text that is not JSON.
func OfBroken(path, text string, found []diagnostic.Diagnostic) File {
	return newFile(path, found, func() string { return secret.MaskBroken(text) })
}

// OfYAML is the report on a template or configuration.
func OfYAML(path, text string, found []diagnostic.Diagnostic) File {
	return newFile(path, found, func() string { return secret.MaskYAML(text) })
}

func newFile(path string, found []diagnostic.Diagnostic, shown func() string) File {
	f := File{Path: path, Diagnostics: slices.Clone(found), shown: shown}
	for i := range f.Diagnostics {
		f.Diagnostics[i].Path = path
	}
	return f
}

// Options are how a report looks.
type Options struct {
	Color bool
}

// Format is a named way to print a report.
type Format struct {
	Name  string
	Print func(w io.Writer, files []File, o Options) error
}

// Formats are all formats, the default first.
func Formats() []Format {
	return []Format{{"text", Text}, {"json", JSON}}
}

// FormatNames are the names of all formats, the default first.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Print writes a report in the format of a name.
func Print(w io.Writer, name string, files []File, o Options) error {
	for _, f := range Formats() {
		if f.Name == name {
			return f.Print(w, files, o)
		}
	}
	return fmt.Errorf("there is no format %q", name)
}

// Summary counts files and findings.
type Summary struct {
	Files   int `json:"files"`
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// Summarize counts over all files.
func Summarize(files []File) Summary {
	s := Summary{Files: len(files)}
	for _, f := range files {
		s.Error += diagnostic.Count(f.Diagnostics, diagnostic.Error)
		s.Warning += diagnostic.Count(f.Diagnostics, diagnostic.Warning)
		s.Info += diagnostic.Count(f.Diagnostics, diagnostic.Info)
	}
	return s
}
