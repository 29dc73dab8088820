package report

import (
	"encoding/json"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// maskedScopes is a masked list of scopes, as written in the file.
type maskedScopes struct {
	json.RawMessage
	set collection.ScopeSet
}

// value returns a masked value: a string if it is compared as text, a list of scopes, a
// place, or else JSON; nil if there is none. The order of entries is a string, too.
func (m *masker) value(v diff.Value) any {
	switch v := v.(type) {
	case nil:
		return nil
	case diff.Data:
		return json.RawMessage(m.raw(v.Node))
	case diff.Text:
		return diff.Text{Node: m.node(v.Node)}.Lines()
	case diff.Scopes:
		list := m.node(v.Node)
		return maskedScopes{json.RawMessage(list.Raw()), collection.ScopeSetOf(list.Text())}
	case diff.Address:
		return m.address(v.URL)
	case diff.Part:
		return m.partValue(v)
	case diff.Whole:
		if v.Element.Inline {
			return m.inlineEntry(v)
		}
		return json.RawMessage(v.Print(m.raw))
	case diff.Place:
		return diff.Place{Folder: m.texts(v.Folder), Position: v.Position}
	case diff.Order:
		return strings.Join(m.texts(v), ", ")
	}
	panic("report: a kind of value without a way to mask it")
}

// raw returns a masked value as written.
func (m *masker) raw(n jsontree.Node) string {
	raw := m.values.Raw(n)
	if m.known.Replace(raw) == raw {
		return raw
	}
	d := parsed(raw)
	var edits []jsontree.Edit
	for s := range d.Root().Descendants() {
		if text := s.Text(); s.Kind() == jsontree.String {
			if shown := m.known.Replace(text); shown != text {
				edits = append(edits, s.Replace(jsontree.Quote(shown)))
			}
		}
	}
	raw, err := d.Apply(edits...)
	if err != nil {
		panic(err) // strings never overlap
	}
	return raw
}

// node returns a masked copy of a value.
func (m *masker) node(n jsontree.Node) jsontree.Node { return parsed(m.raw(n)).Root() }

func parsed(raw string) *jsontree.Document {
	d, err := jsontree.Parse(raw)
	if err != nil {
		panic(err) // masking keeps the text JSON
	}
	return d
}

// address returns a masked address without its query. Its parts are masked before they
// are joined: in a joined address a password may look like a host and a path.
func (m *masker) address(u collection.URL) string {
	return m.text(normalize.Base(redact.URL(u)))
}

// inlineEntry returns an entry that is part of a string, such as one header of a block.
func (m *masker) inlineEntry(v diff.Whole) any {
	entry := struct {
		Key   string `json:"key"`
		Value string `json:"value,omitempty"`
	}{Key: m.part(v.Element, v.Element.Identity.Name)}
	if value, ok := v.Value().(diff.Part); ok {
		entry.Value = m.partValue(value)
	}
	return entry
}

func (m *masker) partValue(v diff.Part) string {
	if masked := m.part(v.Element, v.Text); masked != v.Text {
		return masked
	}
	return m.known.Replace(redact.Value(v.Element.Identity.Name, v.Text))
}

// shortestPart is the minimum length of a part that is searched for in its text.
const shortestPart = 4

// part returns a masked part of a text. If the part may overlap a secret in the whole
// text, all of it is masked.
func (m *masker) part(e *normalize.Element, part string) string {
	whole := e.Node.Text()
	if e.Node.Kind() == jsontree.Object {
		whole = collection.URL{Node: e.Node}.Raw()
	}
	if len(part) < shortestPart || whole == "" {
		return m.text(part)
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
	return m.text(part)
}
