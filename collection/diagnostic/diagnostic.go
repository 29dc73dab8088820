// Package diagnostic defines findings about places in files.
package diagnostic

import (
	"cmp"
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// Severity is how serious a finding is.
type Severity string

// The severities, the most serious first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Severities returns all severities, the most serious first.
func Severities() []Severity { return []Severity{Error, Warning, Info} }

// Diagnostic is one finding. Its JSON form is part of the command line's contract. Lines
// and columns count from 1, columns in Unicode code points.
type Diagnostic struct {
	Path      string   `json:"path"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	EndLine   int      `json:"endLine"`
	EndColumn int      `json:"endColumn"` // the column after the last character
	Pointer   string   `json:"pointer"`   // JSON pointer of the value it is about
	Element   []string `json:"element"`   // names from the collection down to the request; reports fill it in
	Rule      string   `json:"rule"`
	Severity  Severity `json:"severity"`
	Message   string   `json:"message"`
	Help      string   `json:"help"`    // why it matters or what to do; may be empty
	Fixable   bool     `json:"fixable"` // whether Fix has a fix

	// Coverage is how much of an API a collection calls, for findings about that.
	Coverage *Coverage `json:"coverage,omitempty"`

	// Around is the folder or request around the place; absent for parts of the collection
	// itself, and if only Pointer tells it. It keeps the document in memory.
	Around jsontree.Node `json:"-"`

	// About is the start of the message that identifies the finding; "" if the whole
	// message does. The rest changes with edits elsewhere in the file: the line of
	// another place, a count.
	About string `json:"-"`
	// Everywhere marks a finding about all places of a kind in the file. It is reported
	// at the first of them.
	Everywhere bool `json:"-"`

	// Listed makes the finding an entry of a list in text reports; nil if each finding
	// is reported on its own.
	Listed *Listed `json:"-"`

	// Fix has the edits of the file's text that fix the finding; nil if there are none.
	// FixEnvironment has those of the environment's file.
	Fix            []jsontree.Edit `json:"-"`
	FixEnvironment []jsontree.Edit `json:"-"`

	// Offer is what Postwright itself can do about the finding.
	Offer Offer `json:"-"`

	// Start and End are the byte offsets of the place in the file's text.
	Start int `json:"-"`
	End   int `json:"-"`
}

// Offer is something that Postwright can do about a finding. The texts of a finding only
// describe the file: the command line, the editor and the playground each say how to
// accept an offer.
type Offer int

const (
	NoOffer               Offer = iota
	Repair                      // the fix does what the help says
	RepairIntoEnvironment       // so it does if there is an environment
	GiveEnvironment             // with an environment, its variables count as defined
	Upgrade                     // the collection can be upgraded to v2.1.0
	GenerateFrom                // a collection can be generated from the document
	ImportTemplate              // a template can be made from the document
	UseAsEnvironment            // the file is an environment for other commands
	IncludeWebhooks             // requests for what an API sends can be included
	UseAsSchema                 // the file is a schema that files can be validated against
)

// Coverage is how many of an API's operations a collection calls, and which it does not
// call.
type Coverage struct {
	Operations int      `json:"operations"`
	Called     int      `json:"called"`
	Missing    []string `json:"missing"`
}

// Listed describes an entry in a list of findings: the topic that all of them share,
// such as "nothing defines these variables", and the entry's own subject, such as a
// variable.
type Listed struct{ Topic, Subject string }

// At returns a finding about the bytes from start up to end of a document. The caller
// sets Path, Pointer and Help.
func At(d *jsontree.Document, start, end int, rule string, severity Severity, message string) Diagnostic {
	from, to := d.Span(start, end)
	return Diagnostic{
		Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column,
		Rule: rule, Severity: severity, Message: message, Start: start, End: end,
	}
}

// On returns a finding about a value or key. For an object or array it marks only the
// opening bracket, so that it stays on one line.
func On(n jsontree.Node, rule string, severity Severity, message string) Diagnostic {
	end := n.End()
	if n.Kind() == jsontree.Object || n.Kind() == jsontree.Array {
		end = n.Start() + 1
	}
	d := At(n.Document(), n.Start(), end, rule, severity, message)
	d.Pointer = n.Pointer()
	return d
}

// Identity returns what identifies a finding of a rule, independent of changes elsewhere
// in the file: the folder or request around it, and a content that includes source, the
// text at the place as reports show it.
func (d Diagnostic) Identity(source string) (around jsontree.Node, content string) {
	about := cmp.Or(d.About, d.Message)
	if d.Everywhere {
		return jsontree.Node{}, about
	}
	return d.Around, about + "\x00" + source
}

// Syntax returns the finding for a text that is not JSON.
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

// Rank returns the index of a severity in [Severities]: 0 for the most serious.
func (s Severity) Rank() int { return slices.Index(Severities(), s) }

// Sort sorts findings by file, place and rule. It is stable.
func Sort(all []Diagnostic) { copy(all, Sorted(all)) }

// Sorted returns the findings of all parts as [Sort] orders them. It copies each finding
// once, because they are large.
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

// Count returns the number of findings with a severity.
func Count(all []Diagnostic, severity Severity) int {
	count := 0
	for _, d := range all {
		if d.Severity == severity {
			count++
		}
	}
	return count
}
