package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// Postman removes comments from the bodies that it sends, but not from saved examples.
const (
	withComments    = true
	withoutComments = false
)

// parseTemplate reads a text as the JSON that Postman will make from it: with something
// in place of each {{reference}}, and without comments if comments is withComments.
// Positions in the result are those in the text. References may be inside strings and
// each other, values or parts of numbers, keys, and whole members.
func parseTemplate(text string, comments bool) (*jsontree.Document, error) {
	return jsontree.Parse(substituted(text, comments))
}

// isTemplate reports whether [parseTemplate] can read a text.
func isTemplate(text string, comments bool) bool {
	if !strings.Contains(text, "{{") && jsontree.Valid(text) {
		return true // there is nothing to replace
	}
	return jsontree.Valid(substituted(text, comments))
}

// substituted returns a text with something in place of its references and, if wanted, blanks
// in place of its comments.
func substituted(text string, comments bool) string {
	b := []byte(text)
	t := jsonTemplate{text: text, out: b, comments: comments}
	t.run()
	return string(b)
}

// notJSON returns the finding that a text inside the file is not JSON.
func notJSON(at jsontree.Node, what string, e *jsontree.SyntaxError) rule.Finding {
	from, to := rule.Within(at, e.Offset, max(e.End, e.Offset+1))
	message, help := e.Inside()
	return rule.Finding{
		At: at, Start: from, End: max(to, from+1),
		Message: fmt.Sprintf("%s is not valid JSON: %s", what, message),
		Aside:   fmt.Sprintf(" (line %d, column %d of %s)", e.Position.Line, e.Position.Column, what),
		Help:    help,
	}
}

type jsonTemplate struct {
	text     string
	comments bool // whether comments are allowed
	out      []byte
	open     []byte // the open brackets
	last     byte   // the last byte that is not white space, a comment or a reference; 0 at the start
}

func (t *jsonTemplate) run() {
	for i := 0; i < len(t.text); {
		switch c := t.text[i]; {
		case c == '"':
			i = t.str(i)
			t.last = '"'
		case t.comments && c == '/' && i+1 < len(t.text) && (t.text[i+1] == '/' || t.text[i+1] == '*'):
			i = t.comment(i)
		case strings.HasPrefix(t.text[i:], "{{"):
			end := t.referenceEnd(i)
			if end < 0 {
				t.bracket(c)
				i++
				continue
			}
			t.replace(i, end)
			i = end
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		default:
			t.bracket(c)
			i++
		}
	}
}

func (t *jsonTemplate) bracket(c byte) {
	switch c {
	case '{', '[':
		t.open = append(t.open, c)
	case '}', ']':
		if len(t.open) > 0 {
			t.open = t.open[:len(t.open)-1]
		}
	}
	t.last = c
}

// referenceEnd returns where the reference that starts at i ends; -1 if there is none.
func (t *jsonTemplate) referenceEnd(i int) int {
	return referenceEnd(t.text, i, collection.DeepestReference)
}

func referenceEnd(text string, i, deepest int) int {
	if deepest == 0 || !strings.HasPrefix(text[i:], "{{") {
		return -1
	}
	for at := i + 2; ; {
		stop := strings.IndexAny(text[at:], "{}")
		if stop < 0 {
			return -1
		}
		at += stop
		if strings.HasPrefix(text[at:], "}}") && at > i+2 {
			return at + 2
		}
		if at = referenceEnd(text, at, deepest-1); at < 0 {
			return -1
		}
	}
}

// str returns the offset after the string that starts at i. A reference inside it may
// contain any character except braces.
func (t *jsonTemplate) str(i int) int {
	for i++; i < len(t.text); i++ {
		switch t.text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '{':
			if end := t.referenceEnd(i); end > 0 {
				fill(t.out[i:end], 'x')
				i = end - 1
			}
		}
	}
	return i
}

// comment blanks the comment that starts at i, and returns the offset after it.
func (t *jsonTemplate) comment(i int) int {
	end := len(t.text)
	if t.text[i+1] == '*' {
		if n := strings.Index(t.text[i+2:], "*/"); n >= 0 {
			end = i + 2 + n + 2
		}
	} else if n := strings.IndexByte(t.text[i:], '\n'); n >= 0 {
		end = i + n
	}
	for j := i; j < end; j++ {
		if t.out[j] != '\n' {
			t.out[j] = ' '
		}
	}
	return end
}

// replace replaces the reference from i to end by something that fits there.
func (t *jsonTemplate) replace(i, end int) {
	slot := t.out[i:end]
	next := t.next(end)
	inObject := len(t.open) > 0 && t.open[len(t.open)-1] == '{'
	switch {
	case inObject && next == ':' && (t.last == '{' || t.last == ','):
		fill(slot, 'x')
		slot[0], slot[len(slot)-1] = '"', '"'
		t.last = '"'
	case inObject && (t.last == '{' || t.last == ','):
		// Whole members. Several may have the same key, which a Document accepts.
		fill(slot, ' ')
		copy(slot, `"":0`)
		if next != ',' && next != '}' && next != 0 {
			// If no comma follows, the replacement ends with one.
			slot[len(slot)-1] = ','
			t.last = ','
			return
		}
		t.last = '0'
	case t.last == '}' || t.last == ']' || t.last == '"' || t.behindWord(i):
		fill(slot, ' ') // after a value: a reference to nothing, or to ", more"
	default:
		fill(slot, '1')
		t.last = '1'
	}
}

// behindWord reports whether white space separates the text at i from a number or word
// before it.
func (t *jsonTemplate) behindWord(i int) bool {
	return strings.IndexByte("{[,:\x00", t.last) < 0 && strings.IndexByte(" \t\n\r", t.out[i-1]) >= 0
}

// next returns the first byte from an offset on that is not white space; 0 at the end.
func (t *jsonTemplate) next(from int) byte {
	for ; from < len(t.text); from++ {
		switch t.text[from] {
		case ' ', '\t', '\n', '\r':
		default:
			return t.text[from]
		}
	}
	return 0
}

func fill(b []byte, c byte) {
	for i := range b {
		b[i] = c
	}
}
