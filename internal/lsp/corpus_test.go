package lsp

import (
	"encoding/json"
	"math/rand/v2"
	"path"
	"testing"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/testkit"
)

// TestRealCollections opens published collections. The findings are the
// linter's, formatting gives the canonical form, and every other request has
// an answer, even for truncated texts.
func TestRealCollections(t *testing.T) {
	const largest = 300_000
	selected, err := lint.Select(rules.All(), lint.Recommended, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	linter := lint.New(lint.Options{Rules: selected})
	random := rand.New(rand.NewPCG(1, 2))
	folder := t.TempDir()
	s := connect(t, folder)
	s.begin(object{"textDocument": object{"codeAction": object{"codeActionLiteralSupport": object{}}}})
	tested := 0
	for _, f := range testkit.Collections(t) {
		if len(f.Text) > largest || testing.Short() && tested == 20 {
			continue
		}
		d, err := jsontree.Parse(f.Text)
		if err != nil {
			continue
		}
		tested++
		name := path.Base(f.Name) + ".postman_collection.json"
		s.openText(name, f.Text)
		if found, want := s.diagnostics(name), linter.Document(d); len(found) != len(want) {
			t.Errorf("%s: %d findings, of the linter %d", f.Name, len(found), len(want))
		}
		var edits []protocol.TextEdit
		if err := json.Unmarshal(s.call("textDocument/formatting", object{"textDocument": object{"uri": s.uri(name)}}), &edits); err != nil {
			t.Fatal(err)
		}
		if edited(t, s.texts[name], edits) != format.Canonical(d) {
			t.Errorf("%s is formatted to another text", f.Name)
		}
		for range 3 {
			s.askAll(name, random.IntN(len(s.texts[name].Content)+1))
			cut := random.IntN(len(s.texts[name].Content) + 1)
			s.change(name, cut, len(s.texts[name].Content), "")
			s.askAll(name, random.IntN(cut+1))
		}
		delete(s.texts, name)
		s.notify("textDocument/didClose", object{"textDocument": object{"uri": s.uri(name)}})
	}
	if tested < 20 {
		t.Errorf("only %d collections", tested)
	}
	s.finish()
}

// askAll sends every request for a place of a file.
func (s *session) askAll(name string, offset int) {
	s.t.Helper()
	position := s.texts[name].Position(offset)
	for _, method := range []string{
		"textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/references", "textDocument/prepareRename",
		"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink", "textDocument/codeAction", "textDocument/diagnostic",
	} {
		s.call(method, object{
			"textDocument": object{"uri": s.uri(name)}, "position": position,
			"range": protocol.Range{Start: position, End: position}, "context": object{"diagnostics": []any{}},
		})
	}
}
