package script

import "github.com/tdewolff/parse/v2/js"

// closing returns the index of the token that closes the bracket at an index, or 0 if
// nothing closes it, and reports whether there is a bracket at the index.
func (s *Text) closing(i int) (end int, opens bool) {
	if !isOpening(s.Tokens()[i].Type) {
		return 0, false
	}
	s.closingOnce.Do(func() {
		tokens := s.Tokens()
		s.closings = make([]uint32, len(tokens))
		var open []int
		for at, t := range tokens {
			switch {
			case isOpening(t.Type):
				open = append(open, at)
			case isClosing(t.Type) && len(open) > 0:
				s.closings[open[len(open)-1]] = uint32(at)
				open = open[:len(open)-1]
			}
		}
	})
	return int(s.closings[i]), true
}

func isOpening(t js.TokenType) bool {
	switch t {
	case js.OpenParenToken, js.OpenBracketToken, js.OpenBraceToken, js.TemplateStartToken:
		return true
	}
	return false
}

func isClosing(t js.TokenType) bool {
	switch t {
	case js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken, js.TemplateEndToken:
		return true
	}
	return false
}

// Brackets returns the tokens between the brackets after an object, as in object["a" +
// b]; nil if there are no brackets.
func (s *Text) Brackets(object Token) []Token {
	if !s.Indexed(object) {
		return nil
	}
	open := s.index(object) + 1
	end, _ := s.closing(open)
	if end == 0 {
		return nil
	}
	return s.Tokens()[open+1 : end]
}
