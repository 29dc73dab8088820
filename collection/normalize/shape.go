package normalize

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// shape maps the keys of one kind of object to the readers of their values. Other
// keys are read as plain data.
type shape map[string]reader

// reader reads one value into fields, lists and items of an element.
type reader func(b *builder, at site)

// site is a value to read, and where it is.
type site struct {
	element *Element
	node    jsontree.Node
	keys    []string // from the element's node
	name    string   // of the field that it becomes
}

func (s site) field(value string, sort Sort) {
	s.element.Fields = append(s.element.Fields, Field{Name: s.name, Keys: s.keys, Node: s.node, Value: value, Sort: sort})
}

var (
	shapes      map[Kind]shape
	buildShapes sync.Once
)

// shapeOf returns the shape of a kind. The shapes are built at the first call: they
// refer to functions that call this one.
func shapeOf(kind Kind) shape {
	buildShapes.Do(initShapes)
	return shapes[kind]
}

func initShapes() {
	entry := func(more shape) shape {
		all := shape{"key": nothing, "value": as(blank), "description": description, "disabled": setting(flag), "enabled": setting(on), "name": noise, "type": setting(except("text", "string", "any", "default"))}
		for key, read := range more {
			all[key] = read
		}
		return all
	}
	body := shape{
		"mode": as(blank), "raw": text, "disabled": setting(flag), "options": as(blank),
		"urlencoded": list(FormField), "formdata": list(FormField), "graphql": nested(shape{"query": text, "variables": text}),
	}
	request := shape{
		"method": setting(method), "description": description, "url": url, "header": list(Header),
		"body": nested(body), "auth": auth,
	}
	script := shape{"exec": lines, "type": setting(except("text/javascript")), "packages": as(blank), "requests": as(blank)}
	shapes = map[Kind]shape{
		Collection: {
			"info": merged(shape{"name": text, "description": description, "schema": as(version)}),
			"item": items, "auth": auth, "event": list(Script), "variable": list(Variable),
			"protocolProfileBehavior": nested(nil),
		},
		Environment: {"name": text, "values": list(Variable)},
		Folder: {
			"name": text, "description": description,
			"item": items, "auth": auth, "event": list(Script), "variable": list(Variable),
			"protocolProfileBehavior": nested(nil),
		},
		Request: {
			"name": text, "request": requestOf(request), "response": list(Example), "event": list(Script),
			"variable": list(Variable), "protocolProfileBehavior": nested(nil),
		},
		Example: {
			"name": text, "originalRequest": nested(request), "status": text, "code": as(blank),
			"header": list(Header), "cookie": as(blank), "body": text, "responseTime": noise,
		},
		Script:       {"listen": nothing, "script": scriptOf(script), "disabled": setting(flag)},
		Attribute:    {"key": nothing, "value": attribute, "type": noise},
		Variable:     entry(nil),
		PathVariable: entry(nil),
		Query:        entry(shape{"value": as(present)}),
		Header:       entry(shape{"key": text}),
		FormField:    entry(nil),
	}
}

// isNoise reports whether a key holds an ID, or metadata of exporters or Postman's
// API that is not part of the collection.
func isNoise(key string) bool {
	switch key {
	case "id", "uid", "createdAt", "updatedAt", "lastUpdatedBy", "postman_previewlanguage":
		return true
	}
	return strings.HasPrefix(key, "_")
}

// read reads all members of an element's object, and the last of duplicate keys.
// Fields and lists are sorted by name, because the order of keys has no meaning.
func (b *builder) read(e *Element, s shape) {
	b.members(site{element: e, node: e.Node}, s, "", outer.Get()[e.Kind])
	e.sort()
}

// fewMembers is how many members an object may have for a search from the start
// to be cheaper than a map.
const fewMembers = 16

// members yields an object's keys and values; of duplicate keys only the last,
// which counts.
func members(object jsontree.Node) iter.Seq2[string, jsontree.Node] {
	return func(yield func(string, jsontree.Node) bool) {
		last := func(name string) jsontree.Node { return object.Get(name) }
		if object.Len() > fewMembers {
			all := map[string]jsontree.Node{}
			for key, value := range object.Members() {
				all[key.Text()] = value
			}
			last = func(name string) jsontree.Node { return all[name] }
		}
		for key, value := range object.Members() {
			if name := key.Text(); last(name) == value && !yield(name, value) {
				return
			}
		}
	}
}

// outer has the prefix for the names of unknown fields of kinds in which an inner
// object's fields count as the element's own.
var outer = lazy.Value[map[Kind]string]{New: func() map[Kind]string {
	return map[Kind]string{Collection: "collection.", Request: "item.", Script: "event."}
}}

// unknownName returns the name of a field that no shape knows. Names are unique in an
// element: a dot in a key does not look like the way into an object.
func unknownName(prefix, key string) string {
	if strings.ContainsAny(key, `."`) {
		key = jsontree.Quote(key)
	}
	return prefix + key
}

func (e *Element) sort() {
	slices.SortFunc(e.Fields, func(a, b Field) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(e.Lists, func(a, b List) int { return strings.Compare(a.Name, b.Name) })
}

// members reads an object inside an element. The names of fields that the shape
// knows start with known, those of others with unknown.
func (b *builder) members(at site, s shape, known, unknown string) {
	for name, value := range members(at.node) {
		inner := site{at.element, value, append(at.keys[:len(at.keys):len(at.keys)], name), known + name}
		read, ok := s[name]
		switch {
		case ok:
			read(b, inner)
		case isNoise(name):
			inner.name = unknownName(unknown, name)
			noise(b, inner)
		default:
			inner.name = unknownName(unknown, name)
			as(blank)(b, inner)
		}
	}
}

// nothing reads a value that is part of the element's identity.
func nothing(*builder, site) {}

func noise(_ *builder, at site) {
	at.field(data(at.node), Data)
	at.element.Fields[len(at.element.Fields)-1].Noise = true
}

// as returns a reader of data, normalized by meaning.
func as(meaning func(jsontree.Node) string) reader {
	return func(_ *builder, at site) { at.field(meaning(at.node), Data) }
}

// setting returns a reader of a value with a default, normalized by meaning, which
// returns "" for the default.
func setting(meaning func(jsontree.Node) string) reader {
	return func(_ *builder, at site) { at.field(meaning(at.node), Setting) }
}

// text reads a string whose lines can be compared.
func text(_ *builder, at site) {
	if at.node.Kind() == jsontree.String {
		at.field(at.node.Text(), Text)
		return
	}
	at.field(odd(at.node), Data)
}

// odd returns the meaning of a value that is not a string where one is expected, so that
// it differs from all strings.
func odd(n jsontree.Node) string {
	if value := blank(n); value != "" {
		return "\x00" + value
	}
	return ""
}

// description reads a text that may be in an object with its media type.
func description(b *builder, at site) {
	content := at.node.Get("content")
	if at.node.Kind() != jsontree.Object || content.Kind() != jsontree.String && content.Kind() != jsontree.Null {
		text(b, at)
		return
	}
	kind := ""
	if k := at.node.Get("type"); !k.Is("text/markdown") && !k.Is("text/plain") {
		kind = blank(k)
	}
	if version := blank(at.node.Get("version")); kind+version != "" {
		at.field(odd(at.node), Data)
		return
	}
	at.field(content.Text(), Text)
}

// lines reads a script, which is one string or a list of its lines. Line ends do not
// count.
func lines(b *builder, at site) {
	switch at.node.Kind() {
	case jsontree.String:
		at.field(strings.ReplaceAll(at.node.Text(), "\r\n", "\n"), Text)
		return
	case jsontree.Array:
		var text strings.Builder
		first := true
		for e := range at.node.Elements() {
			if e.Kind() != jsontree.String {
				at.field(odd(at.node), Data)
				return
			}
			if !first {
				text.WriteByte('\n')
			}
			first = false
			text.WriteString(strings.TrimSuffix(strings.ReplaceAll(e.Text(), "\r\n", "\n"), "\r"))
		}
		at.field(text.String(), Text)
		return
	}
	at.field(odd(at.node), Data)
}

// attribute reads the value of an authorization's attribute. Scopes are a set.
func attribute(_ *builder, at site) {
	if at.element.Identity.Name == "scope" && at.node.Kind() == jsontree.String && at.node.Text() != "" {
		at.field(scopes(at.node.Text()), Scope)
		return
	}
	if at.node.Kind() != jsontree.Null {
		at.field(data(at.node), Data)
	}
}

// merged returns a reader of an object's members as the element's own; anything else
// becomes one field.
func merged(s shape) reader {
	return func(b *builder, at site) {
		if at.node.Kind() != jsontree.Object {
			text(b, at)
			return
		}
		b.members(at, s, "", at.name+".")
	}
}

// nested returns a reader of an object's members as fields named after the object.
func nested(s shape) reader {
	return func(b *builder, at site) {
		if at.node.Kind() != jsontree.Object {
			as(blank)(b, at)
			return
		}
		b.members(at, s, at.name+".", at.name+".")
	}
}

// scriptOf returns a reader of an event's script, which may be its text alone.
func scriptOf(s shape) reader {
	return func(b *builder, at site) {
		if at.node.Kind() != jsontree.Object {
			at.name = "exec"
			lines(b, at)
			return
		}
		merged(s)(b, at)
	}
}

// requestOf returns a reader of an item's request, which may be its URL alone.
func requestOf(s shape) reader {
	return func(b *builder, at site) {
		if at.node.Kind() == jsontree.String {
			at.name = "url"
			url(b, at)
			return
		}
		merged(s)(b, at)
	}
}
