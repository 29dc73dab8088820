package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/match"
)

// changesText prints changes for people at a terminal: first whether users must
// authorize again, then the changes by item, then a summary.
func changesText(w io.Writer, d *maskedDiff, o Options) error {
	p := changePrinter{printer: printer{Writer: bufio.NewWriter(w), color: o.Color}, seen: map[string]string{}}
	p.authorization(d)
	groups := grouped(d.changes)
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
	p.authorization(maskedDiffOf(d))
	return p.Flush()
}

type changePrinter struct {
	printer
	seen map[string]string // the item that showed a difference first, by the difference's lines
}

func (p *changePrinter) authorization(d *maskedDiff) {
	if len(d.reasons) == 0 && len(d.scopesAdded)+len(d.scopesRemoved) == 0 {
		return
	}
	if len(d.reasons) > 0 {
		fmt.Fprintln(p, p.paint("Every user must authorize again:", bold, yellow))
		for _, reason := range d.reasons {
			fmt.Fprintf(p, "  %s\n", reason.text(Printable))
		}
	} else {
		fmt.Fprintln(p, "Fewer scopes are requested; users need not authorize again:")
	}
	for _, scope := range d.scopesAdded {
		fmt.Fprintf(p, "  %s\n", p.paint("+ scope "+Printable(scope), green))
	}
	for _, scope := range d.scopesRemoved {
		fmt.Fprintf(p, "  %s\n", p.paint("- scope "+Printable(scope), red))
	}
	fmt.Fprintln(p)
}

// markOf returns the sign before an item, and its color.
func markOf(k diff.Kind) (sign string, tint attribute) {
	switch k {
	case diff.Added:
		return "+", green
	case diff.Removed:
		return "-", red
	case diff.Moved:
		return ">", cyan
	}
	return "~", yellow
}

func (p *changePrinter) group(g *group) {
	sign, tint := markOf(g.whole)
	title := p.paint(sign+" "+g.item.title(Printable), bold, tint)
	if more := g.content(); more != "" && (g.whole == diff.Added || g.whole == diff.Removed) {
		title += ", " + more
	}
	if text := g.item.sent(); text != "" && g.whole != diff.Changed {
		title += "  " + p.paint(Printable(text), faint)
	}
	fmt.Fprintln(p, title)
	for _, c := range g.changes {
		switch {
		case c.isWhole() && c.kind == diff.Moved:
			p.printf("moved %s%s", places(c, Printable), sureness(c))
		case c.isWhole():
		default:
			p.change(g, c)
		}
	}
	depth := len(g.item.path)
	for _, c := range g.inner {
		indent := strings.Repeat("  ", len(c.item.path)-depth)
		line := p.paint(fmt.Sprintf("%s%s %s", indent, sign, Printable(c.item.name)), tint)
		if text := c.item.sent(); text != "" {
			line += "  " + p.paint(Printable(text), faint)
		}
		fmt.Fprintf(p, "  %s\n", line)
	}
}

func (p *changePrinter) printf(format string, args ...any) {
	fmt.Fprintf(p, "    "+format+"\n", args...)
}

// change prints one change inside an item.
func (p *changePrinter) change(g *group, c maskedChange) {
	what := c.text(Printable)
	switch c.kind {
	case diff.Added, diff.Removed:
		if lines := entryLines(c); lines != nil {
			p.lines(g, string(c.kind)+" "+what, lines)
			return
		}
		text, _ := excerpt(entryText(c), "")
		sign, tint := markOf(c.kind)
		line := strings.TrimSuffix(fmt.Sprintf("%s %s: %s", sign, what, Printable(text)), ": ")
		p.printf("%s", p.paint(line, tint))
		return
	case diff.Moved:
		p.printf("%s moved %s", what, places(c, Printable))
		return
	}
	s := shown(c)
	if what == "name" && !c.isEntry && !c.item.isFile() {
		p.printf("renamed from %s%s", Printable(s.before), sureness(c))
		return
	}
	switch {
	case s.note != "":
		p.printf("%s: %s", what, s.note)
	case s.lines == nil && s.before == "":
		p.printf("%s: %s", what, p.paint("+ "+Printable(s.after), green))
	case s.lines == nil && s.after == "":
		p.printf("%s: %s", what, p.paint("- "+Printable(s.before), red))
	case s.lines == nil:
		p.printf("%s: %s → %s", what, p.paint(Printable(s.before), red), p.paint(Printable(s.after), green))
	default:
		p.lines(g, what, s.lines)
	}
}

// lines prints a difference line by line. For one that was printed before it prints a
// reference.
func (p *changePrinter) lines(g *group, what string, lines []string) {
	key := strings.Join(lines, "\n")
	if where, ok := p.seen[key]; ok && len(lines) > 3 {
		p.printf("%s: the same as in %s", what, where)
		return
	}
	p.seen[key] = g.item.title(Printable)
	p.printf("%s:", what)
	for _, line := range lines {
		text := expandLine(line)
		p.printf("  %s", p.paint(text, diffColor(line)))
	}
}

// places describes from where to where something moved.
func places(c maskedChange, name func(string) string) string {
	before, after := c.values()
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
func sureness(c maskedChange) string {
	switch c.confidence {
	case match.Likely:
		return " (likely the same)"
	case match.Guess:
		return " (a guess)"
	}
	return ""
}
