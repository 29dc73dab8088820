// Package rule is what a lint rule is made of: a value that says what it finds
// and why that matters, and functions that look at the parts of a collection.
package rule

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/script"
)

// Category groups rules for people.
type Category string

// The categories, in the order in which they are shown.
const (
	Structure     Category = "Structure"
	URL           Category = "URL"
	Variables     Category = "Variables"
	Authorization Category = "Authorization"
	Template      Category = "Template"
	Contracts     Category = "Contract"
	Headers       Category = "Headers and bodies"
	Scripts       Category = "Scripts"
	Privacy       Category = "Secrets and privacy"
	Examples      Category = "Examples"
	Documentation Category = "Documentation"
	V3            Category = "Format v3"
)

// Categories lists all categories in order.
func Categories() []Category {
	return []Category{Structure, V3, URL, Variables, Authorization, Template, Contracts, Headers, Scripts, Privacy, Examples, Documentation}
}

// Rule is one thing to look for.
type Rule struct {
	Name     string
	Category Category
	Severity diagnostic.Severity // unless a finding or the user says otherwise

	// Finds ends the sentence "It finds …", Why says why that matters, Fix what
	// the repair does: "" where there is none.
	Finds, Why, Fix string

	// Off marks a rule that only applies where the user names it.
	Off bool

	// Environments is set in a rule that also applies to environments and globals.
	Environments bool

	// JSON marks a rule about the text of a JSON file, which a collection in format v3
	// does not have.
	JSON bool

	Bad, Good Example

	// Visit is empty in a rule that the engine's reading of the file itself
	// serves (json-syntax).
	Visit Visit
}

// NeedsAPI reports whether a rule works only with the API of a template.
func (r *Rule) NeedsAPI() bool { return r.Category == Template }

// NeedsContract reports whether a rule only works with an API's operations.
func (r *Rule) NeedsContract() bool { return r.Category == Contracts }

// Visit is what a rule looks at. The engine calls the functions that are there, for
// a large collection on many goroutines and in any order. So a function keeps nothing
// for another call: what several calls need is a fact of the collection. Findings at
// one place are in the order of File, Object, the others in the order of the text,
// and End.
type Visit struct {
	// File and End are called once.
	File, End func(p *Pass)
	// Object is called for every JSON object of the file.
	Object func(p *Pass, object jsontree.Node)
	// Item is called for every folder and request, Request for requests only.
	Item    func(p *Pass, i collection.Item)
	Request func(p *Pass, i collection.Item, r collection.Request)
	// Auth is called for every authorization block of the v2.1.0 format; the
	// item is nil for the collection's own.
	Auth func(p *Pass, i *collection.Item, a collection.Auth)
	// Script is called for every event; the item is nil for the collection's own.
	Script func(p *Pass, i *collection.Item, s *script.Script)
	// Response is called for every saved example.
	Response func(p *Pass, i collection.Item, r collection.Response)
}

// Pass is one rule at work on one file, or on a part of it. It is for one goroutine.
type Pass struct {
	Document   *jsontree.Document
	Collection collection.Collection
	Facts      *analysis.Facts
	API        API      // nil where the user names none
	Contract   Contract // nil where the user names neither an API nor a document of its operations
	V3         bool     // the collection is files in format v3, which the document stands for

	Rule   *Rule
	Report func(Finding)
}

// Term returns what people find in the collection's files: v2 in a JSON file, v3 in files
// of format v3, where the same part has another name.
func (p *Pass) Term(v2, v3 string) string {
	if p.V3 {
		return v3
	}
	return v2
}

// Finding is what a rule reports. The place is At, or a part of it: bytes of
// the document, where Start or End is not 0.
type Finding struct {
	At         jsontree.Node
	Start, End int
	Message    string
	// Aside goes on with the message, and is no part of what the finding is known
	// by: it says what edits elsewhere in the file change, such as a line or a count.
	Aside string
	// Everywhere is set in a finding about all places of a kind, At the first of them.
	Everywhere bool
	// Listed is set where people want to read one list of what the rule's findings
	// are about.
	Listed *diagnostic.Listed
	// Coverage is how much of an API the collection calls; nil where the finding is
	// about something else.
	Coverage *diagnostic.Coverage
	Help     string              // what to do, or what will happen
	Offer    diagnostic.Offer    // what Postwright can do about it
	Severity diagnostic.Severity // "" for the rule's own
	// Fix repairs the finding, FixEnvironment changes the environment's file with it.
	Fix, FixEnvironment []jsontree.Edit
}

// Within is the place of a part of a string: bytes of its text from start up to
// end.
func Within(n jsontree.Node, start, end int) (from, to int) {
	from = n.OffsetOf(start)
	return from, max(n.OffsetOf(end), from)
}
