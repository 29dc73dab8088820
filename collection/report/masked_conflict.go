package report

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/normalize"
)

// maskedConflict is one conflict.
type maskedConflict struct {
	subject
	item   *item
	cause  merge.Cause
	sort   normalize.Sort
	values func() (ours, theirs any) // nil if one side lacks the element
}

// maskedConflicts masks conflicts of one merge.
func maskedConflicts(conflicts []merge.Conflict) []maskedConflict {
	var files []*jsontree.Document
	for _, c := range conflicts {
		for _, e := range []*normalize.Element{c.Ours, c.Theirs} {
			if e != nil {
				files = append(files, e.Node.Document())
			}
		}
	}
	m := newMasker(files...)
	var shown []maskedConflict
	for _, c := range conflicts {
		side := c.Ours
		if side == nil {
			side = c.Theirs
		}
		one := maskedConflict{subject: m.subject(c.Element, side, c.Field), item: m.item(side.Item()), cause: c.Cause, sort: c.Sort}
		if side.Kind == normalize.Attribute {
			one.subject = subject{element: normalize.Auth, isEntry: true, name: one.name}
		}
		if c.Ours != nil && c.Theirs != nil {
			one.values = func() (ours, theirs any) { return m.value(c.OurValue), m.value(c.TheirValue) }
		}
		shown = append(shown, one)
	}
	return shown
}
