package requests

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/markdown"
	"github.com/postwright/postwright/collection/sample"
)

// Limits of a table of fields.
const (
	maxFields     = 150
	maxFieldDepth = 2
	maxFieldText  = 300
)

// fieldKey has everything that a table of fields depends on.
type fieldKey struct {
	schema   *api.Schema
	resource string
	changes  bool // nothing is required, because only what is sent changes
	// shown is the value that the request sends, if the schema has alternatives: the
	// table describes the one that fits it.
	shown *api.Value
}

// bodyDescription describes how to fill in a JSON body, and its fields.
func (l *layouter) bodyDescription(o *api.Operation, s *api.Schema) string {
	key := fieldKey{schema: s, resource: l.values.Resource(o), changes: o.Method == "PATCH"}
	if l.branches(s, 1) {
		key.shown = l.values.Body(o)
	}
	table := l.fieldTable(key)
	if table == "" {
		if o.Body.Inferred {
			return "The API's document declares no body, and the resource has no field that can be written."
		}
		return l.howToSend(o)
	}
	heading := "Fields of the body:"
	if o.Body.Inferred {
		heading = "The API's document declares no body here; these are the fields of the resource that can be written:"
	}
	return paragraphs(l.howToSend(o), heading+"\n\n"+table)
}

// howToSend describes how to fill in a body that is empty or has a variable, because
// sending it changes a record.
func (l *layouter) howToSend(o *api.Operation) string {
	isForm := o.Body.IsForm()
	switch {
	case o.Method == "PATCH" && isForm:
		return "All fields are switched off: switch on those to change. Only what is sent changes."
	case o.Method == "PATCH":
		return "The body is empty: add the fields to change. Only what is sent changes."
	case o.Method != "PUT":
		return ""
	case isForm:
		return "Replaces the whole record: a field that is left out is lost. " + l.startFrom(o) + "put its values into the fields. " + notRefused
	case api.IsBinary(o.Body.Media), isBytes(o.Body.Schema):
		return "Choose a file before you send this: without one, an empty body may replace what is there."
	}
	place := codeSpan("{{" + l.values.TargetRecord(o) + "}}")
	switch {
	case !isJSON(o.Body) && !api.IsXML(o.Body.Media):
		return "Replaces the whole record. " + l.startFrom(o) + "put it in place of " + place + ", and change it. " + notRefused
	case isJSON(o.Body) && l.options.FromDocument:
		place = "this body, and " + place + " with it"
	}
	return "Replaces the whole record: a field that is left out is lost. " + l.startFrom(o) + "put it in place of " + place + ", and change it."
}

// notRefused is for a body in which any text may be valid, so that nothing but the
// reader keeps it from being sent.
const notRefused = "Send it only after that: a server may take a name in braces for a value."

// startFrom returns the start of the sentence that says where to get a whole record.
func (l *layouter) startFrom(o *api.Operation) string {
	for _, other := range l.api.Operations {
		if other.Method == "GET" && other.Path == o.Path && other.Answer() != nil {
			name, _ := l.name(other)
			return "Start from what **" + name + "** answers: "
		}
	}
	return "Start from the record as it is: "
}

// fieldTable returns a Markdown table of a body's fields, required ones first, because
// JSON has no place for descriptions.
func (l *layouter) fieldTable(key fieldKey) string {
	table, known := l.fields[key]
	if known {
		return table
	}
	f := fieldLister{layouter: l, fieldKey: key, open: map[*api.Schema]bool{}}
	f.list(key.schema, key.shown, "", 1)
	if len(f.rows) > 0 {
		head := "| field | type | required | meaning |\n|---|---|---|---|\n"
		if key.changes {
			head = "| field | type | meaning |\n|---|---|---|\n"
		}
		table = head + strings.Join(f.rows, "\n")
	}
	if f.more > 0 {
		table += fmt.Sprintf("\n\nand %d more.", f.more)
	}
	l.fields[key] = table
	return table
}

// fieldLister lists fields, including those of inner objects.
type fieldLister struct {
	*layouter
	fieldKey
	open map[*api.Schema]bool
	rows []string
	more int // number of fields that are not listed
}

// branches reports whether a body's schema, or that of a listed field, has alternatives.
func (l *layouter) branches(s *api.Schema, depth int) bool {
	if s == nil {
		return false
	}
	flat := sample.Flat(s)
	if len(flat.OneOf)+len(flat.AnyOf) > 0 || depth <= maxFieldDepth && l.branches(flat.Items, depth+1) {
		return true
	}
	for _, p := range flat.Properties[:min(len(flat.Properties), maxFields)] {
		if depth < maxFieldDepth && l.branches(p.Schema, depth+1) {
			return true
		}
	}
	return false
}

func (f *fieldLister) list(s *api.Schema, shown *api.Value, prefix string, depth int) {
	if s == nil || f.open[s] {
		return
	}
	f.open[s] = true
	defer delete(f.open, s)
	object := withProperties(s, shown)
	if object == nil {
		return
	}
	needs := object.Needs()
	for _, required := range []bool{true, false} {
		for _, p := range object.Properties {
			if needs[p.Name] == required && !sample.IsReadOnly(p.Schema) {
				f.add(p, member(shown, p.Name), prefix, depth, required)
			}
		}
	}
}

func (f *fieldLister) add(p api.Property, shown *api.Value, prefix string, depth int, required bool) {
	if len(f.rows) >= maxFields {
		f.more++
		return
	}
	yes := ""
	if required {
		yes = "yes"
	}
	meaning := f.fieldMeaning(f.resource, p.Name)
	if meaning == "" {
		meaning = shortened(describe(p.Schema))
	}
	cells := []string{codeSpan(prefix + p.Name), typeWords(p.Schema), yes, sentences(meaning, limits(p.Schema))}
	if f.changes {
		cells = append(cells[:2], cells[3])
	}
	for i, text := range cells {
		cells[i] = cell(text)
	}
	f.rows = append(f.rows, "| "+strings.Join(cells, " | ")+" |")
	if depth == maxFieldDepth || p.Schema == nil {
		return
	}
	if flat := sample.Flat(p.Schema); flat.Items != nil {
		var first *api.Value
		if shown != nil && len(shown.Items) > 0 {
			first = shown.Items[0]
		}
		f.list(flat.Items, first, prefix+p.Name+"[].", depth+1)
	} else {
		f.list(p.Schema, shown, prefix+p.Name+".", depth+1)
	}
}

func member(v *api.Value, name string) *api.Value {
	if v == nil {
		return nil
	}
	return v.Member(name)
}

// fieldMeaning returns the wording's description of a field; "" if there is none.
func (l *layouter) fieldMeaning(resource, name string) string {
	if own, ok := l.options.Wording.Fields[resource+"."+name]; ok {
		return own
	}
	return l.options.Wording.Fields[name]
}

// cell returns a text for a cell of a table, on one line.
func cell(text string) string { return markdown.Cell(strings.Join(strings.Fields(text), " ")) }

// shortened returns the first paragraph of a text on one line, cut to maxFieldText
// bytes.
func shortened(text string) string {
	text, _, _ = strings.Cut(text, "\n\n")
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= maxFieldText {
		return text
	}
	text = text[:maxFieldText]
	if cut := strings.LastIndexByte(text, ' '); cut > maxFieldText/2 {
		text = text[:cut]
	}
	return strings.ToValidUTF8(text, "") + " …"
}
