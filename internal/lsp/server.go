// Package lsp is the language server: it serves one editor over a pair of
// streams, about the files of its workspace. Package protocol frames
// messages, package workspace reads the files; the features are here, one
// file each.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// Options are the dependencies of a server.
type Options struct {
	Version string // of Postwright
	// Template and OpenAPI read the files that a configuration names.
	Template func(name string) (*template.Template, error)
	OpenAPI  func(path string) (*api.API, error)
}

// ErrNoShutdown is returned when the client ends the server without shutting it down.
var ErrNoShutdown = errors.New("the client ended without shutdown")

// Serve serves one client until it exits, or its stream ends.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &Server{options: o, running: map[jsonrpc2.ID]context.CancelFunc{}, slots: make(chan struct{}, atOnce)}
	s.diagnoser = newDiagnoser(s)
	stream := jsonrpc2.NewBufferedStream(pipe{bufio.NewReader(in), out}, protocol.Codec{})
	// The library's log could contain texts of files.
	ready := make(chan struct{})
	conn := jsonrpc2.NewConn(ctx, stream, waiting{ready, s}, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	s.conn = conn
	close(ready)
	diagnosing := make(chan struct{})
	go func() { defer close(diagnosing); s.diagnoser.run(ctx) }()
	<-conn.DisconnectNotify()
	cancel()
	<-diagnosing
	s.settle()
	if s.isReady() && !s.isShutdown() {
		return ErrNoShutdown
	}
	return nil
}

// pipe is a client's two streams. The caller owns and closes them.
type pipe struct {
	io.Reader
	io.Writer
}

func (pipe) Close() error { return nil }

// waiting delays messages until the server has its connection.
type waiting struct {
	ready <-chan struct{}
	*Server
}

func (w waiting) Handle(ctx context.Context, c *jsonrpc2.Conn, r *jsonrpc2.Request) {
	<-w.ready
	w.Server.Handle(ctx, c, r)
}

// atOnce is how many requests are answered concurrently.
const atOnce = 4

// Server serves one client.
type Server struct {
	options   Options
	conn      *jsonrpc2.Conn
	diagnoser *diagnoser
	handlers  sync.WaitGroup
	slots     chan struct{} // one for each request in progress

	mutex    sync.Mutex
	files    *workspace.Workspace // nil before initialize
	client   protocol.ClientCapabilities
	shutdown bool
	running  map[jsonrpc2.ID]context.CancelFunc
}

// longestEnd is how long shutdown waits for answers: a client that does not
// read them must not keep the process alive.
const longestEnd = 2 * time.Second

// settle waits until all requests are answered, but not longer than
// [longestEnd].
func (s *Server) settle() {
	done := make(chan struct{})
	go func() { defer close(done); s.handlers.Wait() }()
	select {
	case <-done:
	case <-time.After(longestEnd):
	}
}

// isReady reports whether the client has sent initialize.
func (s *Server) isReady() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.files != nil
}

func (s *Server) isShutdown() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.shutdown
}

// The error codes that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized = -32002
	codeRequestFailed  = -32803
	codeCancelled      = -32800
)

// Handle handles one message. Messages come one at a time, so that requests
// see the changes of earlier notifications. Requests are answered
// concurrently, and each sees its file as it was when the request arrived.
func (s *Server) Handle(ctx context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) {
	var params json.RawMessage
	if r.Params != nil {
		params = *r.Params
	}
	if r.Notif {
		s.notified(ctx, r.Method, params)
		return
	}
	answer, failed := s.prepare(r.Method, params)
	ctx, cancel := context.WithCancel(ctx)
	s.mutex.Lock()
	s.running[r.ID] = cancel
	s.mutex.Unlock()
	s.handlers.Go(func() {
		defer func() {
			s.mutex.Lock()
			delete(s.running, r.ID)
			s.mutex.Unlock()
			cancel()
		}()
		if failed != nil {
			_ = s.conn.ReplyWithError(ctx, r.ID, failed) // without a connection nothing waits for it
			return
		}
		s.slots <- struct{}{}
		result, err := s.answer(ctx, answer)
		<-s.slots
		s.reply(ctx, r.ID, result, err)
	})
}

// answering computes the answer to a request.
type answering func(ctx context.Context) (any, error)

// failure is the message for an internal error. The error itself could
// contain texts of files.
const failure = "the language server has a fault; please report this"

// answer calls a function that may panic: a failing request must not end the
// session.
func (s *Server) answer(ctx context.Context, f answering) (result any, err error) {
	defer func() {
		if recover() != nil {
			result, err = nil, errors.New(failure)
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return f(ctx)
}

func (s *Server) reply(ctx context.Context, id jsonrpc2.ID, result any, err error) {
	var failed *jsonrpc2.Error
	switch {
	case ctx.Err() != nil:
		err = s.conn.ReplyWithError(ctx, id, &jsonrpc2.Error{Code: codeCancelled, Message: "cancelled"})
	case errors.As(err, &failed):
		err = s.conn.ReplyWithError(ctx, id, failed)
	case err != nil:
		err = s.conn.ReplyWithError(ctx, id, &jsonrpc2.Error{Code: codeRequestFailed, Message: err.Error()})
	default:
		err = s.conn.Reply(ctx, id, result)
	}
	_ = err // without a connection nothing waits for it
}

// prepare returns the function that answers a request.
func (s *Server) prepare(method string, params json.RawMessage) (answering, *jsonrpc2.Error) {
	ready := s.isReady()
	switch {
	case s.isShutdown():
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is shut down"}
	case method == "initialize" && !ready:
		return s.initialize(params)
	case method == "initialize":
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is initialized already"}
	case !ready:
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "the server waits for initialize"}
	case method == "shutdown":
		s.mutex.Lock()
		s.shutdown = true
		s.mutex.Unlock()
		return func(context.Context) (any, error) { return nil, nil }, nil
	}
	handle := handlerOf(method)
	if handle == nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no method " + method}
	}
	answer, err := handle(s, params)
	if err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return answer, nil
}

// handlerOf returns what answers the requests of a method; nil if there are no such
// requests.
func handlerOf(method string) func(s *Server, params json.RawMessage) (answering, error) {
	switch method {
	case "textDocument/diagnostic":
		return about((*Server).pullDiagnostics)
	case "textDocument/codeAction":
		return about((*Server).codeActions)
	case "codeAction/resolve":
		return plain((*Server).resolveAction)
	case "textDocument/formatting":
		return about((*Server).formatting)
	case "textDocument/completion":
		return about((*Server).completion)
	case "textDocument/definition":
		return about((*Server).definition)
	case "textDocument/references":
		return about((*Server).references)
	case "textDocument/prepareRename":
		return about((*Server).prepareRename)
	case "textDocument/rename":
		return about((*Server).rename)
	case "textDocument/documentSymbol":
		return about((*Server).documentSymbols)
	case "textDocument/foldingRange":
		return about((*Server).folding)
	case "textDocument/documentLink":
		return about((*Server).links)
	case "workspace/symbol":
		return plain((*Server).workspaceSymbols)
	case "textDocument/hover":
		return about((*Server).hover)
	}
	return nil
}

// plain returns the handler of a request that is not about an open file.
func plain[P any](f func(s *Server, ctx context.Context, params P) (any, error)) func(*Server, json.RawMessage) (answering, error) {
	return func(s *Server, text json.RawMessage) (answering, error) {
		var params P
		if err := decode(text, &params); err != nil {
			return nil, err
		}
		return func(ctx context.Context) (any, error) { return f(s, ctx, params) }, nil
	}
}

// about returns the handler of a request about a file. Files that are not
// open have no answer.
func about[P any](f func(s *Server, ctx context.Context, file *workspace.File, params P) (any, error)) func(*Server, json.RawMessage) (answering, error) {
	return func(s *Server, text json.RawMessage) (answering, error) {
		var of protocol.DocumentParams
		var params P
		if err := errors.Join(decode(text, &of), decode(text, &params)); err != nil {
			return nil, err
		}
		file := s.files.OpenFile(of.TextDocument.URI)
		return func(ctx context.Context) (any, error) {
			if file == nil {
				return nil, nil
			}
			return f(s, ctx, file, params)
		}, nil
	}
}

// decode reads the parameters of a message.
func decode(params json.RawMessage, into any) error {
	if len(params) == 0 {
		return errors.New("the message has no parameters")
	}
	return json.Unmarshal(params, into)
}

// tell sends a notification.
func (s *Server) tell(ctx context.Context, method string, params any) {
	_ = s.conn.Notify(ctx, method, params) // without a connection nothing listens
}

// ask sends a request whose answer does not matter.
func (s *Server) ask(ctx context.Context, method string, params any) {
	go func() {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		_ = s.conn.Call(ctx, method, params, nil) // a client that refuses does without
	}()
}

// workspaceOf returns the workspace for the server's options.
func (s *Server) workspaceOf(e protocol.Encoding) *workspace.Workspace {
	return workspace.New(workspace.Options{Rules: rules.All(), Encoding: e, Template: s.options.Template, OpenAPI: s.options.OpenAPI})
}
