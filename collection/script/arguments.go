package script

import (
	"slices"

	"github.com/tdewolff/parse/v2/js"
)

// Arguments returns the tokens of each argument of a call. It is inlined, so that the list
// needs no memory where it is only read.
func (s *Text) Arguments(c Call) [][]Token { return s.appendArguments(make([][]Token, 0, 4), c) }

func (s *Text) appendArguments(list [][]Token, c Call) [][]Token {
	start := s.index(c.Name) + 2 // after the bracket
	for i := start; i < len(s.Tokens()); i++ {
		if end, opens := s.closing(i); opens && end == 0 {
			return list
		} else if opens {
			i = end
			continue
		}
		t := s.Tokens()[i].Type
		if t != js.CommaToken && !isClosing(t) {
			continue
		}
		if i > start {
			list = append(list, s.Tokens()[start:i])
		}
		if t != js.CommaToken {
			return list
		}
		start = i + 1
	}
	return list
}

// textMethods are methods that return a text whatever they are called on, and
// textFunctions are functions that do.
var (
	textMethods = []string{
		"toString", "toISOString", "toUTCString", "toLocaleString", "toFixed", "toUpperCase", "toLowerCase",
		"trim", "substring", "substr", "replace", "charAt", "padStart", "padEnd", "join", "stringify", "text",
	}
	textFunctions = []string{"String", "encodeURIComponent", "encodeURI", "btoa"}
)

// IsText reports whether an expression certainly yields a text (or nothing at all): a
// string, a sum with one, or a call that returns one.
func IsText(expression []Token) bool {
	operands := [][]Token{nil}
	depth := 0
	for _, t := range expression {
		switch t.Type {
		case js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken, js.TemplateEndToken:
			depth--
		}
		if last := len(operands) - 1; depth == 0 && t.Type == js.AddToken {
			operands = append(operands, nil)
		} else if depth == 0 && !isOperand(t.Type) {
			return false // another operator
		} else {
			operands[last] = append(operands[last], t)
		}
		switch t.Type {
		case js.OpenParenToken, js.OpenBracketToken, js.OpenBraceToken, js.TemplateStartToken:
			depth++
		}
	}
	return slices.ContainsFunc(operands, isTextOperand)
}

// isOperand reports whether a token may be part of a single operand, outside brackets.
func isOperand(t js.TokenType) bool {
	switch t {
	case js.StringToken, js.TemplateToken, js.TemplateStartToken, js.TemplateEndToken, js.RegExpToken,
		js.OpenParenToken, js.CloseParenToken, js.OpenBracketToken, js.CloseBracketToken,
		js.OpenBraceToken, js.CloseBraceToken, js.DotToken, js.OptChainToken:
		return true
	}
	return js.IsNumeric(t) || js.IsIdentifier(t) || js.IsIdentifierName(t) && t != js.InToken && t != js.InstanceofToken
}

func isTextOperand(operand []Token) bool {
	if len(operand) == 0 {
		return false
	}
	last := len(operand) - 1
	first := operand[0]
	switch {
	case last == 0:
		return first.Type == js.StringToken || first.Type == js.TemplateToken || first.Text == "responseBody"
	case first.Type == js.TemplateStartToken && operand[last].Type == js.TemplateEndToken:
		return true
	case operand[last].Type != js.CloseParenToken:
		return false
	}
	depth, open := 0, last
	for ; open >= 0; open-- {
		switch operand[open].Type {
		case js.CloseParenToken:
			depth++
		case js.OpenParenToken:
			depth--
		}
		if depth == 0 {
			break
		}
	}
	switch {
	case open < 1:
		return false
	case open == 1:
		return slices.Contains(textFunctions, operand[0].Text)
	}
	return isDot(operand[open-2].Type) && slices.Contains(textMethods, operand[open-1].Text)
}
