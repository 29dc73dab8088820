// Package script reads the JavaScript of a collection's events: whether it parses, and
// which calls it makes to Postman's sandbox, each with its place in the file.
package script

import (
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// Script is the JavaScript of one event.
type Script struct {
	Event collection.Event
	*Text

	lines     []line // found when a place is asked for
	linesOnce sync.Once
}

// Text is a script's source with what was read from it. It is safe for concurrent use.
type Text struct {
	Source string

	shapes *shapes // nil for none

	// The rest is computed on first use.
	tokens       []Token
	words        wordFilter
	nesting      int
	whole        bool // whether the tokens are all of the source
	tokensOnce   sync.Once
	err          *SyntaxError
	errOnce      sync.Once
	calls        []Call
	callsOnce    sync.Once
	declared     declarations
	declareOnce  sync.Once
	constants    map[string]constant // by name, of what is assigned to
	constantOnce sync.Once
	closings     []uint32 // of brackets: the closing token by the opening one; 0 for none
	closingOnce  sync.Once
	assigned     map[string][]int // by name, the tokens that are assigned to
	assignedOnce sync.Once

	kept      []keptValue // a few
	keptRoom  [2]keptValue
	keptMutex sync.Mutex
}

type keptValue struct{ key, value any }

// Keep remembers what was found out about the text, for [Text.Kept]. The key's type is
// the caller's own.
func (s *Text) Keep(key, value any) {
	s.keptMutex.Lock()
	defer s.keptMutex.Unlock()
	for i := range s.kept {
		if s.kept[i].key == key {
			s.kept[i].value = value
			return
		}
	}
	if s.kept == nil {
		s.kept = s.keptRoom[:0]
	}
	s.kept = append(s.kept, keptValue{key, value})
}

// Kept returns what was remembered under a key; nil where nothing was.
func (s *Text) Kept(key any) any {
	s.keptMutex.Lock()
	defer s.keptMutex.Unlock()
	for _, one := range s.kept {
		if one.key == key {
			return one.value
		}
	}
	return nil
}

// SyntaxError is the first place at which a script is not JavaScript.
type SyntaxError struct {
	Offset       int // in the source
	Line, Column int // in the source, from 1
	Message      string
}

// Token is one word of a script. It is small, because a script has many.
type Token struct {
	Text  string
	start uint32
	Type  js.TokenType
}

// Start returns the byte offset of the word in the source.
func (t Token) Start() int { return int(t.start) }

// End returns the byte offset behind the word in the source.
func (t Token) End() int { return int(t.start) + len(t.Text) }

// Between returns the words from one to another as if they were one.
func (s *Text) Between(first, last Token) Token {
	return Token{Text: s.Source[first.Start():last.End()], start: first.start}
}

type line struct {
	start int // in the source
	node  jsontree.Node
}

// maxNesting is the depth of brackets up to which a script is given to the parser, which
// is recursive. Scripts written by hand are far below it.
const maxNesting = 1000

// Tokens returns the script's words without white space and comments.
func (s *Text) Tokens() []Token {
	s.tokensOnce.Do(s.tokenize)
	return s.tokens
}

// Err returns why the script does not parse; nil if it does. Top-level return and await
// are legal, as in Postman.
func (s *Text) Err() *SyntaxError {
	s.errOnce.Do(func() {
		if s.Tokens(); s.nesting <= maxNesting {
			s.parse()
		}
	})
	return s.err
}

func (s *Text) parse() {
	shape, isPlain := s.shape()
	if isPlain && s.shapes.has(shape) {
		return
	}
	input, release := inputOf(s.Source)
	_, err := js.Parse(input, js.Options{Inline: true})
	release()
	if err == nil && isPlain {
		s.shapes.add(shape)
	}
	var failed *parse.Error
	if !errors.As(err, &failed) || tolerated(failed.Message) {
		return
	}
	offset := offsetOf(s.Source, failed.Line, failed.Column)
	s.err = &SyntaxError{offset, failed.Line, failed.Column, failed.Message}
}

// tolerated reports whether the parser rejects something that JavaScript allows outside
// strict mode.
func tolerated(message string) bool { return strings.Contains(message, "legacy octal") }

// offsetOf returns the byte offset of a line and column (in code points).
func offsetOf(source string, line, column int) int {
	offset := 0
	for range line - 1 {
		next := strings.IndexAny(source[offset:], "\n\r\u2028\u2029")
		if next < 0 {
			break
		}
		offset += next
		_, size := utf8.DecodeRuneInString(source[offset:])
		if strings.HasPrefix(source[offset:], "\r\n") {
			size = 2
		}
		offset += size
	}
	for range column - 1 {
		if offset >= len(source) {
			break
		}
		_, size := utf8.DecodeRuneInString(source[offset:])
		offset += size
	}
	return min(offset, len(source))
}

// Place returns where a range of the source is in the file, as byte offsets, and the
// node of the line that holds its first byte. The range ends with that line.
func (s *Script) Place(start, end int) (node jsontree.Node, from, to int) {
	s.linesOnce.Do(s.findLines)
	if len(s.lines) == 0 {
		return s.Event.Node, s.Event.Node.Start(), s.Event.Node.Start() + 1
	}
	i := max(sort.Search(len(s.lines), func(i int) bool { return s.lines[i].start > start })-1, 0)
	l := s.lines[i]
	from = l.node.OffsetOf(start - l.start)
	to = max(l.node.OffsetOf(end-l.start), from)
	return l.node, from, to
}

// findLines finds where the lines of the source are in the file.
func (s *Script) findLines() {
	start := 0
	for node := range s.Event.Lines() {
		s.lines = append(s.lines, line{start, node})
		start += len(node.Text()) + len("\n")
	}
}

// tokenBuffers are where tokens are gathered: how many there will be is not known.
var tokenBuffers = sync.Pool{New: func() any { return new([]Token) }}

// inputBuffers are copies of sources for the parser, which wants bytes with a zero
// after them. It keeps none of what it is given once it is done.
var inputBuffers = sync.Pool{New: func() any { return new([]byte) }}

// inputOf returns a source as the parser reads it, and what to call when that is done.
func inputOf(source string) (input *parse.Input, release func()) {
	buffer := inputBuffers.Get().(*[]byte)
	*buffer = append(append((*buffer)[:0], source...), 0)
	return parse.NewInputBytes((*buffer)[:len(source)]), func() { inputBuffers.Put(buffer) }
}

// tokenize finds the tokens, and how deeply brackets nest. Of a script that does not
// parse it reads what can be read.
func (s *Text) tokenize() {
	input, release := inputOf(s.Source)
	defer release()
	buffer := tokenBuffers.Get().(*[]Token)
	tokens := (*buffer)[:0]
	defer func() {
		s.tokens = slices.Clone(tokens)
		clear(tokens)
		*buffer = tokens
		tokenBuffers.Put(buffer)
	}()
	lexer := js.NewLexer(input)
	offset, nesting := 0, 0
	for {
		kind, text := lexer.Next()
		if (kind == js.DivToken || kind == js.DivEqToken) && (len(tokens) == 0 || !endsOperand(tokens[len(tokens)-1])) {
			kind, text = lexer.RegExp()
		}
		if kind == js.ErrorToken || len(text) == 0 {
			s.whole = offset == len(s.Source)
			return
		}
		start := offset
		offset += len(text)
		switch kind {
		case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
			continue
		case js.OpenBraceToken, js.OpenBracketToken, js.OpenParenToken, js.TemplateStartToken:
			nesting++
			s.nesting = max(s.nesting, nesting)
		case js.CloseBraceToken, js.CloseBracketToken, js.CloseParenToken, js.TemplateEndToken:
			nesting--
		}
		word := s.Source[start:offset]
		s.words.add(word)
		tokens = append(tokens, Token{word, uint32(start), kind})
	}
}

// endsOperand reports whether a slash after a token divides; otherwise it starts a
// regular expression.
func endsOperand(t Token) bool {
	switch t.Type {
	case js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken, js.StringToken, js.TemplateToken,
		js.TemplateEndToken, js.RegExpToken, js.PrivateIdentifierToken, js.ThisToken, js.SuperToken,
		js.TrueToken, js.FalseToken, js.NullToken:
		return true
	}
	return js.IsNumeric(t.Type) || js.IsIdentifier(t.Type)
}
