package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/testkit"
)

// private lists values that no message may contain, except as edits of the
// file's own text.
var private = []string{
	"kD83vTqXhzW2bRnoJcq47E", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "hunter2hunter2Q9", "Xk29sldk3LLs0q8zj2", "219-56-4127",
}

// TestNothingPrivate sends every request for every place of files with
// secrets and personal data. No answer or finding contains them.
func TestNothingPrivate(t *testing.T) {
	folder := t.TempDir()
	testkit.WriteBelow(t, folder, "c.postman_collection.json", fmt.Sprintf(`{
	"info": {"name": "Clinic", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
	"variable": [{"key": "token", "value": %[1]q}, {"key": "plain", "value": %[2]q}, {"key": "password", "value": %[3]q}, {"key": "patient_ssn", "value": %[5]q}],
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": %[1]q}]},
	"item": [{"name": "A", "variable": [{"key": "token", "value": %[4]q}], "item": [
		{"name": "B %[2]s", "request": {"method": "GET", "url": {"raw": "http://{{host}}/{id}?api_key=%[4]s&x={{token}}{{plain}}{{password}}{{patient_ssn}}", "host": ["{{host}}"], "path": ["{id}"]},
			"header": [{"key": "Authorization", "value": "Bearer %[1]s"}], "body": {"mode": "raw", "raw": "{\"ssn\": \"%[5]s\", \"password\": \"%[3]s\"}"}}}]}]
}`, private[0], private[1], private[2], private[3], private[4]))
	testkit.WriteBelow(t, folder, "e.postman_environment.json", fmt.Sprintf(`{"name": "E", "values": [{"key": "token", "value": %q, "type": "secret"}, {"key": "password", "value": %q}, {"key": "plain", "value": %q}]}`, private[0], private[2], private[1]))
	testkit.WriteBelow(t, folder, "C/.resources/definition.yaml", fmt.Sprintf("$kind: collection\nvariables:\n  token: %s\n  plain: %s\n", private[0], private[1]))
	testkit.WriteBelow(t, folder, "C/R.request.yaml", fmt.Sprintf("$kind: http-request\nurl: http://{{token}}/{{plain}}?api_key=%s\nauth:\n  type: bearer\n  credentials:\n    token: %s\nunknown: %s\n", private[3], private[0], private[2]))
	s := connect(t, folder)
	s.begin(object{"textDocument": object{"codeAction": object{"codeActionLiteralSupport": object{}}}})
	asked := 0
	look := func(what string, answer any) {
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		asked++
		for _, value := range private {
			if strings.Contains(string(text), value) {
				t.Errorf("%s holds %s: %.300s", what, value, text)
			}
		}
	}
	for _, name := range []string{"c.postman_collection.json", "e.postman_environment.json", "C/.resources/definition.yaml", "C/R.request.yaml"} {
		s.open(name)
		found := s.diagnostics(name)
		look("a finding in "+name, found)
		text := s.texts[name]
		for offset := 0; offset < len(text.Content); offset += 3 {
			position := object{"textDocument": object{"uri": s.uri(name)}, "position": text.Position(offset)}
			look(fmt.Sprintf("hover at %d of %s", offset, name), s.call("textDocument/hover", position))
			var list protocol.CompletionList
			if err := json.Unmarshal(s.call("textDocument/completion", position), &list); err != nil {
				t.Fatal(err)
			}
			for i := range list.Items {
				list.Items[i].TextEdit = nil
			}
			look(fmt.Sprintf("completion at %d of %s", offset, name), list)
		}
		for _, d := range found {
			var actions []protocol.CodeAction
			answer := s.call("textDocument/codeAction", object{"textDocument": object{"uri": s.uri(name)}, "range": d.Range, "context": object{"diagnostics": []any{}}})
			if err := json.Unmarshal(answer, &actions); err != nil {
				t.Fatal(err)
			}
			for i := range actions {
				actions[i].Edit = nil // it contains the file's own text
			}
			look("an action in "+name, actions)
		}
	}
	if asked < 500 {
		t.Errorf("only %d answers", asked)
	}
	s.finish()
}
