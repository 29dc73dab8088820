package facts

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/script"
)

// computedNames are the names of variables that are put together: by scripts
// while they run, or of references inside of references.
type computedNames struct {
	// byScript tells whether scripts compute names: any word of theirs may be one.
	byScript bool
	pieces   map[script.Piece]bool
}

func (c *computedNames) add(p script.Piece) {
	if c.pieces == nil {
		c.pieces = map[script.Piece]bool{}
	}
	c.pieces[p] = true
}

// may tells whether a name can be one of them, given the words of the scripts.
func (c *computedNames) may(name string, words map[string]bool) bool {
	if c.byScript && words[name] {
		return true
	}
	for p := range c.pieces {
		if p.Fits(name) {
			return true
		}
	}
	return false
}

// computes notes that a script computes names by an expression. Where that has
// no literal pieces, those of the whole script count: the name is put together
// before the call.
func (c *variableCollector) computes(names *computedNames, s *script.Script, expression []script.Token) {
	names.byScript = true
	pieces := s.Pieces(expression)
	if len(pieces) == 0 {
		pieces = c.wordsOf(s)
	} else {
		c.wordsOf(s)
	}
	for _, p := range pieces {
		names.add(p)
	}
}

// wordsOf notes the words of a script and gives its pieces.
func (c *variableCollector) wordsOf(s *script.Script) []script.Piece {
	pieces, known := c.pieces[s.Text]
	if known {
		return pieces
	}
	for _, t := range s.Tokens {
		if word, ok := script.Content(t); ok {
			c.v.words[word] = true
		} else {
			c.v.words[t.Text] = true
		}
	}
	pieces = s.Pieces(s.Tokens)
	c.pieces[s.Text] = pieces
	return pieces
}

// deepest is how many references inside of each other Postman resolves at most.
const deepest = 20

// inner stands for a reference that is resolved: no name has it.
const inner = "\x00"

// nested notes the names that have references in them: Postman resolves
// "{{clinic_{{n}}}}" from the inside.
func (c *variableCollector) nested(text string) {
	for range deepest {
		var b strings.Builder
		done := 0
		for r := range collection.References(text) {
			parts := strings.Split(r.Name, inner)
			for i, part := range parts {
				if len(parts) > 1 && part != "" {
					c.v.uses.add(script.Piece{Text: part, Before: i > 0, After: i < len(parts)-1})
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
