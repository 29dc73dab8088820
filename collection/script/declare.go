package script

import (
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// Declares reports whether the script declares a name: a variable, a function, or a
// parameter. A script that does not parse declares nothing.
func (s *Text) Declares(name string) bool {
	if !s.has(name) {
		return false
	}
	s.declareOnce.Do(func() {
		s.declared = declarations{}
		if ast, err := js.Parse(parse.NewInputString(s.Source), js.Options{Inline: true}); err == nil {
			js.Walk(s.declared, ast)
		}
	})
	return s.declared[name]
}

// Parses reports whether a text is JavaScript as Postman accepts it.
func Parses(source string) bool {
	s := Text{Source: source}
	return s.Err() == nil && s.nesting <= maxNesting
}

// declarations are the names that are declared in any scope.
type declarations map[string]bool

func (d declarations) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.BlockStmt:
		d.add(&n.Scope)
	case *js.SwitchStmt:
		d.add(&n.Scope)
	}
	return d
}

func (d declarations) Exit(js.INode) {}

func (d declarations) add(scope *js.Scope) {
	for _, v := range scope.Declared {
		d[string(v.Data)] = true
	}
}

// Constant returns the text of a variable of the script that never changes: it is
// declared with a plain string and never assigned again.
func (s *Text) Constant(name string) (string, bool) {
	s.constantOnce.Do(func() {
		s.constants = map[string]constant{}
		for i, t := range s.Tokens() {
			if !js.IsIdentifier(t.Type) || !s.assignedAt(i) {
				continue
			}
			if _, again := s.constants[t.Text]; again {
				s.constants[t.Text] = constant{}
			} else {
				s.constants[t.Text] = s.constantAt(i)
			}
		}
	})
	c := s.constants[name]
	return c.text, c.is
}

// constant is a text that is assigned to a name, if it never changes.
type constant struct {
	text string
	is   bool
}

// constantAt returns the constant that is declared with the name at an index.
func (s *Text) constantAt(i int) constant {
	if i == 0 || i+2 >= len(s.Tokens()) || s.Tokens()[i+1].Type != js.EqToken {
		return constant{}
	}
	switch s.Tokens()[i-1].Type {
	case js.VarToken, js.LetToken, js.ConstToken:
	default:
		return constant{}
	}
	text, ok := Content(s.Tokens()[i+2])
	if !ok || i+3 < len(s.Tokens()) && !s.startsStatement(i+3) {
		return constant{}
	}
	return constant{text, true}
}

// startsStatement reports whether the token at an index does not continue the expression
// before it: it ends the expression, or is a word and not an operator.
func (s *Text) startsStatement(i int) bool {
	switch t := s.Tokens()[i].Type; t {
	case js.SemicolonToken, js.CommaToken, js.CloseBraceToken:
		return true
	case js.InToken, js.InstanceofToken:
		return false
	default:
		return js.IsIdentifierName(t)
	}
}
