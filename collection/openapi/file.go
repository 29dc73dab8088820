package openapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/yamlfile"
)

const rule = "openapi"

// File is a text that the document consists of, with its findings.
type File struct {
	Name  string
	Text  string
	Found []diagnostic.Diagnostic // in the order of the text

	root node // the zero node if the text could not be read
	// members has the members of large mappings by name; nil for one that turned out to
	// be small.
	members map[node]map[string]node
	lists   map[node][]spot // elements of lists into which references lead
	// hidden has values in JSON whose key occurred before in the same object.
	hidden map[jsontree.Node]bool
	said   map[saying]int
	last   map[string]int // the last finding of each wording, in Found
}

// saying is the message of a finding and the node that it is about; without a node, any
// node.
type saying struct {
	alike string
	n     node
}

// mostAlike is the maximum number of findings with the same message in a file. A mistake
// in a generator of documents occurs hundreds of times.
const mostAlike = 5

// newFile reads a text of YAML or JSON, which in UTF-16 begins with a byte order mark.
func newFile(name, text string) *File {
	text = fromUTF16(text)
	f := &File{Name: name, Text: text, members: map[node]map[string]node{}, lists: map[node][]spot{}, said: map[saying]int{}, last: map[string]int{}}
	if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(text, "\uFEFF"), " \t\r\n"), "{") {
		f.readJSON()
	} else {
		f.readYAML()
	}
	return f
}

func (f *File) readYAML() {
	if root := yamlfile.Quick(f.Text); root != nil {
		f.root = node{yaml: root}
		return
	}
	root, found := yamlfile.Load(f.Text)
	f.Found = found
	if root == nil {
		return
	}
	if root.Kind == yaml.DocumentNode && len(root.Content) > 0 {
		root = root.Content[0]
	}
	if f.plain(root) {
		f.root = node{yaml: yamlfile.Compact(root)}
	}
}

// readJSON reads JSON with the JSON parser: it is faster, and supports all escapes. If
// that fails, the text may still be YAML in braces.
func (f *File) readJSON() {
	d, err := jsontree.Parse(f.Text)
	var syntax *jsontree.SyntaxError
	switch {
	case err == nil:
		f.root = node{json: d.Root()}
		f.hide(d)
	case errors.As(err, &syntax):
		if f.readYAML(); !f.root.exists() && (len(f.Found) == 0 || f.Found[0].Rule != rule) {
			f.Found = []diagnostic.Diagnostic{diagnostic.Syntax(syntax)}
		}
	default:
		f.Found = []diagnostic.Diagnostic{{Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Rule: rule, Severity: diagnostic.Error, Message: err.Error()}}
	}
}

// spot is a place in a file. The zero spot is an absent one.
type spot struct {
	*File
	n    node
	keys keySet // those of a mapping, where they were looked at; none if they were not
}

// keySet is a set of the members' keys of a mapping, which may say of a key that is not
// there that it is.
type keySet uint64

func (k *keySet) add(key string) { *k |= keyBit(key) }

// lacks reports whether a key is surely not there.
func (k keySet) lacks(key string) bool { return k != 0 && k&keyBit(key) == 0 }

func keyBit(key string) keySet {
	if key == "" {
		return 1
	}
	return 1 << ((uint(len(key))*5 ^ uint(key[0]) ^ uint(key[len(key)-1])*3) % 64)
}

// withKeys returns the spot with the set of its keys, for a reader that asks a mapping
// for many members of which few are there.
func (s spot) withKeys() spot {
	if s.n.yaml == nil {
		for key := range s.pairs {
			s.keys.add(key.n.text())
		}
		return s
	}
	for i, content := 0, s.n.yaml.Content; s.isMapping() && i+1 < len(content); i += 2 {
		s.keys.add(content[i].Value)
	}
	return s
}

func (f *File) spot(n node) spot {
	if !n.exists() {
		return spot{}
	}
	return spot{File: f, n: n}
}

func (s spot) exists() bool    { return s.n.exists() }
func (s spot) isMapping() bool { return s.n.kind() == yaml.MappingNode }
func (s spot) isList() bool    { return s.n.kind() == yaml.SequenceNode }
func (s spot) isNull() bool    { return s.n.kind() == yaml.ScalarNode && s.n.tag() == "!!null" }
func (s spot) isText() bool    { return s.n.kind() == yaml.ScalarNode && s.n.tag() != "!!null" }

// place returns the place of the spot, for messages.
func (s spot) place() api.Place {
	switch {
	case !s.exists():
		return api.Place{}
	case s.n.yaml != nil:
		return api.Place{File: s.Name, Line: int(s.n.yaml.Line)}
	}
	return api.Place{File: s.Name, Line: s.n.json.Document().Position(s.n.json.Start()).Line}
}

// text returns a scalar as written; "" for anything else.
func (s spot) text() string {
	if !s.isText() {
		return ""
	}
	return s.n.text()
}

// indexed is the number of members from which a mapping gets an index.
const indexed = 16

// get returns a member of a mapping; the zero spot if there is none.
func (s spot) get(key string) spot {
	if s.keys.lacks(key) || !s.isMapping() {
		return spot{}
	}
	if index := s.index(); index != nil {
		return s.spot(index[key])
	}
	if s.n.yaml != nil {
		for i, content := 0, s.n.yaml.Content; i+1 < len(content); i += 2 {
			if content[i].Value == key {
				return s.spot(node{yaml: content[i+1]})
			}
		}
		return spot{}
	}
	if len(s.hidden) == 0 {
		return s.spot(node{json: s.n.json.Get(key)})
	}
	for name, value := range s.all {
		if name == key {
			return value
		}
	}
	return spot{}
}

// index returns the members of a large mapping by name; nil for a small one.
func (s spot) index() map[string]node {
	if !s.n.perhapsLarge() {
		return nil
	}
	index, known := s.members[s.n]
	if known {
		return index
	}
	if size := s.n.size(); size >= indexed {
		index = make(map[string]node, size)
		for name, value := range s.all {
			index[name] = value.n
		}
	}
	s.members[s.n] = index
	return index
}

// all yields the members of a mapping in order.
func (s spot) all(yield func(key string, value spot) bool) {
	s.pairs(func(key, value spot) bool { return yield(key.n.text(), value) })
}

// pairs yields the keys and values of a mapping in order.
func (s spot) pairs(yield func(key, value spot) bool) {
	if !s.isMapping() {
		return
	}
	if s.n.yaml == nil {
		for key, value := range s.n.json.Members() {
			if !s.hidden[value] && !yield(spot{File: s.File, n: node{json: key}}, spot{File: s.File, n: node{json: value}}) {
				return
			}
		}
		return
	}
	content := s.n.yaml.Content
	for i := 0; i+1 < len(content); i += 2 {
		if !yield(spot{File: s.File, n: node{yaml: content[i]}}, s.spot(node{yaml: content[i+1]})) {
			return
		}
	}
}

// elements yields the elements of a list.
func (s spot) elements(yield func(spot) bool) {
	if !s.isList() {
		return
	}
	if s.n.yaml == nil {
		for e := range s.n.json.Elements() {
			if !yield(spot{File: s.File, n: node{json: e}}) {
				return
			}
		}
		return
	}
	for _, e := range s.n.yaml.Content {
		if !yield(s.spot(node{yaml: e})) {
			return
		}
	}
}

// element returns an element of a list by its index, from 0; the zero spot if there is
// none.
func (s spot) element(i int) spot {
	list, known := s.lists[s.n]
	if !known {
		list = slices.Collect(s.elements)
		s.lists[s.n] = list
	}
	if i < 0 || i >= len(list) {
		return spot{}
	}
	return list[i]
}

// want reports whether a value exists and is of the kind that the specification
// requires. It reports a finding for another kind, and treats null as absent.
func (s spot) want(kind yaml.Kind, what string) bool {
	if !s.exists() || s.isNull() {
		return false
	}
	if s.n.kind() != kind {
		s.report(what, diagnostic.Warning, "%s must be %s, not %s", what, kindName(kind), kindName(s.n.kind()))
		return false
	}
	return true
}

func kindName(k yaml.Kind) string {
	switch k {
	case yaml.MappingNode:
		return "an object"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}

// member returns a member that must be of a kind; the zero spot if it is not.
func (s spot) member(key string, kind yaml.Kind) spot {
	if s.keys.lacks(key) {
		return spot{} // most are not there
	}
	v := s.get(key)
	if !v.exists() {
		return spot{}
	}
	if v.n.kind() == kind && !v.isNull() {
		return v
	}
	v.want(kind, `"`+key+`"`)
	return spot{}
}

// exactly returns the text of a member that must be a single value, as written.
func (s spot) exactly(key string) string { return s.member(key, yaml.ScalarNode).text() }

// word returns the result of [spot.exactly] without the white space around it.
func (s spot) word(key string) string { return strings.TrimSpace(s.exactly(key)) }

// truth returns the value of a member that must be true or false, also in quotes.
func (s spot) truth(key string) bool {
	v := s.member(key, yaml.ScalarNode)
	switch {
	case !v.exists():
	case strings.EqualFold(v.text(), "true"):
		return true
	case !strings.EqualFold(v.text(), "false"):
		v.report(key, diagnostic.Warning, "%q must be true or false, not %q", key, v.text())
	}
	return false
}

// words returns the texts of a member that must be a list of single values.
func (s spot) words(key string) []string { return s.member(key, yaml.SequenceNode).texts() }

// texts returns the single values of a list.
func (s spot) texts() []string {
	var list []string
	for e := range s.elements {
		if e.want(yaml.ScalarNode, "a name in a list") {
			list = append(list, e.text())
		}
	}
	return list
}

// warn reports a mistake that makes the reader skip the spot.
func (s spot) warn(format string, args ...any) { s.report(format, diagnostic.Warning, format, args...) }

// note reports something that is used unchanged.
func (s spot) note(format string, args ...any) { s.report(format, diagnostic.Info, format, args...) }

// offer notes something that could be done differently, with a help text and an offer.
func (s spot) offer(help string, o diagnostic.Offer, format string, args ...any) {
	before := len(s.Found)
	if s.note(format, args...); len(s.Found) > before {
		found := &s.Found[before]
		found.Help, found.Offer = help, o
	}
}

// fail reports a mistake that makes the document unreadable.
func (s spot) fail(format string, args ...any) { s.report(format, diagnostic.Error, format, args...) }

// report reports a finding, once per spot. Of findings that are alike it reports only
// the first few.
func (s spot) report(alike string, severity diagnostic.Severity, format string, args ...any) {
	if !s.exists() || s.said[saying{alike, s.n}] > 0 {
		return
	}
	s.said[saying{alike, s.n}]++
	all := saying{alike: alike}
	if s.said[all]++; s.said[all] > mostAlike {
		return
	}
	s.last[alike] = len(s.Found)
	s.Found = append(s.Found, yamlfile.At(s.n.placed(), rule, severity, fmt.Sprintf(format, args...)))
}

// finish sorts the findings by their place in the text.
func (f *File) finish() {
	if len(f.Found) == 0 || f.Found[0].Rule != rule {
		return // syntax errors have offsets already
	}
	for alike, last := range f.last {
		if more := f.said[saying{alike: alike}] - mostAlike; more > 0 {
			f.Found[last].Help = fmt.Sprintf("%d more like this", more)
		}
	}
	diagnostic.Sort(f.Found)
	yamlfile.WithOffsets(f.Found, f.Text)
}
