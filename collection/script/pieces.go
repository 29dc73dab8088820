package script

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// Piece is a literal part of a text that a script puts together: "id_" in
// "id_" + i and in `id_${i}`. Before and After tell whether something joins it.
type Piece struct {
	Text          string
	Before, After bool
}

// Fits tells whether a text may be one of which this is a piece.
func (p Piece) Fits(text string) bool {
	switch {
	case !p.Before:
		return strings.HasPrefix(text, p.Text)
	case !p.After:
		return strings.HasSuffix(text, p.Text)
	}
	return strings.Contains(text, p.Text)
}

// Pieces are the literal parts of the texts that an expression puts together.
func (s *Text) Pieces(expression []Token) []Piece {
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
