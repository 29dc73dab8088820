package docs

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/personal"
	"github.com/postwright/postwright/collection/secret"
)

// secrets are what is not shown of a document.
type secrets struct {
	count    int             // of the values that surely are secrets
	pointers map[string]bool // of all that stood where secrets stand
}

// has tells whether a secret stood in the place of a value.
func (s secrets) has(n collection.Node) bool {
	return len(s.pointers) > 0 && s.pointers[n.Pointer()]
}

// hide is a document without secrets and personal data. Where something is sent,
// a reference to a variable stands for the secret, so that what is made of it
// says what to fill in; elsewhere it is made unreadable.
func hide(d *collection.Document) (*collection.Document, secrets) {
	s := secrets{pointers: map[string]bool{}}
	names := standIns{taken: map[string]bool{}, byValue: map[string]string{}, number: map[string]int{}}
	found := secret.Hidden(d)
	if len(found) > 0 {
		names.presets(d, found)
		s.count = countSecrets(d)
	}
	var edits []collection.Edit
	for _, f := range found {
		var edit collection.Edit
		switch f.Place() {
		case secret.InVariable:
			edit = f.Node.Replace(`""`)
		case secret.InRequest:
			edit = instead(f, "{{"+names.of(f)+"}}")
		default:
			edit = instead(f, secret.Masked(f.Value))
		}
		if n := len(edits); n > 0 && edits[n-1].End > edit.Start {
			continue // the same string, replaced as a whole
		}
		edits = append(edits, edit)
		s.pointers[f.Node.Pointer()] = true
	}
	return withoutPersonal(changed(d, edits)), s
}

// instead puts a text in the place of what was found; a number becomes a string.
func instead(f secret.Finding, text string) collection.Edit {
	quoted := collection.Quote(text)
	if f.Node.Kind() == collection.Number {
		return f.Node.Replace(quoted)
	}
	return collection.Edit{Start: f.Node.OffsetOf(f.From), End: f.Node.OffsetOf(f.To), Text: quoted[1 : len(quoted)-1]}
}

// countSecrets is how many different secrets are in a document. A value such as
// "your-token" is not shown either, but is none.
func countSecrets(d *collection.Document) int {
	values := map[string]bool{}
	for _, f := range secret.Find(d) {
		values[f.Value] = true
	}
	return len(values)
}

// withoutPersonal is a document without personal data, every other character in
// its place.
func withoutPersonal(d *collection.Document) *collection.Document {
	found := personal.InWhere(d, func(collection.Node) bool { return true })
	if len(found) == 0 {
		return d
	}
	masked, err := collection.Parse(personal.Mask(d.Text(), found))
	if err != nil {
		panic(err) // inside strings, quotes and backslashes become others
	}
	return masked
}

func changed(d *collection.Document, edits []collection.Edit) *collection.Document {
	if len(edits) == 0 {
		return d
	}
	text, err := d.Apply(edits...)
	if err == nil {
		d, err = collection.Parse(text)
	}
	if err != nil {
		panic(err) // values never overlap, and what goes in is quoted
	}
	return d
}

// standIns are the names of the variables that stand for secrets.
type standIns struct {
	taken   map[string]bool   // names that mean something else
	byValue map[string]string // names, by the name of the place and the value
	number  map[string]int    // the last number tried, by the name of the place
}

// presets takes the names of the variables that have another value than a
// secret: a reference to them would be filled in.
func (s *standIns) presets(d *collection.Document, found []secret.Finding) {
	secretValue := map[collection.Node]bool{}
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
