package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/v3"
)

// Loss is a part of a file that another format cannot express, with secrets masked.
type Loss struct {
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Element []string `json:"element"`
	Pointer string   `json:"pointer"`
	Field   string   `json:"field"`
	Message string   `json:"message"`
}

// LossesOf returns the losses of a document for a report. file returns the path of the
// file that has a loss.
func LossesOf(d *jsontree.Document, losses []v3.Loss, file func(v3.Loss) string) []Loss {
	if len(losses) == 0 {
		return nil
	}
	known := secret.Replacer(secret.Known(d))
	shown := func(text string) string { return known.Replace(redact.Text(text)) }
	keys := func(pointer string) string { return known.Replace(Pointer(pointer)) }
	var all []Loss
	for _, l := range losses {
		element := []string{}
		for _, name := range l.Element {
			element = append(element, shown(name))
		}
		all = append(all, Loss{file(l), l.Line, l.Column, element, keys(l.Pointer), shown(keys(l.Field)), shown(l.Message)})
	}
	return all
}

// LossesJSON prints losses as one object.
func LossesJSON(w io.Writer, losses []Loss) error {
	text, err := json.MarshalIndent(map[string]any{"losses": append([]Loss{}, losses...)}, "", "  ")
	if err == nil {
		_, err = io.WriteString(w, JSON(string(text))+"\n")
	}
	return err
}

// mostOfLoss limits how many places of one kind of loss the text shows.
const mostOfLoss = 3

// LossesText prints losses by their kinds. More says how to see those that are left out.
func LossesText(w io.Writer, losses []Loss, more string) error {
	var kinds []string
	places := map[string][]Loss{}
	for _, l := range losses {
		kind := l.Field[strings.LastIndexByte(l.Field, '/')+1:] + ": " + l.Message
		if places[kind] == nil {
			kinds = append(kinds, kind)
		}
		places[kind] = append(places[kind], l)
	}
	var b strings.Builder
	line := func(format string, values ...any) { b.WriteString(Printable(fmt.Sprintf(format, values...)) + "\n") }
	for _, kind := range kinds {
		all := places[kind]
		line("lost: %s", strings.TrimPrefix(kind, ": "))
		for _, l := range all[:min(len(all), mostOfLoss)] {
			line("  %s:%d:%d: %s", l.File, l.Line, l.Column, strings.TrimSpace(strings.Join(append(l.Element, l.Field), " / ")))
		}
		if rest := len(all) - mostOfLoss; rest > 0 {
			line("  and %d more; %s", rest, more)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
