// Package rule defines lint rules: values that describe what a rule finds and why that
// matters, with functions that check the parts of a collection.
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

// Categories returns all categories in order.
func Categories() []Category {
	return []Category{Structure, V3, URL, Variables, Authorization, Template, Contracts, Headers, Scripts, Privacy, Examples, Documentation}
}

// Rule is a lint rule.
type Rule struct {
	Name     string
	Category Category
	Severity diagnostic.Severity // unless a finding or the user overrides it

	// Finds ends the sentence "It finds …". Why says why that matters. Fix says what the
	// fix does; "" if there is none.
	Finds, Why, Fix string

	// Off marks a rule that only applies if the user enables it by name.
	Off bool

	// Environments marks a rule that also applies to environments and globals.
	Environments bool

	// JSON marks a rule about the text of a JSON file, which collections in format v3 do
	// not have.
	JSON bool

	Bad, Good Example

	// Visit is empty for json-syntax, whose finding comes from reading the file.
	Visit Visit
}

// NeedsAPI reports whether a rule works only with the API of a template.
func (r *Rule) NeedsAPI() bool { return r.Category == Template }

// NeedsContract reports whether a rule works only with an API's operations.
func (r *Rule) NeedsContract() bool { return r.Category == Contracts }

// Visit has the functions of a rule for the parts of a collection. All of them may be
// nil. For a large collection they are called on several goroutines and in any order. So
// a function keeps no state for other calls: what several calls need is a fact of the
// collection, or a count in the pass's tally. Findings at the same place are ordered:
// first File, then Object, then the others in the order of the text, then End and After.
type Visit struct {
	// File, End and After are called once, and After when all other functions have
	// returned.
	File, End, After func(p *Pass)
	// Object is called for every JSON object of the file.
	Object func(p *Pass, object jsontree.Node)
	// Item is called for every folder and request, Request for requests only.
	Item    func(p *Pass, i collection.Item)
	Request func(p *Pass, i collection.Item, r collection.Request)
	// Auth is called for every authorization block in format v2.1.0. The item is nil for
	// the collection's own.
	Auth func(p *Pass, i *collection.Item, a collection.Auth)
	// Script is called for every event. The item is nil for the collection's own.
	Script func(p *Pass, i *collection.Item, s *script.Script)
	// Response is called for every saved example.
	Response func(p *Pass, i collection.Item, r collection.Response)
}

// Pass is a rule's run on one file, or on a part of it. It is not safe for concurrent
// use.
type Pass struct {
	Document   *jsontree.Document
	Collection collection.Collection
	Facts      *analysis.Facts
	API        API      // nil if the user names none
	Contract   Contract // nil if the user names neither an API nor a document with its operations
	V3         bool     // whether the document is that of files in format v3

	Rule   *Rule
	Report func(Finding)
	Tally  *Tally // shared by all passes of the rule
}

// Term returns the name of a part in the collection's files: v2 for a JSON file, v3 for
// files in format v3.
func (p *Pass) Term(v2, v3 string) string {
	if p.V3 {
		return v3
	}
	return v2
}

// Finding is what a rule reports. Its place is At, or the bytes from Start to End of the
// document if one of them is not 0.
type Finding struct {
	At         jsontree.Node
	Start, End int
	Message    string
	// Aside continues the message, but does not identify the finding: it has what edits
	// elsewhere in the file change, such as a line or a count.
	Aside string
	// Cause is what findings of one cause share, for a rule that reports many such findings
	// once; "" if their texts say it.
	Cause string
	// Kind is what a finding says of any place, for a rule that takes many findings of one kind
	// for a habit; "" if its message says it.
	Kind string
	// Everywhere marks a finding about all places of a kind. At is the first of them.
	Everywhere bool
	// Listed makes the finding an entry of a list; nil if it is reported on its own.
	Listed *diagnostic.Listed
	// Coverage is how much of an API the collection calls; nil for findings about
	// something else.
	Coverage *diagnostic.Coverage
	Help     string              // what to do, or what will happen
	Offer    diagnostic.Offer    // what Postwright can do about it
	Severity diagnostic.Severity // "" for the rule's own severity
	// Fix has the edits that fix the finding, FixEnvironment those of the environment's
	// file.
	Fix, FixEnvironment []jsontree.Edit
}

// Within returns the place in the document of a part of a string: the bytes of its text
// from start up to end.
func Within(n jsontree.Node, start, end int) (from, to int) {
	from = n.OffsetOf(start)
	return from, max(n.OffsetOf(end), from)
}
