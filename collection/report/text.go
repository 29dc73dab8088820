package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fatih/color"

	"github.com/postwright/postwright/collection/diagnostic"
)

// Text prints each finding as `path:line:column: severity: message [rule]`, then
// its line with the place marked, then its help.
func Text(w io.Writer, files []File, o Options) error {
	p := printer{Writer: bufio.NewWriter(w), color: o.Color}
	for _, f := range files {
		var lines []string
		if len(f.Diagnostics) > 0 {
			lines = strings.Split(strings.TrimPrefix(f.shown(), "\uFEFF"), "\n")
		}
		for _, d := range f.Diagnostics {
			p.finding(d, lines)
		}
	}
	return p.Flush()
}

type printer struct {
	*bufio.Writer
	color bool
}

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

func (p *printer) finding(d diagnostic.Diagnostic, lines []string) {
	tint := severityColor(d.Severity)
	fmt.Fprintf(p, "%s: %s: %s %s\n",
		p.paint(fmt.Sprintf("%s:%d:%d", Printable(d.Path), d.Line, d.Column), color.Bold),
		p.paint(string(d.Severity), color.Bold, tint),
		Printable(d.Message),
		p.paint("["+d.Rule+"]", color.Faint))
	gutter := 5
	if d.Line >= 1 && d.Line <= len(lines) {
		f := frameOf(strings.TrimSuffix(lines[d.Line-1], "\r"), d)
		fmt.Fprintf(p, "%s %s\n", p.paint(fmt.Sprintf("%*d |", gutter, d.Line), color.Faint), f.line)
		fmt.Fprintf(p, "%s %s%s\n", p.paint(strings.Repeat(" ", gutter)+" |", color.Faint),
			strings.Repeat(" ", f.indent), p.paint(strings.Repeat("^", f.width), color.Bold, tint))
	}
	if d.Help != "" {
		fmt.Fprintf(p, "%s %s\n", p.paint(strings.Repeat(" ", gutter)+" =", color.Faint), Printable(d.Help))
	}
}

// frame is a line of a file as it is shown, and where the mark stands under it.
type frame struct {
	line          string
	indent, width int
}

// widest is how many characters of a line are shown: a minified file is one
// line of a megabyte.
const widest = 100

const tabWidth = 4

// frameOf cuts a line down to what surrounds the finding and makes it safe to
// print, one character for one, tabs as spaces.
func frameOf(line string, d diagnostic.Diagnostic) frame {
	runes := []rune(line)
	start := min(d.Column-1, len(runes))
	end := min(d.EndColumn-1, len(runes))
	if d.EndLine > d.Line {
		end = len(runes)
	}
	end = max(end, start)
	from, to, before, after := 0, len(runes), "", ""
	if len(runes) > widest {
		from = max(0, min(start-widest/3, len(runes)-widest))
		to = min(from+widest, len(runes))
		end = min(end, to)
		if from > 0 {
			before = "…"
		}
		if to < len(runes) {
			after = "…"
		}
	}
	shown, indent := expand(runes[from:start])
	marked, width := expand(runes[start:end])
	rest, _ := expand(runes[end:to])
	return frame{before + shown + marked + rest + after, utf8.RuneCountInString(before) + indent, max(width, 1)}
}

// expand prints characters for a terminal and counts the columns they take.
func expand(runes []rune) (text string, width int) {
	var b strings.Builder
	for _, r := range runes {
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

// Printable is a text without anything that a terminal would obey: line feeds
// and control characters are written as escapes.
func Printable(text string) string {
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
