package docs

import (
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/pii"
)

// longestPersonal is the maximum number of bytes of a text that are searched for
// personal data. If a longer text, which a page would cut, has any, all of it is masked.
const longestPersonal = 4 << 20

// hidePersonal replaces the personal data in every string of a document, and in the
// entries of every list of names and values.
func hidePersonal(d *jsontree.Document, c *cuts) {
	known := newRepeats()
	seen := map[string][]pii.Match{} // by text, because many requests repeat one
	for n := range d.Root().Descendants() {
		switch {
		case n.Kind() == jsontree.Array:
			hideEntries(n, c, known)
		case n.Kind() == jsontree.String && !n.IsKey() && n.End()-n.Start() < longestPersonal:
			text := n.Text()
			found, ok := seen[text]
			if !ok {
				found = pii.Hidden(text)
				seen[text] = found
			}
			for _, m := range found {
				value := text[m.Start:m.End]
				c.add(n, m.Start, m.End, instead(n, value))
				known.addPersonal(value, m.Kind)
			}
		}
	}
	if known.empty() {
		return
	}
	for n := range d.Root().Descendants() {
		if n.Kind() == jsontree.String && !n.IsKey() {
			text := n.Text()
			for _, r := range known.within(text) {
				c.add(n, r.start, r.end, instead(n, text[r.start:r.end]))
			}
		}
	}
}

// hideEntries searches a list of entries with a key and a value as one record.
func hideEntries(list jsontree.Node, c *cuts, known *repeats) {
	var values []jsontree.Node
	var fields []pii.Field
	for entry := range list.Elements() {
		value := entry.Get("value")
		if key := entry.Get("key"); key.Kind() == jsontree.String && (value.Kind() == jsontree.String || value.Kind() == jsontree.Number) {
			values = append(values, value)
			fields = append(fields, pii.Field{Key: key.Text(), Value: valueText(value)})
		}
	}
	for i, kind := range pii.HiddenFields(fields) {
		if kind != "" {
			c.add(values[i], 0, wholeValue, instead(values[i], fields[i].Value))
			known.addPersonal(fields[i].Value, kind)
		}
	}
}

// instead returns a masked text of the same length. In a description it has no stars,
// which would be Markdown.
func instead(n jsontree.Node, text string) string {
	mark := "*"
	if key := n.Key(); key.Is("description") || key.Is("content") && n.Parent().Key().Is("description") {
		mark = "•"
	}
	return strings.Repeat(mark, utf8.RuneCountInString(text))
}
