package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact/secret"
)

// moves moves a file's secrets into variables: of the environment if there is one, of
// the collection otherwise.
type moves struct {
	pass     *rule.Pass
	list     jsontree.Node            // the list of variables; absent if there is none
	addition jsontree.Edit            // the edit that appends to the list, without the element
	byName   map[string]jsontree.Node // the last enabled variable with a name, which is in force
	off      map[string]bool          // names of variables that are all disabled
	moved    map[string]string        // values of variables by name, after all moves
	names    map[[2]string]string     // names by the base name of a secret and its value
	next     map[string]int           // the next number to try, by base name
	given    map[string][]string      // the values of the collection's and its folders' variables; nil until needed
}

func newMoves(p *rule.Pass) *moves {
	m := &moves{
		pass:   p,
		byName: map[string]jsontree.Node{}, off: map[string]bool{},
		moved: map[string]string{}, names: map[[2]string]string{}, next: map[string]int{},
	}
	if m.list = m.owner().Get(m.listName()); m.list.Kind() == jsontree.Array {
		m.addition = m.list.AppendElement("")
	}
	for n := range m.list.Elements() {
		name := n.Get("key").Text()
		if n.Get("disabled").True() || !collection.IsEnabled(n) {
			m.off[name] = true
		} else {
			m.byName[name] = n
		}
	}
	return m
}

// owner returns the object with the list of variables.
func (m *moves) owner() jsontree.Node {
	if e := m.pass.Facts.Environment; e != nil {
		return e.Document.Root()
	}
	return m.pass.Collection.Node
}

func (m *moves) listName() string {
	if m.pass.Facts.Environment != nil {
		return "values"
	}
	return "variable"
}

// value returns a variable's value, after all moves.
func (m *moves) value(name string) (value string, defined bool) {
	if value, ok := m.moved[name]; ok {
		return value, true
	}
	n, ok := m.byName[name]
	return n.Get("value").Text(), ok
}

// name returns the name of the variable that a secret moves to: that of its place or
// kind, with a number if the name has another value.
func (m *moves) name(base, value string) string {
	if name, ok := m.names[[2]string{base, value}]; ok {
		return name
	}
	v := m.pass.Facts.Variables()
	for {
		m.next[base]++
		name := base
		if number := m.next[base]; number > 1 {
			name = fmt.Sprintf("%s_%d", base, number)
		}
		given, defined := m.value(name)
		// A name that is referred to and not defined is probably in an environment that
		// the linter does not see.
		if !defined && (m.off[name] || v.Defined(name) || v.Mentioned(name)) {
			continue
		}
		if defined && given != "" && given != value {
			m.names[[2]string{base, given}] = name
			continue
		}
		// The name is free, or has this value, or is empty and meant for this value.
		m.names[[2]string{base, value}] = name
		m.moved[name] = value
		return name
	}
}

// inForce reports whether a secret is the only value that a variable of the collection
// can have. A variable in an environment would hide the others.
func (m *moves) inForce(s secret.Finding, name string) bool {
	if m.given == nil {
		m.given = map[string][]string{}
		add := func(v collection.Variable) {
			if !v.Disabled() {
				m.given[v.Key()] = append(m.given[v.Key()], v.Value().Text())
			}
		}
		for v := range m.pass.Collection.Variables() {
			add(v)
		}
		for _, i := range m.pass.Facts.Items() {
			for v := range i.Variables() {
				add(v)
			}
		}
	}
	text := s.Node.Text()
	if s.Node.Parent().Get("disabled").True() || s.From > 0 || s.To < len(text) {
		return false
	}
	moved, _ := m.pass.Facts.Environment.Value(name)
	for _, value := range m.given[name] {
		if value != text && (value != "" || moved != text) {
			return false
		}
	}
	return true
}

// edits returns the edits that replace a secret by a variable, and those that define the
// variable.
func (m *moves) edits(s secret.Finding, name string, at secret.Place) (here, there []jsontree.Edit) {
	value := s.Value
	if strings.Contains(value, "{{") {
		return nil, nil // a part is a reference: what to move is not certain
	}
	if k := m.list.Kind(); k != jsontree.Absent && k != jsontree.Null && k != jsontree.Array {
		return nil, nil // something else is in the place of the list
	}
	from, to := rule.Within(s.Node, s.From, s.To)
	if at == secret.InVariable {
		if given, ok := m.value(name); ok && given != "" && given != value {
			return nil, nil // the environment has another value: which one is right is unknown
		}
		m.moved[name] = value
		here = []jsontree.Edit{{Start: from, End: to}}
	} else {
		here = []jsontree.Edit{{Start: from, End: to, Text: "{{" + name + "}}"}}
		if mirror, ok := mirrored(s, value, name); ok {
			here = append(here, mirror...)
		} else {
			return nil, nil
		}
	}
	if m.pass.Facts.Environment != nil {
		return here, m.define(name, value, `, "type": "secret", "enabled": true`)
	}
	return append(here, m.define(name, value, "")...), nil
}

// define returns the edits that set a variable, or add it, then with more members. Those of
// an environment hide the value.
func (m *moves) define(name, value, more string) []jsontree.Edit {
	if n, ok := m.byName[name]; ok {
		if n.Get("value").Is(value) {
			return nil
		}
		edits := []jsontree.Edit{setMember(n, "value", jsontree.Quote(value))}
		if kind := n.Get("type"); kind.Exists() && more != "" && !kind.Is("secret") {
			edits = append(edits, kind.Replace(`"secret"`)) // so that Postman does not show the value
		}
		return edits
	}
	entry := fmt.Sprintf(`{"key": %s, "value": %s%s}`, jsontree.Quote(name), jsontree.Quote(value), more)
	if m.list.Kind() == jsontree.Array {
		edit := m.addition
		edit.Text += entry
		return []jsontree.Edit{edit}
	}
	return []jsontree.Edit{setMember(m.owner(), m.listName(), "["+entry+"]")}
}

// mirrored returns the edits for the second copy of a secret in an address: "raw"
// repeats what the query has. It returns false if it is not certain that both can be
// changed together.
func mirrored(s secret.Finding, value, name string) ([]jsontree.Edit, bool) {
	address := s.Node
	for address.Exists() && !address.Key().Is("url") {
		address = address.Parent()
	}
	raw := address.Get("raw")
	switch {
	case !raw.Exists(), s.Node == raw && !(collection.URL{Node: address}).HasParts():
		return nil, true
	case s.Node == raw: // the parts hold it as well
		return inPart(address, value, name)
	}
	text := raw.Text()
	for _, spelled := range []string{value, url.QueryEscape(value)} {
		if i, ok := once(text, spelled); ok {
			from, to := rule.Within(raw, i, i+len(spelled))
			return []jsontree.Edit{{Start: from, End: to, Text: "{{" + name + "}}"}}, true
		}
	}
	return nil, !strings.Contains(text, value)
}

// inPart returns the edits on the part of an address that holds a secret. It is false unless
// there is just one, which holds it once.
func inPart(address jsontree.Node, value, name string) (edits []jsontree.Edit, ok bool) {
	if _, ok := once(address.Get("raw").Text(), value); !ok {
		return nil, false
	}
	for _, key := range []string{"host", "path"} {
		for n := range address.Get(key).Elements() {
			if !strings.Contains(n.Text(), value) {
				continue
			}
			i, ok := once(n.Text(), value)
			if !ok || len(edits) > 0 {
				return nil, false
			}
			from, to := rule.Within(n, i, i+len(value))
			edits = append(edits, jsontree.Edit{Start: from, End: to, Text: "{{" + name + "}}"})
		}
	}
	return edits, len(edits) == 1
}

// once returns where a text has a value, and whether it has it there only. An address may
// have the same one thousands of times, so that counting them for each takes long.
func once(text, value string) (at int, ok bool) {
	at = strings.Index(text, value)
	return at, at >= 0 && !strings.Contains(text[at+len(value):], value)
}

// setMember returns the edit that gives a member of an object a value.
func setMember(object jsontree.Node, key, json string) jsontree.Edit {
	if value := object.Get(key); value.Exists() {
		return value.Replace(json)
	}
	return object.Append(jsontree.Member{Key: key, JSON: json})
}
