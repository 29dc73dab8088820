package analysis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/script"
)

// Mention is a place that names a variable. From and To are the byte offsets of the name
// in the document, without braces and quotes.
type Mention struct {
	Name     string
	From, To int
	Kind     MentionKind
	Node     jsontree.Node // the string that the name is in
	// Property reports whether the name is a property of JavaScript: environment.name.
	Property bool
}

// MentionKind is what a mention does with the variable.
type MentionKind int

// The kinds of mentions.
const (
	Definition MentionKind = iota // a variable of a collection, folder, request or environment
	Reference                     // {{name}}, in whatever text
	ScriptRead                    // a script reads the variable
	ScriptSet                     // a script sets or removes it
)

// Mentions returns all places that name a variable, in the order of the text:
// definitions, references in any text, and literal names in scripts.
func (f *Facts) Mentions() []Mention {
	return Memo(f, mentionsKey{}, f.collectMentions)
}

type mentionsKey struct{}

func (f *Facts) collectMentions() []Mention {
	m := &mentions{known: map[int]bool{}}
	root := f.Collection.Node
	m.definitions(f.Collection.Variables())
	for _, i := range f.Items() {
		m.definitions(i.Variables())
	}
	if !root.Get("item").Exists() {
		for n := range root.Get("values").Elements() {
			m.whole(n.Get("key"), Definition)
		}
	}
	for n := range root.Descendants() {
		if n.Kind() != jsontree.String || !strings.Contains(n.Raw(), "{{") && !strings.Contains(n.Raw(), `\u007`) { // an escaped brace
			continue
		}
		for r := range collection.References(n.Text()) {
			m.add(Mention{r.Name, n.OffsetOf(r.Start + 2), n.OffsetOf(r.End - 2), Reference, n, false})
		}
	}
	for _, s := range f.Scripts {
		m.script(s)
	}
	slices.SortStableFunc(m.all, func(a, b Mention) int { return cmp.Compare(a.From, b.From) })
	return m.all
}

type mentions struct {
	all   []Mention
	known map[int]bool // the offsets that have a mention
}

func (m *mentions) add(one Mention) {
	if one.Name != "" && !m.known[one.From] {
		m.known[one.From] = true
		m.all = append(m.all, one)
	}
}

// whole adds a string that is a variable's name as a whole.
func (m *mentions) whole(n jsontree.Node, kind MentionKind) {
	if n.Kind() == jsontree.String {
		m.add(Mention{n.Text(), n.Start() + 1, n.End() - 1, kind, n, false})
	}
}

func (m *mentions) definitions(variables func(func(collection.Variable) bool)) {
	for v := range variables {
		if key := v.Node.Get("key"); key.Exists() {
			m.whole(key, Definition)
		} else {
			m.whole(v.Node.Get("id"), Definition)
		}
	}
}

// script adds the variables that a script names in calls of Postman's objects.
func (m *mentions) script(s *script.Script) {
	for _, call := range s.Calls() {
		scope, ofPostman := strings.CutPrefix(call.Object, "pm.")
		ofPostman = ofPostman && slices.Contains(scopes, scope)
		legacy := call.Object == "postman" && strings.HasSuffix(call.Method, "Variable")
		kind := ScriptRead
		switch {
		case ofPostman && (call.Method == "get" || call.Method == "has"), legacy && strings.HasPrefix(call.Method, "get"):
		case ofPostman && (call.Method == "set" || call.Method == "unset"), legacy:
			kind = ScriptSet
		default:
			continue
		}
		if call.Literal {
			m.text(s, call.Value, kind)
		} else if name := nameOf(s, call); len(name) == 1 {
			m.constant(s, name[0].Text, kind)
		}
	}
	for _, object := range []string{"environment", "globals"} {
		for t := range s.Identifiers(object) {
			if _, ok := s.Property(t); ok && !s.Declares(object) {
				m.property(s, t)
			}
		}
	}
}

// text adds the content of a string token.
func (m *mentions) text(s *script.Script, t script.Token, kind MentionKind) {
	content, ok := script.Content(t)
	if !ok || len(t.Text) != len(content)+2 { // it has escapes
		return
	}
	node, from, to := s.Place(t.Start()+1, t.End()-1)
	m.add(Mention{content, from, to, kind, node, false})
}

// constant adds the string value of a constant in the script.
func (m *mentions) constant(s *script.Script, name string, kind MentionKind) {
	if _, ok := s.Constant(name); !ok {
		return
	}
	for i, t := range s.Tokens() {
		if t.Text == name && i+2 < len(s.Tokens()) && s.Tokens()[i+1].Text == "=" {
			m.text(s, s.Tokens()[i+2], kind)
			return
		}
	}
}

// property adds the name in environment.name and environment["name"].
func (m *mentions) property(s *script.Script, object script.Token) {
	i, ok := slices.BinarySearchFunc(s.Tokens(), object.Start(), func(t script.Token, start int) int { return cmp.Compare(t.Start(), start) })
	if !ok || i+2 >= len(s.Tokens()) {
		return
	}
	switch next := s.Tokens()[i+2]; s.Tokens()[i+1].Text {
	case ".":
		node, from, to := s.Place(next.Start(), next.End())
		m.add(Mention{next.Text, from, to, ScriptRead, node, true})
	case "[":
		m.text(s, next, ScriptRead)
	}
}
