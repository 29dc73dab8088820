// Package gfm has the extensions of goldmark that pages use: tables, strikethrough
// and links from bare addresses. They are those of goldmark v1.8.7 (package
// extension, MIT license, Copyright (c) 2019 Yusuke Inuzuka), without their options.
//
// The original package compiles its patterns when a program starts. One of them
// grows the stack to half a megabyte, and all together take every command a
// millisecond of processor time. TestLikeGoldmark compares the results; when goldmark
// builds its patterns on demand, this package can go.
package gfm

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Table adds tables. Cells are rendered without their alignment.
var Table goldmark.Extender = extender(func(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithParagraphTransformers(util.Prioritized(tableParagraphTransformer{}, 200)),
		parser.WithASTTransformers(util.Prioritized(tableASTTransformer{}, 0)),
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(tableRenderer{}, 500)))
})

// Strikethrough adds ~~deleted text~~.
var Strikethrough goldmark.Extender = extender(func(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(strikethroughParser{}, 500)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(strikethroughRenderer{}, 500)))
})

// Linkify turns bare web and mail addresses into links.
var Linkify goldmark.Extender = extender(func(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(linkifyParser{}, 999)))
})

type extender func(goldmark.Markdown)

// Extend implements goldmark.Extender.
func (e extender) Extend(m goldmark.Markdown) { e(m) }
