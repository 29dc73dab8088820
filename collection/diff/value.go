package diff

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// Values reads the values of elements and fields and masks secrets and personal data
// in them. It must not be used by several goroutines at once.
type Values struct{ masker redact.Masker }

// Field returns the value of a field: a string if it is compared as text, else JSON;
// nil if it has no value.
func (v *Values) Field(e *normalize.Element, f normalize.Field) any {
	switch {
	case f.Value == "":
		return nil
	case f.Sort == normalize.Address:
		return maskedAddress(f.Node)
	case e.Inline:
		return inlineValue(e, f.Value)
	case f.Sort == normalize.Text:
		if shown, err := jsontree.Parse(v.masker.Raw(f.Node)); err == nil {
			return textOf(shown.Root())
		}
	}
	return json.RawMessage(v.masker.Raw(f.Node))
}

// maskedAddress returns an address without its query. Its parts are masked before they
// are joined: in a joined address a password may look like a host and a path.
func maskedAddress(n jsontree.Node) string {
	return redact.Text(normalize.Base(redact.URL(collection.URL{Node: n})))
}

// Sent returns the method and address of a request, masked; "" for any other element.
func Sent(e *normalize.Element) string {
	if e.Kind != normalize.Request {
		return ""
	}
	url := ""
	for _, f := range e.Fields {
		if f.Sort == normalize.Address && f.Name == "url" {
			url = maskedAddress(f.Node)
		}
	}
	method := strings.Trim(e.Value("method"), `"`)
	if method == "" {
		method = "GET"
	}
	return strings.TrimSpace(redact.Text(method) + " " + url)
}

// Node returns a value as JSON, or nil for the zero Node.
func (v *Values) Node(n jsontree.Node) any {
	if !n.Exists() {
		return nil
	}
	return json.RawMessage(v.masker.Raw(n))
}

// textOf returns the text of a string, of a script's lines, or of a description that
// is an object with a media type.
func textOf(n jsontree.Node) string {
	switch n.Kind() {
	case jsontree.Object:
		return n.Get("content").Text()
	case jsontree.Array:
		var lines []string
		for e := range n.Elements() {
			lines = append(lines, strings.TrimSuffix(e.Text(), "\r"))
		}
		return strings.Join(lines, "\n")
	}
	return n.Text()
}

// Whole returns an element without the items in it.
func (v *Values) Whole(e *normalize.Element) any {
	switch {
	case e.Inline:
		return inline(e)
	case e.Kind != normalize.Folder:
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

// inline returns an element that is part of a string, such as one header of a block.
func inline(e *normalize.Element) any {
	entry := struct {
		Key   string `json:"key"`
		Value string `json:"value,omitempty"`
	}{Key: inlineText(e, e.Identity.Name)}
	if value := e.Value("value"); value != "" {
		entry.Value = inlineValue(e, value)
	}
	return entry
}

// inlineValue returns a value of an element that is part of a string. Its outline
// has it as JSON.
func inlineValue(e *normalize.Element, value string) string {
	if n := len(value); n > 1 && value[0] == '"' {
		value = value[1 : n-1]
	}
	if masked := inlineText(e, value); masked != value {
		return masked
	}
	return redact.Value(e.Identity.Name, value)
}

// shortestPart is the least length of a part that is searched for in its text.
const shortestPart = 4

// inlineText returns a part of a text, masked. If the part may overlap a secret of the
// whole text, none of it is shown.
func inlineText(e *normalize.Element, part string) string {
	whole := e.Node.Text()
	if len(part) < shortestPart || whole == "" {
		return redact.Text(part)
	}
	for _, s := range secret.HiddenIn(whole) {
		if within := whole[s.Start:s.End]; strings.Contains(within, part) || strings.Contains(part, within) {
			return secret.Masked(part)
		}
		for from := 0; ; {
			i := strings.Index(whole[from:], part)
			if i < 0 {
				break
			}
			if from += i; from < s.End && from+len(part) > s.Start {
				return secret.Masked(part)
			}
			from += len(part)
		}
	}
	return redact.Text(part)
}

// marshal returns JSON in which < and > are not escaped.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
