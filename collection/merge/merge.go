// Package merge merges two versions of a collection or environment with a common
// base. A change on one side is taken, the same change on both sides is kept, and
// different changes on both sides are a [Conflict].
//
// The result is made by edits on the text of "ours": everything that does not come
// from "theirs" is preserved byte for byte.
package merge

import (
	"errors"
	"fmt"
	"sync"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// ErrFormats is returned for collections in different versions of the format.
var ErrFormats = errors.New("bring both to v2.1.0 first")

// Prefer is how conflicts are resolved.
type Prefer string

// Stop reports conflicts, and Result.Text has our side of them. Ours and Theirs
// resolve them in favor of one side.
const (
	Stop   Prefer = "stop"
	Ours   Prefer = "ours"
	Theirs Prefer = "theirs"
)

// Conflict is an element or field that both sides changed differently.
type Conflict struct {
	Element normalize.Kind
	// Ours and Theirs are the element on both sides; nil if the side lacks it.
	Ours, Theirs *normalize.Element
	Field        string // "" for the element as a whole
	Sort         normalize.Sort
	Cause        Cause
	// OurValue and TheirValue are the values in the files; nil for a missing value. Like
	// those of a [diff.Change] they are not masked.
	OurValue, TheirValue diff.Value
}

// Cause is what happened on both sides, in words.
type Cause string

// The causes of conflicts.
const (
	BothChanged    Cause = "changed on both sides"
	TheirsRemoved  Cause = "changed in ours, removed in theirs"
	OursRemoved    Cause = "removed in ours, changed in theirs"
	MovedApart     Cause = "moved to different folders"
	MovedInCircles Cause = "moved into each other"
	BothReordered  Cause = "put into another order on both sides"
)

// Result is the result of a merge.
type Result struct {
	Text      string
	Document  *jsontree.Document // of the text
	Conflicts []Conflict
}

// Documents merges three documents. base may be nil: then elements that only one side
// has are in the result, and every difference is a conflict.
func Documents(base, ours, theirs *jsontree.Document, prefer Prefer) (*Result, error) {
	if base == nil {
		return run(nil, ours, theirs, prefer)
	}
	if err := diff.Comparable(base); err != nil {
		return nil, &SideError{"base", err}
	}
	root, others := normalize.Lazily(base)
	return run(&origin{root: root, read: others.Of}, ours, theirs, prefer)
}

// WithSnapshot merges two documents with the snapshot of their base. base may be nil:
// then everything in ours counts as edited by hand, elements that ours lacks are
// added, and every difference is a conflict.
func WithSnapshot(base *Snapshot, ours, theirs *jsontree.Document, prefer Prefer) (*Result, error) {
	if base == nil {
		return run(nil, ours, theirs, prefer)
	}
	return run(&origin{root: base.root, key: base.key, hashed: true, read: normalize.Of}, ours, theirs, prefer)
}

// origin is the common base of both sides.
type origin struct {
	root   *normalize.Element
	key    string // the key of its hashes
	hashed bool
	read   func(*jsontree.Document) *normalize.Element // reads the sides
}

// SideError is returned if one of the documents cannot be merged.
type SideError struct {
	Side string // base, ours or theirs
	Err  error
}

func (e *SideError) Error() string { return e.Err.Error() }

func (e *SideError) Unwrap() error { return e.Err }

// run merges. base may be nil.
func run(base *origin, ours, theirs *jsontree.Document, prefer Prefer) (*Result, error) {
	if err := diff.Comparable(ours); err != nil {
		return nil, &SideError{"ours", err}
	}
	if err := diff.Comparable(theirs); err != nil {
		return nil, &SideError{"theirs", err}
	}
	m := &merger{doc: ours, prefer: prefer, style: format.StyleOf(ours)}
	if base == nil {
		root, others := normalize.Lazily(ours)
		m.ours.root, m.theirs.root = root, others.Of(theirs)
	} else {
		var reading sync.WaitGroup
		reading.Go(func() { m.ours.root = base.read(ours) })
		m.theirs.root = base.read(theirs)
		reading.Wait()
	}
	if a, b := m.ours.root.Value("schema"), m.theirs.root.Value("schema"); a != b && a != "" && b != "" {
		return nil, fmt.Errorf("one side has the format %s and the other %s; %w", a, b, ErrFormats)
	}
	if base != nil {
		m.base, m.hashed, m.key = base.root, base.hashed, base.key
		if base.hashed {
			m.ours, m.theirs = hashed(m.ours.root, base.key), hashed(m.theirs.root, base.key)
		}
	}
	if m.ours.root.Kind != m.theirs.root.Kind || m.base != nil && m.base.Kind != m.ours.root.Kind {
		return nil, errors.New("a collection cannot be merged with an environment")
	}
	text, err := m.run()
	r := &Result{Text: text, Conflicts: m.conflicts}
	if err == nil {
		r.Document, err = jsontree.Parse(text)
	}
	if err != nil {
		return nil, fmt.Errorf("the result cannot be written (%w); this is a fault of Postwright", err)
	}
	return r, nil
}

type merger struct {
	doc          *jsontree.Document // ours
	prefer       Prefer
	style        format.Style
	base         *normalize.Element // nil if there is none
	hashed       bool               // whether the base, and what is compared with it, has hashes
	key          string             // the key of the hashes
	ours, theirs tree
	conflicts    []Conflict
	fault        error // an internal error; none is expected
}

// conflict records a conflict and reports whether theirs is taken.
func (m *merger) conflict(c Conflict) bool {
	m.conflicts = append(m.conflicts, c)
	return m.prefer == Theirs
}
