package script

import (
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// TopLevelAwait returns the first await outside of any function, and whether there
// is one.
func (s *Text) TopLevelAwait() (Token, bool) {
	var awaits []Token
	for i, t := range s.Tokens() {
		if t.Type == js.AwaitToken && (i == 0 || !isDot(s.Tokens()[i-1].Type)) {
			awaits = append(awaits, t)
		}
	}
	if len(awaits) == 0 || s.Err() != nil {
		return Token{}, false
	}
	ast, err := js.Parse(parse.NewInputString(s.Source), js.Options{Inline: true})
	if err != nil {
		return Token{}, false
	}
	finder := &awaitFinder{}
	js.Walk(finder, ast)
	if !finder.found {
		return Token{}, false
	}
	if t, ok := s.awaitOutside(); ok {
		return t, true
	}
	return awaits[0], true
}

// awaitFinder looks for an await outside of functions.
type awaitFinder struct{ found bool }

func (f *awaitFinder) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.FuncDecl, *js.ArrowFunc, *js.MethodDecl:
		return nil
	case *js.UnaryExpr:
		f.found = f.found || n.Op == js.AwaitToken
	case *js.ForOfStmt:
		f.found = f.found || n.Await
	}
	return f
}

func (f *awaitFinder) Exit(js.INode) {}

// awaitOutside returns the first await that is not within the braces of a function's
// body.
func (s *Text) awaitOutside() (Token, bool) {
	var stack []bool // per open brace: whether it opens a function's body
	var parens []int // indexes of open parentheses
	var closed int   // index of the parenthesis that the last ")" closed
	count := 0       // of the functions' bodies that are open
	for i, at := range s.Tokens() {
		switch at.Type {
		case js.AwaitToken:
			if count == 0 && (i == 0 || !isDot(s.Tokens()[i-1].Type)) {
				return at, true
			}
		case js.OpenParenToken:
			parens = append(parens, i)
		case js.CloseParenToken:
			if len(parens) > 0 {
				closed = parens[len(parens)-1]
				parens = parens[:len(parens)-1]
			}
		case js.OpenBraceToken:
			body := i > 0 && (s.Tokens()[i-1].Type == js.ArrowToken ||
				s.Tokens()[i-1].Type == js.CloseParenToken && !s.isStatement(closed))
			stack = append(stack, body)
			if body {
				count++
			}
		case js.CloseBraceToken:
			if len(stack) > 0 {
				if stack[len(stack)-1] {
					count--
				}
				stack = stack[:len(stack)-1]
			}
		}
	}
	return Token{}, false
}

// isStatement reports whether a parenthesis at an index belongs to a statement
// with a block, such as if (…) {, and not to a function's parameters.
func (s *Text) isStatement(paren int) bool {
	if paren == 0 {
		return false
	}
	switch s.Tokens()[paren-1].Type {
	case js.IfToken, js.ForToken, js.WhileToken, js.SwitchToken, js.CatchToken, js.WithToken, js.AwaitToken:
		return true
	}
	return false
}
