package pii

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// Finding is personal data in a document: the bytes Start up to End of a string's text.
type Finding struct {
	Node jsontree.Node
	Match
}

// InRequest returns the personal data in a request that should be reported: in its
// address, its authorization, its headers and its body.
func InRequest(r collection.Request) []Finding {
	found := inAddress(r.URL())
	attributes := newRecord()
	for a := range r.Auth().Attributes() {
		if a.Value().Kind() == jsontree.String {
			attributes.add(a.Key(), collection.Part{Node: a.Value(), Text: a.Value().Text()})
		}
	}
	found = append(found, attributes.findings()...)
	found = append(found, inHeaders(r)...)
	return append(found, InBody(r)...)
}

// InVariables returns the personal data in the values of variables that belong together
// that is worth a report.
func InVariables(variables iter.Seq[collection.Variable]) []Finding {
	record := newRecord()
	for v := range variables {
		record.variable(v)
	}
	return record.findings()
}

// InBody returns the personal data in a request's body that is worth a report.
func InBody(r collection.Request) []Finding {
	body := r.Body()
	switch body.Mode() {
	case "raw":
		return inText(body.Content())
	case "graphql":
		return append(inText(body.Content().Get("query")), inText(body.Content().Get("variables"))...)
	}
	if content := body.Content(); content.Kind() == jsontree.Object {
		return inMembers(content)
	}
	record := newRecord()
	for f := range body.Fields() {
		record.parameter(f)
	}
	return record.findings()
}

// inHeaders searches the headers of a request.
func inHeaders(r collection.Request) []Finding {
	if headers := r.Header(); headers.Kind() == jsontree.Object {
		return inMembers(headers)
	}
	record := newRecord()
	for h := range r.Headers() {
		record.parameter(h)
	}
	return record.findings()
}

// InResponse returns the personal data in a saved response and its request that should
// be reported.
func InResponse(r collection.Response) []Finding {
	return append(InRequest(r.OriginalRequest()), inText(r.Body())...)
}

// inAddress searches the query and the variables of an address, in the place where
// Postman reads them: the parts, or else the text.
func inAddress(u collection.URL) []Finding {
	switch query := u.Node.Get("query"); {
	case u.Node.Kind() == jsontree.String:
		return inQuery(u.Node)
	case query.Exists() && query.Kind() != jsontree.Null:
		found := inQueryOf(u, query)
		for v := range u.PathVariables() {
			found = append(found, inText(v.Value())...)
		}
		return found
	}
	return inQuery(u.Node.Get("raw"))
}

// inQuery searches the query of an address that is one string.
func inQuery(address jsontree.Node) []Finding {
	before, query, ok := strings.Cut(address.Text(), "?")
	if !ok {
		return nil
	}
	record := newRecord()
	at := len(before) + len("?")
	for pair := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(pair, "=")
		record.add(key, collection.Part{Node: address, Text: value, Start: at + len(pair) - len(value)})
		at += len(pair) + len("&")
	}
	return record.findings()
}

// inQueryOf searches the parameters of an address in parts.
func inQueryOf(u collection.URL, query jsontree.Node) []Finding {
	if query.Kind() == jsontree.Object {
		return inMembers(query)
	}
	record := newRecord()
	for q := range u.Query() {
		record.parameter(q)
	}
	return record.findings()
}

// inMembers searches the members of an object.
func inMembers(object jsontree.Node) []Finding {
	record := newRecord()
	for key, value := range object.Members() {
		if value.Kind() == jsontree.String {
			record.add(key.Text(), collection.Part{Node: value, Text: value.Text()})
		}
	}
	return record.findings()
}

// record is a set of keys with values that belong together.
type record struct {
	values []collection.Part
	fields []Field
	placed []field // room for what is known of the fields
	kinds  []Kind
}

// records is a pool: each request has several records, and most of them hold nothing.
var records = sync.Pool{New: func() any { return new(record) }}

func newRecord() *record { return records.Get().(*record) }

// variable adds a variable whose value is a text.
func (r *record) variable(v collection.Variable) {
	if value := v.Value(); value.Kind() == jsontree.String {
		r.add(v.Key(), collection.Part{Node: value, Text: value.Text()})
	}
}

// parameter adds a parameter with a value.
func (r *record) parameter(p collection.Parameter) {
	if p.InText() || p.Value().Kind() == jsontree.String {
		r.add(p.Key(), p.ValuePart())
	}
}

func (r *record) add(key string, value collection.Part) {
	r.values = append(r.values, value)
	text := value.Text
	if strings.IndexByte(text, '%') >= 0 {
		text = decoded.Get().Replace(text)
	}
	r.fields = append(r.fields, Field{key, text})
}

// findings returns what is found in the record, which is not used afterwards.
func (r *record) findings() []Finding {
	defer r.release()
	if !slices.ContainsFunc(r.fields, Field.mayIdentify) {
		return nil
	}
	count := len(r.fields)
	r.placed, r.kinds = slices.Grow(r.placed, count)[:count], slices.Grow(r.kinds, count)[:count]
	inRecord(r.kinds, r.placed, r.fields, toReport)
	var found []Finding
	for i, kind := range r.kinds {
		if v := r.values[i]; kind != "" {
			found = append(found, Finding{v.Node, Match{v.Start, v.Start + len(v.Text), kind}})
		}
	}
	return found
}

func (r *record) release() {
	clear(r.values)
	clear(r.fields)
	clear(r.placed)
	clear(r.kinds)
	r.values, r.fields, r.placed, r.kinds = r.values[:0], r.fields[:0], r.placed[:0], r.kinds[:0]
	records.Put(r)
}

// decoded decodes the characters of names, dates and e-mail addresses that queries
// encode.
var decoded = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("%20", " ", "%2F", "/", "%2f", "/", "%40", "@")
}}

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

// longestSearched is the maximum number of bytes of a string that is searched for data
// to hide.
const longestSearched = 4 << 20

// InWhere returns what must not be shown of those strings of a part of a document that are
// shown, as [Hidden] finds it, and of the values of entries with a key. Shown returns true
// also for what a shown string is in.
func InWhere(part jsontree.Node, shown func(jsontree.Node) bool) []Finding {
	var found []Finding
	seen := map[string][]Match{} // by text: many requests repeat one
	for n := range part.DescendantsWhere(shown) {
		switch {
		case n.Kind() == jsontree.Array:
			if n.Len() > 0 {
				found = append(found, inEntries(n)...)
			}
		case n.Kind() == jsontree.String && !n.IsKey() && n.End()-n.Start() < longestSearched:
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

// inEntries searches a list of entries with a key and a value as one record.
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

// Edits returns the edits that mask findings in a document and leave every other character
// in its place. Unlike for secrets, no character of a finding stays, because two digits of
// a date may be its year. A number becomes a string of the same length.
func Edits(found []Finding) []jsontree.Edit {
	var edits []jsontree.Edit
	for _, f := range found {
		if n := f.Node; n.Kind() == jsontree.Number {
			if size := len(n.Raw()); size > 1 {
				edits = append(edits, n.Replace(`"`+strings.Repeat("*", size-2)+`"`))
			}
			continue
		}
		start, end := f.Node.OffsetOf(f.Start), f.Node.OffsetOf(f.End)
		edits = append(edits, jsontree.Edit{Start: start, End: end, Text: strings.Repeat("*", end-start)})
	}
	return edits
}

// MaskText returns a text with what [Hidden] finds masked.
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
