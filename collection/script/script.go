// Package script reads the JavaScript of a collection's events: whether it parses, and
// which calls it makes to Postman's sandbox, each with its place in the file.
package script

import (
	"errors"
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
	lines []line
}

// Text is a script's source with what was read from it. It is safe for concurrent use.
type Text struct {
	Source string
	// Err is the reason why the script does not parse; nil if it does. Top-level return
	// and await are legal, as in Postman.
	Err *SyntaxError
	// Tokens are the script's words without white space and comments.
	Tokens []Token

	calls []Call
	words wordFilter

	// The rest is computed on first use.
	declared     declarations
	declareOnce  sync.Once
	constants    map[string]constant // by name, of what is assigned to
	constantOnce sync.Once
	closings     map[int]int // the closing token by the opening one
	closingOnce  sync.Once
	assigned     map[string][]int // by name, the tokens that are assigned to
	assignedOnce sync.Once
}

// SyntaxError is the first place at which a script is not JavaScript.
type SyntaxError struct {
	Offset       int // in the source
	Line, Column int // in the source, from 1
	Message      string
}

// Token is one word of a script. Start and End are byte offsets in the source.
type Token struct {
	Type       js.TokenType
	Text       string
	Start, End int
}

type line struct {
	start int // in the source
	node  jsontree.Node
}

// maxNesting is the depth of brackets up to which a script is given to the parser, which
// is recursive. Scripts written by hand are far below it.
const maxNesting = 1000

// Reader reads scripts. Real collections have the same script in many requests, so equal
// scripts share their Text. The zero Reader is ready for use, and safe for concurrent
// use.
type Reader struct {
	mutex sync.Mutex
	texts map[string]*lazyText // by source
}

// lazyText is a Text that the first goroutine to ask for it reads. The others wait
// for that one text only.
type lazyText struct {
	source string
	once   sync.Once
	text   *Text
}

// sources are buffers for the sources of scripts, which are often known already.
var sources = sync.Pool{New: func() any { return new([]byte) }}

// Parse reads the script of an event.
func (r *Reader) Parse(e collection.Event) *Script {
	s := &Script{Event: e}
	buffer := sources.Get().(*[]byte)
	source := (*buffer)[:0]
	for node := range e.Lines() {
		if len(s.lines) > 0 {
			source = append(source, '\n')
		}
		s.lines = append(s.lines, line{len(source), node})
		source = append(source, node.Text()...)
	}
	s.Text = r.text(source)
	*buffer = source
	sources.Put(buffer)
	return s
}

// text returns the text of a source. It keeps no reference to the source.
func (r *Reader) text(source []byte) *Text {
	r.mutex.Lock()
	known := r.texts[string(source)]
	if known == nil {
		known = &lazyText{source: string(source)}
		if r.texts == nil {
			r.texts = map[string]*lazyText{}
		}
		r.texts[known.source] = known
	}
	r.mutex.Unlock()
	known.once.Do(func() { known.text = read(known.source) })
	return known.text
}

func read(source string) *Text {
	t := &Text{Source: source, Tokens: make([]Token, 0, len(source)/5+1)}
	nesting := t.tokenize()
	if nesting <= maxNesting {
		t.parse()
	}
	t.findCalls()
	return t
}

func (s *Text) parse() {
	_, err := js.Parse(parse.NewInputString(s.Source), js.Options{Inline: true})
	var failed *parse.Error
	if !errors.As(err, &failed) || tolerated(failed.Message) {
		return
	}
	offset := offsetOf(s.Source, failed.Line, failed.Column)
	s.Err = &SyntaxError{offset, failed.Line, failed.Column, failed.Message}
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
	if len(s.lines) == 0 {
		return s.Event.Node, s.Event.Node.Start(), s.Event.Node.Start() + 1
	}
	i := max(sort.Search(len(s.lines), func(i int) bool { return s.lines[i].start > start })-1, 0)
	l := s.lines[i]
	from = l.node.OffsetOf(start - l.start)
	to = max(l.node.OffsetOf(end-l.start), from)
	return l.node, from, to
}

// tokenize fills Tokens and returns how deeply brackets nest. It reads as much as
// possible of a script that does not parse.
func (s *Text) tokenize() int {
	lexer := js.NewLexer(parse.NewInputString(s.Source))
	offset, nesting, deepest := 0, 0, 0
	for {
		kind, text := lexer.Next()
		if (kind == js.DivToken || kind == js.DivEqToken) && (len(s.Tokens) == 0 || !endsOperand(s.Tokens[len(s.Tokens)-1])) {
			kind, text = lexer.RegExp()
		}
		if kind == js.ErrorToken || len(text) == 0 {
			return deepest
		}
		start := offset
		offset += len(text)
		switch kind {
		case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
			continue
		case js.OpenBraceToken, js.OpenBracketToken, js.OpenParenToken, js.TemplateStartToken:
			nesting++
			deepest = max(deepest, nesting)
		case js.CloseBraceToken, js.CloseBracketToken, js.CloseParenToken, js.TemplateEndToken:
			nesting--
		}
		word := s.Source[start:offset]
		s.words.add(word)
		s.Tokens = append(s.Tokens, Token{kind, word, start, offset})
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
