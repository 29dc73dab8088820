package v3

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// repair adds a fix to the last reported finding, unless the file would then have as
// many findings as before: the mistake may then be another one.
func (c *reader) repair(s *Source, edits ...jsontree.Edit) {
	if c.trial || len(edits) == 0 {
		return
	}
	text, err := jsontree.Apply(s.Text, edits...)
	if err != nil || c.count(s.Path, text) >= c.count(s.Path, s.Text) {
		return
	}
	c.certain(edits...)
}

// certain adds a fix to the last reported finding.
func (c *reader) certain(edits ...jsontree.Edit) {
	last := &c.result.Findings[len(c.result.Findings)-1]
	last.Fix, last.Fixable = edits, true
}

// count returns the number of findings that a file has by itself. A file that cannot be
// read counts more than any other: the earlier its error, the more.
func (c *reader) count(path, text string) int {
	trial := &reader{result: &Result{}, schemas: c.schemas, trial: true}
	tree, failed := yamltree.Parse(text)
	if failed != nil {
		return 1<<40 - failed.Start
	}
	s := newSource(path, tree)
	if IsEnvironment(path) {
		trial.fits(s, "environment")
	} else {
		trial.judge(s)
	}
	return len(trial.result.Findings)
}

// rewritten returns the edits after which a file has the value that change makes of its
// value.
func (s *Source) rewritten(change func(root *yamltree.Node)) []jsontree.Edit {
	want := s.Tree().Root.Clone()
	change(want)
	after, err := yamltree.Rewrite(s.Tree(), want)
	if err != nil {
		return nil
	}
	return difference(s.Text, after)
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
