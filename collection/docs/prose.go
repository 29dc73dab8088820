package docs

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/postwright/postwright/collection/docs/gfm"
	"github.com/postwright/postwright/collection/lazy"
)

// converter renders a collection's texts without HTML of their own.
var converter = lazy.Value[goldmark.Markdown]{New: func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(gfm.Strikethrough, gfm.Linkify, gfm.Table),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(tamer{}, 1000))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(tables{}, 100))),
	)
}}

// topLevel is the parser context's key for the level of the outermost headings.
var topLevel = parser.NewContextKey()

// longestProse is the maximum number of bytes of one text that are rendered.
const longestProse = 256 << 10

// proseHTML returns a Markdown text as HTML. Its headings start at a level, which is at
// least 2.
func proseHTML(source string, level int) template.HTML {
	if source == "" {
		return ""
	}
	if len(source) > longestProse {
		source = strings.ToValidUTF8(source[:longestProse], "") + "…"
	}
	if intricate(source) {
		return template.HTML("<p>" + strings.ReplaceAll(template.HTMLEscapeString(source), "\n", "<br>\n") + "</p>\n")
	}
	context := parser.NewContext()
	context.Set(topLevel, level)
	var b bytes.Buffer
	if err := converter.Get().Convert([]byte(source), &b, parser.WithContext(context)); err != nil {
		return template.HTML(template.HTMLEscapeString(source))
	}
	return template.HTML(permit(b.Bytes()))
}

// tamer removes what a text must not do on a page: it has no HTML, loads nothing, links
// only to web and mail addresses, and its headings are below ours.
type tamer struct{}

func (tamer) Transform(document *ast.Document, reader text.Reader, context parser.Context) {
	source := reader.Source()
	var all []ast.Node
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			all = append(all, n)
		}
		return ast.WalkContinue, nil
	})
	level, _ := context.Get(topLevel).(int)
	headings := levels{base: max(level, 2)}
	for _, n := range all {
		switch n := n.(type) {
		case *ast.Heading:
			if n.ChildCount() == 0 {
				n.Parent().RemoveChild(n.Parent(), n)
				continue
			}
			n.Level = headings.fit(n.Level)
		case *ast.Link:
			if !safeLink(n.Destination) {
				unwrap(n)
				continue
			}
			n.SetAttributeString("rel", []byte("noopener noreferrer"))
		case *ast.AutoLink:
			if n.AutoLinkType != ast.AutoLinkEmail && !safeLink(n.URL(source)) {
				n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(n.Label(source)))
				continue
			}
			n.SetAttributeString("rel", []byte("noopener noreferrer"))
		case *ast.Image:
			unpicture(n)
		case *ast.RawHTML:
			n.Parent().ReplaceChild(n.Parent(), n, inlineHTML(segments(n.Segments, source)))
		case *ast.HTMLBlock:
			lines := segments(n.Lines(), source)
			if n.HasClosure() {
				lines = append(lines, n.ClosureLine.Value(source)...)
			}
			block := blockHTML(lines)
			n.Parent().ReplaceChild(n.Parent(), n, block)
			if !block.HasChildren() {
				block.Parent().RemoveChild(block.Parent(), block)
			}
		}
	}
}

func segments(list *text.Segments, source []byte) []byte {
	var b []byte
	for i := range list.Len() {
		s := list.At(i)
		b = append(b, s.Value(source)...)
	}
	return b
}

// levels fits headings into a page: the first is at the base level, and no heading skips
// a level.
type levels struct {
	base  int
	stack []int // levels in the text, the innermost last
}

func (l *levels) fit(level int) int {
	for len(l.stack) > 0 && l.stack[len(l.stack)-1] >= level {
		l.stack = l.stack[:len(l.stack)-1]
	}
	l.stack = append(l.stack, level)
	return min(l.base+len(l.stack)-1, 6)
}

// safeLink reports whether an address, as it will be written, is a web or mail address.
func safeLink(destination []byte) bool {
	return webOrMail(string(util.URLEscape(destination, true)))
}

// unwrap replaces a node by its children.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		n.RemoveChild(n, child)
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}

// unpicture replaces a picture by a link, because the page loads nothing.
func unpicture(n *ast.Image) {
	if !n.HasChildren() {
		n.AppendChild(n, ast.NewString([]byte("picture")))
	}
	inLink := false
	for at := n.Parent(); at != nil; at = at.Parent() {
		inLink = inLink || at.Kind() == ast.KindLink
	}
	if !safeLink(n.Destination) || inLink {
		unwrap(n)
		return
	}
	l := ast.NewLink()
	l.Destination = n.Destination
	l.SetAttributeString("rel", []byte("noopener noreferrer"))
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		n.RemoveChild(n, child)
		l.AppendChild(l, child)
	}
	n.Parent().ReplaceChild(n.Parent(), n, l)
}

// tables renders a table in a box that scrolls, also by keyboard, on a narrow page.
type tables struct{}

func (tables) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(extast.KindTable, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString(`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>` + "\n")
		} else {
			_, _ = w.WriteString("</table></div>\n")
		}
		return ast.WalkContinue, nil
	})
}
