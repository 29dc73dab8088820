package v3

import (
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/yamltree"
)

// V21 returns the collection in format v2.1, and the losses: what that format cannot
// express.
func (r *Result) V21() (*jsontree.Document, []Loss, error) {
	edits := withoutMembers(r.Document, extension, extension+"-requests")
	d, err := r.Document.Edited(edits...)
	if err != nil {
		return nil, nil, err
	}
	missing := sendBodies
	if r.root == nil {
		missing = switchOn
	}
	if d, err = d.Edited(missing(d)...); err != nil {
		return nil, nil, err
	}
	said := numbers{} // the nodes that the document includes
	for o := range r.places.all() {
		inside := func(e jsontree.Edit) bool { return e.Start <= o.start && o.end <= e.End }
		if o.number > 0 && !slices.ContainsFunc(edits, inside) {
			said.add(o)
		}
	}
	u := unsaid{said: said}
	if r.root != nil {
		u.folder(r.root)
	} else {
		for _, s := range r.Files {
			u.file(s)
		}
	}
	return d, u.losses, nil
}

// withoutMembers returns the edits that remove the members with some keys from a
// document.
func withoutMembers(d *jsontree.Document, keys ...string) []jsontree.Edit {
	var edits []jsontree.Edit
	behind := 0 // the end of the last one: its content is removed with it
	for n := range d.Root().Descendants() {
		if n.Start() >= behind && n.IsKey() && slices.ContainsFunc(keys, n.Is) {
			e := n.Remove()
			edits = append(edits, e)
			behind = e.End
		}
	}
	return edits
}

// pruning is the setting with which Postman sends the body of a GET request in format
// v2.1. In v3 it always does.
const pruning = "disableBodyPruning"

// prunes reports whether Postman omits the body of a request in format v2.1.
func prunes(item collection.Item) bool {
	method := item.Request().Method()
	return (method == "GET" || method == "HEAD") && !item.Request().Body().IsEmpty()
}

// sendBodies returns the edits after which Postman sends the same bodies as in v3.
func sendBodies(d *jsontree.Document) []jsontree.Edit {
	var edits []jsontree.Edit
	for item := range collection.Of(d).Requests() {
		settings := item.Node.Get("protocolProfileBehavior")
		switch {
		case !prunes(item) || settings.Get(pruning).Exists():
		case settings.Exists():
			edits = append(edits, settings.Append(jsontree.Member{Key: pruning, JSON: "true"}))
		default:
			edits = append(edits, item.Node.Append(jsontree.Member{Key: "protocolProfileBehavior", JSON: `{"` + pruning + `":true}`}))
		}
	}
	return edits
}

// unsaid finds the parts of files that a document does not include.
type unsaid struct {
	said   numbers
	path   []string
	losses []Loss
}

func (u *unsaid) folder(f *folder) {
	u.file(f.definition)
	for _, child := range f.children() {
		if child.request == nil {
			u.path = append(u.path, nameOf(child.folder.definition, child.folder.name))
			u.folder(child.folder)
			u.path = u.path[:len(u.path)-1]
			continue
		}
		s := child.request.source
		u.path = append(u.path, nameOf(s, stem(s.Path)))
		if s.isMap && !sendable(s) {
			u.lose(s, s.root(), "", "", "v2.1 has no "+redact.Text(kindOf(s))+"s")
		} else {
			u.file(s)
			for _, example := range child.request.examples {
				u.file(example)
			}
		}
		u.path = u.path[:len(u.path)-1]
	}
}

// kindOf returns the kind of a request in words, such as "gRPC request".
func kindOf(s *Source) string {
	kind := s.kind
	if what, ok := kinds.Get()[kind]; ok {
		return what[len("a "):]
	}
	return kind
}

// unsaidKeys lists members that the document expresses in another way, such as by the
// order of its items.
var unsaidKeys = lazy.Words{Text: "$kind order examples language"}

func (u *unsaid) file(s *Source) {
	root := s.root()
	if root == nil {
		return
	}
	for _, p := range root.Pairs {
		if !unsaidKeys.Has(p.Key.Text) && !(p.Key.Text == "request" && isUnsent(p.Value)) {
			u.value(s, p.Value, "/"+jsontree.EscapeToken(p.Key.Text), p.Key.Text)
		}
	}
}

// value records the scalars in a value that the document does not include.
func (u *unsaid) value(s *Source, n *yamltree.Node, pointer, field string) {
	for _, p := range n.Pairs {
		if key := p.Key.Text; key != "language" {
			u.value(s, p.Value, pointer+"/"+jsontree.EscapeToken(key), field+"/"+key)
		}
	}
	for i, item := range n.Items {
		u.value(s, item, pointer+"/"+strconv.Itoa(i), field)
	}
	if n.Kind != yamltree.Mapping && n.Kind != yamltree.Sequence && !u.said.has(s.Path, n) && n.Kind != yamltree.Null && n.Text != "" {
		u.lose(s, n, pointer, field, "v2.1 has no place for it")
	}
}

func (u *unsaid) lose(s *Source, n *yamltree.Node, pointer, field, message string) {
	l := Loss{Element: slices.Clone(u.path), File: s.Path, Pointer: pointer, Field: field, Message: message}
	l.Line, l.Column = s.Tree().Position(n.Start())
	u.losses = append(u.losses, l)
}
