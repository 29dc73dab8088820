package personal

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/secret"
)

// Finding is personal data in a document: the bytes Start up to End of a
// string's text.
type Finding struct {
	Node collection.Node
	Match
}

// finder finds personal data in texts and in fields that belong together.
type finder struct {
	text   func(string) []Match
	fields func([]Field) []Kind
}

var (
	plausible = finder{Find, InFields}
	hidden    = finder{Hidden, HiddenFields}
)

// InRequest returns the personal data in a request's body that is worth a report.
func InRequest(r collection.Request) []Finding { return plausible.inRequest(r) }

func (f finder) inRequest(r collection.Request) []Finding {
	body := r.Body()
	switch body.Mode() {
	case "raw":
		return f.inText(body.Content())
	case "graphql":
		return append(f.inText(body.Content().Get("query")), f.inText(body.Content().Get("variables"))...)
	}
	var values []collection.Node
	var fields []Field
	for entry := range body.Fields() {
		if v := entry.Value(); v.Kind() == collection.String {
			values = append(values, v)
			fields = append(fields, Field{entry.Key(), v.Text()})
		}
	}
	var found []Finding
	for i, kind := range f.fields(fields) {
		if kind != "" {
			found = append(found, Finding{values[i], Match{0, len(fields[i].Value), kind}})
		}
	}
	return found
}

// InResponse returns the personal data in a saved response, and in the request that is
// kept with it, that is worth a report.
func InResponse(r collection.Response) []Finding {
	return append(InRequest(r.OriginalRequest()), plausible.inText(r.Body())...)
}

func (f finder) inText(n collection.Node) []Finding {
	if n.Kind() != collection.String {
		return nil
	}
	var found []Finding
	for _, m := range f.text(n.Text()) {
		found = append(found, Finding{n, m})
	}
	return found
}

// InWhere returns what must not be shown of those bodies and responses of a collection
// that are shown, as [Hidden] finds it.
func InWhere(d *collection.Document, shown func(collection.Node) bool) []Finding {
	var found []Finding
	inRequest := func(r collection.Request) {
		if shown(r.Body().Node) {
			found = append(found, hidden.inRequest(r)...)
		}
	}
	for i := range collection.Of(d).Items() {
		inRequest(i.Request())
		for r := range i.Responses() {
			inRequest(r.OriginalRequest())
			if shown(r.Body()) {
				found = append(found, hidden.inText(r.Body())...)
			}
		}
	}
	return found
}

// Mask is a text with what was found made unreadable, every other character in
// its place: the text of the document that it was found in, or one of which the
// places are the same.
func Mask(text string, found []Finding) string {
	if len(found) == 0 {
		return text
	}
	masked := []byte(text)
	for _, f := range found {
		start, end := f.Node.OffsetOf(f.Start), f.Node.OffsetOf(f.End)
		copy(masked[start:end], secret.Masked(f.Node.Document().Text()[start:end]))
	}
	return string(masked)
}
