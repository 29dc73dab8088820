package lsp

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/lsp/protocol"
)

// session is an editor working on a folder, connected to a server through the
// real protocol.
type session struct {
	t      testing.TB
	folder string
	conn   *jsonrpc2.Conn
	ended  chan error

	texts    map[string]*protocol.Text // of open files, by name
	versions map[string]int32
	encoding protocol.Encoding
	pulls    bool

	published chan protocol.PublishDiagnosticsParams
	latest    map[string]protocol.PublishDiagnosticsParams // by name
	asked     chan string                                  // the server's requests
}

// patience is how long a session waits for an answer: the machine may be busy.
const patience = 2 * time.Minute

// connect starts a server on a folder, and an editor that has not sent
// initialize yet.
func connect(t testing.TB, folder string) *session {
	t.Helper()
	s := &session{
		t: t, folder: folder, ended: make(chan error, 1), encoding: protocol.UTF16,
		texts: map[string]*protocol.Text{}, versions: map[string]int32{}, latest: map[string]protocol.PublishDiagnosticsParams{},
		published: make(chan protocol.PublishDiagnosticsParams, 1000), asked: make(chan string, 1000),
	}
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	go func() {
		s.ended <- Serve(t.Context(), toServer, fromServer, testOptions)
		_ = fromServer.Close()
	}()
	stream := jsonrpc2.NewBufferedStream(client{toClient, fromClient}, protocol.Codec{})
	s.conn = jsonrpc2.NewConn(t.Context(), stream, jsonrpc2.HandlerWithError(s.handle))
	t.Cleanup(func() { _ = s.conn.Close() })
	return s
}

var testOptions = Options{
	Version:  "test",
	Template: template.EmbeddedLazily,
	OpenAPI: func(path string) (*api.API, error) {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		d, err := openapi.Read(filepath.Base(path), string(text), nil)
		if err != nil {
			return nil, err
		}
		return d.API, nil
	},
}

// client is the editor's end of two pipes.
type client struct {
	io.Reader
	io.WriteCloser
}

func (s *session) handle(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
	if r.Method == "textDocument/publishDiagnostics" {
		var p protocol.PublishDiagnosticsParams
		if err := json.Unmarshal(*r.Params, &p); err != nil {
			s.t.Error(err)
		}
		s.published <- p
	} else if !r.Notif {
		s.asked <- r.Method
	}
	return nil, nil
}

// call sends a request and returns the answer.
func (s *session) call(method string, params any) json.RawMessage {
	s.t.Helper()
	var result json.RawMessage
	if err := s.try(method, params, &result); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
	return result
}

func (s *session) try(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	return s.conn.Call(ctx, method, params, result)
}

func (s *session) notify(method string, params any) {
	s.t.Helper()
	if err := s.conn.Notify(s.t.Context(), method, params); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

// object is a JSON object.
type object = map[string]any

// begin initializes the session with some client capabilities.
func (s *session) begin(capabilities object) json.RawMessage {
	s.t.Helper()
	result := s.call("initialize", object{
		"processId": nil, "capabilities": capabilities,
		"workspaceFolders": []object{{"uri": protocol.URIOf(s.folder), "name": "test"}},
	})
	s.notify("initialized", object{})
	return result
}

// finish ends the session as an editor does.
func (s *session) finish() {
	s.t.Helper()
	s.call("shutdown", nil)
	s.notify("exit", nil)
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the server ended with: %v", err)
		}
	case <-time.After(patience):
		s.t.Error("the server does not end")
	}
}

func (s *session) path(name string) string { return filepath.Join(s.folder, filepath.FromSlash(name)) }
func (s *session) uri(name string) string  { return protocol.URIOf(s.path(name)) }

// name returns the name of a file in scripts.
func (s *session) name(uri string) string {
	path, _ := protocol.PathOf(uri)
	name, err := filepath.Rel(s.folder, path)
	if err != nil {
		return uri
	}
	return filepath.ToSlash(name)
}

// open opens a file as it is on disk.
func (s *session) open(name string) {
	s.t.Helper()
	text, err := os.ReadFile(s.path(name))
	if err != nil {
		s.t.Fatal(err)
	}
	s.openText(name, string(text))
}

func (s *session) openText(name, text string) {
	s.t.Helper()
	s.texts[name] = protocol.NewText(text, s.encoding)
	s.versions[name] = 1
	s.notify("textDocument/didOpen", object{"textDocument": object{"uri": s.uri(name), "languageId": "json", "version": 1, "text": text}})
}

// change replaces bytes of an open file.
func (s *session) change(name string, start, end int, text string) {
	s.t.Helper()
	r := s.texts[name].Range(start, end)
	c := protocol.ContentChange{Range: &r, Text: text}
	s.texts[name] = s.texts[name].Changed(c)
	s.versions[name]++
	s.notify("textDocument/didChange", object{
		"textDocument":   object{"uri": s.uri(name), "version": s.versions[name]},
		"contentChanges": []protocol.ContentChange{c},
	})
}

// diagnostics returns the findings in a file. Clients that do not request
// findings must be sent the same ones.
func (s *session) diagnostics(name string) []protocol.Diagnostic {
	s.t.Helper()
	if _, open := s.versions[name]; !open {
		return s.awaited(name, nil)
	}
	var report protocol.DiagnosticReport
	if err := json.Unmarshal(s.call("textDocument/diagnostic", object{"textDocument": object{"uri": s.uri(name)}}), &report); err != nil || report.Items == nil {
		s.t.Fatalf("%v: %+v", err, report)
	}
	if s.pulls {
		return *report.Items
	}
	return s.awaited(name, *report.Items)
}

// awaited waits until the given findings are sent, or any if want is nil.
func (s *session) awaited(name string, want []protocol.Diagnostic) []protocol.Diagnostic {
	s.t.Helper()
	for deadline := time.After(patience); ; {
		p, ok := s.latest[name]
		version, open := s.versions[name]
		if ok && (!open || *p.Version == version) && (want == nil || reflect.DeepEqual(p.Diagnostics, want)) {
			return p.Diagnostics
		}
		select {
		case p := <-s.published:
			s.latest[s.name(p.URI)] = p
		case <-deadline:
			s.t.Fatalf("no diagnostics for version %d of %s; the last ones are %+v", version, name, p)
		}
	}
}

// apply changes open files and files on disk as an editor does, and returns
// the names of the changed ones.
func (s *session) apply(edit *protocol.WorkspaceEdit) []string {
	s.t.Helper()
	changes := map[string][]protocol.TextEdit{}
	for uri, edits := range edit.Changes {
		changes[s.name(uri)] = edits
	}
	for _, one := range edit.DocumentChanges {
		text, err := json.Marshal(one)
		if err != nil {
			s.t.Fatal(err)
		}
		var change struct {
			Kind, URI string
			protocol.TextDocumentEdit
		}
		if err := json.Unmarshal(text, &change); err != nil {
			s.t.Fatal(err)
		}
		if change.Kind == "create" {
			if err := os.WriteFile(s.path(s.name(change.URI)), nil, 0o644); err != nil {
				s.t.Fatal(err)
			}
			continue
		}
		name := s.name(change.TextDocument.URI)
		if v := change.TextDocument.Version; v != nil && *v != s.versions[name] {
			s.t.Errorf("an edit is for version %d of %s, which has %d", *v, name, s.versions[name])
		}
		changes[name] = append(changes[name], change.Edits...)
	}
	var names []string
	for name, edits := range changes {
		names = append(names, name)
		s.edit(name, edits)
	}
	slices.Sort(names)
	return names
}

// edit applies the edits of one file together.
func (s *session) edit(name string, edits []protocol.TextEdit) {
	s.t.Helper()
	if s.texts[name] == nil {
		text, err := os.ReadFile(s.path(name))
		if err != nil {
			s.t.Fatal(err)
		}
		after := edited(s.t, protocol.NewText(string(text), s.encoding), edits)
		if err := os.WriteFile(s.path(name), []byte(after), 0o644); err != nil {
			s.t.Fatal(err)
		}
		s.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": s.uri(name), "type": 2}}})
		return
	}
	before := s.texts[name]
	s.change(name, 0, len(before.Content), edited(s.t, before, edits))
}

// edited returns a text after edits, which must not overlap.
func edited(t testing.TB, text *protocol.Text, edits []protocol.TextEdit) string {
	t.Helper()
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b protocol.TextEdit) int { return text.Offset(a.Range.Start) - text.Offset(b.Range.Start) })
	var b strings.Builder
	done := 0
	for _, e := range edits {
		start := text.Offset(e.Range.Start)
		if start < done {
			t.Fatalf("edits overlap: %+v", edits)
		}
		b.WriteString(text.Content[done:start] + e.NewText)
		done = text.Offset(e.Range.End)
	}
	return b.String() + text.Content[done:]
}
