package diff

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/mask"
	"github.com/postwright/postwright/collection/outline"
)

// Values are what may be shown of elements and fields: their secrets and
// personal data are masked. It is for one goroutine.
type Values struct{ masker mask.Masker }

// Field is what an element's field says: a string for what is compared as text,
// else JSON; nil where nothing is said.
func (v *Values) Field(e *outline.Element, f outline.Field) any {
	switch {
	case f.Value == "":
		return nil
	case f.Sort == outline.Address:
		return mask.Text(f.Value)
	case e.Inline:
		return inlineValue(e, f.Value)
	case f.Sort == outline.Text:
		if shown, err := collection.Parse(v.masker.Raw(f.Node)); err == nil {
			return textOf(shown.Root())
		}
	}
	return json.RawMessage(v.masker.Raw(f.Node))
}

// Node is a value as JSON; nil where there is none.
func (v *Values) Node(n collection.Node) any {
	if !n.Exists() {
		return nil
	}
	return json.RawMessage(v.masker.Raw(n))
}

// textOf is the text in a string, in the lines of a script, or in a description
// with its media type.
func textOf(n collection.Node) string {
	switch n.Kind() {
	case collection.Object:
		return n.Get("content").Text()
	case collection.Array:
		var lines []string
		for e := range n.Elements() {
			lines = append(lines, strings.TrimSuffix(e.Text(), "\r"))
		}
		return strings.Join(lines, "\n")
	}
	return n.Text()
}

// Whole is an element, without the items that it holds.
func (v *Values) Whole(e *outline.Element) any {
	switch {
	case e.Inline:
		return inline(e)
	case e.Kind != outline.Folder:
		return json.RawMessage(v.masker.Raw(e.Node))
	}
	var b strings.Builder
	b.WriteByte('{')
	for key, value := range e.Node.Members() {
		if key.Is("item") {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(key.Raw() + ":" + v.masker.Raw(value))
	}
	b.WriteByte('}')
	return json.RawMessage(b.String())
}

// inline is an element that stands in a text: a header or a query parameter.
func inline(e *outline.Element) any {
	entry := struct {
		Key   string `json:"key"`
		Value string `json:"value,omitempty"`
	}{Key: mask.Text(e.Identity.Name)}
	if value := e.Value("value"); value != "" {
		entry.Value = inlineValue(e, value)
	}
	return entry
}

// inlineValue is a value of an element that stands in a text: its outline quotes
// it.
func inlineValue(e *outline.Element, value string) string {
	if n := len(value); n > 1 && value[0] == '"' {
		value = value[1 : n-1]
	}
	return mask.Value(e.Identity.Name, value)
}

// marshal is JSON as people read it: < and > stand for themselves.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
