package docs

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/postwright/postwright/collection/lazy"
)

// formatting are the elements by which people format text in a description.
// Others are not HTML but say what belongs there: "<patient id>".
var formatting = lazy.Value[map[atom.Atom]bool]{New: func() map[atom.Atom]bool {
	return map[atom.Atom]bool{
		atom.A: true, atom.B: true, atom.Big: true, atom.Blockquote: true, atom.Br: true, atom.Center: true, atom.Code: true,
		atom.Dd: true, atom.Del: true, atom.Details: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Em: true, atom.Font: true,
		atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Hr: true, atom.I: true,
		atom.Img: true, atom.Ins: true, atom.Kbd: true, atom.Li: true, atom.Mark: true, atom.Ol: true, atom.P: true, atom.Pre: true,
		atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Summary: true,
		atom.Sup: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true,
		atom.Tr: true, atom.Tt: true, atom.U: true, atom.Ul: true, atom.Script: true, atom.Style: true, atom.Iframe: true,
		atom.Svg: true, atom.Video: true, atom.Audio: true, atom.Object: true, atom.Embed: true, atom.Input: true, atom.Button: true,
		atom.Form: true, atom.Textarea: true, atom.Select: true, atom.Option: true, atom.Meta: true, atom.Link: true, atom.Base: true,
		atom.Title: true, atom.Html: true, atom.Head: true, atom.Body: true, atom.Noscript: true,
	}
}}

// breaking are the elements before which a line ends.
var breaking = lazy.Value[map[atom.Atom]bool]{New: func() map[atom.Atom]bool {
	return map[atom.Atom]bool{
		atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.Tr: true, atom.Hr: true, atom.Dt: true, atom.Dd: true,
		atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Pre: true,
	}
}}

// verbatim are the elements whose text has neither tags nor character references.
var verbatim = lazy.Value[map[atom.Atom]bool]{New: func() map[atom.Atom]bool {
	return map[atom.Atom]bool{
		atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Noscript: true, atom.Plaintext: true, atom.Xmp: true,
		atom.Script: true, atom.Style: true,
	}
}}

// inlineHTML returns the replacement of a tag within a text: a line break, nothing, or
// its source.
func inlineHTML(tag []byte) ast.Node {
	lines := htmlLines(tag)
	if len(lines) > 1 {
		br := ast.NewText()
		br.SetHardLineBreak(true)
		return br
	}
	return ast.NewString([]byte(lines[0]))
}

// blockHTML returns the text of an HTML block as a paragraph.
func blockHTML(source []byte) ast.Node {
	p := ast.NewParagraph()
	for _, line := range htmlLines(source) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			continue
		}
		if p.HasChildren() {
			br := ast.NewText()
			br.SetHardLineBreak(true)
			p.AppendChild(p, br)
		}
		p.AppendChild(p, ast.NewString([]byte(line)))
	}
	return p
}

// htmlLines returns the text of some HTML in lines; one empty line if there is none.
func htmlLines(source []byte) []string {
	z := html.NewTokenizer(bytes.NewReader(source))
	lines := []string{""}
	skipped := atom.Atom(0) // the element whose text is skipped
	literal := false        // the text behind a start tag is not HTML
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			return lines
		case html.TextToken:
			switch {
			case skipped != 0:
			case literal:
				lines[len(lines)-1] += lineEnds.Get().Replace(string(raw))
			default:
				lines[len(lines)-1] += unescaped(raw)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			text := string(raw)
			name, _ := z.TagName()
			element := atom.Lookup(name)
			switch {
			case kind == html.EndTagToken && element == skipped:
				skipped = 0
			case skipped != 0:
			case !formatting.Get()[element]:
				lines[len(lines)-1] += text
			case kind == html.StartTagToken && (element == atom.Script || element == atom.Style):
				skipped = element
			case breaking.Get()[element] && kind != html.EndTagToken:
				lines = append(lines, "")
			case element == atom.Td || element == atom.Th:
				lines[len(lines)-1] += " "
			}
			literal = kind != html.EndTagToken && verbatim.Get()[element]
			continue
		}
		literal = false
	}
}
