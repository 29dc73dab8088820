package docs

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// secrets describes what is hidden in a document.
type secrets struct {
	count    int             // number of values that are certainly secrets
	pointers map[string]bool // all values in secrets' places
	standIns map[string]bool // pointers of placeholders
}

// has reports whether a value was a secret.
func (s secrets) has(n jsontree.Node) bool {
	return len(s.pointers) > 0 && s.pointers[n.Pointer()]
}

// hide returns a document without secrets and personal data. Everything that a page
// shows is read from it, so nothing is missed. In a request, a reference to a variable
// replaces the secret, so that code made from it says what to fill in; elsewhere it is
// made unreadable. A secret is hidden in all places that have its value.
func hide(d *jsontree.Document) (*jsontree.Document, secrets) {
	s := secrets{pointers: map[string]bool{}, standIns: map[string]bool{}}
	names := standIns{taken: map[string]bool{}, byValue: map[string]string{}, number: map[string]int{}}
	found := secret.Hidden(d)
	if len(found) > 0 {
		reported, suspected := secret.Both(d)
		s.count = countSecrets(reported)
		found = append(found, repeated(d, suspected)...)
		names.presets(d, found)
	}
	c := cuts{}
	for _, f := range found {
		switch f.Place() {
		case secret.InVariable:
			c.add(f.Node, 0, wholeValue, "")
		case secret.InRequest:
			c.add(f.Node, f.From, f.To, "{{"+names.of(f)+"}}")
		default:
			c.add(f.Node, f.From, f.To, secret.Masked(f.Value))
		}
		s.pointers[f.Node.Pointer()] = true
		s.standIns[f.Node.Pointer()] = secret.Placeholder(f.Value)
	}
	hidePersonal(d, &c)
	redact.HideKeys(d, func(key jsontree.Node, from, to int) {
		c.add(key, from, to, strings.Repeat("*", to-from))
	})
	return changed(d, c.edits()), s
}

// countSecrets returns the number of different secrets among the findings. A placeholder
// such as "your-token" is hidden, too, but not counted.
func countSecrets(found []secret.Finding) int {
	values := map[string]bool{}
	for _, f := range found {
		values[f.Value] = true
	}
	return len(values)
}

func changed(d *jsontree.Document, edits []jsontree.Edit) *jsontree.Document {
	d, err := d.Edited(edits...)
	if err != nil {
		panic(err) // values never overlap, and the replacements are quoted
	}
	return d
}

// standIns has the names of the variables that replace secrets.
type standIns struct {
	taken   map[string]bool   // names with another meaning
	byValue map[string]string // names, by the name of the place and the value
	number  map[string]int    // the last number tried, by the name of the place
}

// presets reserves the names of variables whose value is not a secret, because a
// reference to them would be resolved.
func (s *standIns) presets(d *jsontree.Document, found []secret.Finding) {
	secretValue := map[jsontree.Node]bool{}
	for _, f := range found {
		secretValue[f.Node] = true
	}
	take := func(variables func(func(collection.Variable) bool)) {
		for v := range variables {
			if !secretValue[v.Value()] && valueText(v.Value()) != "" {
				s.taken[v.Key()] = true
			}
		}
	}
	c := collection.Of(d)
	take(c.Variables())
	for i := range c.Items() {
		take(i.Variables())
	}
}

func (s *standIns) of(f secret.Finding) string {
	base := f.Variable()
	if base == "" {
		base = "secret"
	}
	key := base + "=" + f.Value
	if name, ok := s.byValue[key]; ok {
		return name
	}
	name := base
	for s.taken[name] {
		s.number[base]++
		name = fmt.Sprintf("%s_%d", base, s.number[base]+1)
	}
	s.taken[name] = true
	s.byValue[key] = name
	return name
}
