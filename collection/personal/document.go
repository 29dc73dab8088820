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

// InRequest is the personal data in a request's body.
func InRequest(r collection.Request) []Finding {
	body := r.Body()
	switch body.Mode() {
	case "raw":
		return inText(body.Content())
	case "graphql":
		return append(inText(body.Content().Get("query")), inText(body.Content().Get("variables"))...)
	}
	var values []collection.Node
	var fields []Field
	for f := range body.Fields() {
		if v := f.Value(); v.Kind() == collection.String {
			values = append(values, v)
			fields = append(fields, Field{f.Key(), v.Text()})
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

// InResponse is the personal data in a saved response, and in the request that
// is kept with it.
func InResponse(r collection.Response) []Finding {
	return append(InRequest(r.OriginalRequest()), inText(r.Body())...)
}

func inText(n collection.Node) []Finding {
	if n.Kind() != collection.String {
		return nil
	}
	var found []Finding
	for _, m := range Find(n.Text()) {
		found = append(found, Finding{n, m})
	}
	return found
}

// InWhere is the personal data in those bodies and responses of a collection
// that are shown.
func InWhere(d *collection.Document, shown func(collection.Node) bool) []Finding {
	var found []Finding
	inRequest := func(r collection.Request) {
		if shown(r.Body().Node) {
			found = append(found, InRequest(r)...)
		}
	}
	for i := range collection.Of(d).Items() {
		inRequest(i.Request())
		for r := range i.Responses() {
			inRequest(r.OriginalRequest())
			if shown(r.Body()) {
				found = append(found, inText(r.Body())...)
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
