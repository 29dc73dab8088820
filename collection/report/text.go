package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
)

// Text prints findings for people; see [NewStream] for all formats.
func Text(w io.Writer, files []File, o Options) error { return Print(w, "text", files, o) }

// textStream prints each finding as `path:line:column: severity: message [rule] in
// "request"`, then its line with the place marked, then its help. Errors come first,
// then warnings, then infos, each by file and line; an empty line separates files.
type textStream struct {
	printer
	options Options
	entries []shownFinding
}

// printer writes text, with colors or without.
type printer struct {
	*bufio.Writer
	color bool
}

func newText(w io.Writer, o Options) *textStream {
	return &textStream{printer: printer{bufio.NewWriter(w), o.Color}, options: o}
}

func (p *textStream) Prepare(files []File) { addEntries(files, p.options) }

// File keeps the entries of a file. Nothing is printed before the last file, which may
// have the first error.
func (p *textStream) File(f File) error {
	if f.masked != nil {
		one := []File{f}
		p.Prepare(one)
		f = one[0]
	}
	p.entries = append(p.entries, f.entries...)
	return nil
}

func (p *textStream) Close() error {
	if p.options.Grouped {
		p.entries = joined(p.entries, p.options)
	}
	slices.SortStableFunc(p.entries, func(a, b shownFinding) int {
		return cmp.Compare(a.first.Severity.Rank(), b.first.Severity.Rank())
	})
	for i, e := range p.entries {
		if i > 0 && e.first.Path != p.entries[i-1].first.Path {
			p.WriteByte('\n')
		}
		p.entry(e)
	}
	return p.Flush()
}

func severityColor(s diagnostic.Severity) attribute {
	switch s {
	case diagnostic.Error:
		return red
	case diagnostic.Warning:
		return yellow
	}
	return blue
}

const gutter = 5

func (p *textStream) entry(e shownFinding) {
	d, tint := e.first, severityColor(e.first.Severity)
	rule := p.paint("["+d.Rule+"]", faint)
	if e.hidden {
		fmt.Fprintf(p, "%s: %d more %s; %s\n", p.paint(Printable(d.Path), bold), e.count, rule, p.options.More)
		return
	}
	fmt.Fprintf(p, "%s: %s: %s %s%s", p.paint(fmt.Sprintf("%s:%d:%d", Printable(d.Path), d.Line, d.Column), bold),
		p.paint(string(d.Severity), bold, tint), Printable(d.Message), rule, Printable(e.where))
	if e.count > 1 && e.frame != nil {
		fmt.Fprintf(p, " (%s)", english.Count(e.count, "place"))
	}
	p.WriteByte('\n')
	if e.frame != nil {
		fmt.Fprintf(p, "%s %s\n", p.paint(fmt.Sprintf("%*d |", gutter, d.Line), faint), e.frame.line)
		fmt.Fprintf(p, "%s %s%s\n", p.paint(strings.Repeat(" ", gutter)+" |", faint),
			strings.Repeat(" ", e.frame.indent), p.paint(strings.Repeat("^", e.frame.width), bold, tint))
	}
	if d.Help != "" {
		p.note(d.Help)
	}
	for _, place := range e.places {
		p.note("also at " + place)
	}
	if rest := e.count - 1 - len(e.places); rest > 0 && e.frame != nil {
		note := "and at " + english.Count(rest, "more place")
		if p.options.More != "" {
			note += "; " + p.options.More
		}
		p.note(note)
	}
}

// note prints a line below a finding.
func (p *printer) note(text string) {
	fmt.Fprintf(p, "%s %s\n", p.paint(strings.Repeat(" ", gutter)+" =", faint), Printable(text))
}

// frame is a line of a file as shown, and the position of the mark under it.
type frame struct {
	line          string
	indent, width int
}

// A minified file is one line of a megabyte: at most this many characters of a line are
// shown before and after the start of a finding.
const (
	mostBefore = 70
	mostBehind = 70
)

const tabWidth = 4

// frameOf returns the surroundings of a finding, safe to print: each character stays
// one character, and tabs become spaces. Its cost does not depend on the text's size.
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
	// The inserted characters move the mark.
	indent += utf8.RuneCountInString(withoutCommands(shown)) - utf8.RuneCountInString(shown)
	return frame{withoutCommands(shown + marked + rest), indent, max(width, 1)}
}

// lineAround returns the part of a text that frameOf shows at most. In a masked text it
// may show less, where one character became several.
func lineAround(text string, at int) span {
	from, _ := lineStart(text, at)
	to, _ := lineEnd(text, at)
	return span{from, to}
}

// lineStart returns the offset from which a line is shown, and whether something before
// it is cut.
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

// lineEnd returns the offset up to which a line is shown, and whether something after it
// is cut.
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

// expand returns a text for a terminal, and the number of columns that it takes.
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

// expandLine is like [expand], for a whole line, and also disarms commands to CI
// systems.
func expandLine(line string) string {
	text, _ := expand(line)
	return withoutCommands(text)
}

// Printable returns a text without anything that a terminal or CI system interprets:
// line feeds and control characters become escapes.
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
