package lint_test

import (
	"slices"
	"testing"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	v3 "github.com/postwright/postwright/collection/v3"
)

// TestWordsOfFiles: findings in files of format v3 speak of what stands in the files,
// and leave names as they are.
func TestWordsOfFiles(t *testing.T) {
	files := []v3.File{
		{Path: ".resources/definition.yaml", Text: "$kind: collection\nname: Clinic\nauth:\n  type: oauth2\n  credentials:\n    accessToken: '{{t}}'\n    scope: ''\n    accessTokenURL: https://a.example/\n"},
		{Path: "A.request.yaml", Text: "$kind: http-request\nurl: https://a.example/:id?x=1\nmethod: GET\nqueryParams:\n  x: '2'\nbody:\n  type: json\n  content: '{}'\n"},
		{Path: "B.request.yaml", Text: "$kind: http-request\nurl: https://a.example/\nmethod: POST\nbody:\n  type: text\n"},
		{Path: "C.request.yaml", Text: "$kind: http-request\nurl: https://a.example/\nmethod: POST\nbody:\n  type: formdata\nauth:\n  type: bearer\n  credentials:\n    - key: token\n      value: '{{t}}'\n    - key: token\n      value: '{{u}}'\n"},
		{Path: "D.request.yaml", Text: "$kind: http-request\nurl: https://a.example/?q=1\nmethod: POST\nqueryParams: []\nbody:\n  type: text\n  content: '{\"a\": 1}'\n"},
		{Path: "E.request.yaml", Text: "$kind: http-request\nurl: https://a.example/\nauth:\n  type: bearer\n  credentials:\n    token: '{{t}}'\n    the attribute and the mode is x: '1'\n"},
	}
	want := map[string][2]string{
		"A.request.yaml body-on-get":                        {"Postman sends no body with GET", "remove it, or change the method"},
		"A.request.yaml path-variable-undeclared":           {`the path's :id is not in "pathVariables"`, `":id" itself is sent until it has a value`},
		"A.request.yaml url-raw-mismatch":                   {`the query of "url" is not what is sent`, `"queryParams", which Postman sends, makes https://a.example/:id?x=2`},
		"B.request.yaml body-mode-mismatch":                 {`the body has no "content"`, "nothing is sent"},
		"C.request.yaml auth-attribute-duplicate":           {`the credential "token" appears twice, first in line 9 of C.request.yaml`, "remove the one that is wrong"},
		"C.request.yaml body-mode-mismatch":                 {`the type is "formdata", and there is no "content"`, "nothing is sent"},
		"D.request.yaml header-content-type":                {"the body is JSON, and is sent as text/plain", "write type: json, or add the header Content-Type: application/json"},
		"E.request.yaml auth-attribute-unknown":             {`"the attribute and the mode is x" is not a known credential of bearer`, "Postman ignores it; remove or rename it"},
		".resources/definition.yaml oauth2-empty-scope":     {"the scope is empty", `Postman sends "scope="; leave it out`},
		".resources/definition.yaml auth-attribute-unknown": {`"accessTokenURL" is not a known credential of oauth2; did you mean "accessTokenUrl"?`, "Postman ignores it; remove or rename it"},
	}
	got := map[string][2]string{}
	linter, read := lint.New(lint.Options{Rules: rules.All()}), v3.Read("Clinic", files)
	for _, d := range linter.Files(read) {
		got[d.Path+" "+d.Rule] = [2]string{d.Message, d.Help}
	}
	for finding, words := range want {
		if got[finding] != words {
			t.Errorf("%s says %q, want %q", finding, got[finding], words)
		}
	}
	// The same parts have other names in a JSON file.
	var messages []string
	for _, d := range linter.Document(read.Document) {
		messages = append(messages, d.Message)
	}
	for _, message := range []string{`"raw" is not what is sent`, `the mode is "raw", and there is no such part`, "the path's :id is not among its variables"} {
		if !slices.Contains(messages, message) {
			t.Errorf("no %q among %q", message, messages)
		}
	}
}
