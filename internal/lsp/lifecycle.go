package lsp

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/lsp/protocol"
)

// initialize reads the client's capabilities and answers with the server's.
func (s *Server) initialize(text json.RawMessage) (answering, *jsonrpc2.Error) {
	var params protocol.InitializeParams
	if err := decode(text, &params); err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	encoding := protocol.UTF16
	if slices.Contains(params.Capabilities.General.PositionEncodings, protocol.UTF8) {
		encoding = protocol.UTF8
	}
	files := s.workspaceOf(encoding)
	for _, f := range params.WorkspaceFolders {
		files.AddRoot(f.URI)
	}
	if len(params.WorkspaceFolders) == 0 && params.RootURI != "" {
		files.AddRoot(params.RootURI)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.files, s.client = files, params.Capabilities
	result := protocol.InitializeResult{Capabilities: s.capabilities(encoding), ServerInfo: protocol.ServerInfo{Name: "postwright", Version: s.options.Version}}
	return func(context.Context) (any, error) { return result, nil }, nil
}

func (s *Server) capabilities(e protocol.Encoding) protocol.ServerCapabilities {
	c := protocol.ServerCapabilities{
		PositionEncoding: e,
		TextDocumentSync: protocol.SyncOptions{OpenClose: true, Change: 2, Save: true},
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []string{protocol.QuickFix, fixAll},
			ResolveProvider: true,
		},
		DocumentFormattingProvider: true,
		HoverProvider:              true,
		DefinitionProvider:         true,
		ReferencesProvider:         true,
		RenameProvider:             &protocol.RenameOptions{PrepareProvider: true},
		DocumentSymbolProvider:     true,
		WorkspaceSymbolProvider:    true,
		FoldingRangeProvider:       true,
		DocumentLinkProvider:       &struct{}{},
		CompletionProvider:         &protocol.CompletionOptions{TriggerCharacters: []string{"{", "$", `"`, ":"}},
	}
	c.Workspace.WorkspaceFolders.Supported = true
	c.Workspace.WorkspaceFolders.ChangeNotifications = true
	if s.pulls() {
		c.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: "postwright", InterFileDependencies: true}
	}
	return c
}

// pulls reports whether the client requests findings. If not, the server
// sends them; doing both would show them twice.
func (s *Server) pulls() bool { return s.client.TextDocument.Diagnostic != nil }

// watched are the patterns of files whose changes on disk matter.
var watched = []string{"**/*.json", "**/*.yaml", "**/*.yml"}

// initialized asks the client to report changes on disk.
func (s *Server) initialized(ctx context.Context) {
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return
	}
	type watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	var watchers []watcher
	for _, pattern := range watched {
		watchers = append(watchers, watcher{pattern})
	}
	s.ask(ctx, "client/registerCapability", map[string]any{"registrations": []any{map[string]any{
		"id": configuration.Name, "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": watchers},
	}}})
}

// notified handles a notification. As the protocol requires, an invalid one
// is ignored.
func (s *Server) notified(ctx context.Context, method string, params json.RawMessage) {
	switch {
	case method == "exit":
		s.diagnoser.stop()
		go func() { // answers in progress arrive first
			s.settle()
			_ = s.conn.Close()
		}()
		return
	case !s.isReady():
		return
	}
	switch method {
	case "initialized":
		s.initialized(ctx)
	case "textDocument/didOpen":
		s.didOpen(params)
	case "textDocument/didChange":
		s.didChange(params)
	case "textDocument/didClose":
		s.didClose(params)
	case "textDocument/didSave":
		var saved protocol.DocumentParams
		if decode(params, &saved) == nil {
			s.files.Changed(saved.TextDocument.URI)
			s.diagnoser.changed(saved.TextDocument.URI)
		}
	case "workspace/didChangeWatchedFiles":
		var changed protocol.DidChangeWatchedFilesParams
		if decode(params, &changed) == nil {
			for _, c := range changed.Changes {
				s.files.Changed(c.URI)
			}
			s.diagnoser.all()
		}
	case "workspace/didChangeWorkspaceFolders":
		var changed protocol.DidChangeWorkspaceFoldersParams
		if decode(params, &changed) == nil {
			for _, f := range changed.Event.Removed {
				s.files.RemoveRoot(f.URI)
			}
			for _, f := range changed.Event.Added {
				s.files.AddRoot(f.URI)
			}
		}
	case "$/cancelRequest":
		s.cancel(params)
	}
}

func (s *Server) didOpen(params json.RawMessage) {
	var opened protocol.DidOpenParams
	if decode(params, &opened) != nil {
		return
	}
	d := opened.TextDocument
	s.files.Open(d.URI, d.Text, d.Version)
	s.diagnoser.changed(d.URI)
}

func (s *Server) didChange(params json.RawMessage) {
	var changed protocol.DidChangeParams
	if decode(params, &changed) != nil {
		return
	}
	if s.files.Change(changed.TextDocument.URI, changed.TextDocument.Version, changed.ContentChanges) != nil {
		s.diagnoser.changed(changed.TextDocument.URI)
	}
}

func (s *Server) didClose(params json.RawMessage) {
	var closed protocol.DocumentParams
	if decode(params, &closed) != nil {
		return
	}
	s.files.Close(closed.TextDocument.URI)
	s.diagnoser.closed(closed.TextDocument.URI)
}

// cancel ends the work on a request, which is still answered.
func (s *Server) cancel(params json.RawMessage) {
	var cancelled protocol.CancelParams
	var id jsonrpc2.ID
	if decode(params, &cancelled) != nil || id.UnmarshalJSON(cancelled.ID) != nil {
		return
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if end := s.running[id]; end != nil {
		end()
	}
}
