package v3

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// proposal is a fix for a finding that is added if it helps.
type proposal struct {
	finding int // its index
	edits   func() []jsontree.Edit
}

// repair proposes a fix for the last reported finding.
func (c *reader) repair(edits func() []jsontree.Edit) {
	switch {
	case c.trial:
	case c.rough:
		c.suspect()
	default:
		c.proposals = append(c.proposals, proposal{len(c.result.Findings) - 1, edits})
	}
}

// repairAll adds the proposed fixes to their findings, except those after which the file
// would have as many findings as before: the mistake may then be another one. All findings
// are those of the file, which failed says if it cannot be read.
func (c *reader) repairAll(s *Source, failed *yamltree.Error) {
	before := len(c.result.Findings)
	if failed != nil {
		before = unreadable(failed)
	}
	for _, p := range c.proposals {
		edits := p.edits()
		if len(edits) == 0 {
			continue
		}
		if text, err := jsontree.Apply(s.Text(), edits...); err == nil && c.count(s.Path, text) < before {
			found := &c.result.Findings[p.finding]
			found.Fix, found.Fixable = edits, true
		}
	}
	c.proposals = nil
}

// certain adds a fix to the last reported finding.
func (c *reader) certain(edits ...jsontree.Edit) {
	last := &c.result.Findings[len(c.result.Findings)-1]
	last.Fix, last.Fixable = edits, true
}

// unreadable returns how many findings a file counts for that cannot be read: more than
// any other, and the earlier its error, the more.
func unreadable(failed *yamltree.Error) int { return 1<<40 - failed.Start }

// count returns the number of findings that a file has by itself.
func (c *reader) count(path, text string) int {
	trial := &reader{result: &Result{}, schemas: c.schemas, trial: true}
	if c.trials == nil {
		c.trials = new(yamltree.Reader)
	}
	defer c.trials.Reset()
	tree, failed := c.trials.Rough(text) // the places of the findings are not needed
	if failed != nil {
		return unreadable(failed)
	}
	s := newSource(path, tree)
	if IsEnvironment(path) {
		trial.fits(s, "environment")
	} else {
		trial.judge(s)
	}
	return len(trial.result.Findings)
}

// rewritten returns what returns the edits after which a file has the value that change
// makes of its value.
func (s *Source) rewritten(change func(root *yamltree.Node)) func() []jsontree.Edit {
	return func() []jsontree.Edit {
		want := s.Tree().Root.Clone()
		change(want)
		after, err := yamltree.Rewrite(s.Tree(), want)
		if err != nil {
			return nil
		}
		return difference(s.Text(), after)
	}
}

// difference returns the edit that makes one text of another; none if they are the same.
func difference(before, after string) []jsontree.Edit {
	if before == after {
		return nil
	}
	start, end := 0, 0
	for start < len(before) && start < len(after) && before[start] == after[start] {
		start++
	}
	for end < len(before)-start && end < len(after)-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return []jsontree.Edit{{Start: start, End: len(before) - end, Text: after[start : len(after)-end]}}
}

// spelledAs returns the edit that replaces the text of a scalar.
func spelledAs(n *yamltree.Node, text string) jsontree.Edit {
	return jsontree.Edit{Start: n.Start(), End: n.End(), Text: text}
}

// retyped returns the edit that makes a number, boolean or date a string, or a string a
// number.
func retyped(n *yamltree.Node) []jsontree.Edit {
	switch {
	case n.Kind == yamltree.Number, n.Kind == yamltree.Bool, n.Date:
		return []jsontree.Edit{spelledAs(n, `"`+n.Text+`"`)}
	case n.Kind == yamltree.String:
		if again, err := yamltree.Parse(n.Text); err == nil && again.Root != nil && again.Root.Kind == yamltree.Number {
			return []jsontree.Edit{spelledAs(n, n.Text)}
		}
	}
	return nil
}

// quotedReference returns the edit that quotes a value that starts with {{. The value is
// from start up to end, or up to the comment before that.
func quotedReference(text string, start, end int) jsontree.Edit {
	value, _, _ := strings.Cut(text[start:end], " #")
	value = strings.TrimRight(value, " \t\r")
	return jsontree.Edit{Start: start, End: start + len(value), Text: strings.TrimSuffix(yamltree.Print(yamltree.Text(value)), "\n")}
}
