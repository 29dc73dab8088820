package script

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// Piece is a literal part of a text that a script puts together: "id_" in "id_" + i and
// in `id_${i}`. Before and After report whether something is joined to it.
type Piece struct {
	Text          string
	Before, After bool
}

// most is the largest number of words in an expression that is searched for pieces.
// Names are not built by longer ones, and nested expressions would be read again and
// again.
const most = 500

// Pieces returns the literal parts of the texts that an expression puts together.
func (s *Text) Pieces(expression []Token) []Piece {
	if len(expression) > most {
		return nil
	}
	var pieces []Piece
	for i, t := range expression {
		p := Piece{
			Before: i > 0 && (expression[i-1].Type == js.AddToken || expression[i-1].Type == js.AddEqToken),
			After:  i+1 < len(expression) && expression[i+1].Type == js.AddToken,
		}
		quoted := t
		switch t.Type {
		case js.TemplateStartToken:
			p.After = true
			quoted.Text = strings.TrimSuffix(t.Text, "${") + "`"
		case js.TemplateMiddleToken:
			p.Before, p.After = true, true
			quoted.Text = "`" + strings.TrimSuffix(t.Text[1:], "${") + "`"
		case js.TemplateEndToken:
			p.Before = true
			quoted.Text = "`" + t.Text[1:]
		}
		if !p.Before && !p.After {
			continue
		}
		if quoted.Text != t.Text {
			quoted.Type = js.TemplateToken
		}
		var literal bool
		if p.Text, literal = Content(quoted); !literal && js.IsIdentifier(t.Type) {
			p.Text, _ = s.Constant(t.Text)
		}
		if p.Text != "" {
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// AssignedPieces returns the pieces of what the script assigns to a variable.
func (s *Text) AssignedPieces(name string) []Piece {
	s.assignedOnce.Do(func() {
		s.assigned = map[string][]int{}
		for i, t := range s.Tokens() {
			if js.IsIdentifier(t.Type) && s.assignedAt(i) && (i == 0 || !isDot(s.Tokens()[i-1].Type)) {
				s.assigned[t.Text] = append(s.assigned[t.Text], i)
			}
		}
	})
	var pieces []Piece
	for _, i := range s.assigned[name] {
		pieces = append(pieces, s.Pieces(s.assignment(i))...)
	}
	return pieces
}

// assignment returns the expression that is assigned to the word at an index, after the
// operator.
func (s *Text) assignment(word int) []Token {
	from := word + 1
	for i := from + 1; i < len(s.Tokens()) && i-from <= most; i++ {
		if s.endsStatement(i) {
			return s.Tokens()[from:i]
		}
		if end, opens := s.closing(i); opens && end == 0 {
			break
		} else if opens {
			i = end
		}
	}
	return s.Tokens()[from:min(from+most, len(s.Tokens()))]
}

// endsStatement reports whether the token at an index ends the expression before it,
// or starts the next statement on a new line.
func (s *Text) endsStatement(i int) bool {
	t, before := s.Tokens()[i], s.Tokens()[i-1]
	if isClosing(t.Type) || t.Type == js.SemicolonToken || t.Type == js.CommaToken {
		return true
	}
	return s.startsStatement(i) && endsOperand(before) && strings.ContainsAny(s.Source[before.End():t.Start()], "\r\n")
}
