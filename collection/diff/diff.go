// Package diff finds what changed between two collections, or two environments,
// as data: what was added, removed, moved and changed, field by field, and
// whether users must authorize again.
//
// How something is spelled, ids, and what exporters note for themselves are no
// changes. No value shows a secret.
package diff

import (
	"errors"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/mask"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/outline"
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

// Change is one thing that differs.
type Change struct {
	Kind    Kind
	Element outline.Kind
	// Old and New are the element on both sides; nil where it is not there. An
	// authorization's attribute is a field of the authorization.
	Old, New *outline.Element
	// OldItem and NewItem are the folder or request that the element is or belongs
	// to, or the whole file.
	OldItem, NewItem *outline.Element
	Field            string // which field changed; "" for the element as a whole
	Sort             outline.Sort
	// Before and After are what the file says, with secrets masked: a string for
	// what is compared as text, else any JSON value; nil where nothing is said.
	// Of something added or removed it is the whole, without the items in a
	// folder; of something moved it is a [Place].
	Before, After any
	Confidence    match.Confidence // that both sides are the same element

	oldNode, newNode collection.Node // where the field stands
}

// Place is where an item or an entry of a list stands.
type Place struct {
	Folder   []string `json:"folder"`   // the names of the folders around it
	Position int      `json:"position"` // among its siblings, from 1
}

// PlaceOf is the place of an element that has an index among its siblings, from
// 0. Its names are masked.
func PlaceOf(e *outline.Element, index int) Place {
	return Place{mask.Texts(append([]string{}, e.Parent.Path()...)), index + 1}
}

func (p Place) String() string {
	folder := "the top"
	if len(p.Folder) > 0 {
		folder = strings.Join(p.Folder, " / ")
	}
	return fmt.Sprintf("%s, place %d", folder, p.Position)
}

// Diff is what changed.
type Diff struct {
	Old, New *outline.Element
	Changes  []Change
	Scopes   Scopes
	// Reasons say why every user must authorize again; none where nobody has to.
	Reasons []Reason
}

// Reauthorize tells whether every user must authorize again.
func (d *Diff) Reauthorize() bool { return len(d.Reasons) > 0 }

// Scopes are the scopes that the whole collection began and ceased to ask for.
type Scopes struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

// Options say what counts.
type Options struct {
	All bool // ids and what exporters note count, too
}

// Documents compares two documents. It is an error when one of them is neither
// collection nor environment, or one is this and the other that.
func Documents(before, after *collection.Document, o Options) (*Diff, error) {
	for i, d := range []*collection.Document{before, after} {
		if err := Comparable(d); err != nil {
			return nil, &SideError{i, err}
		}
	}
	if outline.IsEnvironment(before) != outline.IsEnvironment(after) {
		return nil, errors.New("one is a collection and the other an environment")
	}
	var read outline.Lazy
	return Outlines(read.Of(before), read.Of(after), o), nil
}

// SideError says which of two documents cannot be compared.
type SideError struct {
	Side int // 0 is the first
	Err  error
}

func (e *SideError) Error() string { return e.Err.Error() }

func (e *SideError) Unwrap() error { return e.Err }

// MostNodes is how many values and keys a document may have that is compared. A
// comparison or merge takes up to 150 bytes for each of them in each document, and a
// third of that where most requests are the same.
const MostNodes = 20_000_000

// Comparable tells why a document cannot be compared; nil where it can.
func Comparable(d *collection.Document) error {
	if n := d.NodeCount(); n > MostNodes {
		return fmt.Errorf("it has %d values and keys, and at most %d can be compared", n, MostNodes)
	}
	root := d.Root()
	if root.Kind() != collection.Object {
		return fmt.Errorf("it is neither a collection nor an environment, but a %s", root.Kind())
	}
	if !root.Get("info").Exists() && !root.Get("item").Exists() && !root.Get("values").Exists() {
		return errors.New(`it is neither a collection nor an environment: it has no "info", no "item" and no "values"`)
	}
	return nil
}

// Outlines compares two outlines of one kind.
func Outlines(before, after *outline.Element, o Options) *Diff {
	d := &differ{
		Diff:  &Diff{Old: before, New: after},
		all:   o.All,
		pairs: match.Items(before, after),
	}
	d.element(d.pairs.Pairs[0])
	d.authorizations()
	for _, c := range d.Changes {
		for _, e := range []*outline.Element{c.Old, c.New, c.OldItem, c.NewItem} {
			if e != nil {
				e.Open() // reports look into them
			}
		}
	}
	return d.Diff
}

type differ struct {
	*Diff
	all    bool
	pairs  *match.Result
	values Values
	item   match.Pair // that is being compared
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

// itself compares what a folder, a request or the collection says itself. What has
// no changes is shut again.
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
		d.inside(match.Pair{A: a.Auth, B: b.Auth, Confidence: p.Confidence}, outline.Auth, "")
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

// added tells of a new folder or request and all that it holds.
func (d *differ) added(e *outline.Element) {
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

// removed tells of a folder or request that is gone, and all that went with it.
func (d *differ) removed(e *outline.Element) {
	d.whole(Removed, e)
	for _, item := range e.Items {
		if _, ok := d.pairs.OfA(item); !ok {
			d.removed(item)
		}
	}
}

// whole tells of an element that is on one side only.
func (d *differ) whole(kind Kind, e *outline.Element) {
	if e.IsBlank() {
		return
	}
	c := Change{Kind: kind, Element: e.Kind}
	if kind == Added {
		c.New, c.After = e, d.values.Whole(e)
	} else {
		c.Old, c.Before = e, d.values.Whole(e)
	}
	d.add(c)
}

// movedItems are the items of a folder that came from another one, or stand in
// another order.
func (d *differ) movedItems(p match.Pair) map[*outline.Element]bool {
	var stayed []match.Pair
	moved := map[*outline.Element]bool{}
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

// moved tells of an element that stands in another place; the indices are those
// among its siblings, from 0.
func (d *differ) moved(p match.Pair, before, after int, sure match.Confidence) {
	d.add(Change{
		Kind: Moved, Element: p.B.Kind, Old: p.A, New: p.B, Confidence: sure,
		Before: PlaceOf(p.A, before), After: PlaceOf(p.B, after),
	})
}

// Side is the element as it is now; where it is gone, as it was.
func (c Change) Side() *outline.Element {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// Item is the folder or request that the change is about, or the whole file; as
// it was where it is gone.
func (c Change) Item() *outline.Element {
	if c.NewItem != nil {
		return c.NewItem
	}
	return c.OldItem
}

// Path is the names of the folders and the request around the change, outermost
// first; none for the collection itself. Like all of a change it holds no secret.
func (c Change) Path() []string { return mask.Texts(c.Item().Path()) }

// Name is the name or key of what is neither folder nor request; "" for these
// and for an authorization.
func (c Change) Name() string {
	if e := c.Side(); !e.IsItem() {
		if e.Inline {
			return inlineText(e, e.Identity.Name)
		}
		return mask.Text(e.Identity.Name)
	}
	return ""
}

// Pointer is the JSON pointer of what changed, in the new file; in the old one
// where it is gone.
func (c Change) Pointer() string {
	switch {
	case c.newNode.Exists():
		return c.newNode.Pointer()
	case c.New == nil && c.oldNode.Exists():
		return c.oldNode.Pointer()
	}
	return c.Side().Node.Pointer()
}

// MarshalJSON is the change in the form that the command line promises.
func (c Change) MarshalJSON() ([]byte, error) {
	path := c.Path()
	if path == nil {
		path = []string{}
	}
	sure := c.Confidence
	if sure == match.Certain {
		sure = ""
	}
	return marshal(struct {
		Kind       Kind             `json:"kind"`
		Element    outline.Kind     `json:"element"`
		Path       []string         `json:"path"`
		Name       string           `json:"name,omitempty"`
		Pointer    string           `json:"pointer"`
		Field      string           `json:"field,omitempty"`
		Before     any              `json:"before"`
		After      any              `json:"after"`
		Confidence match.Confidence `json:"confidence,omitempty"`
	}{c.Kind, c.Element, path, c.Name(), c.Pointer(), c.Field, c.Before, c.After, sure})
}
