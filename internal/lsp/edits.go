package lsp

import (
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// edits are changes of files that are applied together.
type edits struct {
	server *Server
	files  []*workspace.File
	of     map[string][]protocol.TextEdit // by path
	create []string                       // the paths of files to create
}

func (s *Server) newEdits() *edits { return &edits{server: s, of: map[string][]protocol.TextEdit{}} }

// add adds edits of a file.
func (e *edits) add(f *workspace.File, list ...protocol.TextEdit) {
	if len(list) == 0 {
		return
	}
	if e.of[f.Path] == nil {
		e.files = append(e.files, f)
	}
	e.of[f.Path] = append(e.of[f.Path], list...)
}

// change adds the edits that turn a file's text into another.
func (e *edits) change(f *workspace.File, after string) { e.add(f, difference(f.Text, after)...) }

// repair adds edits of a document that is a file's text.
func (e *edits) repair(f *workspace.File, list []jsontree.Edit) {
	for _, one := range sorted(list) {
		e.add(f, protocol.TextEdit{Range: f.Text.Range(one.Start, one.End), NewText: one.Text})
	}
}

// sorted returns edits in the order of the text, with insertions before
// replacements at the same offset.
func sorted(list []jsontree.Edit) []jsontree.Edit {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b jsontree.Edit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	return list
}

// workspaceEdit returns the changes in the form that the client supports; nil
// for none.
func (e *edits) workspaceEdit() *protocol.WorkspaceEdit {
	if len(e.files) == 0 {
		return nil
	}
	can := e.server.client.Workspace.WorkspaceEdit
	if !can.DocumentChanges {
		changes := map[string][]protocol.TextEdit{}
		for _, f := range e.files {
			changes[f.URI] = e.of[f.Path]
		}
		return &protocol.WorkspaceEdit{Changes: changes}
	}
	edit := &protocol.WorkspaceEdit{}
	for _, path := range e.create {
		create := protocol.CreateFile{Kind: "create", URI: protocol.URIOf(path)}
		create.Options.IgnoreIfExists = true
		edit.DocumentChanges = append(edit.DocumentChanges, create)
	}
	for _, f := range e.files {
		edit.DocumentChanges = append(edit.DocumentChanges, protocol.TextDocumentEdit{
			TextDocument: protocol.VersionedTextDocument{URI: f.URI, Version: f.Version}, Edits: e.of[f.Path],
		})
	}
	return edit
}

// difference returns edits of whole lines that turn one text into another, so
// that unchanged lines keep their place on the screen.
func difference(t *protocol.Text, after string) []protocol.TextEdit {
	var list []protocol.TextEdit
	for _, e := range udiff.Lines(t.Content, after) {
		list = append(list, protocol.TextEdit{Range: t.Range(e.Start, e.End), NewText: e.New})
	}
	return list
}
