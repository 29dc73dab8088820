// Package redact masks the secrets in a file, and what looks like a real person's data.
package redact

import (
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/pii"
	"github.com/postwright/postwright/collection/redact/secret"
)

// Prepare makes what is needed to tell secrets and personal data. It can run on a
// goroutine while files are read.
func Prepare() {
	secret.Prepare()
	pii.Prepare()
}

// Document returns a document's text without its secrets and personal data, every
// byte in its place.
func Document(d *jsontree.Document) string { return Where(d, anywhere) }

// anywhere returns true: everything is shown.
func anywhere(jsontree.Node) bool { return true }

// Where is like [Document], but masks only the strings for which shown returns true. It
// returns true also for the objects and lists that such a string is in.
func Where(d *jsontree.Document, shown func(jsontree.Node) bool) string {
	edits := Edits(d.Root(), shown)
	if len(edits) == 0 {
		return d.Text()
	}
	masked := []byte(d.Text())
	for _, e := range edits {
		copy(masked[e.Start:e.End], e.Text)
	}
	return string(masked)
}

// large is the size in bytes from which a second core is worthwhile.
const large = 64 << 10

// Edits returns what [Where] does in a part of a document. Each edit keeps the length; of
// two at one place, the last counts. Shown may be called on several goroutines.
func Edits(n jsontree.Node, shown func(jsontree.Node) bool) []jsontree.Edit {
	var edits, private []jsontree.Edit
	var searching sync.WaitGroup
	search := func() { private = pii.Edits(pii.InWhere(n, shown)) }
	if n.End()-n.Start() < large {
		search()
	} else {
		searching.Go(search)
	}
	edits = secret.Edits(n, shown)
	searching.Wait()
	edits = append(edits, private...)
	hideKeys(n, shown, func(key jsontree.Node, from, to int) {
		start, end := key.OffsetOf(from), key.OffsetOf(to)
		edits = append(edits, jsontree.Edit{Start: start, End: end, Text: strings.Repeat("*", end-start)})
	})
	return edits
}

// Span is a part of a text: the bytes from Start up to End.
type Span struct{ Start, End int }

// Hidden returns the parts of a text that [Text] masks.
func Hidden(text string) []Span {
	var hidden []Span
	for _, t := range secret.HiddenIn(text) {
		hidden = append(hidden, Span{t.Start, t.End})
	}
	for _, m := range pii.Hidden(text) {
		hidden = append(hidden, Span{m.Start, m.End})
	}
	return hidden
}

// ShortestKey is the length in bytes from which a key may have something to hide.
const ShortestKey = 6

// HideKeys calls hide for the bytes of each key that must not be shown: an object may
// list users by their addresses or tokens.
func HideKeys(d *jsontree.Document, hide func(key jsontree.Node, from, to int)) {
	hideKeys(d.Root(), anywhere, hide)
}

func hideKeys(n jsontree.Node, shown func(jsontree.Node) bool, hide func(key jsontree.Node, from, to int)) {
	known := map[string][]Span{}
	for n := range n.DescendantsWhere(shown) {
		if !n.IsKey() || n.End()-n.Start() < ShortestKey {
			continue
		}
		key := n.Text()
		hidden, ok := known[key]
		if !ok {
			hidden = Hidden(key)
			known[key] = hidden
		}
		for _, s := range hidden {
			hide(n, s.Start, s.End)
		}
	}
}

// Masker masks parts of documents. It is not safe for concurrent use.
type Masker struct {
	texts map[*jsontree.Document]string
}

// Raw returns a value as written, without its secrets and personal data.
func (m *Masker) Raw(n jsontree.Node) string {
	if !n.Exists() {
		return ""
	}
	text, ok := m.texts[n.Document()]
	if !ok {
		text = Document(n.Document())
		if m.texts == nil {
			m.texts = map[*jsontree.Document]string{}
		}
		m.texts[n.Document()] = text
	}
	return text[n.Start():n.End()]
}

// URL returns a copy of an address without its secrets. Joining its parts shows none
// either, whatever characters a secret contains.
func URL(u collection.URL) collection.URL {
	if !u.Node.Exists() {
		return u
	}
	d, err := jsontree.Parse(`{"url":` + u.Node.Raw() + `}`)
	if err != nil {
		return collection.URL{}
	}
	return collection.URL{Node: Copy(d).Root().Get("url")}
}

// Copy returns a copy of a document without its secrets and personal data. A value in a
// secret's place is hidden wherever another string repeats it.
func Copy(d *jsontree.Document) *jsontree.Document {
	masked, err := jsontree.Parse(Document(d))
	if err != nil {
		panic(err) // masking keeps the text JSON
	}
	secrets := secret.Known(d)
	if len(secrets) == 0 {
		return masked
	}
	known := secret.Replacer(secrets)
	var edits []jsontree.Edit
	for n := range masked.Root().Descendants() {
		if n.Kind() != jsontree.String || n.IsKey() {
			continue
		}
		if text := n.Text(); known.Replace(text) != text {
			edits = append(edits, n.Replace(jsontree.Quote(known.Replace(text))))
		}
	}
	if masked, err = masked.Edited(edits...); err != nil {
		panic(err) // strings never overlap
	}
	return masked
}

// Path joins the names of an element and the folders around it. Each name is masked
// before they are joined.
func Path(names []string) string { return strings.Join(Texts(names), between) }

// PathOf returns the [Path] of a folder or request; "" for an absent node.
func PathOf(item jsontree.Node) string { return Path(collection.ItemPath(item)) }

// Paths keeps what [PathOf] returned: many findings are in one request.
type Paths map[jsontree.Node]string

// Of is like [PathOf].
func (p Paths) Of(item jsontree.Node) string {
	path, ok := p[item]
	if !ok {
		path = PathOf(item)
		p[item] = path
	}
	return path
}

const between = " / "

// Variable returns a variable's value, masked if it is a secret or personal data.
func Variable(v collection.Variable) string {
	value := v.Value().Text()
	if v.IsSecret() {
		return secret.Masked(value)
	}
	return Value(v.Key(), value)
}

// Text returns a text outside of documents, without what looks like a secret or personal
// data.
func Text(text string) string { return pii.MaskText(secret.MaskText(text)) }

// Texts returns masked copies of texts, as by [Text]; nil for nil.
func Texts(texts []string) []string {
	shown := slices.Clone(texts)
	for i, text := range shown {
		shown[i] = Text(text)
	}
	return shown
}

// Value returns the value of a name, without what looks like a secret or personal data.
func Value(name, value string) string {
	masked := secret.MaskValue(name, value)
	if pii.HiddenFields([]pii.Field{{Key: name, Value: value}})[0] != "" {
		return secret.Masked(masked)
	}
	return pii.MaskText(masked)
}
