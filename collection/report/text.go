package report

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fatih/color"

	"github.com/postwright/postwright/collection/diagnostic"
)

// Text prints findings for people; see [NewStream] for all formats.
func Text(w io.Writer, files []File, o Options) error { return Print(w, "text", files, o) }

// printer prints each finding as `path:line:column: severity: message [rule]`,
// then its line with the place marked, then its help. Findings of one file stand
// together, an empty line before those of the next.
type printer struct {
	*bufio.Writer
	color  bool
	most   int // findings of one rule in one file; 0 for all
	more   string
	second bool // a file with findings went before
}

func newText(w io.Writer, o Options) *printer {
	return &printer{Writer: bufio.NewWriter(w), color: o.Color, most: o.Most, more: o.More}
}

func (p *printer) Prepare(f *File) { f.cut(p.most) }

func (p *printer) File(f File) error {
	f.cut(p.most)
	if len(f.Diagnostics) == 0 {
		return nil
	}
	if p.second {
		p.WriteByte('\n')
	}
	p.second = true
	left := map[string]int{}
	for _, d := range f.Diagnostics {
		left[d.Rule]++
	}
	for i, frame := range f.frames {
		d := f.Diagnostics[f.shown[i]]
		p.finding(d, frame)
		left[d.Rule]--
	}
	for _, rule := range slices.Sorted(maps.Keys(left)) {
		if n := left[rule]; n > 0 {
			fmt.Fprintf(p, "%s: %d more %s; %s\n", p.paint(Printable(f.Path), color.Bold), n, p.paint("["+rule+"]", color.Faint), p.more)
		}
	}
	return p.Flush()
}

func (p *printer) Close() error { return p.Flush() }

func (p *printer) paint(text string, attributes ...color.Attribute) string {
	if !p.color {
		return text
	}
	c := color.New(attributes...)
	c.EnableColor()
	return c.Sprint(text)
}

func severityColor(s diagnostic.Severity) color.Attribute {
	switch s {
	case diagnostic.Error:
		return color.FgRed
	case diagnostic.Warning:
		return color.FgYellow
	}
	return color.FgBlue
}

func (p *printer) finding(d diagnostic.Diagnostic, f frame) {
	tint := severityColor(d.Severity)
	fmt.Fprintf(p, "%s: %s: %s %s\n",
		p.paint(fmt.Sprintf("%s:%d:%d", Printable(d.Path), d.Line, d.Column), color.Bold),
		p.paint(string(d.Severity), color.Bold, tint),
		Printable(d.Message),
		p.paint("["+d.Rule+"]", color.Faint))
	gutter := 5
	fmt.Fprintf(p, "%s %s\n", p.paint(fmt.Sprintf("%*d |", gutter, d.Line), color.Faint), f.line)
	fmt.Fprintf(p, "%s %s%s\n", p.paint(strings.Repeat(" ", gutter)+" |", color.Faint),
		strings.Repeat(" ", f.indent), p.paint(strings.Repeat("^", f.width), color.Bold, tint))
	if d.Help != "" {
		fmt.Fprintf(p, "%s %s\n", p.paint(strings.Repeat(" ", gutter)+" =", color.Faint), Printable(d.Help))
	}
}

// frame is a line of a file as it is shown, and where the mark stands under it.
type frame struct {
	line          string
	indent, width int
}

// A minified file is one line of a megabyte: at most this much of a line is
// shown before and behind the start of a finding, in characters.
const (
	mostBefore = 70
	mostBehind = 70
)

const tabWidth = 4

// frameOf cuts out of a text what surrounds a finding, safe to print, one
// character for one, tabs as spaces. Its cost does not grow with the text.
func frameOf(text string, start, end int) frame {
	from, cutBefore := lineStart(text, start)
	to, cutBehind := lineEnd(text, start)
	shown, indent := expand(text[from:start])
	if cutBefore {
		shown, indent = "…"+shown, indent+1
	}
	marked, width := expand(text[start:max(start, min(end, to))])
	rest, _ := expand(text[max(start, min(end, to)):to])
	if cutBehind {
		rest += "…"
	}
	// What is put in between moves the mark.
	indent += utf8.RuneCountInString(withoutCommands(shown)) - utf8.RuneCountInString(shown)
	return frame{withoutCommands(shown + marked + rest), indent, max(width, 1)}
}

// lineAround is what of a text frameOf shows at most. In a masked text it shows
// no more: there a character may have become several.
func lineAround(text string, at int) span {
	from, _ := lineStart(text, at)
	to, _ := lineEnd(text, at)
	return span{from, to}
}

// lineStart is the offset from which a line is shown, and whether there is more
// of it before.
func lineStart(text string, at int) (offset int, cut bool) {
	for count := 0; at > 0 && text[at-1] != '\n'; count++ {
		if count == mostBefore {
			return at, true
		}
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if r == '\uFEFF' && at == size {
			break
		}
		at -= size
	}
	return at, false
}

// lineEnd is the offset up to which a line is shown, and whether there is more
// of it behind.
func lineEnd(text string, at int) (offset int, cut bool) {
	for count := 0; at < len(text) && text[at] != '\n' && !strings.HasPrefix(text[at:], "\r\n"); count++ {
		if count == mostBehind {
			return at, true
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at, false
}

// expand prints characters for a terminal and counts the columns they take.
func expand(raw string) (text string, width int) {
	var b strings.Builder
	for _, r := range raw {
		switch {
		case r == '\t':
			b.WriteString(strings.Repeat(" ", tabWidth))
			width += tabWidth
			continue
		case !unicode.IsPrint(r):
			r = '\uFFFD'
		}
		b.WriteRune(r)
		width++
	}
	return b.String(), width
}

// expandLine is [expand] for a line of its own, which no CI system obeys either.
func expandLine(line string) string {
	text, _ := expand(line)
	return withoutCommands(text)
}

// Printable is a text without anything that a terminal would obey: line feeds
// and control characters are written as escapes. Nor would a CI system obey it.
func Printable(text string) string {
	text = withoutCommands(text)
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
