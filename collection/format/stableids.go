package format

import (
	"bytes"
	"index/suffixarray"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

var namespace = lazy.Value[uuid.UUID]{New: func() uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/postwright/postwright#stable-ids"))
}}

// StableIDs returns the edits that replace the ids in a collection or environment by ids
// derived from the elements: from the name, for a request also from method and URL, and
// from the place. Postman assigns new ids at every import; after these edits, two
// exports of one collection are the same.
//
// An id that a script mentions stays, and so does one that names a path variable. The
// edits keep the file valid and add no ids.
func StableIDs(d *jsontree.Document) []jsontree.Edit {
	s := stabilizer{scripts: scriptsOf(d)}
	root := d.Root()
	if values := root.Get("values"); values.Exists() && !root.Get("info").Exists() {
		s.set(root.Get("id"), derive(namespace.Get(), "environment", root.Get("name").Text()))
		return s.edits
	}
	id := derive(namespace.Get(), "collection", root.Get("info", "name").Text())
	s.set(root.Get("info", "_postman_id"), id)
	s.element(root, id)
	s.items(root, id)
	return s.edits
}

type stabilizer struct {
	scripts *suffixarray.Index
	edits   []jsontree.Edit
}

// scriptsOf returns an index of the text of all scripts, in which many ids can be looked
// up.
func scriptsOf(d *jsontree.Document) *suffixarray.Index {
	var b bytes.Buffer
	add := func(e collection.Event) {
		b.WriteString(e.Source())
		b.WriteByte('\n')
	}
	c := collection.Of(d)
	for e := range c.Events() {
		add(e)
	}
	for item := range c.Items() {
		for e := range item.Events() {
			add(e)
		}
	}
	return suffixarray.New(b.Bytes())
}

// derive returns the id of an element inside another one.
func derive(parent uuid.UUID, kind string, parts ...string) uuid.UUID {
	return uuid.NewSHA1(parent, []byte(kind+"\x00"+strings.Join(parts, "\x00")))
}

func (s *stabilizer) set(old jsontree.Node, id uuid.UUID) {
	if old.Kind() != jsontree.String || old.Is("") || s.scripts.Lookup([]byte(old.Text()), 1) != nil {
		return
	}
	s.edits = append(s.edits, old.Replace(jsontree.Quote(id.String())))
}

// ordinals counts elements that are otherwise equal.
type ordinals map[string]int

func (o ordinals) next(key ...string) string {
	joined := strings.Join(key, "\x00")
	o[joined]++
	return strconv.Itoa(o[joined])
}

func (s *stabilizer) items(container jsontree.Node, parent uuid.UUID) {
	seen := ordinals{}
	for node := range container.Get("item").Elements() {
		item := collection.Item{Node: node}
		parts := []string{"folder", item.Name()}
		if !item.IsFolder() {
			parts = []string{"request", item.Name(), item.Request().Method(), item.Request().URL().Raw()}
		}
		id := derive(parent, "item", append(parts, seen.next(parts...))...)
		s.set(node.Get("id"), id)
		s.set(node.Get("_postman_id"), id)
		s.set(node.Get("request", "_postman_id"), id)
		s.element(node, id)
		s.responses(item, id)
		s.items(node, id)
	}
}

func (s *stabilizer) responses(item collection.Item, parent uuid.UUID) {
	seen := ordinals{}
	for r := range item.Responses() {
		id := derive(parent, "response", r.Name(), seen.next(r.Name()))
		s.set(r.Node.Get("id"), id)
		s.set(r.Node.Get("_postman_id"), id)
	}
}

// element handles the parts that collections, folders and requests have in common.
func (s *stabilizer) element(owner jsontree.Node, parent uuid.UUID) {
	seen := ordinals{}
	for node := range owner.Get("event").Elements() {
		listen := collection.Event{Node: node}.Listen()
		id := derive(parent, "event", listen, seen.next(listen))
		s.set(node.Get("id"), id)
		s.set(node.Get("script", "id"), derive(id, "script"))
	}
	for node := range owner.Get("variable").Elements() {
		// Without a key the id is the variable's name.
		if key := node.Get("key").Text(); key != "" {
			s.set(node.Get("id"), derive(parent, "variable", key, seen.next("variable", key)))
		}
	}
}
