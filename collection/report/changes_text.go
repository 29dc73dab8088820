package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/redact"
)

// changesText prints changes for people at a terminal: first whether users must
// authorize again, then the changes by item, then a summary.
func changesText(w io.Writer, d *diff.Diff, o Options) error {
	p := changePrinter{printer: printer{Writer: bufio.NewWriter(w), color: o.Color}, seen: map[string]string{}}
	p.authorization(d)
	groups := grouped(d.Changes)
	for _, g := range groups {
		p.group(g)
	}
	if len(groups) > 0 {
		fmt.Fprintf(p, "\n%s\n", summary(groups))
	}
	return p.Flush()
}

// Authorization prints which scopes changed and whether users must authorize again. It
// prints nothing if neither applies.
func Authorization(w io.Writer, d *diff.Diff, o Options) error {
	p := changePrinter{printer: printer{Writer: bufio.NewWriter(w), color: o.Color}}
	p.authorization(d)
	return p.Flush()
}

type changePrinter struct {
	printer
	seen map[string]string // which item showed a difference first, by its lines
}

func (p *changePrinter) authorization(d *diff.Diff) {
	if !d.Reauthorize() && len(d.Scopes.Added)+len(d.Scopes.Removed) == 0 {
		return
	}
	if d.Reauthorize() {
		fmt.Fprintln(p, p.paint("Every user must authorize again:", color.Bold, color.FgYellow))
		for _, reason := range d.Reasons {
			fmt.Fprintf(p, "  %s\n", reason.Text(Printable))
		}
	} else {
		fmt.Fprintln(p, "Fewer scopes are asked for; nobody has to authorize again:")
	}
	for _, scope := range d.Scopes.Added {
		fmt.Fprintf(p, "  %s\n", p.paint("+ scope "+Printable(scope), color.FgGreen))
	}
	for _, scope := range d.Scopes.Removed {
		fmt.Fprintf(p, "  %s\n", p.paint("- scope "+Printable(scope), color.FgRed))
	}
	fmt.Fprintln(p)
}

// marks are the signs before an item, and their colours.
var marks = map[diff.Kind]struct {
	sign string
	tint color.Attribute
}{
	diff.Added:   {"+", color.FgGreen},
	diff.Removed: {"-", color.FgRed},
	diff.Moved:   {">", color.FgCyan},
	diff.Changed: {"~", color.FgYellow},
}

func (p *changePrinter) group(g *group) {
	mark := marks[g.whole]
	title := p.paint(mark.sign+" "+g.title(Printable), color.Bold, mark.tint)
	if more := g.content(); more != "" && (g.whole == diff.Added || g.whole == diff.Removed) {
		title += ", " + more
	}
	if text := diff.Sent(g.item); text != "" && g.whole != diff.Changed {
		title += "  " + p.paint(Printable(text), color.Faint)
	}
	fmt.Fprintln(p, title)
	for _, c := range g.changes {
		switch {
		case c.Side().IsItem() && c.Field == "" && c.Kind == diff.Moved:
			p.printf("moved %s%s", places(c.Before, c.After, Printable), sureness(c))
		case c.Side().IsItem() && c.Field == "":
		default:
			p.change(g, c)
		}
	}
	depth := len(g.item.Path())
	for _, c := range g.inner {
		indent := strings.Repeat("  ", len(c.Path())-depth)
		line := p.paint(fmt.Sprintf("%s%s %s", indent, mark.sign, Printable(redact.Text(c.Side().Identity.Name))), mark.tint)
		if text := diff.Sent(c.Side()); text != "" {
			line += "  " + p.paint(Printable(text), color.Faint)
		}
		fmt.Fprintf(p, "  %s\n", line)
	}
}

func (p *changePrinter) printf(format string, args ...any) {
	fmt.Fprintf(p, "    "+format+"\n", args...)
}

// change prints one change inside an item.
func (p *changePrinter) change(g *group, c diff.Change) {
	what := subject(c, Printable)
	switch c.Kind {
	case diff.Added, diff.Removed:
		if lines := entryLines(c); lines != nil {
			p.lines(g, string(c.Kind)+" "+what, lines)
			return
		}
		text, _ := excerpt(entryText(c), "")
		line := strings.TrimSuffix(fmt.Sprintf("%s %s: %s", marks[c.Kind].sign, what, Printable(text)), ": ")
		p.printf("%s", p.paint(line, marks[c.Kind].tint))
		return
	case diff.Moved:
		p.printf("%s moved %s", what, places(c.Before, c.After, Printable))
		return
	}
	s := shown(c)
	if what == "name" && c.Side().IsItem() {
		p.printf("renamed from %s%s", Printable(s.before), sureness(c))
		return
	}
	switch {
	case s.note != "":
		p.printf("%s: %s", what, s.note)
	case s.lines == nil && s.before == "":
		p.printf("%s: %s", what, p.paint("+ "+Printable(s.after), color.FgGreen))
	case s.lines == nil && s.after == "":
		p.printf("%s: %s", what, p.paint("- "+Printable(s.before), color.FgRed))
	case s.lines == nil:
		p.printf("%s: %s → %s", what, p.paint(Printable(s.before), color.FgRed), p.paint(Printable(s.after), color.FgGreen))
	default:
		p.lines(g, what, s.lines)
	}
}

// lines prints a difference line by line; one that was printed before is only
// referred to.
func (p *changePrinter) lines(g *group, what string, lines []string) {
	key := strings.Join(lines, "\n")
	if where, ok := p.seen[key]; ok && len(lines) > 3 {
		p.printf("%s: the same as in %s", what, where)
		return
	}
	p.seen[key] = g.title(Printable)
	p.printf("%s:", what)
	for _, line := range lines {
		text := expandLine(line)
		p.printf("  %s", p.paint(text, diffColor(line)))
	}
}

// places says from where to where something moved.
func places(before, after any, name func(string) string) string {
	from, _ := before.(diff.Place)
	to, _ := after.(diff.Place)
	folder := func(p diff.Place) string {
		if len(p.Folder) == 0 {
			return "the top"
		}
		return name(strings.Join(p.Folder, " / "))
	}
	if folder(from) != folder(to) {
		return fmt.Sprintf("here from %s", folder(from))
	}
	return fmt.Sprintf("from position %d to %d", from.Position, to.Position)
}

// sureness returns a warning if two elements may not be the same one.
func sureness(c diff.Change) string {
	switch c.Confidence {
	case match.Likely:
		return " (likely the same)"
	case match.Guess:
		return " (a guess)"
	}
	return ""
}
