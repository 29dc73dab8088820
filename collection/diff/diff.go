// Package diff finds what changed between two collections, or two environments,
// as data: what was added, removed, moved and changed, field by field, and
// whether users must authorize again.
//
// Differences in formatting, IDs and exporter metadata are not changes. Nothing is
// masked: names and values are those of the files, and package report masks what it
// prints of them.
package diff

import (
	"errors"
	"fmt"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// Kind is what happened to an element.
type Kind string

// The kinds of changes.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
	Moved   Kind = "moved"
)

// Change is one difference: an element, or one of its fields.
type Change struct {
	Kind    Kind
	Element normalize.Kind
	// Old and New are the element on both sides; nil if the side lacks it. An
	// authorization's attribute is a field of the authorization.
	Old, New *normalize.Element
	// OldItem and NewItem are the folder or request that the element is or belongs
	// to, or the whole file.
	OldItem, NewItem *normalize.Element
	Field            string // which field changed; "" for the element as a whole
	Sort             normalize.Sort
	// Before and After are the values in the files; nil for a missing value. For an
	// added or removed element it is a [Whole], for a moved one a [Place].
	Before, After Value
	// OldNode and NewNode are the positions of the values in the files. They do not
	// exist if a value is missing or part of a string.
	OldNode, NewNode jsontree.Node
	Confidence       match.Confidence // that both sides are the same element
}

// Diff is the result of a comparison.
type Diff struct {
	Old, New *normalize.Element
	Changes  []Change
	// ScopesAdded are the scopes that the collection as a whole requests in addition,
	// ScopesRemoved those that it no longer requests, both in alphabetical order.
	ScopesAdded, ScopesRemoved []Scope
	// Reasons say why every user must authorize again. It is empty if nobody has to.
	Reasons []Reason
}

// Reauthorize reports whether every user must authorize again.
func (d *Diff) Reauthorize() bool { return len(d.Reasons) > 0 }

// Options controls which differences count as changes.
type Options struct {
	All bool // IDs and exporter metadata count, too
}

// Documents compares two documents. Both must be collections, or both environments;
// anything else is an error.
func Documents(before, after *jsontree.Document, o Options) (*Diff, error) {
	for i, d := range []*jsontree.Document{before, after} {
		if err := Comparable(d); err != nil {
			return nil, &SideError{i, err}
		}
	}
	if normalize.IsEnvironment(before) != normalize.IsEnvironment(after) {
		return nil, errors.New("one is a collection and the other an environment")
	}
	old, others := normalize.Lazily(before)
	return Outlines(old, others.Of(after), o), nil
}

// SideError is returned if one of two documents cannot be compared.
type SideError struct {
	Side int // 0 is the first
	Err  error
}

func (e *SideError) Error() string { return e.Err.Error() }

func (e *SideError) Unwrap() error { return e.Err }

// MostNodes is the largest number of values and keys in a document to compare. A
// comparison or merge takes up to 150 bytes for each of them in each document, and a
// third of that if most requests are the same.
const MostNodes = 20_000_000

// Comparable returns an error that says why a document cannot be compared, or nil.
func Comparable(d *jsontree.Document) error {
	if n := d.NodeCount(); n > MostNodes {
		return fmt.Errorf("it has %d values and keys, and at most %d can be compared", n, MostNodes)
	}
	root := d.Root()
	if root.Kind() != jsontree.Object {
		return fmt.Errorf("it is neither a collection nor an environment, but a %s", root.Kind())
	}
	if !root.Get("info").Exists() && !root.Get("item").Exists() && !root.Get("values").Exists() {
		return errors.New(`it is neither a collection nor an environment: it has no "info", no "item" and no "values"`)
	}
	return nil
}

// Outlines compares the outlines of two collections, or of two environments.
func Outlines(before, after *normalize.Element, o Options) *Diff {
	d := &differ{
		Diff:  &Diff{Old: before, New: after},
		all:   o.All,
		pairs: match.Items(before, after),
	}
	d.element(d.pairs.Pairs[0])
	d.authorizations()
	return d.Diff
}

type differ struct {
	*Diff
	all   bool
	pairs *match.Result
	item  match.Pair // that is being compared
}

func (d *differ) add(c Change) {
	if c.Confidence == "" {
		c.Confidence = match.Certain
	}
	c.OldItem, c.NewItem = d.item.A, d.item.B
	if side := c.Side(); side.IsItem() {
		c.OldItem, c.NewItem = c.Old, c.New
	}
	d.Changes = append(d.Changes, c)
}

// element compares a folder, a request or the collection itself, and then what
// it holds.
func (d *differ) element(p match.Pair) {
	d.item = p
	d.itself(p)
	moved := d.movedItems(p)
	for _, item := range p.B.Items {
		of, ok := d.pairs.OfB(item)
		if !ok {
			d.added(item)
			continue
		}
		if moved[item] {
			d.moved(of, of.A.Node.Index(), item.Node.Index(), of.Confidence)
		}
		d.element(of)
	}
	for _, item := range p.A.Items {
		if _, ok := d.pairs.OfA(item); !ok {
			d.removed(item)
		}
	}
}

// itself compares a folder, a request or the collection without the items in it. It
// shuts requests without changes again (see [normalize.Element.Shut]).
func (d *differ) itself(p match.Pair) {
	a, b := p.A, p.B
	if !d.all && a.Identity.Own != "" && a.Identity.Own == b.Identity.Own {
		return
	}
	a.Open()
	b.Open()
	before := len(d.Changes)
	d.inside(p, b.Kind, "")
	switch {
	case a.Auth != nil && b.Auth != nil:
		d.inside(match.Pair{A: a.Auth, B: b.Auth, Confidence: p.Confidence}, normalize.Auth, "")
	case a.Auth != nil:
		d.whole(Removed, a.Auth)
	case b.Auth != nil:
		d.whole(Added, b.Auth)
	}
	if len(d.Changes) == before {
		a.Shut()
		b.Shut()
	}
}

// added records a new folder or request and everything in it.
func (d *differ) added(e *normalize.Element) {
	d.whole(Added, e)
	for _, item := range e.Items {
		of, ok := d.pairs.OfB(item)
		if !ok {
			d.added(item)
			continue
		}
		d.moved(of, of.A.Node.Index(), item.Node.Index(), of.Confidence)
		d.element(of)
	}
}

// removed records a removed folder or request and everything in it.
func (d *differ) removed(e *normalize.Element) {
	d.whole(Removed, e)
	for _, item := range e.Items {
		if _, ok := d.pairs.OfA(item); !ok {
			d.removed(item)
		}
	}
}

// whole records an element that is on one side only.
func (d *differ) whole(kind Kind, e *normalize.Element) {
	if e.IsBlank() {
		return
	}
	c := Change{Kind: kind, Element: e.Kind}
	if kind == Added {
		c.New, c.NewNode, c.After = e, e.Node, Whole{e}
	} else {
		c.Old, c.OldNode, c.Before = e, e.Node, Whole{e}
	}
	d.add(c)
}

// movedItems returns the items of a folder that came from another folder, or whose
// order changed.
func (d *differ) movedItems(p match.Pair) map[*normalize.Element]bool {
	var stayed []match.Pair
	moved := map[*normalize.Element]bool{}
	for _, item := range p.B.Items {
		of, ok := d.pairs.OfB(item)
		switch {
		case !ok:
		case of.A.Parent != p.A:
			moved[item] = true
		default:
			stayed = append(stayed, of)
		}
	}
	for _, of := range reordered(p.A.Items, stayed) {
		moved[of.B] = true
	}
	return moved
}

// moved records an element that is in another place. before and after are its
// indices among its siblings, from 0.
func (d *differ) moved(p match.Pair, before, after int, sure match.Confidence) {
	d.add(Change{
		Kind: Moved, Element: p.B.Kind, Old: p.A, New: p.B, Confidence: sure,
		Before: PlaceOf(p.A, before), After: PlaceOf(p.B, after), OldNode: p.A.Node, NewNode: p.B.Node,
	})
}

// Side returns the new element, or the old one if it was removed.
func (c Change) Side() *normalize.Element {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// Item returns the folder or request that the change is about, or the whole file. For
// a removed item it is the old one.
func (c Change) Item() *normalize.Element {
	if c.NewItem != nil {
		return c.NewItem
	}
	return c.OldItem
}

// Path returns the names of the folders and the request around the change, outermost
// first; empty for the collection itself.
func (c Change) Path() []string { return c.Item().Path() }

// Name returns the name or key of the element; "" for a folder, a request or an
// authorization.
func (c Change) Name() string {
	if e := c.Side(); !e.IsItem() {
		return e.Identity.Name
	}
	return ""
}

// Pointer returns the JSON pointer of what changed in the new file, or in the old
// file if it was removed.
func (c Change) Pointer() string {
	switch {
	case c.NewNode.Exists():
		return c.NewNode.Pointer()
	case c.New == nil && c.OldNode.Exists():
		return c.OldNode.Pointer()
	}
	return c.Side().Node.Pointer()
}
