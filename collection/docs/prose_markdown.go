package docs

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/postwright/postwright/collection/docs/gfm"
	"github.com/postwright/postwright/collection/lazy"
)

// inline returns a text within a line of Markdown, in which no character has a special
// meaning.
func inline(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '<' || r == '&' || r == '>':
			b.WriteString(map[rune]string{'<': "&lt;", '&': "&amp;", '>': "&gt;"}[r])
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case r == 0:
			b.WriteRune(unicode.ReplacementChar)
		case strings.ContainsRune("\\`*_{}[]#|~$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case strings.HasPrefix(s[i:], "://"):
			b.WriteString("&#58;") // a bare address does not become a link
		default:
			b.WriteRune(r)
		}
	}
	return unlisted(b.String())
}

// unlisted escapes a line that would be an entry of a list or a horizontal rule.
func unlisted(line string) string {
	trimmed := strings.TrimLeft(line, " ")
	if trimmed == "" {
		return ""
	}
	if strings.ContainsRune("-+=", rune(trimmed[0])) {
		return "\\" + trimmed
	}
	digits := strings.TrimLeft(trimmed, "0123456789")
	if digits != trimmed && digits != "" && (digits[0] == '.' || digits[0] == ')') {
		return trimmed[:len(trimmed)-len(digits)] + "\\" + digits
	}
	return line
}

// inlineCode returns a text as code within a line or a table cell.
func inlineCode(s string) string {
	if s == "" {
		return ""
	}
	if !strings.ContainsAny(s, "`|\n\r\x00") && strings.TrimSpace(s) == s {
		return "`" + s + "`"
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == 0:
			b.WriteRune(unicode.ReplacementChar)
		case r < 0x80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ':
			b.WriteString("&#" + decimal(r) + ";")
		default:
			b.WriteRune(r)
		}
	}
	return "<code>" + b.String() + "</code>"
}

func decimal(r rune) string {
	const digits = "0123456789"
	if r < 10 {
		return digits[r : r+1]
	}
	return decimal(r/10) + digits[r%10:r%10+1]
}

// reader parses Markdown to see what is in it.
var reader = lazy.Value[parser.Parser]{New: func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(gfm.Strikethrough, gfm.Table)).Parser()
}}

// sentinel is appended to a text to see whether its last block ends with it.
const sentinel = "sentinel"

// proseMarkdown returns a collection's Markdown as a part of a page, with its headings
// from a level on. If it has HTML, pictures, links other than to web and mail addresses,
// or a block that does not end, it returns the text rendered to HTML on one line, in
// which nothing is Markdown.
func proseMarkdown(source string, level int) string {
	source = strings.TrimSpace(harmlessProse.Get().Replace(source)) // as it will be on the page
	source = turning.Get().ReplaceAllString(source, "\uFFFD")
	if source == "" {
		return ""
	}
	if len(source) <= longestProse && !intricate(source) {
		if text, ok := harmless(source, level); ok {
			return text
		}
	}
	html := strings.TrimSpace(string(proseHTML(source, level)))
	if html == "" {
		return ""
	}
	return "<div>" + strings.ReplaceAll(html, "\n", "&#10;") + "</div>"
}

// harmless returns a Markdown text with its headings fitted in, and reports whether it
// has no effect on the page around it.
func harmless(source string, level int) (string, bool) {
	bytes := []byte(source + "\n\n" + sentinel)
	context := parser.NewContext()
	document := reader.Get().Parse(text.NewReader(bytes), parser.WithContext(context))
	last := document.LastChild()
	if last == nil || last.Kind() != ast.KindParagraph || string(last.Lines().Value(bytes)) != sentinel || len(context.References()) > 0 {
		return "", false
	}
	fit := levels{base: level}
	ok := true
	type change struct{ at, from, to int }
	var changes []change
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Image:
			ok = false
		case *ast.Link:
			ok = ok && safeLink(n.Destination)
		case *ast.AutoLink:
			ok = ok && (n.AutoLinkType == ast.AutoLinkEmail || safeLink(n.URL(bytes)))
		case *ast.Heading:
			if n.Lines().Len() != 1 || n.Parent() != document {
				ok = false
				break
			}
			start := strings.LastIndexByte(source[:n.Lines().At(0).Start], '\n') + 1
			marks := strings.TrimLeft(source[start:], " ")
			at := len(source) - len(marks)
			if !strings.HasPrefix(marks, strings.Repeat("#", n.Level)+" ") {
				ok = false // an underlined heading
				break
			}
			changes = append(changes, change{at, n.Level, fit.fit(n.Level)})
		}
		return ast.WalkContinue, nil
	})
	if !ok {
		return "", false
	}
	var b strings.Builder
	done := 0
	for _, c := range changes {
		b.WriteString(source[done:c.at] + strings.Repeat("#", c.to))
		done = c.at + c.from
	}
	return b.String() + source[done:], true
}
