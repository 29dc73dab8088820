package gfm

import (
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

type tableRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (tableRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindTable, between("<table>\n", "</table>\n"))
	r.Register(ast.KindTableHeader, renderTableHeader)
	r.Register(ast.KindTableRow, renderTableRow)
	r.Register(ast.KindTableCell, renderTableCell)
}

type strikethroughRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (strikethroughRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindStrikethrough, between("<del>", "</del>"))
}

// between renders a node's children between two texts.
func between(before, after string) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, _ gast.Node, entering bool) (gast.WalkStatus, error) {
		return write(w, entering, before, after)
	}
}

func write(w util.BufWriter, entering bool, before, after string) (gast.WalkStatus, error) {
	text := after
	if entering {
		text = before
	}
	_, _ = w.WriteString(text) // the renderer reports errors when it flushes
	return gast.WalkContinue, nil
}

func renderTableHeader(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	after := "</tr>\n</thead>\n"
	if n.NextSibling() != nil {
		after += "<tbody>\n"
	}
	return write(w, entering, "<thead>\n<tr>\n", after)
}

func renderTableRow(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	after := "</tr>\n"
	if n.Parent().LastChild() == n {
		after += "</tbody>\n"
	}
	return write(w, entering, "<tr>\n", after)
}

func renderTableCell(w util.BufWriter, _ []byte, n gast.Node, entering bool) (gast.WalkStatus, error) {
	if n.Parent().Kind() == ast.KindTableHeader {
		return write(w, entering, "<th>", "</th>\n")
	}
	return write(w, entering, "<td>", "</td>\n")
}
