package jsontree

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/lazy"
)

// SyntaxError describes where a text stops being JSON, what was expected there, and what
// probably happened.
type SyntaxError struct {
	Offset      int      // byte offset of the fault
	End         int      // byte offset after the offending text; Offset at the end of the text
	Position    Position // of Offset
	EndPosition Position // of End
	Pointer     string   // JSON pointer of the innermost value that is open there
	Message     string   // what is wrong
	Help        string   // the likely cause and what to do; may be empty
	OpenAPI     bool     // the text looks like an OpenAPI document in YAML

	inside struct{ message, help string }
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Position.Line, e.Position.Column, e.Message)
}

// Inside returns Message and Help in words for a text inside a file, such as a request's
// body.
func (e *SyntaxError) Inside() (message, help string) { return e.inside.message, e.inside.help }

func (d *Document) syntaxError(f *fault) *SyntaxError {
	rest := d.text[f.offset:]
	if rest == "" {
		// Report a truncated file at the end of its text, not on an empty line.
		f.offset = max(d.bodyStart(), len(strings.TrimRight(d.text, " \t\r\n")))
	}
	e := &SyntaxError{
		Offset:   f.offset,
		End:      f.offset + len(offending(rest)),
		Position: d.Position(f.offset),
		Pointer:  d.openPointer(f.open),
	}
	if f.want == wantUTF8 {
		e.End = f.offset + 1
	}
	e.EndPosition = d.Position(e.End)
	e.Message, e.Help = d.faultWords(f, rest, false)
	e.inside.message, e.inside.help = d.faultWords(f, rest, true)
	e.OpenAPI = strings.TrimSpace(d.text[d.bodyStart():f.offset]) == "" && looksLikeOpenAPI(rest)
	return e
}

func looksLikeOpenAPI(text string) bool {
	return strings.HasPrefix(text, "openapi:") || strings.HasPrefix(text, "swagger:")
}

// faultWords returns the message and help for a fault in a file, or in a text inside
// one.
func (d *Document) faultWords(f *fault, rest string, inside bool) (message, help string) {
	switch {
	case f.want == wantUTF8:
		return d.encodingMessage(f.offset, inside)
	case f.want == wantShallower:
		return fmt.Sprintf("nested more than %d levels deep", MaxDepth),
			ofFile(inside, "no collection needs that; the file is damaged or made to do harm")
	case rest == "":
		return d.cutOffMessage(f, inside)
	}
	message, help = f.want.message(rest, inside)
	if cause := d.likelyCause(f, rest, inside); cause != "" {
		help = cause
	}
	return message, help
}

// ofFile returns advice about a file, or "" for a text inside one.
func ofFile(inside bool, advice string) string {
	if inside {
		return ""
	}
	return advice
}

// subject returns what a message calls the whole text.
func subject(inside bool) string {
	if inside {
		return "it"
	}
	return "the file"
}

// message describes what the grammar expected and what is there instead.
func (w expectation) message(rest string, inside bool) (message, help string) {
	found := describe(rest)
	switch w {
	case wantKey, wantKeyOrEnd:
		return "expected a key in double quotes, found " + found, ""
	case wantColon:
		return `expected ":" after the key, found ` + found, ""
	case wantCommaOrBrace:
		return `expected "," or "}", found ` + found, ""
	case wantCommaOrBracket:
		return `expected "," or "]", found ` + found, ""
	case wantEnd:
		if inside {
			return "expected its end, found " + found, ""
		}
		return "expected the end of the file, found " + found, ""
	case wantNoControl:
		if rest[0] == '\n' || rest[0] == '\r' {
			return "a string runs over the end of the line",
				`close it with a double quote, or write the line break as \n`
		}
		return fmt.Sprintf("a control character (U+%04X) inside a string", rest[0]),
			fmt.Sprintf(`write it as \u%04x`, rest[0])
	case wantEscape:
		return fmt.Sprintf("%s is not an escape sequence", offending(rest)),
			`to write a backslash, double it: \\`
	case wantHex:
		return `expected four hexadecimal digits behind \u, found ` + found, ""
	case wantDigit:
		return "expected a digit, found " + found, ""
	}
	return "expected a value, found " + found, ""
}

// offending returns the piece of text that an error at its start should mark.
func offending(rest string) string {
	switch {
	case rest == "":
		return ""
	case isWordByte(rest[0]) || rest[0] == '-' || rest[0] == '+':
		end := 1
		for end < len(rest) && end < 40 && (isWordByte(rest[end]) || rest[end] == '.') {
			end++
		}
		for end < len(rest) && !utf8.RuneStart(rest[end]) {
			end++
		}
		return rest[:end]
	case rest[0] == '\\':
		_, size := utf8.DecodeRuneInString(rest[1:])
		return rest[:1+size]
	}
	_, size := utf8.DecodeRuneInString(rest)
	return rest[:size]
}

// describe names what rest starts with, without repeating a string's content, which may
// be a secret.
func describe(rest string) string {
	switch c := rest[0]; {
	case c == '"':
		return "a string"
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case isDigit(c), c == '-':
		return "a number"
	case isWordByte(c) && c < 0x80:
		if looksLikeKeyword(offending(rest)) {
			return fmt.Sprintf("%q", offending(rest))
		}
		return "an unquoted word"
	case c < 0x20 || c == 0x7F:
		return fmt.Sprintf("a control character (U+%04X)", c)
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return strconv.QuoteToGraphic(string(r))
}

func looksLikeKeyword(word string) bool {
	switch strings.ToLower(word) {
	case "true", "false", "null", "none", "nil", "undefined", "nan", "infinity":
		return true
	}
	return false
}

// likelyCause guesses the mistake from the text around it.
func (d *Document) likelyCause(f *fault, rest string, inside bool) string {
	before := strings.TrimRight(d.text[d.bodyStart():f.offset], " \t\r\n")
	switch word := offending(rest); {
	case f.want == wantStringEnd || f.want == wantNoControl || f.want == wantEscape || f.want == wantHex:
		return ""
	case strings.HasPrefix(rest, "<<<<<<<"), strings.HasPrefix(rest, "======="), strings.HasPrefix(rest, ">>>>>>>"):
		return "an unresolved merge conflict: decide between the two sides and remove the markers"
	case (rest[0] == '}' || rest[0] == ']') && strings.HasSuffix(before, ","):
		return fmt.Sprintf("remove the comma before %q: JSON has no trailing commas", rest[:1])
	case rest[0] == ',' && strings.HasSuffix(before, ","):
		return "a comma too many, or a value is missing between the two"
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "/*"), rest[0] == '#':
		return "JSON has no comments: remove it" + ofFile(inside, ", or put the text into a description")
	case rest[0] == '\'', rest[0] == '`', strings.HasPrefix(rest, "“"), strings.HasPrefix(rest, "”"), strings.HasPrefix(rest, "‘"):
		return `strings and keys stand in straight double quotes: "`
	case before == "" && rest[0] == '<':
		return "this looks like HTML or XML" + ofFile(inside, ": the address it was downloaded from may want a login or a raw link")
	case before == "" && looksLikeOpenAPI(rest):
		return "this looks like an OpenAPI document" + ofFile(inside, "; generate a collection from it")
	case before == "" && strings.HasPrefix(rest, "version https://git-lfs"):
		return "this is a pointer of Git LFS: get the file with git lfs pull"
	case before == "" && yamlKey.Get().MatchString(rest):
		return "this looks like YAML" + ofFile(inside, ": Postwright reads collections in JSON (format v2.1)")
	case f.want == wantEnd && (rest[0] == '{' || rest[0] == '['):
		return ofFile(inside, "two documents in one file: keep one collection a file")
	case f.want == wantEnd:
		behind := "after the document"
		if inside {
			behind = "after it"
		}
		return "an extra closing bracket further up, or text " + behind + ": remove it"
	case f.want == wantCommaOrBrace && rest[0] == ':', f.want == wantCommaOrBracket && rest[0] == ':':
		return "a key was found where the value of the one before it was expected; is a quote or a comma missing further up?"
	case (f.want == wantCommaOrBrace || f.want == wantCommaOrBracket) && strings.ContainsRune(`"{[`, rune(rest[0])):
		return "a comma is missing before it"
	case f.want == wantColon && (rest[0] == ',' || rest[0] == '}'):
		return "a key without a value"
	case (f.want == wantKey || f.want == wantKeyOrEnd) && isWordByte(rest[0]):
		return "put the key in double quotes"
	case looksLikeKeyword(word):
		return literalHelp(word)
	case rest[0] == '+' || rest[0] == '.' || rest[0] == '0' || rest[0] == '-':
		return "a number starts with a digit or a minus, without leading zeros"
	case (f.want == wantValue || f.want == wantValueOrEnd) && isWordByte(rest[0]):
		return "put the text in double quotes"
	}
	return ""
}

func literalHelp(word string) string {
	switch strings.ToLower(word) {
	case "true", "false", "null":
		return "write it in lower case"
	case "none", "nil", "undefined":
		return "JSON's word for it is null"
	}
	return "JSON has no such number; write null, or a string"
}

func (d *Document) cutOffMessage(f *fault, inside bool) (message, help string) {
	if strings.TrimSpace(d.Body()) == "" {
		return subject(inside) + " is empty", ofFile(inside, `a collection is a JSON object with "info" and "item"`)
	}
	part := "a value"
	switch {
	case f.want == wantStringEnd:
		part = "a string"
	case f.want == wantCommaOrBracket, f.want == wantValueOrEnd:
		part = "an array"
	case f.want == wantCommaOrBrace, f.want == wantKey, f.want == wantKeyOrEnd, f.want == wantColon:
		part = "an object"
	}
	help = "it was probably cut off while it was written or copied"
	if f.open != noParent {
		open := Node{d, f.open}
		if open.IsKey() {
			open = open.Parent()
		}
		line := d.Position(open.Start()).Line
		if inside {
			help = fmt.Sprintf("a closing bracket is missing: the innermost that is still open is in line %d of the text", line)
		} else {
			help += fmt.Sprintf("; the innermost bracket that is still open is in line %d", line)
		}
	}
	return subject(inside) + " ends inside " + part, help
}

func (d *Document) encodingMessage(offset int, inside bool) (message, help string) {
	switch {
	case strings.HasPrefix(d.text, "\xFF\xFE"), strings.HasPrefix(d.text, "\xFE\xFF"):
		return subject(inside) + " is UTF-16", "save it as UTF-8"
	case strings.HasPrefix(d.text, "\x1F\x8B"):
		return subject(inside) + " is compressed (gzip)", "unpack it first: gunzip"
	case strings.HasPrefix(d.text, "PK\x03\x04"):
		return subject(inside) + " is an archive (zip)", "unpack it first: unzip"
	case strings.HasPrefix(d.text, "\x00GITCRYPT\x00"):
		return subject(inside) + " is encrypted (git-crypt)", "decrypt it first: git-crypt unlock"
	case isBinary(d.text):
		return subject(inside) + " is not a text", ofFile(inside, `a collection is a JSON object with "info" and "item"`)
	}
	return fmt.Sprintf("a byte that is not UTF-8 (0x%02X)", d.text[offset]),
		ofFile(inside, "the file was saved in another encoding, such as Latin-1: save it as UTF-8")
}

// isBinary reports whether a text that is not UTF-8 is in no other encoding of letters
// either: it starts with control characters that no text has.
func isBinary(text string) bool {
	const enough = 512 // bytes of a header
	return strings.ContainsFunc(text[:min(len(text), enough)], func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != '\x1b'
	})
}

// openPointer returns the pointer of a node whose end may not be known yet.
func (d *Document) openPointer(open uint32) string {
	if open == noParent {
		return ""
	}
	n := Node{d, open}
	if n.IsKey() {
		return n.Parent().Pointer() + "/" + EscapeToken(n.Text())
	}
	return n.Pointer()
}

var yamlKey = lazy.Regexp{Expr: `^[\w-]+:\s`}
