package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/normalize"
)

// Conflicts prints conflicts with the values of both sides. ours and theirs are the
// names of the sides.
func Conflicts(w io.Writer, conflicts []merge.Conflict, ours, theirs string, o Options) error {
	p := changePrinter{printer: printer{Writer: bufio.NewWriter(w), color: o.Color}, seen: map[string]string{}}
	for _, c := range maskedConflicts(conflicts) {
		p.conflict(c, ours, theirs)
	}
	return p.Flush()
}

func (p *changePrinter) conflict(c maskedConflict, ours, theirs string) {
	title := "conflict: " + c.item.title(Printable)
	if what := c.text(Printable); what != "" {
		title += ", " + what
	}
	fmt.Fprintf(p, "%s: %s\n", p.paint(title, bold, red), causeText(c.cause, ours, theirs))
	if c.values == nil {
		return // one side lacks the element
	}
	sort := c.sort
	if sort == normalize.Scope {
		sort = normalize.Data // a conflict shows all scopes of a side
	}
	ourValue, theirValue := c.values()
	s := shownValues(sort, ourValue, theirValue)
	switch {
	case s.note != "":
		p.printf("%s", s.note)
	case s.lines != nil:
		p.printf("%s %s, %s %s", p.paint("-", red), ours, p.paint("+", green), theirs)
		for _, line := range s.lines {
			text := expandLine(line)
			p.printf("  %s", p.paint(text, diffColor(line)))
		}
	default:
		width := max(len(ours), len(theirs)) + 1
		p.printf("%-*s %s", width, ours+":", p.paint(Printable(orNothing(s.before, sort)), red))
		p.printf("%-*s %s", width, theirs+":", p.paint(Printable(orNothing(s.after, sort)), green))
	}
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

// causeText returns the cause of a conflict with the names of the sides.
func causeText(c merge.Cause, ours, theirs string) string {
	switch c {
	case merge.TheirsRemoved:
		return fmt.Sprintf("changed in %s, removed in %s", ours, theirs)
	case merge.OursRemoved:
		return fmt.Sprintf("removed in %s, changed in %s", ours, theirs)
	}
	return string(c)
}
