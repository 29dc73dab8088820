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
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/mask"
	"github.com/postwright/postwright/collection/secret"
)

// File is one file that was looked at and what was found in it.
type File struct {
	Path        string
	Diagnostics []diagnostic.Diagnostic

	text    string
	masked  func(shown spans) string // the text, without the secrets in what is shown; nil once the entries are cut
	entries []shownFinding           // what is printed as text
	place   func(i int) string       // the request around a finding, in words; nil once the entries are cut
	fixes   [][]change               // one list for each finding

	marks []string // the fingerprints of the findings, once a format has asked for them
}

// OfDocument is the report on a file that was read.
func OfDocument(path string, d *collection.Document, found []diagnostic.Diagnostic) File {
	var secrets []string
	if len(found) > 0 {
		secrets = secret.Known(d)
	}
	f := newFile(path, d.Text(), found, secrets, func(shown spans) string { return maskShown(d, shown) })
	f.locate(d, secrets)
	for i, finding := range found {
		if fix := changes(d, finding); fix != nil {
			if f.fixes == nil { // there may be a million findings that nothing fixes
				f.fixes = make([][]change, len(found))
			}
			f.fixes[i] = fix
		}
	}
	return f
}

// OfForeign is [OfDocument] for a file that is neither a collection nor an environment.
// Nothing is known of where its secrets stand, and a link may have led to it: of its
// text only the signs of JSON are shown.
func OfForeign(path string, d *collection.Document, found []diagnostic.Diagnostic) File {
	f := OfDocument(path, d, found)
	f.masked = func(spans) string { return secret.MaskBroken(d.Text()) }
	return f
}

// IsForeign reports whether a document has nothing of a collection or environment.
func IsForeign(d *collection.Document) bool {
	for _, key := range []string{"info", "item", "values"} {
		if d.Root().Get(key).Exists() {
			return false
		}
	}
	return true
}

// maskShown is a document's text without the secrets and personal data in the
// strings that are shown.
func maskShown(d *collection.Document, shown spans) string {
	return mask.Where(d, func(n collection.Node) bool { return shown.touch(n.Start(), n.End()) })
}

// OfBroken is the report on a text that is not JSON. Of the text it shows only signs,
// and the characters of the faults: everything else may be a value.
func OfBroken(path, text string, found []diagnostic.Diagnostic) File {
	return newFile(path, text, found, nil, func(spans) string {
		masked := []byte(secret.MaskBroken(text))
		for _, d := range found {
			if fault := text[d.Start:d.End]; isSign(fault) {
				copy(masked[d.Start:d.End], fault)
			}
		}
		return string(masked)
	})
}

// isSign reports whether a fault is one character, with or without a backslash, and
// no letter or digit that may begin a value.
func isSign(fault string) bool {
	r, size := utf8.DecodeRuneInString(strings.TrimPrefix(fault, `\`))
	if strings.HasPrefix(fault, `\`) {
		return len(fault) == 1+size || fault == `\`
	}
	return len(fault) == size && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// OfYAML is the report on a template or configuration.
func OfYAML(path, text string, found []diagnostic.Diagnostic) File {
	return newFile(path, text, found, nil, func(shown spans) string { return maskLines(text, shown) })
}

// maskLines is a text whose lines that are shown hold no secrets.
func maskLines(text string, shown spans) string {
	var masked []byte // nil as long as it is the text
	done := 0
	for _, s := range shown {
		from, to := max(done, strings.LastIndexByte(text[:s.start], '\n')+1), len(text)
		if length := strings.IndexByte(text[max(from, s.end):], '\n'); length >= 0 {
			to = max(from, s.end) + length
		}
		if lines := secret.MaskYAML(text[from:to]); lines != text[from:to] {
			if masked == nil {
				masked = []byte(text)
			}
			copy(masked[from:to], lines)
		}
		done = to
	}
	if masked == nil {
		return text
	}
	return string(masked)
}

var none = []string{} // JSON has a list where a finding is in no request

// newFile returns the report on a text in which some values are known to be secret.
func newFile(path, text string, found []diagnostic.Diagnostic, secrets []string, masked func(spans) string) File {
	f := File{Path: path, Diagnostics: slices.Clone(found), text: text, masked: masked}
	const share = 100 // findings that are worth a goroutine
	var masking sync.WaitGroup
	rest := f.Diagnostics
	for ; len(rest) > 2*share; rest = rest[share:] {
		part := rest[:share]
		masking.Go(func() { hideSecrets(path, part, secrets) })
	}
	hideSecrets(path, rest, secrets)
	masking.Wait()
	return f
}

// hideSecrets prepares findings for being shown, in a file in which some values are
// known to be secret.
func hideSecrets(path string, found []diagnostic.Diagnostic, secrets []string) {
	known := map[string]string{} // most findings say what another one says
	hide := func(text string) string {
		shown, ok := known[text]
		if !ok {
			shown = secret.MaskKnown(mask.Text(text), secrets)
			known[text] = shown
		}
		return shown
	}
	for i := range found {
		d := &found[i]
		d.Path, d.Message, d.About, d.Help = path, hide(d.Message), hide(d.About), hide(d.Help)
		if d.Element = none; d.Listed != nil {
			d.Listed = &diagnostic.Listed{Topic: hide(d.Listed.Topic), Subject: hide(d.Listed.Subject)}
		}
	}
}

// Sources are the texts that the findings are about, without secrets; "" where
// that is an object or a list. It is for files that no stream has seen yet.
func (f File) Sources() []string {
	sources := make([]string, len(f.Diagnostics))
	if len(sources) == 0 {
		return nil
	}
	var shown spans
	for _, d := range f.Diagnostics {
		shown = append(shown, span{d.Start, d.End})
	}
	text := f.masked(shown.merged())
	for i, d := range f.Diagnostics {
		if source := text[d.Start:d.End]; !strings.HasPrefix(source, "{") && !strings.HasPrefix(source, "[") {
			sources[i] = source
		}
	}
	return sources
}

// cut makes the entries of a text report and lets go of the text, so that a
// report on many files does not hold them all.
func (f *File) cut(o Options) {
	if f.masked != nil && f.entries == nil {
		f.entries = shownOf(f, o)
	}
	f.release()
}

// release lets go of the text.
func (f *File) release() { f.text, f.masked, f.place = "", nil, nil }

// Options are how a report looks.
type Options struct {
	Color   bool
	Version string // of Postwright
	Rules   []Rule // what the rules behind the findings are about; may be empty

	// Grouped makes findings of one cause one finding in text, with their number and
	// the first places. Most is how many findings of one rule text shows per file; 0
	// for all of them. More says how to see what is left out.
	Grouped bool
	Most    int
	More    string

	// WarningsFail reports whether warnings make the job fail. It is asked when the
	// report is closed; nil means that they do not.
	WarningsFail func() bool
}

// Rule is what a report says of a rule.
type Rule struct {
	Name, Category string
	Finds, Why     string // sentences, in Markdown
	Fix            string // what its repair does; "" where there is none
	Severity       diagnostic.Severity
}

// Stream prints a report file by file.
type Stream interface {
	// Prepare does the costly part for a file. It may be called by many
	// goroutines at a time, and need not be called at all.
	Prepare(f *File)
	File(f File) error
	// Close ends the report. Nothing may follow.
	Close() error
}

// Formats are the names of all formats, the default first.
func Formats() []string { return []string{"text", "json", "sarif", "junit", "github"} }

// NewStream is a stream in the format of a name.
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

// collector keeps the findings of all files, and nothing else of them, for the
// formats that are one document.
type collector struct {
	files  []File
	marks  bool // whether the format asks for fingerprints
	finish func([]File) error
}

func (c *collector) Prepare(f *File) {
	if c.marks && f.marks == nil {
		f.marks = fingerprints(*f)
	}
	f.release()
}

func (c *collector) File(f File) error {
	c.Prepare(&f)
	c.files = append(c.files, f)
	return nil
}

func (c *collector) Close() error { return c.finish(c.files) }

// Print writes a whole report in the format of a name.
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

// Add counts one more file.
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
