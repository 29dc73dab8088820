package lsp

import (
	"context"

	"github.com/postwright/postwright/collection/format"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// formatting answers with the edits that make a file canonical, as postwright fmt does.
// A text that is not JSON stays as it is.
func (s *Server) formatting(_ context.Context, f *workspace.File, _ protocol.DocumentParams) (any, error) {
	u := s.files.Unit(f)
	if u == nil || u.V3 != nil || len(u.Errors) > 0 {
		return nil, nil
	}
	return append([]protocol.TextEdit{}, difference(f.Text, format.Canonical(u.Document))...), nil
}
