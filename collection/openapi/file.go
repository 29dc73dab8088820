package openapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/internal/yamlfile"
)

const rule = "openapi"

// File is a text that the document consists of, and what is wrong with it.
type File struct {
	Name  string
	Text  string
	Found []diagnostic.Diagnostic // in the order of the text

	root *yaml.Node // nil where the text could not be read
	// members are the members of large mappings by name.
	members map[*yaml.Node]map[string]*yaml.Node
	said    map[string]int
	silent  int // findings beyond mostAlike
}

// mostAlike is how many findings of one wording a file gets: a mistake that a
// generator of documents makes stands in it hundreds of times.
const mostAlike = 5

// newFile reads a text of YAML or JSON.
func newFile(name, text string) *File {
	f := &File{Name: name, Text: text, members: map[*yaml.Node]map[string]*yaml.Node{}, said: map[string]int{}}
	if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(text, "\uFEFF"), " \t\r\n"), "{") {
		f.readJSON()
	} else {
		f.root, f.Found = yamlfile.Load(text)
	}
	if f.root != nil && f.root.Kind == yaml.DocumentNode && len(f.root.Content) > 0 {
		f.root = f.root.Content[0]
	}
	return f
}

// readJSON reads JSON, which YAML's grammar nearly contains, by its own: faster,
// and with all of its escapes. YAML in braces is still YAML.
func (f *File) readJSON() {
	d, err := collection.Parse(f.Text)
	var syntax *collection.SyntaxError
	switch {
	case err == nil:
		f.root = jsonTree(d)
	case errors.As(err, &syntax):
		if f.root, _ = yamlfile.Load(f.Text); f.root == nil {
			f.Found = []diagnostic.Diagnostic{diagnostic.Syntax(syntax)}
		}
	default:
		f.Found = []diagnostic.Diagnostic{{Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Rule: rule, Severity: diagnostic.Error, Message: err.Error()}}
	}
}

// spot is a place in a file. The zero spot stands for what is not there.
type spot struct {
	*File
	n *yaml.Node
}

func (f *File) spot(n *yaml.Node) spot {
	if n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n == nil {
		return spot{}
	}
	return spot{f, n}
}

func (s spot) exists() bool    { return s.n != nil }
func (s spot) isMapping() bool { return s.n != nil && s.n.Kind == yaml.MappingNode }
func (s spot) isList() bool    { return s.n != nil && s.n.Kind == yaml.SequenceNode }
func (s spot) isNull() bool {
	return s.n != nil && s.n.Kind == yaml.ScalarNode && s.n.ShortTag() == "!!null"
}
func (s spot) isText() bool { return s.n != nil && s.n.Kind == yaml.ScalarNode && !s.isNull() }

// text is a scalar as it is spelled; "" for anything else.
func (s spot) text() string {
	if !s.isText() {
		return ""
	}
	return s.n.Value
}

// flag tells whether a value is true, also where somebody put it into quotes.
func (s spot) flag() bool { return strings.EqualFold(s.text(), "true") }

// indexed is from how many members on a mapping is worth an index.
const indexed = 16

// get is a member of a mapping.
func (s spot) get(key string) spot {
	if !s.isMapping() {
		return spot{}
	}
	if len(s.n.Content) < 2*indexed {
		for k, v := range s.pairs() {
			if k.Value == key {
				return s.spot(v)
			}
		}
		return spot{}
	}
	index, ok := s.members[s.n]
	if !ok {
		index = map[string]*yaml.Node{}
		for k, v := range s.pairs() {
			if _, twice := index[k.Value]; !twice {
				index[k.Value] = v
			}
		}
		s.members[s.n] = index
	}
	return s.spot(index[key])
}

// all yields the members of a mapping in order.
func (s spot) all(yield func(key string, value spot) bool) {
	for k, v := range s.pairs() {
		if !yield(k.Value, s.spot(v)) {
			return
		}
	}
}

// pairs yields the keys and values of a mapping, those that it merges ("<<")
// behind its own.
func (s spot) pairs() func(func(k, v *yaml.Node) bool) {
	return func(yield func(k, v *yaml.Node) bool) {
		if s.isMapping() {
			mergedPairs(s.n, 0, yield)
		}
	}
}

// maxMerges is how deeply mappings that are merged may merge others.
const maxMerges = 10

func mergedPairs(n *yaml.Node, depth int, yield func(k, v *yaml.Node) bool) bool {
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; k.Value == "<<" && k.ShortTag() == "!!merge" {
			merged = append(merged, n.Content[i+1])
		} else if !yield(n.Content[i], n.Content[i+1]) {
			return false
		}
	}
	if depth == maxMerges {
		return true
	}
	for _, m := range merged {
		if m.Kind == yaml.AliasNode {
			m = m.Alias
		}
		switch m.Kind {
		case yaml.MappingNode:
			if !mergedPairs(m, depth+1, yield) {
				return false
			}
		case yaml.SequenceNode:
			for _, e := range m.Content {
				if e.Kind == yaml.AliasNode {
					e = e.Alias
				}
				if e.Kind == yaml.MappingNode && !mergedPairs(e, depth+1, yield) {
					return false
				}
			}
		}
	}
	return true
}

// elements yields the elements of a list.
func (s spot) elements(yield func(spot) bool) {
	if !s.isList() {
		return
	}
	for _, e := range s.n.Content {
		if !yield(s.spot(e)) {
			return
		}
	}
}

// texts are the scalars of a list.
func (s spot) texts() []string {
	var list []string
	for e := range s.elements {
		if e.isText() {
			list = append(list, e.text())
		}
	}
	return list
}

// want tells whether a value is there and of the kind that the specification
// says; of any other kind it is a finding, and left out. Null is as good as
// nothing.
func (s spot) want(kind yaml.Kind, what string) bool {
	if !s.exists() || s.isNull() {
		return false
	}
	if s.n.Kind != kind {
		s.warn("%s must be %s, not %s", what, kindName(kind), kindName(s.n.Kind))
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

// fail reports what keeps the document from being read.
func (s spot) fail(format string, args ...any) { s.report(diagnostic.Error, format, args...) }

// warn reports a bad spot that is passed over.
func (s spot) warn(format string, args ...any) { s.report(diagnostic.Warning, format, args...) }

// note reports something that is used as it is.
func (s spot) note(format string, args ...any) { s.report(diagnostic.Info, format, args...) }

func (s spot) report(severity diagnostic.Severity, format string, args ...any) {
	if s.n == nil {
		return
	}
	if s.said[format]++; s.said[format] > mostAlike {
		s.silent++
		return
	}
	s.Found = append(s.Found, yamlfile.At(s.n, rule, severity, fmt.Sprintf(format, args...)))
}

// finish puts the findings into the order of the text.
func (f *File) finish() {
	diagnostic.Sort(f.Found)
	f.Found = slices.CompactFunc(f.Found, func(a, b diagnostic.Diagnostic) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Message == b.Message
	})
	yamlfile.WithOffsets(f.Found, f.Text)
	if f.silent > 0 && len(f.Found) > 0 {
		f.Found[len(f.Found)-1].Help = fmt.Sprintf("%d more findings of these kinds are left out", f.silent)
	}
}
