package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/markdown"
)

// mostMarkdown is the largest size of a page in bytes: GitHub allows 65,536 characters
// in a comment. Changes beyond that are counted and not shown.
const mostMarkdown = 60_000

// fewLines is the number of lines up to which a difference is not folded.
const fewLines = 12

// changesMarkdown prints changes for a comment on a pull request. Texts from the
// collection are always code, so that they are neither markup nor mentions.
func changesMarkdown(w io.Writer, d *maskedDiff) error {
	groups := grouped(d.changes)
	if len(groups) == 0 {
		return nil
	}
	p := markdownPrinter{seen: map[string]string{}}
	p.authorization(d)
	p.writef("**%s**\n\n", english.Title(summary(groups)))
	hidden := 0
	for _, g := range groups {
		before := p.text.Len()
		p.group(g)
		if p.text.Len() > mostMarkdown {
			text := p.text.String()[:before]
			p.text.Reset()
			p.text.WriteString(text)
			hidden++
		}
	}
	if hidden > 0 {
		p.writef("- … and %s more, too long to show here.\n", english.Count(hidden, "item"))
	}
	out := bufio.NewWriter(w)
	out.WriteString(p.text.String())
	return out.Flush()
}

type markdownPrinter struct {
	text strings.Builder
	seen map[string]string // the item that showed a difference first, by the difference's lines
}

func (p *markdownPrinter) writef(format string, args ...any) { fmt.Fprintf(&p.text, format, args...) }

func (p *markdownPrinter) authorization(d *maskedDiff) {
	if len(d.reasons) == 0 && len(d.scopesAdded)+len(d.scopesRemoved) == 0 {
		return
	}
	if len(d.reasons) > 0 {
		p.writef("> [!WARNING]\n> **Every user must authorize again.**\n")
		for _, reason := range d.reasons {
			p.writef("> - %s\n", english.Title(reason.text(code)))
		}
	} else {
		p.writef("> [!NOTE]\n> Fewer scopes are requested; users need not authorize again.\n")
	}
	for _, list := range []struct {
		title  string
		scopes []string
	}{{"Scopes added", d.scopesAdded}, {"Scopes removed", d.scopesRemoved}} {
		if len(list.scopes) > 0 {
			p.writef(">\n> %s: %s\n", list.title, strings.Join(each(list.scopes, code), ", "))
		}
	}
	p.writef("\n")
}

func (p *markdownPrinter) group(g *group) {
	p.writef("- %s %s", g.whole, g.item.title(code))
	if more := g.content(); more != "" && (g.whole == diff.Added || g.whole == diff.Removed) {
		p.writef(", %s", more)
	}
	if text := g.item.sent(); text != "" && g.whole != diff.Changed {
		p.writef(": %s", code(text))
	}
	p.writef("\n")
	for _, c := range g.changes {
		switch {
		case c.isWhole() && c.kind == diff.Moved:
			p.writef("  - moved %s%s\n", places(c, code), sureness(c))
		case c.isWhole():
		default:
			p.change(g, c)
		}
	}
	depth := len(g.item.path)
	for _, c := range g.inner {
		p.writef("%s- %s", strings.Repeat("  ", min(len(c.item.path)-depth, 8)), code(c.item.name))
		if text := c.item.sent(); text != "" {
			p.writef(": %s", code(text))
		}
		p.writef("\n")
	}
}

func (p *markdownPrinter) change(g *group, c maskedChange) {
	what := c.text(code)
	switch c.kind {
	case diff.Added, diff.Removed:
		if lines := entryLines(c); lines != nil {
			p.lines(g, string(c.kind)+" "+what, lines)
			return
		}
		p.writef("  - %s %s", c.kind, what)
		if text, _ := excerpt(entryText(c), ""); text != "" {
			p.writef(": %s", code(text))
		}
		p.writef("\n")
		return
	case diff.Moved:
		p.writef("  - %s moved %s\n", what, places(c, code))
		return
	}
	s := shown(c)
	switch {
	case what == "name" && !c.isEntry && !c.item.isFile():
		p.writef("  - renamed from %s%s\n", code(s.before), sureness(c))
	case s.note != "":
		p.writef("  - %s: %s\n", what, s.note)
	case s.lines != nil:
		p.lines(g, what, s.lines)
	case s.before == "":
		p.writef("  - %s, new: %s\n", what, code(s.after))
	case s.after == "":
		p.writef("  - %s, gone: %s\n", what, code(s.before))
	default:
		p.writef("  - %s: %s → %s\n", what, code(s.before), code(s.after))
	}
}

// lines prints a difference line by line, folded if it is long. A difference that was
// printed before is only referred to.
func (p *markdownPrinter) lines(g *group, what string, lines []string) {
	key := strings.Join(lines, "\n")
	if where, ok := p.seen[key]; ok && len(lines) > 3 {
		p.writef("  - %s: the same as in %s\n", what, where)
		return
	}
	p.seen[key] = g.item.title(code)
	fence := markdown.Fence(key, 3)
	added, removed := 0, 0
	for _, line := range lines {
		switch {
		case strings.HasPrefix(line, "+"):
			added++
		case strings.HasPrefix(line, "-"):
			removed++
		}
	}
	var counts []string
	if added > 0 {
		counts = append(counts, english.Count(added, "line")+" added")
	}
	if removed > 0 {
		counts = append(counts, english.Count(removed, "line")+" removed")
	}
	p.writef("  - %s: %s\n\n", what, strings.Join(counts, ", "))
	folded := len(lines) > fewLines
	if folded {
		p.writef("    <details><summary>Show</summary>\n\n")
	}
	p.writef("    %sdiff\n", fence)
	for _, line := range lines {
		text := expandLine(line)
		p.writef("    %s\n", text)
	}
	p.writef("    %s\n\n", fence)
	if folded {
		p.writef("    </details>\n\n")
	}
}

// code returns a text as a code span on one line.
func code(text string) string {
	if text = Printable(text); text == "" {
		return "(empty)"
	}
	return markdown.Code(text)
}

func each(list []string, change func(string) string) []string {
	var changed []string
	for _, text := range list {
		changed = append(changed, change(text))
	}
	return changed
}
