package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// Difference prints the difference between a file's old and new text as a unified diff,
// with secrets masked. Each line of a description, and each scope, gets a line, so that
// a changed word is easy to find. It prints nothing for equal texts.
func Difference(w io.Writer, path, before, after string, o Options) error {
	return difference(w, path, before, after, spread, o)
}

// LineDifference is like [Difference], for the lines as they are in the files. For a
// long line it shows the surroundings of the change.
func LineDifference(w io.Writer, path, before, after string, o Options) error {
	return difference(w, path, before, after, masked, o)
}

// MaskedDifference is like [LineDifference], for texts without secrets and personal
// data.
func MaskedDifference(w io.Writer, path, before, after string, o Options) error {
	return difference(w, path, before, after, func(text string) string { return text }, o)
}

func difference(w io.Writer, path, before, after string, shown func(string) string, o Options) error {
	if before == after {
		return nil
	}
	p := printer{Writer: bufio.NewWriter(w), color: o.Color}
	now := shown(after)
	if d, err := jsontree.Parse(before); err == nil {
		now = secret.MaskKnown(now, secret.Movable(d))
	}
	diff := lines(unified(shown(before), now, Printable(path), Printable(path)+" (new)").String())
	if len(diff) == 0 {
		fmt.Fprintf(p, "%s: only values that are not shown here differ\n", Printable(path))
	}
	shorten(diff)
	for _, line := range diff {
		text, ended := strings.CutSuffix(line, "\n")
		shown := expandLine(text)
		p.WriteString(p.paint(shown, diffColor(text)))
		if ended {
			p.WriteByte('\n')
		}
	}
	return p.Flush()
}

// masked returns a text without its secrets and personal data.
func masked(text string) string {
	d, err := jsontree.Parse(text)
	if err != nil || IsForeign(d) {
		return secret.MaskBroken(text)
	}
	return redact.Document(d)
}

// spread returns a masked text, prepared for comparing it by lines.
func spread(text string) string {
	text = masked(text)
	d, err := jsontree.Parse(text)
	if err != nil {
		return text
	}
	var edits []jsontree.Edit
	for n := range d.Root().Descendants() {
		if n.Kind() != jsontree.String {
			continue
		}
		line, _ := d.Line(d.Position(n.Start()).Line)
		indent := "\n" + line[:len(line)-len(strings.TrimLeft(line, " \t"))] + "\t"
		raw := strings.ReplaceAll(n.Raw(), `\n`, `\n`+indent)
		if n.Parent().Get("key").Is("scope") && n.Key().Is("value") {
			raw = strings.ReplaceAll(raw, " ", indent)
		}
		edits = append(edits, n.Replace(raw))
	}
	out, err := d.Apply(edits...)
	if err != nil {
		panic(err) // strings never overlap
	}
	return out
}

func diffColor(line string) color.Attribute {
	switch {
	case strings.HasPrefix(line, "+"):
		return color.FgGreen
	case strings.HasPrefix(line, "-"):
		return color.FgRed
	}
	return color.Reset
}
