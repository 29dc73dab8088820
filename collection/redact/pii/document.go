package pii

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// Finding is personal data in a document: the bytes Start up to End of a
// string's text.
type Finding struct {
	Node jsontree.Node
	Match
}

// InRequest returns the personal data in a request's body that is worth a report.
func InRequest(r collection.Request) []Finding {
	body := r.Body()
	switch body.Mode() {
	case "raw":
		return inText(body.Content())
	case "graphql":
		return append(inText(body.Content().Get("query")), inText(body.Content().Get("variables"))...)
	}
	var values []jsontree.Node
	var fields []Field
	for entry := range body.Fields() {
		if v := entry.Value(); v.Kind() == jsontree.String {
			values = append(values, v)
			fields = append(fields, Field{entry.Key(), v.Text()})
		}
	}
	var found []Finding
	for i, kind := range InFields(fields) {
		if kind != "" {
			found = append(found, Finding{values[i], Match{0, len(fields[i].Value), kind}})
		}
	}
	return found
}

// InResponse returns the personal data in a saved response, and in the request that is
// kept with it, that is worth a report.
func InResponse(r collection.Response) []Finding {
	return append(InRequest(r.OriginalRequest()), inText(r.Body())...)
}

func inText(n jsontree.Node) []Finding {
	if n.Kind() != jsontree.String {
		return nil
	}
	var found []Finding
	for _, m := range Find(n.Text()) {
		found = append(found, Finding{n, m})
	}
	return found
}

// longestSearched is how many bytes a string has at most that is searched for what must
// not be shown.
const longestSearched = 4 << 20

// InWhere returns what must not be shown of those strings of a document that are shown,
// as [Hidden] finds it, and of the values of entries with a key.
func InWhere(d *jsontree.Document, shown func(jsontree.Node) bool) []Finding {
	var found []Finding
	seen := map[string][]Match{} // by text: many requests repeat one
	for n := range d.Root().Descendants() {
		switch {
		case n.Kind() == jsontree.Array:
			if n.Len() > 0 && shown(n) {
				found = append(found, inEntries(n)...)
			}
		case n.Kind() == jsontree.String && !n.IsKey() && n.End()-n.Start() < longestSearched && shown(n):
			const shortest = 6
			text := n.Text()
			if len(text) < shortest {
				continue
			}
			matches, ok := seen[text]
			if !ok {
				matches = Hidden(text)
				seen[text] = matches
			}
			for _, m := range matches {
				found = append(found, Finding{n, m})
			}
		}
	}
	return found
}

// inEntries looks at a list of entries with a key and a value as at one record.
func inEntries(list jsontree.Node) []Finding {
	var values []jsontree.Node
	var fields []Field
	for entry := range list.Elements() {
		if entry.Kind() != jsontree.Object {
			return nil
		}
		value := entry.Get("value")
		if key := entry.Get("key"); key.Kind() == jsontree.String && (value.Kind() == jsontree.String || value.Kind() == jsontree.Number) {
			text := value.Text()
			if value.Kind() == jsontree.Number {
				text = value.Raw()
			}
			values = append(values, value)
			fields = append(fields, Field{key.Text(), text})
		}
	}
	var found []Finding
	for i, kind := range HiddenFields(fields) {
		if kind != "" {
			found = append(found, Finding{values[i], Match{0, len(fields[i].Value), kind}})
		}
	}
	return found
}

// Mask returns a text with what was found made unreadable, every other character in
// its place. Unlike of a secret, no character of it stays: two digits of a date are its
// year. The text is that of the document that it was found in, or one of which the
// places are the same. A number becomes a string of its length.
func Mask(text string, found []Finding) string {
	if len(found) == 0 {
		return text
	}
	masked := []byte(text)
	for _, f := range found {
		if f.Node.Kind() == jsontree.Number {
			if raw := masked[f.Node.Start():f.Node.End()]; len(raw) > 1 {
				copy(raw, `"`+strings.Repeat("*", len(raw)-2)+`"`)
			}
			continue
		}
		start, end := f.Node.OffsetOf(f.Start), f.Node.OffsetOf(f.End)
		copy(masked[start:end], strings.Repeat("*", end-start))
	}
	return string(masked)
}

// MaskText returns a text without what [Hidden] finds in it.
func MaskText(text string) string {
	found := Hidden(text)
	if len(found) == 0 {
		return text
	}
	masked := []byte(text)
	for _, m := range found {
		copy(masked[m.Start:m.End], strings.Repeat("*", m.End-m.Start))
	}
	return string(masked)
}
