package lsp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/testkit"
)

// fuzzed are the files of the workspace in fuzz tests.
var fuzzed = []struct{ name, text string }{
	{"c.postman_collection.json", `{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "variable": [{"key": "a", "value": "{{b}}"}],
"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "user:read"}]}, "item": [{"name": "😀", "request": {"url": "http://{{a}}/{id}", "header": [{"key": "A", "value": "{{$guid}}"}]},
"event": [{"listen": "test", "script": {"exec": ["pm.environment.set('b', 1)"]}}]}]}`},
	{"e.postman_environment.json", `{"name": "E", "values": [{"key": "b", "value": "x"}]}`},
	{"postwright.yaml", "environment: e.postman_environment.json\nrules:\n  variable-unused: off\n"},
	{"C/.resources/definition.yaml", "$kind: collection\nvariables:\n  a: 1\n"},
	{"C/R.request.yaml", "$kind: http-request\nurl: \"{{a}}/x\"\nheaders:\n  - key: A\n    value: b\nauth:\n  type: oauth2\n  credentials:\n    scope: a b\nscripts:\n  - type: afterResponse\n    code: |-\n      pm.variables.get('a')\n"},
	{"g.globals.yaml", "name: g\nvalues:\n  - key: b\n    value: 1\n"},
}

// asked are the requests in fuzz tests.
var asked = []string{
	"textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/references", "textDocument/prepareRename",
	"textDocument/rename", "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink", "textDocument/formatting",
	"textDocument/diagnostic", "textDocument/codeAction", "workspace/symbol", "codeAction/resolve", "no/method",
}

// FuzzMessages: after any sequence of messages the server answers without an
// internal error, and exits when asked to.
func FuzzMessages(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 5, 9, 2, 0, 0, 3, 7, 9, 0, 1, 3, 0, 20, 11, 0, 4, 9}, "{{")
	f.Add([]byte{0, 4, 0, 3, 4, 10, 2, 4, 7, 3, 4, 1, 1, 4, 90, 3, 4, 200, 2, 4, 11}, "\n  - ")
	f.Add([]byte{0, 2, 0, 1, 2, 30, 0, 0, 0, 2, 0, 10, 4, 2, 0, 2, 0, 10}, "\"😀")
	for seed := range uint64(30) { // so that the test does something without fuzzing, too
		random := rand.New(rand.NewPCG(seed, 0))
		steps := make([]byte, 60)
		for i := range steps {
			steps[i] = byte(random.UintN(256))
		}
		f.Add(steps, []string{"{{", "\n", "x: ", "😀\""}[seed%4])
	}
	f.Fuzz(func(t *testing.T, steps []byte, text string) {
		if len(steps) > 60 || len(text) > 100 || strings.ContainsRune(text, '\uFFFD') || !bytes.Equal([]byte(text), []byte(strings.ToValidUTF8(text, ""))) {
			return
		}
		folder := t.TempDir()
		for _, one := range fuzzed {
			testkit.WriteBelow(t, folder, one.name, one.text)
		}
		s := connect(t, folder)
		s.begin(object{"workspace": object{"workspaceEdit": object{"documentChanges": true, "resourceOperations": []string{"create"}}}, "textDocument": object{"codeAction": object{"codeActionLiteralSupport": object{}}}})
		go func() {
			for range s.published { // nothing else receives them
			}
		}()
		for ; len(steps) >= 3; steps = steps[3:] {
			s.step(steps[0], fuzzed[int(steps[1])%len(fuzzed)].name, steps[2], text)
		}
		s.finish()
	})
}

// step sends one message.
func (s *session) step(what byte, name string, where byte, text string) {
	of := s.texts[name]
	if of == nil || what%8 == 0 {
		if of == nil {
			s.open(name)
		}
		return
	}
	offset := int(where) * len(of.Content) / 256
	position := of.Position(offset)
	switch what % 8 {
	case 1:
		start := of.Offset(position)
		s.change(name, start, min(start+int(what/8), len(of.Content)), text)
	case 2, 3, 4, 5:
		method := asked[(int(what/8)+int(where))%len(asked)]
		var result any
		err := s.try(method, object{
			"textDocument": object{"uri": s.uri(name)}, "position": position, "newName": text, "query": text,
			"range": protocol.Range{Start: position, End: position}, "context": object{"diagnostics": []any{}, "includeDeclaration": true},
			"data": object{"uri": s.uri(name)},
		}, &result)
		var failed *jsonrpc2.Error
		if err != nil && (!errors.As(err, &failed) || failed.Message == failure) {
			s.t.Fatalf("%s at %d of %q: %v", method, offset, of.Content, err)
		}
	case 6:
		delete(s.texts, name)
		delete(s.versions, name)
		s.notify("textDocument/didClose", object{"textDocument": object{"uri": s.uri(name)}})
	case 7:
		s.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": s.uri(name), "type": 1 + what%3}}})
	}
}

// FuzzBytes: any bytes end the session in an orderly way.
func FuzzBytes(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}"))
	f.Add([]byte("content-length: 58\r\n\r\n" + `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}` + "Content-Length: 40\r\n\r\n" + `{"jsonrpc":"2.0","method":"exit"}       `))
	f.Add([]byte("Content-Length: -1\r\n\r\n"))
	f.Add([]byte("Content-Length: 99999999999\r\n\r\n"))
	f.Add([]byte("\r\n\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_ = Serve(t.Context(), bytes.NewReader(text), io.Discard, testOptions) // an error is allowed
	})
}

// TestBadMessages: invalid messages are refused or skipped, and the session
// goes on.
func TestBadMessages(t *testing.T) {
	s := connect(t, t.TempDir())
	for _, c := range []struct {
		method string
		params any
		code   int64
	}{
		{"textDocument/hover", object{}, codeNotInitialized},
		{"initialize", 5, jsonrpc2.CodeInvalidParams},
		{"initialize", object{"capabilities": object{}}, 0},
		{"initialize", object{}, jsonrpc2.CodeInvalidRequest},
		{"no/method", object{}, jsonrpc2.CodeMethodNotFound},
		{"textDocument/hover", []int{1}, jsonrpc2.CodeInvalidParams},
		{"textDocument/hover", nil, jsonrpc2.CodeInvalidParams},
		{"textDocument/hover", object{"textDocument": object{"uri": "file:///absent.json"}}, 0},
		{"textDocument/hover", object{"textDocument": object{"uri": "%%"}}, 0},
	} {
		var failed *jsonrpc2.Error
		if err := s.try(c.method, c.params, nil); !errors.As(err, &failed) && c.code != 0 || failed != nil && failed.Code != c.code {
			t.Errorf("%s %v: %v, want code %d", c.method, c.params, err, c.code)
		}
	}
	s.notify("textDocument/didChange", object{"textDocument": 1})
	s.notify("textDocument/didOpen", "x")
	s.notify("no/notification", nil)
	s.notify("$/cancelRequest", object{"id": 99})
	s.call("shutdown", nil)
	if err := s.try("textDocument/hover", object{}, nil); err == nil {
		t.Error("the server answers after shutdown")
	}
	s.notify("exit", nil)
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

// TestEnds: exiting without shutdown is an error, so that the exit code is 1.
func TestEnds(t *testing.T) {
	s := connect(t, t.TempDir())
	s.begin(object{})
	s.notify("exit", nil)
	if err := <-s.ended; !errors.Is(err, ErrNoShutdown) {
		t.Error(err)
	}
	if err := Serve(t.Context(), strings.NewReader(""), io.Discard, testOptions); err != nil {
		t.Error(err)
	}
}

// TestCancel: a canceled request ends with the protocol's error, or with its
// answer.
func TestCancel(t *testing.T) {
	folder := t.TempDir()
	for i := range 50 {
		testkit.WriteBelow(t, folder, fmt.Sprintf("c%d.postman_collection.json", i), fuzzed[0].text)
	}
	s := connect(t, folder)
	s.begin(object{})
	cancelled := 0
	for i := range 20 {
		call, err := s.conn.DispatchCall(t.Context(), "workspace/symbol", object{"query": ""}, jsonrpc2.PickID(jsonrpc2.ID{Num: uint64(1000 + i)}))
		if err != nil {
			t.Fatal(err)
		}
		s.notify("$/cancelRequest", object{"id": 1000 + i})
		var failed *jsonrpc2.Error
		switch err := call.Wait(t.Context(), nil); {
		case errors.As(err, &failed) && failed.Code == codeCancelled:
			cancelled++
		case err != nil:
			t.Error(err)
		}
	}
	if cancelled == 0 {
		t.Error("no request was cancelled")
	}
	s.finish()
}
