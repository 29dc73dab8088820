// Package diagnostic is what Postwright has to say about a place in a file.
package diagnostic

import (
	"cmp"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// Severity says how bad a finding is.
type Severity string

// The severities, the worst first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Severities lists all severities, the worst first.
func Severities() []Severity { return []Severity{Error, Warning, Info} }

// Diagnostic is one finding. Its JSON form is part of the command line's
// contract; lines and columns count from 1, columns in Unicode code points.
type Diagnostic struct {
	Path      string   `json:"path"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	EndLine   int      `json:"endLine"`
	EndColumn int      `json:"endColumn"` // of the place behind the last character
	Pointer   string   `json:"pointer"`   // JSON pointer of the value it is about
	Element   []string `json:"element"`   // names from the collection down to the request; reports fill it in
	Rule      string   `json:"rule"`
	Severity  Severity `json:"severity"`
	Message   string   `json:"message"`
	Help      string   `json:"help"`    // why it matters or what to do; may be empty
	Fixable   bool     `json:"fixable"` // whether Fix repairs it

	// Coverage is how much of an API a collection calls, where that is what the finding
	// is about.
	Coverage *Coverage `json:"coverage,omitempty"`

	// Item is the names of the folders and the request around the place, joined
	// by " / "; "" for what belongs to the collection itself.
	Item string `json:"-"`

	// About is the start of the message that says what the finding is about; ""
	// where that is all of it. What follows changes with edits elsewhere in the
	// file: another place's line, a count.
	About string `json:"-"`
	// Everywhere is set in a finding about all places of a kind in the file, which is
	// reported at the first of them.
	Everywhere bool `json:"-"`

	// Listed makes the finding an entry of a list in text; nil where every finding of
	// the rule speaks for itself.
	Listed *Listed `json:"-"`

	// Fix is the repair, as edits on the file's text; nil where there is none.
	// FixEnvironment goes with it, on the text of the environment's file.
	Fix            []jsontree.Edit `json:"-"`
	FixEnvironment []jsontree.Edit `json:"-"`

	// Offer is what Postwright itself can do about the finding.
	Offer Offer `json:"-"`

	// Start and End are the byte offsets of the place in the file's text.
	Start int `json:"-"`
	End   int `json:"-"`
}

// Offer is something that Postwright can do about a finding. The texts of a finding speak
// of the file only: a command line, an editor and a page each say in their own words how
// to take an offer up.
type Offer int

const (
	NoOffer               Offer = iota
	Repair                      // the finding's fix does what its help says
	RepairIntoEnvironment       // so does it if there is an environment
	GiveEnvironment             // variables of an environment that is given count as defined
	Upgrade                     // the collection can be upgraded to v2.1.0
	GenerateFrom                // a collection can be generated from the document
	ImportTemplate              // a template can be made of the document
	UseAsEnvironment            // the file is an environment for other commands
	IncludeWebhooks             // what an API sends can be made requests, too
	UseAsSchema                 // the file is a schema that files can be checked against
)

// Coverage is how many of an API's operations a collection calls, and which it does not.
type Coverage struct {
	Operations int      `json:"operations"`
	Called     int      `json:"called"`
	Missing    []string `json:"missing"`
}

// Listed is what people read of findings that they want as one list: what to say
// once about all that share the topic, such as "nothing defines these variables",
// and what each of them is about, such as a variable.
type Listed struct{ Topic, Subject string }

// At returns a finding about the bytes from start up to end of a document. Path,
// Pointer and Help are left to the caller.
func At(d *jsontree.Document, start, end int, rule string, severity Severity, message string) Diagnostic {
	from, to := d.Position(start), d.Position(end)
	return Diagnostic{
		Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column,
		Rule: rule, Severity: severity, Message: message, Start: start, End: end,
	}
}

// On returns a finding about a value or key. One about an object or array marks its
// opening bracket only, so that it stays on one line.
func On(n jsontree.Node, rule string, severity Severity, message string) Diagnostic {
	end := n.End()
	if n.Kind() == jsontree.Object || n.Kind() == jsontree.Array {
		end = n.Start() + 1
	}
	d := At(n.Document(), n.Start(), end, rule, severity, message)
	d.Pointer = n.Pointer()
	return d
}

// Identity returns what a finding of a rule is known by, whatever changes elsewhere in
// the file: an item, and a content that also says what source is at the place, as
// reports show it.
func (d Diagnostic) Identity(source string) (item, content string) {
	about := cmp.Or(d.About, d.Message)
	if d.Everywhere {
		return "", about
	}
	return d.Item, about + "\x00" + source
}

// Syntax returns the finding that a text is not JSON.
func Syntax(e *jsontree.SyntaxError) Diagnostic {
	d := Diagnostic{
		Line: e.Position.Line, Column: e.Position.Column,
		EndLine: e.EndPosition.Line, EndColumn: e.EndPosition.Column,
		Pointer: e.Pointer, Rule: "json-syntax", Severity: Error,
		Message: e.Message, Help: e.Help, Start: e.Offset, End: e.End,
	}
	if e.OpenAPI {
		d.Offer = GenerateFrom
	}
	return d
}

// Rank returns the place of a severity among [Severities]: 0 for the worst.
func (s Severity) Rank() int { return slices.Index(Severities(), s) }

// Sort orders findings by file, place and rule, and keeps the order of equals.
func Sort(all []Diagnostic) { copy(all, Sorted(all)) }

// Sorted returns the findings of all parts as [Sort] orders them. Findings are large:
// each is moved once.
func Sorted(parts ...[]Diagnostic) []Diagnostic {
	count := 0
	for _, part := range parts {
		count += len(part)
	}
	order := make([]*Diagnostic, 0, count)
	for _, part := range parts {
		for i := range part {
			order = append(order, &part[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule),
		)
	})
	sorted := make([]Diagnostic, count)
	for i, d := range order {
		sorted[i] = *d
	}
	return sorted
}

// Count returns how many findings have a severity.
func Count(all []Diagnostic, severity Severity) int {
	count := 0
	for _, d := range all {
		if d.Severity == severity {
			count++
		}
	}
	return count
}
