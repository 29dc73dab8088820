package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact"
)

// Conflicts prints conflicts with the values of both sides. ours and theirs name the
// sides.
func Conflicts(w io.Writer, conflicts []merge.Conflict, ours, theirs string, o Options) error {
	p := changePrinter{printer: printer{Writer: bufio.NewWriter(w), color: o.Color}, seen: map[string]string{}}
	for _, c := range conflicts {
		p.conflict(c, ours, theirs)
	}
	return p.Flush()
}

func (p *changePrinter) conflict(c merge.Conflict, ours, theirs string) {
	side := c.Ours
	if side == nil {
		side = c.Theirs
	}
	g := group{item: side.Item()}
	title := "conflict: " + g.title(Printable)
	if what := conflictSubject(c, side); what != "" {
		title += ", " + what
	}
	fmt.Fprintf(p, "%s: %s\n", p.paint(title, color.Bold, color.FgRed), conflictWords(c, ours, theirs))
	if c.Ours == nil || c.Theirs == nil {
		return // one side has nothing to show, and the other all
	}
	s := shown(diff.Change{Sort: dataSort(c.Sort), Before: c.OurValue, After: c.TheirValue})
	switch {
	case s.note != "":
		p.printf("%s", s.note)
	case s.lines != nil:
		p.printf("%s %s, %s %s", p.paint("-", color.FgRed), ours, p.paint("+", color.FgGreen), theirs)
		for _, line := range s.lines {
			text := expandLine(line)
			p.printf("  %s", p.paint(text, diffColor(line)))
		}
	default:
		width := max(len(ours), len(theirs)) + 1
		p.printf("%-*s %s", width, ours+":", p.paint(Printable(orNothing(s.before, c.Sort)), color.FgRed))
		p.printf("%-*s %s", width, theirs+":", p.paint(Printable(orNothing(s.after, c.Sort)), color.FgGreen))
	}
}

// dataSort returns the sort to show a value by: a conflict shows all scopes of a side.
func dataSort(s normalize.Sort) normalize.Sort {
	if s == normalize.Scope {
		return normalize.Data
	}
	return s
}

func orNothing(text string, sort normalize.Sort) string {
	switch {
	case text != "":
		return text
	case sort == normalize.Setting:
		return "(the default)"
	}
	return "(nothing)"
}

// conflictSubject returns which part of an item a conflict is about; "" for the item
// itself.
func conflictSubject(c merge.Conflict, side *normalize.Element) string {
	if side.Kind == normalize.Attribute {
		return "auth " + Printable(redact.Text(side.Identity.Name))
	}
	return subject(diff.Change{Element: c.Element, New: side, Field: c.Field}, Printable)
}

// conflictWords describes a conflict with the names of the sides.
func conflictWords(c merge.Conflict, ours, theirs string) string {
	return strings.NewReplacer("ours", ours, "theirs", theirs).Replace(c.What)
}
