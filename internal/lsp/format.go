package lsp

import (
	"context"

	"github.com/postwright/postwright/collection/format"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// formatting answers with the edits that make a file canonical, as postwright fmt does.
// A text that is neither JSON nor YAML stays as it is.
func (s *Server) formatting(_ context.Context, f *workspace.File, _ protocol.DocumentParams) (any, error) {
	u := s.files.Unit(f)
	if u == nil || len(u.Errors) > 0 {
		return nil, nil
	}
	if u.V3 != nil {
		tree, broken := yamltree.Parse(f.Text.Content)
		if broken != nil {
			return nil, nil
		}
		after, ok := v3.Canonical(slashed(f.Path), tree)
		if !ok {
			return nil, nil
		}
		return append([]protocol.TextEdit{}, difference(f.Text, after)...), nil
	}
	return append([]protocol.TextEdit{}, difference(f.Text, format.Canonical(u.Document))...), nil
}
