package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/inputs"
)

// convertLoss is one lost part in the report on a conversion.
type convertLoss struct {
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Element []string `json:"element"`
	Pointer string   `json:"pointer"`
	Field   string   `json:"field"`
	Message string   `json:"message"`
}

// lose adds losses of a document to the report, with secrets in names and
// keys masked.
func (c *converter) lose(d *jsontree.Document, losses []v3.Loss, file func(v3.Loss) string) {
	if len(losses) == 0 {
		return
	}
	known := secret.Replacer(secret.Known(d))
	shown := func(text string) string { return known.Replace(redact.Text(text)) }
	keys := func(pointer string) string { return known.Replace(report.Pointer(pointer)) }
	for _, l := range losses {
		element := []string{}
		for _, name := range l.Element {
			element = append(element, shown(name))
		}
		c.losses = append(c.losses, convertLoss{file(l), l.Line, l.Column, element, keys(l.Pointer), shown(keys(l.Field)), shown(l.Message)})
	}
}

// mostOfLoss limits how many places of one kind of loss the text report
// shows.
const mostOfLoss = 3

// report prints what was lost.
func (c *converter) report() error {
	if c.flags.format == formatJSON {
		if c.losses == nil {
			c.losses = []convertLoss{}
		}
		text, err := jsonText(map[string]any{"losses": c.losses})
		if err != nil {
			return err
		}
		if c.flags.output == inputs.Stdin || c.flags.output == "" && c.flags.to == "v2.1" {
			_, err := io.WriteString(c.err, text) // standard output is only for the file
			return err
		}
		return c.print(text)
	}
	var kinds []string
	places := map[string][]convertLoss{}
	for _, l := range c.losses {
		kind := l.Field[strings.LastIndexByte(l.Field, '/')+1:] + ": " + l.Message
		if places[kind] == nil {
			kinds = append(kinds, kind)
		}
		places[kind] = append(places[kind], l)
	}
	for _, kind := range kinds {
		all := places[kind]
		var b strings.Builder
		fmt.Fprintf(&b, "lost: %s\n", strings.TrimPrefix(kind, ": "))
		for _, l := range all[:min(len(all), mostOfLoss)] {
			fmt.Fprintf(&b, "  %s:%d:%d: %s\n", l.File, l.Line, l.Column, strings.TrimSpace(strings.Join(append(l.Element, l.Field), " / ")))
		}
		if more := len(all) - mostOfLoss; more > 0 {
			fmt.Fprintf(&b, "  and %d more; --format json lists all\n", more)
		}
		for line := range strings.Lines(b.String()) {
			fmt.Fprintln(c.err, report.Printable(strings.TrimSuffix(line, "\n")))
		}
	}
	return nil
}
