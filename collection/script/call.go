package script

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// Call is a call of a named function: pm.environment.get("name").
type Call struct {
	Object   string // what is before the last dot: "pm.environment"; "" for a bare function
	Method   string // "get"
	Argument string // the first argument, if it is a plain string
	Literal  bool   // whether it is
	Empty    bool   // whether there is no argument

	Name  Token // of the method
	First Token // the first word of the name
	Value Token // the first word of the first argument
}

// Calls returns the calls in a script whose function has a plain name, in order.
func (s *Text) Calls() []Call {
	s.callsOnce.Do(s.findCalls)
	return s.calls
}

func (s *Text) findCalls() {
	tokens := s.Tokens()
	isCall := func(i int) bool {
		return tokens[i].Type == js.OpenParenToken && i > 0 && js.IsIdentifierName(tokens[i-1].Type)
	}
	count := 0
	for i := range tokens {
		if isCall(i) {
			count++
		}
	}
	s.calls = make([]Call, 0, count)
	for i := range tokens {
		if !isCall(i) {
			continue
		}
		name := tokens[i-1]
		object, first := s.object(i - 1)
		call := Call{Object: object, Method: name.Text, Name: name, First: first}
		if i+1 < len(tokens) {
			next := tokens[i+1]
			call.Value = next
			call.Empty = next.Type == js.CloseParenToken
			if i+2 < len(tokens) {
				behind := tokens[i+2].Type
				call.Argument, call.Literal = Content(next)
				call.Literal = call.Literal && (behind == js.CloseParenToken || behind == js.CommaToken)
			}
		}
		s.calls = append(s.calls, call)
	}
}

// object returns the dotted name before the word at an index, and its first word.
func (s *Text) object(i int) (object string, first Token) {
	tokens := s.Tokens()
	first = tokens[i]
	last, computed := i, false
	asWritten := true // whether the source has the name without anything between its parts
	for i >= 2 && isDot(tokens[i-1].Type) && !computed {
		i -= 2
		if computed = !js.IsIdentifierName(tokens[i].Type); !computed {
			asWritten = asWritten && (i+2 == last || tokens[i+1].Type == js.DotToken && tokens[i].End()+1 == tokens[i+2].Start())
			first = tokens[i]
		}
	}
	if computed {
		i += 2
	}
	switch {
	case i == last && computed:
		return "?.", first
	case i == last:
		return "", first
	case asWritten && !computed:
		return s.Source[first.Start():tokens[last-2].End()], first
	}
	var name strings.Builder
	if computed { // f().get("x")
		name.WriteString("?.")
	}
	for at := i; at < last; at += 2 {
		if at > i {
			name.WriteByte('.')
		}
		name.WriteString(tokens[at].Text)
	}
	return name.String(), first
}

func isDot(t js.TokenType) bool { return t == js.DotToken || t == js.OptChainToken }

// Content returns the value of a string token, or of a template without
// substitutions, and whether the token is one.
func Content(t Token) (string, bool) {
	if t.Type != js.StringToken && t.Type != js.TemplateToken || len(t.Text) < 2 {
		return "", false
	}
	inner := t.Text[1 : len(t.Text)-1]
	if !strings.Contains(inner, `\`) {
		return inner, true
	}
	if t.Text[0] != '"' {
		inner = strings.ReplaceAll(inner, `\'`, `'`)
	}
	plain, err := strconv.Unquote(`"` + inner + `"`)
	return plain, err == nil
}

// has reports whether a word of the script is a name.
func (s *Text) has(name string) bool {
	tokens := s.Tokens()
	return s.words.may(name) && slices.ContainsFunc(tokens, func(t Token) bool { return t.Text == name })
}

// Identifiers yields the words of a script that are a name on their own: not a property
// after a dot, and not a key of an object.
func (s *Text) Identifiers(name string) iter.Seq[Token] {
	return func(yield func(Token) bool) { s.eachIdentifier(name, yield) }
}

func (s *Text) eachIdentifier(name string, yield func(Token) bool) {
	tokens := s.Tokens()
	if !s.words.may(name) {
		return
	}
	for i, t := range tokens {
		if !js.IsIdentifier(t.Type) || t.Text != name {
			continue
		}
		if i > 0 && isDot(tokens[i-1].Type) {
			continue
		}
		if i+1 < len(tokens) && tokens[i+1].Type == js.ColonToken && i > 0 &&
			(tokens[i-1].Type == js.OpenBraceToken || tokens[i-1].Type == js.CommaToken) {
			continue
		}
		if !yield(t) {
			return
		}
	}
}

// Property returns the name of the property of the object at a token, as in object.name
// or object["name"], and whether there is one.
func (s *Text) Property(object Token) (string, bool) {
	i := s.index(object)
	if i < 0 || i+2 >= len(s.Tokens()) {
		return "", false
	}
	switch next := s.Tokens()[i+1].Type; {
	case isDot(next) && js.IsIdentifierName(s.Tokens()[i+2].Type):
		return s.Tokens()[i+2].Text, true
	case next == js.OpenBracketToken && i+3 < len(s.Tokens()) && s.Tokens()[i+3].Type == js.CloseBracketToken:
		return Content(s.Tokens()[i+2])
	}
	return "", false
}

func (s *Text) index(t Token) int {
	i, ok := slices.BinarySearchFunc(s.Tokens(), t.start, func(a Token, start uint32) int { return cmp.Compare(a.start, start) })
	if !ok {
		return -1
	}
	return i
}

// Indexed reports whether the object at a token is followed by brackets.
func (s *Text) Indexed(object Token) bool {
	i := s.index(object)
	return i >= 0 && i+1 < len(s.Tokens()) && s.Tokens()[i+1].Type == js.OpenBracketToken
}

// Assigned reports whether the name at a token is assigned to.
func (s *Text) Assigned(t Token) bool {
	i := s.index(t)
	return i >= 0 && s.assignedAt(i)
}

func (s *Text) assignedAt(i int) bool {
	if i+1 >= len(s.Tokens()) {
		return false
	}
	switch s.Tokens()[i+1].Text {
	case "=", "+=", "-=", "||=", "&&=", "??=", "++", "--":
		return true
	}
	return false
}
