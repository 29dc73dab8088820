package merge

import (
	"cmp"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/normalize"
)

// both is an element that both sides have, while it is merged.
type both struct {
	triple
	patch *patch // of our node
}

// element merges an element's own content, and returns the edits on our text.
func (m *merger) element(t triple) []jsontree.Edit {
	p := &patch{}
	return m.patched(t, p, m.parts(t, p))
}

// parts merges an element's own content: it fills the patch p, and returns the edits
// inside its lists.
func (m *merger) parts(t triple, p *patch) []jsontree.Edit {
	if t.ours == nil || t.theirs == nil {
		return nil
	}
	if sameOwn(t.ours, t.theirs) || sameOwn(t.base, t.theirs) {
		return nil // there is nothing to take from theirs
	}
	for _, side := range []*normalize.Element{t.base, t.ours, t.theirs} {
		if side != nil {
			side.Open()
			defer side.Shut()
		}
	}
	e := both{t, p}
	settled := m.groups(e)
	for _, name := range fieldNames(t.base, t.ours, t.theirs) {
		if !settled(name) {
			m.field(e, name)
		}
	}
	edits := m.auth(e)
	for _, name := range listNames(t.base, t.ours, t.theirs) {
		if !settled(name) {
			edits = append(edits, m.list(e, name)...)
		}
	}
	return edits
}

// patched returns the edits on our text of an element: those inside its lists, and
// those of its patch.
func (m *merger) patched(t triple, p *patch, inLists []jsontree.Edit) []jsontree.Edit {
	if t.ours == nil {
		return nil
	}
	return m.withRaw(t, append(inLists, p.edits(m.ours.real(t.ours).Node, m.style)...))
}

// field merges one field.
func (m *merger) field(e both, name string) {
	base, ours, theirs := value(e.base, name), e.ours.Value(name), e.theirs.Value(name)
	sort := sortOf(name, m.ours.real(e.ours), m.theirs.real(e.theirs))
	// Without a base, a default counts as a value like any other.
	chosen := e.base == nil && sort == normalize.Setting
	switch {
	case name == "schema" && e.ours.Kind == normalize.Collection, ours == theirs, !chosen && equal(theirs, base):
		return
	case !chosen && equal(ours, base):
		m.take(e, name)
		return
	}
	if sort == normalize.Scope && base != "" {
		m.scopes(e, name)
		return
	}
	if text, ok := m.lines(e, name, sort); ok {
		m.setText(e, name, text)
		return
	}
	if m.conflict(m.fieldConflict(e, name, sort)) {
		m.take(e, name)
	}
}

func value(e *normalize.Element, name string) string {
	if e == nil {
		return ""
	}
	return e.Value(name)
}

func sortOf(name string, elements ...*normalize.Element) normalize.Sort {
	for _, e := range elements {
		if f, ok := e.Field(name); ok {
			return f.Sort
		}
	}
	return normalize.Data
}

func (m *merger) fieldConflict(e both, name string, sort normalize.Sort) Conflict {
	ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
	our, _ := ours.Field(name)
	their, _ := theirs.Field(name)
	return Conflict{
		Element: ours.Kind, Ours: ours, Theirs: theirs, Field: name, Sort: sort, Cause: BothChanged,
		OurValue: valueOf(ours, our), TheirValue: valueOf(theirs, their),
	}
}

// valueOf returns a field's value for a conflict, including an explicit default.
func valueOf(e *normalize.Element, f normalize.Field) diff.Value {
	if f.Sort == normalize.Setting {
		return diff.DataOf(f.Node)
	}
	return diff.FieldValue(e, f)
}

// take puts their value of a field into ours.
func (m *merger) take(e both, name string) {
	ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
	our, we := ours.Field(name)
	their, they := theirs.Field(name)
	switch {
	case our.Sort == normalize.Address || their.Sort == normalize.Address:
		m.takeAddress(e, our, their)
	case e.ours.Kind == normalize.Attribute && !(inList(ours) && inList(theirs)):
		m.takeAttribute(e, name)
	case !they && strings.HasSuffix(name, "url.raw"):
		// The raw URL of theirs is derived from its parts.
		address, _ := theirs.Field(strings.TrimSuffix(name, ".raw"))
		e.patch.at(our.Keys...).set = func(space spacing) string { return space.print(address.Node.Get("raw"), nil) }
	case !they:
		e.patch.at(our.Keys...).remove = true
	case their.Sort == normalize.Text && we && our.Sort == normalize.Text && writtenOtherwise(our, their):
		m.setText(e, name, their.Value) // written as our texts are
	default:
		keys := their.Keys
		if we && our.Node.Exists() {
			keys = our.Keys
		}
		e.patch.at(keys...).set = printed(their)
		if e.ours.Kind == normalize.Attribute && name == "value" {
			takeType(e, ours, theirs)
		}
	}
}

// printed returns a field's value as in its file, or else its normalized value.
func printed(f normalize.Field) func(spacing) string {
	return func(space spacing) string {
		switch {
		case f.Node.Exists():
			return space.print(f.Node, nil)
		case f.Sort == normalize.Text:
			return jsontree.Quote(f.Value)
		}
		return f.Value
	}
}

// setText puts a text into our field, written as ours is: in lines, in one
// string, or with its media type.
func (m *merger) setText(e both, name, text string) {
	ours := m.ours.real(e.ours)
	f, _ := ours.Field(name)
	keys := f.Keys
	if f.Node.Kind() == jsontree.Object {
		keys = append(keys[:len(keys):len(keys)], "content")
	}
	windows, last := carriageReturns(f)
	e.patch.at(keys...).set = func(space spacing) string {
		if f.Node.Kind() != jsontree.Array {
			if windows {
				return jsontree.Quote(strings.ReplaceAll(text, "\n", "\r\n"))
			}
			return jsontree.Quote(text)
		}
		lines := strings.Split(text, "\n")
		return space.build("[]", len(lines), func(i int, _ spacing) string {
			if i < len(lines)-1 && windows || i == len(lines)-1 && last {
				return jsontree.Quote(lines[i] + "\r")
			}
			return jsontree.Quote(lines[i])
		})
	}
}

// writtenOtherwise reports whether two texts are written in different ways.
func writtenOtherwise(a, b normalize.Field) bool {
	ofA, _ := carriageReturns(a)
	ofB, _ := carriageReturns(b)
	return a.Node.Kind() != b.Node.Kind() || ofA != ofB
}

// carriageReturns reports whether the lines of a text have Windows line ends that its
// value does not include, and whether the last one does.
func carriageReturns(f normalize.Field) (lines, last bool) {
	if f.Node.Kind() == jsontree.String {
		return strings.Contains(f.Node.Text(), "\r\n") && !strings.Contains(f.Value, "\r\n"), false
	}
	for line := range f.Node.Elements() {
		last = strings.HasSuffix(line.Text(), "\r")
		lines = lines || last
	}
	return lines, last
}

// scopes merges two sets of scopes: scopes that either side added are added, and
// scopes that either side removed are removed. If that leaves no scope, although each
// side kept some, it is a conflict.
func (m *merger) scopes(e both, name string) {
	ours, theirs := m.ours.real(e.ours), m.theirs.real(e.theirs)
	our, _ := ours.Field(name)
	their, _ := theirs.Field(name)
	inBase := collection.ScopeSetOf(value(e.base, name))
	// words are the scopes or their hashes, texts the scopes themselves.
	list := func(f normalize.Field, word func(string) string) (words []string, texts map[string]string) {
		texts = map[string]string{}
		for _, scope := range collection.ScopeNames(f.Node.Text()) {
			w := word(scope)
			if _, twice := texts[w]; !twice {
				words = append(words, w)
				texts[w] = scope
			}
		}
		return words, texts
	}
	ourWords, ourTexts := list(our, m.word)
	theirWords, theirTexts := list(their, m.word)
	inOurs, inTheirs := set(ourWords), set(theirWords)
	var left, right []string
	for _, w := range ourWords {
		if inTheirs[w] || !inBase[w] {
			left = append(left, w)
		}
	}
	for _, w := range theirWords {
		if inOurs[w] || !inBase[w] {
			right = append(right, w)
		}
	}
	var merged []string
	for _, w := range weave(left, right, set(right)) {
		text := ourTexts[w]
		if text == "" {
			text = theirTexts[w]
		}
		merged = append(merged, text)
	}
	if len(merged) == 0 && len(ourWords) > 0 && len(theirWords) > 0 {
		if m.conflict(m.fieldConflict(e, name, normalize.Scope)) {
			m.take(e, name)
		}
		return
	}
	separator := scopeSeparator(value(e.base, name), our.Node.Text(), their.Node.Text())
	e.patch.at(our.Keys...).set = func(spacing) string { return jsontree.Quote(collection.JoinScopes(merged, separator)) }
}

// scopeSeparator returns the separator of the merged scopes: that of the side that
// changed it, or else the present one.
func scopeSeparator(base, ours, theirs string) string {
	b, o, t := collection.ScopeSeparator(base), collection.ScopeSeparator(ours), collection.ScopeSeparator(theirs)
	if o == b {
		return cmp.Or(t, b, " ")
	}
	return cmp.Or(o, t, b, " ")
}

// word returns a scope, or its hash if the base has hashes.
func (m *merger) word(scope string) string {
	if !m.hashed {
		return scope
	}
	return (&hasher{key: m.key}).text("scope", scope)
}
