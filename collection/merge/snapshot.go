package merge

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact/secret"
)

// Snapshot records a document without its content: its elements in order, and a hash
// of each field. With it, later changes can be found.
//
// Snapshots are only taken of generated documents, never of edited ones, so a lock
// file holds nothing about credentials that people enter. A template may contain a
// literal secret, whose hash could be guessed; a salt would not help, because it is
// stored next to the hashes. Fields with literal secrets are therefore recorded as
// unknown, and a hand edit of one conflicts with any change of the template.
//
// A hash is 48 bits of SHA-256 over the collection's ID, the field's name and its
// normalized value. The ID makes equal values of different collections differ; 48
// bits are enough to avoid collisions between two values of one field.
type Snapshot struct {
	root *normalize.Element
	key  string
}

// unknown is the hash of a field that is not hashed. It equals none.
const unknown = "\x00unknown"

// SnapshotOf returns the snapshot of a document.
func SnapshotOf(d *jsontree.Document) *Snapshot { return SnapshotWithout(d, secret.Suspected(d)) }

// SnapshotWithout is like [SnapshotOf], for callers that have the result of
// [secret.Suspected].
func SnapshotWithout(d *jsontree.Document, secrets []secret.Finding) *Snapshot {
	root := normalize.Of(d)
	h := hasher{key: idOf(d), secrets: map[jsontree.Node]bool{}}
	for _, f := range secrets {
		for at := f.Node; at.Exists(); at = at.Parent() {
			h.secrets[at] = true
		}
	}
	return &Snapshot{root: h.element(root, nil), key: h.key}
}

// idOf returns the id of a collection or environment.
func idOf(d *jsontree.Document) string {
	if id := d.Root().Get("info", "_postman_id").Text(); id != "" {
		return id
	}
	return d.Root().Get("id").Text()
}

// hasher makes outlines in which all texts are hashes.
type hasher struct {
	key     string
	secrets map[jsontree.Node]bool                    // values with a literal secret
	origin  map[*normalize.Element]*normalize.Element // the original of each hashed element; nil if not needed
	buffer  []byte                                    // for the hashed text
}

// text returns the hash of a text, or "" for "".
func (h *hasher) text(label, text string) string {
	if text == "" {
		return ""
	}
	h.buffer = append(h.buffer[:0], h.key...)
	h.buffer = append(append(append(append(h.buffer, 0), label...), 0), text...)
	sum := sha256.Sum256(h.buffer)
	var encoded [8]byte // four characters hold three bytes
	base64.RawURLEncoding.Encode(encoded[:], sum[:6])
	return string(encoded[:])
}

func (h *hasher) element(e, parent *normalize.Element) *normalize.Element {
	hashed := &normalize.Element{Kind: e.Kind, Node: e.Node, Inline: e.Inline, Parent: parent}
	if h.origin != nil {
		h.origin[hashed] = e
	}
	name := e.Identity.Name
	if e.Kind == normalize.Header {
		name = strings.ToLower(name)
	}
	hashed.Identity = normalize.Identity{
		ID: h.text("id", e.Identity.ID), Name: h.text("name", name),
		Address: h.text("address", e.Identity.Address), Route: h.text("route", e.Identity.Route),
	}
	if !h.secrets[e.Node] {
		hashed.Identity.Written = h.text("written", e.Identity.Written)
		hashed.Identity.Content = h.text("content", e.Identity.Content)
	}
	hashed.Fields = make([]normalize.Field, 0, len(e.Fields))
	for _, f := range e.Fields {
		if f.Value != "" && !f.Noise {
			f.Value = h.field(e, f)
			hashed.Fields = append(hashed.Fields, f)
		}
	}
	for _, l := range e.Lists {
		list := l
		list.Elements = make([]*normalize.Element, 0, len(l.Elements))
		for _, inner := range l.Elements {
			list.Elements = append(list.Elements, h.element(inner, hashed))
		}
		hashed.Lists = append(hashed.Lists, list)
	}
	if e.Auth != nil {
		hashed.Auth = h.element(e.Auth, hashed)
	}
	for _, item := range e.Items {
		hashed.Items = append(hashed.Items, h.element(item, hashed))
	}
	if parent == nil {
		hashed.SetPlaces()
	}
	return hashed
}

// field returns the hash of a field's value. Scopes have a hash each, so that they can
// be merged one by one.
func (h *hasher) field(e *normalize.Element, f normalize.Field) string {
	at := f.Node
	if !at.Exists() {
		at = e.Node
	}
	switch {
	case f.Sort == normalize.Address:
		// Its node has the query, too.
		if len(secret.Tokens(f.Value)) > 0 && len(h.secrets) > 0 {
			return unknown
		}
	case h.secrets[at], h.secrets != nil && e.Inline && secret.MaskValue(e.Identity.Name, f.Value) != f.Value:
		return unknown
	case f.Sort == normalize.Scope:
		var words []string
		for _, scope := range collection.ScopeNames(f.Value) {
			words = append(words, h.text("scope", scope))
		}
		slices.Sort(words)
		return strings.Join(words, collection.ScopeSeparator(f.Value))
	}
	return h.text(string(e.Kind)+"."+f.Name, f.Value)
}

// tree is one side of a merge: as used in the comparison, and as in the file.
type tree struct {
	root   *normalize.Element
	origin map[*normalize.Element]*normalize.Element // nil if both are the same
}

// real returns the element as in the file.
func (t tree) real(e *normalize.Element) *normalize.Element {
	if e == nil || t.origin == nil {
		return e
	}
	return t.origin[e]
}

// hashed returns a document in the form of a snapshot with the given key.
func hashed(root *normalize.Element, key string) tree {
	h := hasher{key: key, origin: map[*normalize.Element]*normalize.Element{}}
	return tree{h.element(root, nil), h.origin}
}
