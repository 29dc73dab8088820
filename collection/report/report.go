// Package report formats diagnostics, changes and conflicts: as text, JSON, SARIF and so
// on. It knows diagnostics, not the rules that report them.
//
// Reports mask secrets, and escape control characters from files, which a terminal would
// interpret.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/cores"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
)

// File is a file and its findings.
type File struct {
	Path        string
	Diagnostics []diagnostic.Diagnostic
	Covered     *Covered // nil if the API's operations are not known

	text    string
	masked  func(shown spans) passages // returns the text around the shown spans, with the secrets in them masked; nil after release
	entries []shownFinding             // the entries of a text report
	place   func(i int) string         // returns the request around a finding in words; nil after release
	folder  *folderID                  // of the collection in format v3 that it is one file of; else nil

	document *jsontree.Document // nil for other texts, and after release
	marks    []string           // the fingerprints of the findings, if a format needs them
	fixes    [][]change         // those that a format shows, one list for each finding; nil for none
}

// Covered is how much of an API a collection calls.
type Covered struct {
	Path string `json:"path"` // of the collection's file or folder
	diagnostic.Coverage
}

// OfDocument returns the report on a parsed collection or environment.
func OfDocument(path string, d *jsontree.Document, found []diagnostic.Diagnostic) File {
	var secrets *strings.Replacer
	if len(found) > 0 {
		secrets = secret.Replacer(secret.Known(d))
	}
	f := newFile(path, d.Text(), found, secrets, func(shown spans) passages { return maskRepeats(maskDocument(d, shown), secrets) },
		func(part []diagnostic.Diagnostic, hide hider) { nameElements(d, part, hide) })
	f.locate(d)
	f.document = d
	return f
}

// OfForeign is like [OfDocument], for a file that is neither a collection nor an
// environment. Secrets may be anywhere in it, and a symbolic link may have led to it, so
// only the punctuation of its text is shown.
func OfForeign(path string, d *jsontree.Document, found []diagnostic.Diagnostic) File {
	f := OfDocument(path, d, found)
	f.masked = func(spans) passages { return whole(secret.MaskBroken(d.Text())) }
	return f
}

// IsForeign reports whether a document has no part of a collection or environment.
func IsForeign(d *jsontree.Document) bool {
	for _, key := range []string{"info", "item", "values"} {
		if d.Root().Get(key).Exists() {
			return false
		}
	}
	return true
}

// OfBroken returns the report on a text that is not JSON. Only punctuation and the
// characters at the errors are shown: everything else may be a value.
func OfBroken(path, text string, found []diagnostic.Diagnostic) File {
	found = slices.Clone(found)
	for i := range found {
		found[i].Pointer = ofFormatOnly(found[i].Pointer)
	}
	return newFile(path, text, found, nil, func(spans) passages {
		masked := []byte(secret.MaskBroken(text))
		for _, d := range found {
			if fault := text[d.Start:d.End]; isSign(fault) {
				copy(masked[d.Start:d.End], fault)
			}
		}
		return whole(string(masked))
	}, nil)
}

// isSign reports whether the text at an error is one character, with or without a
// backslash, and not a letter or digit, which may start a value.
func isSign(fault string) bool {
	r, size := utf8.DecodeRuneInString(strings.TrimPrefix(fault, `\`))
	if strings.HasPrefix(fault, `\`) {
		return len(fault) == 1+size || fault == `\`
	}
	return len(fault) == size && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// OfYAML returns the report on a template or configuration.
func OfYAML(path, text string, found []diagnostic.Diagnostic) File {
	return newFile(path, text, found, nil, func(shown spans) passages { return whole(maskLines(text, shown)) }, nil)
}

var none = []string{} // JSON has an empty list for a finding outside requests

// newFile returns the report on a text. name, if any, sets the elements of a part of the
// findings.
func newFile(path, text string, found []diagnostic.Diagnostic, secrets *strings.Replacer, masked func(spans) passages, name func([]diagnostic.Diagnostic, hider)) File {
	f := File{Path: path, Diagnostics: make([]diagnostic.Diagnostic, len(found)), text: text, masked: masked}
	inShares(len(found), func(from, to int) {
		part, hide := f.Diagnostics[from:to], newHider(secrets)
		copy(part, found[from:to])
		hide.messages(path, part)
		if name != nil {
			name(part, hide)
		}
	})
	return f
}

// Sources returns the masked text at each finding, or "" for an object or a list. It
// must be called before the file is passed to a stream.
func (f File) Sources() []string {
	sources := make([]string, len(f.Diagnostics))
	if len(sources) == 0 {
		return nil
	}
	var shown spans
	for _, d := range f.Diagnostics {
		shown = append(shown, span{d.Start, d.End})
	}
	parts := f.masked(shown.merged())
	for i, d := range f.Diagnostics {
		part := parts.at(d.Start)
		if source := part.text[d.Start-part.start : d.End-part.start]; !strings.HasPrefix(source, "{") && !strings.HasPrefix(source, "[") {
			sources[i] = source
		}
	}
	return sources
}

// release releases the text.
func (f *File) release() {
	f.text, f.masked, f.place, f.document = "", nil, nil, nil
	for i := range f.Diagnostics {
		d := &f.Diagnostics[i]
		d.Around, d.Fix, d.FixEnvironment = jsontree.Node{}, nil, nil
	}
}

// Options configure a report.
type Options struct {
	Color   bool
	Version string // Postwright's version
	Rules   []Rule // descriptions of the rules that have findings; may be empty
	Fixer   string // the command that applies fixes; may be empty

	// Grouped makes a text report show findings with the same cause once, with their
	// number and the first places. Most is the maximum number of findings of one rule
	// per file in text; 0 means no limit. More says how to see the rest.
	Grouped bool
	Most    int
	More    string

	// WarningsFail reports whether warnings make the job fail. It is called when the
	// report is closed; if nil, they do not.
	WarningsFail func() bool
}

// Rule describes a rule in formats that list the rules.
type Rule struct {
	Name, Category string
	Finds, Why     string // sentences, in Markdown
	Fix            string // what its fix does; "" if there is none
	Severity       diagnostic.Severity
}

// Stream prints a report file by file.
type Stream interface {
	// Prepare does the expensive work for the files of one collection ahead of File. It
	// is safe for concurrent use. Calling it is optional.
	Prepare(files []File)
	// File adds a file to the report.
	File(f File) error
	// Close ends the report. No other method may be called after it.
	Close() error
}

// Formats returns the names of the formats of [NewStream], the default first.
func Formats() []string { return []string{"text", "json", "sarif", "junit", "github"} }

// NewStream returns a stream that writes to w in one of the [Formats].
func NewStream(w io.Writer, format string, o Options) (Stream, error) {
	switch format {
	case "text":
		return newText(w, o), nil
	case "json":
		return &collector{finish: func(files []File) error { return printJSON(w, files) }}, nil
	case "sarif":
		return &collector{marks: true, finish: func(files []File) error { return printSARIF(w, files, o) }}, nil
	case "junit":
		return &collector{finish: func(files []File) error { return printJUnit(w, files, o.WarningsFail != nil && o.WarningsFail()) }}, nil
	case "github":
		return &githubStream{w}, nil
	}
	return nil, fmt.Errorf("there is no format %q", format)
}

// collector keeps the findings of all files, without their texts, for formats that
// are one document.
type collector struct {
	files  []File
	marks  bool // whether the format needs fingerprints and fixes
	finish func([]File) error
}

func (c *collector) Prepare(files []File) {
	const some = 64 // files, in which the same pointers are
	parts := slices.Collect(slices.Chunk(files, some))
	cores.Each(len(parts), func(i int) {
		known := pointers{}
		for k := range parts[i] {
			f := &parts[i][k]
			if c.marks && f.marks == nil {
				f.marks, f.fixes = fingerprints(*f), fixes(f.document, f.Diagnostics)
			}
			f.release()
			known.mask(f.Diagnostics)
		}
	})
}

func (c *collector) File(f File) error {
	c.files = append(c.files, f)
	c.Prepare(c.files[len(c.files)-1:])
	return nil
}

func (c *collector) Close() error { return c.finish(c.files) }

// Print writes a whole report in one of the [Formats].
func Print(w io.Writer, format string, files []File, o Options) error {
	s, err := NewStream(w, format, o)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := s.File(f); err != nil {
			return err
		}
	}
	return s.Close()
}

// Summary counts files and findings.
type Summary struct {
	Files   int `json:"files"`
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// Add counts a file and its findings.
func (s *Summary) Add(f File) {
	s.Files++
	s.Error += diagnostic.Count(f.Diagnostics, diagnostic.Error)
	s.Warning += diagnostic.Count(f.Diagnostics, diagnostic.Warning)
	s.Info += diagnostic.Count(f.Diagnostics, diagnostic.Info)
}

func summarize(files []File) Summary {
	var s Summary
	for _, f := range files {
		s.Add(f)
	}
	return s
}
