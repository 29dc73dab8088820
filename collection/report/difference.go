package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// Difference prints the difference between a file's old and new text as a unified diff,
// with secrets masked. Each line of a description, and each scope, gets a line, so that
// a changed word is easy to find. It prints nothing for equal texts.
func Difference(w io.Writer, path, before, after string, o Options) error {
	was, now := bothMasked(before, after)
	return difference(w, path, before == after, spread(was), spread(now), o)
}

// LineDifference is like [Difference], for the lines as they are in the files. For a
// long line it shows the surroundings of the change.
func LineDifference(w io.Writer, path, before, after string, o Options) error {
	was, now := bothMasked(before, after)
	return difference(w, path, before == after, was, now, o)
}

// MaskedDifference is like [LineDifference], for texts without secrets and personal
// data.
func MaskedDifference(w io.Writer, path, before, after string, o Options) error {
	return difference(w, path, before == after, before, after, o)
}

// bothMasked returns two texts of a file without their secrets and personal data. What
// the old text hides in one place is hidden everywhere in both: a fix may move it to a
// place that does not say what it is.
func bothMasked(before, after string) (was, now string) {
	if before == after {
		return "", ""
	}
	was, now = masked(before), masked(after)
	hidden := hiddenIn(before, was)
	var movable []string
	if d, err := jsontree.Parse(before); err == nil {
		movable = secret.Movable(d)
	}
	var pairs []string
	add := func(text, stars string) {
		if len(text) <= longestReplaced {
			pairs = append(pairs, text, stars)
			return
		}
		was, now = strings.ReplaceAll(was, text, stars), strings.ReplaceAll(now, text, stars)
	}
	for _, text := range hidden {
		add(text, strings.Repeat("*", len(text)))
	}
	for _, text := range movable {
		add(text, secret.Masked(text))
	}
	known := strings.NewReplacer(pairs...)
	return known.Replace(was), known.Replace(now)
}

// longestReplaced is the length in bytes of the longest text that is replaced together with
// others. A [strings.Replacer] reads on from each place as far as the texts go, which takes
// long for a long text that repeats itself.
const longestReplaced = 256

// shortestHidden is the minimum length in bytes of a hidden text that is recognized in
// other places.
const shortestHidden = 6

// hiddenIn returns what is masked in a text. Long texts precede those that start like them.
func hiddenIn(text, masked string) []string {
	if len(text) != len(masked) {
		return nil
	}
	seen := map[string]bool{}
	var hidden []string
	for at := 0; at < len(text); at++ {
		start := at
		for at < len(text) && masked[at] == '*' && text[at] != '"' {
			at++
		}
		part := text[start:at]
		if len(part) >= shortestHidden && strings.ContainsFunc(part, unicode.IsLetter) && !seen[part] {
			seen[part] = true
			hidden = append(hidden, part)
		}
	}
	slices.Sort(hidden)
	slices.Reverse(hidden)
	return hidden
}

func difference(w io.Writer, path string, same bool, was, now string, o Options) error {
	if same {
		return nil
	}
	p := printer{Writer: bufio.NewWriter(w), color: o.Color}
	diff := lines(unified(was, now, Printable(path), Printable(path)+" (new)").String())
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

func diffColor(line string) attribute {
	switch {
	case strings.HasPrefix(line, "+"):
		return green
	case strings.HasPrefix(line, "-"):
		return red
	}
	return plain
}
