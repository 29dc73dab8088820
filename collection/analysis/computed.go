package analysis

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/script"
)

// computedNames describes the names of variables that are computed: by scripts while
// they run, or from nested references.
type computedNames struct {
	// byScript reports whether scripts compute names: any word in them may be one.
	byScript bool
	pieces   pieces
}

// may reports whether a name can be a computed one. words has the words of the scripts.
func (c *computedNames) may(name string, words map[string]bool) bool {
	return c.byScript && words[name] || c.pieces.fit(name)
}

// merge adds other names that are put together.
func (c *computedNames) merge(other *computedNames) {
	c.byScript = c.byScript || other.byScript
	c.pieces.merge(&other.pieces)
}

// computes notes that a script computes names by an expression. Where that is a
// variable, the pieces of what is assigned to it count: the name is put together
// before the call.
func (c *ScriptNotes) computes(names *computedNames, s *script.Script, expression []script.Token) {
	names.byScript = true
	c.wordsOf(s)
	for _, p := range s.Pieces(expression) {
		names.pieces.add(p)
	}
	if len(expression) != 1 {
		return
	}
	variable := assignedVariable{names, s.Source, expression[0].Text}
	if c.followed[variable] {
		return
	}
	c.followed[variable] = true
	for _, p := range s.AssignedPieces(variable.name) {
		names.pieces.add(p)
	}
}

// assignedVariable is a variable of a script whose value is used as a name.
type assignedVariable struct {
	names  *computedNames
	source string
	name   string
}

// wordsOf notes the words of a script.
func (c *ScriptNotes) wordsOf(s *script.Script) {
	if c.worded[s.Source] {
		return
	}
	c.worded[s.Source] = true
	for _, t := range s.Tokens() {
		if word, ok := script.Content(t); ok {
			note(c.v.words, word)
		} else {
			note(c.v.words, t.Text)
		}
	}
}

// inner replaces a resolved reference. No name contains it.
const inner = "\x00"

// nested records names with nested references. Postman resolves "{{clinic_{{n}}}}" from
// the inside out.
func (c *variableCollector) nested(text string) {
	for range collection.DeepestReference {
		var b strings.Builder
		done := 0
		for r := range collection.References(text) {
			parts := strings.Split(r.Name, inner)
			for i, part := range parts {
				if len(parts) > 1 && part != "" {
					c.v.uses.pieces.add(script.Piece{Text: part, Before: i > 0, After: i < len(parts)-1})
				}
			}
			b.WriteString(text[done:r.Start] + inner)
			done = r.End
		}
		b.WriteString(text[done:])
		if text = b.String(); done == 0 || !strings.Contains(text, "{{") {
			return
		}
	}
}
