package v3_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// files returns the files of an archive: "-- path --" lines with texts.
func files(archive string) []v3.File {
	var all []v3.File
	for line := range strings.Lines(archive) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok {
			all = append(all, v3.File{Path: strings.TrimSuffix(name, " --")})
			continue
		}
		all[len(all)-1].Text += line
	}
	return all
}

func read(t *testing.T, folder string) *v3.Result {
	t.Helper()
	var all []v3.File
	for _, f := range testkit.Below(t, folder) {
		all = append(all, v3.File{Path: f.Name, Text: f.Text})
	}
	return v3.Read(filepath.Base(folder), all)
}

// TestReferences: the reference collections, which Postman reads, are valid, and what
// they say arrives in the document. One request Postman writes so that it leaves it out
// itself: a body that is a date, without quotes.
func TestReferences(t *testing.T) {
	requests := 0
	for _, folder := range testkit.V3Folders(t) {
		r := read(t, folder)
		for _, d := range r.Findings {
			if d.Severity == diagnostic.Error && d.Path != "date.request.yaml" {
				t.Errorf("%s: %s:%d:%d: %s", folder, d.Path, d.Line, d.Column, d.Message)
			}
		}
		for range collection.Of(r.Document).Requests() {
			requests++
		}
	}
	if requests < 150 {
		t.Errorf("only %d requests", requests)
	}
}

const clinic = `-- .resources/definition.yaml --
$kind: collection
name: Clinic
variables:
  base: https://api.example.com
-- Patients/.resources/definition.yaml --
$kind: collection
order: 2
scripts:
  - type: http:afterResponse
    code: |-
      one();
      two();
-- Patients/List.request.yaml --
$kind: http-request
url: "{{base}}/patients/:id?limit=10"
queryParams:
  - key: limit
    value: "20"
pathVariables:
  id: "7"
headers:
  Accept: application/json
body:
  type: json
  content: >-
    {
      "a": 1

    }
auth:
  type: bearer
  credentials:
    token: "{{token}}"
examples: ./.resources/List.resources/examples
-- Patients/.resources/List.resources/examples/OK.example.yaml --
$kind: http-example
response:
  statusCode: 200
  statusText: OK
  body:
    type: json
    content: "[]"
-- Ping.request.yml --
$kind: http-request
name: Is it up?
url: https://api.example.com/ping
order: 1
-- Call.request.yaml --
$kind: grpc-request
url: grpc.example.com
`

// TestDocument: a folder in the terms of v2.1.
func TestDocument(t *testing.T) {
	r := v3.Read("folder", files(clinic))
	const want = `{"info":{"name":"Clinic","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[` +
		`{"name":"Is it up?","request":{"url":{"raw":"https://api.example.com/ping","protocol":"https","host":["api","example","com"],"path":["ping"]},"header":[]},"response":[]},` +
		`{"name":"Patients","item":[{"name":"List","request":{"url":{"raw":"{{base}}/patients/:id?limit=10","host":["{{base}}"],"path":["patients",":id"],` +
		`"query":[{"key":"limit","value":"20"}],"variable":[{"key":"id","value":"7"}]},"header":[{"key":"Accept","value":"application/json"}],` +
		`"body":{"mode":"raw","raw":"{\n  \"a\": 1\n\n}","options":{"raw":{"language":"json"}}},"auth":{"type":"bearer","bearer":[{"key":"token","value":"{{token}}"}]}},` +
		`"response":[{"name":"OK","status":"OK","code":200,"_postman_previewlanguage":"json","header":[],"body":"[]"}]}],` +
		`"event":[{"listen":"test","script":{"type":"text/javascript","exec":["one();","two();"]}}]}],` +
		`"x-v3-requests":[{"$kind":"grpc-request","url":"grpc.example.com"}],"variable":[{"key":"base","value":"https://api.example.com"}]}`
	if got := r.Document.Text(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(r.Kept) != 1 || r.Kept[0].What != "a gRPC request" || r.Kept[0].Path[0] != "Call" {
		t.Errorf("kept %v", r.Kept)
	}
	for _, d := range r.Findings {
		if d.Severity != diagnostic.Info {
			t.Errorf("%s:%d:%d: %s", d.Path, d.Line, d.Column, d.Message)
		}
	}
	for path, name := range map[string]string{
		"Ping.request.yml": "Is it up?", "Patients/List.request.yaml": "List", "Patients/.resources/definition.yaml": "Patients",
		"Patients/.resources/List.resources/examples/OK.example.yaml": "List",
	} {
		if got := r.Owner(path).Get("name").Text(); got != name {
			t.Errorf("%s belongs to %q, want %q", path, got, name)
		}
	}
}

// TestLocate: a finding about a part of the document is at its place in the file.
func TestLocate(t *testing.T) {
	r := v3.Read("folder", files(clinic))
	for _, c := range []struct{ text, behind, want string }{
		{`two();`, ``, `Patients/.resources/definition.yaml:7:7-7:13 /scripts/0/code`},
		{`"{{base}}"`, ``, `Patients/List.request.yaml:2:7-2:15 /url`},
		{`patients`, `"`, `Patients/List.request.yaml:2:16-2:24 /url`},
		{`"20"`, ``, `Patients/List.request.yaml:5:12-5:16 /queryParams/0/value`},
		{`a\": 1`, ``, `Patients/List.request.yaml:14:8-14:13 /body/content`},
		{`"{{token}}"`, ``, `Patients/List.request.yaml:20:12-20:23 /auth/credentials/token`},
		{`"bearer"`, `,`, `Patients/List.request.yaml:18:9-18:15 /auth/type`},
		{`"[]"`, ``, `Patients/.resources/List.resources/examples/OK.example.yaml:7:14-7:18 /response/body/content`},
		{`{`, `"name":"Is`, `Ping.request.yml:1:1-1:6 /$kind`},
		{`200`, ``, `Patients/.resources/List.resources/examples/OK.example.yaml:3:15-3:18 /response/statusCode`},
	} {
		start := strings.Index(r.Document.Text(), c.text+c.behind)
		end := start + len(c.text)
		found := r.Locate([]diagnostic.Diagnostic{diagnostic.At(r.Document, start, end, "x", diagnostic.Error, "m")})[0]
		got := fmt.Sprintf("%s:%d:%d-%d:%d %s", found.Path, found.Line, found.Column, found.EndLine, found.EndColumn, found.Pointer)
		if got != c.want {
			t.Errorf("%s is at %s, want %s", c.text, got, c.want)
		}
	}
}

// TestFaults: what is wrong with the files, where, and what to do.
func TestFaults(t *testing.T) {
	const request = "-- R.request.yaml --\n$kind: http-request\n"
	for _, c := range []struct{ archive, want string }{
		{"-- R.request.yaml --\n$kind: http-request\nurl: {{base}}/x\n", "R.request.yaml:2:6 error v3-syntax a value that starts with {{ must be quoted"},
		{"-- R.request.yaml --\n", "R.request.yaml:1:1 error v3-syntax the file is empty"},
		{"-- R.request.yaml --\nurl: x\n", `R.request.yaml:1:1 error v3-schema the file has no "$kind"`},
		{"-- R.request.yaml --\n$kind: htp-request\n", `R.request.yaml:1:8 error v3-schema "htp-request" is not a kind of request; did you mean "http-request"?`},
		{"-- R.request.yaml --\n$kind: kafka-request\n", `R.request.yaml:1:8 info v3-newer-field the request kind "kafka-request" is not known`},
		{request + "headers:\n  A: 1\n", `R.request.yaml:3:6 error v3-schema`},
		{request + "headers:\n  - key: a\n    value: b\n    type: x\n", `R.request.yaml:5:5 error v3-schema`},
		{request + "order: '5'\n", `R.request.yaml:2:8 error v3-schema`},
		{request + "body:\n  mode: raw\n  raw: x\n", `R.request.yaml:3:3 error v3-schema`},
		{request + "header:\n  A: b\n", `R.request.yaml:2:1 warning v3-unknown-field "header" is not a field of a request; did you mean "headers"?`},
		{request + "headers:\n  - key: a\n    value: b\n    $type: x\n", `R.request.yaml:5:5 info v3-newer-field`},
		{request + "scripts:\n  - type: test\n    code: x()\n", `R.request.yaml:3:11 error v3-unloadable "test" is not a script type of a request`},
		{request + "scripts:\n  - type: afterResponse\n    path: x.js\n", `R.request.yaml:3:5 error v3-schema`},
		{"-- .resources/definition.yaml --\nscripts:\n  - type: beforeRequest\n    code: x()\n", `.resources/definition.yaml:2:11 error v3-unloadable "beforeRequest" is not a script type of a definition`},
		{"-- .resources/definition.yaml --\nauth:\n  type: inherit\n", `.resources/definition.yaml:2:9 error v3-unloadable a definition cannot inherit`},
		{"-- .resources/definition.yaml --\n$kind: folder\n", `.resources/definition.yaml:1:8 error v3-schema "folder" is not a kind of definition`},
		{request + "-- R.request.yml --\n$kind: http-request\n", `R.request.yml:1:1 warning v3-file-name the file has a twin: "R.request.yaml"`},
		{request + "-- r.request.yaml --\n$kind: http-request\n", `r.request.yaml:1:1 warning v3-file-name the names "R.request.yaml" and "r.request.yaml" differ only in case`},
		{"-- con.request.yaml --\n$kind: http-request\n", `con.request.yaml:1:1 warning v3-file-name Windows reserves`},
		{"-- b:d/R.request.yaml --\n$kind: http-request\n", `b:d/R.request.yaml:1:1 error v3-file-name the name of the folder "b:d" has characters`},
		{"-- .resources/R.request.yaml --\n$kind: http-request\n", `.resources/R.request.yaml:1:1 warning v3-unused-file a request inside .resources`},
		{request + "examples: ./nowhere\n", `R.request.yaml:2:11 warning v3-unused-file there are no examples in ./nowhere`},
		{"-- .resources/R.resources/examples/a.example.yaml --\n$kind: http-example\nresponse: {statusCode: 200, statusText: OK, body: {type: text, content: ''}}\n", `.resources/R.resources/examples/a.example.yaml:1:1 warning v3-unused-file there is no request "R.request.yaml"`},
	} {
		all := files(c.archive)
		for i := range all {
			all[i].Text = strings.TrimPrefix(all[i].Text, "\n")
		}
		r := v3.Read("x", all)
		var got []string
		for _, d := range r.Findings {
			got = append(got, fmt.Sprintf("%s:%d:%d %s %s %s", d.Path, d.Line, d.Column, d.Severity, d.Rule, d.Message))
		}
		if !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, c.want) }) {
			t.Errorf("%q:\ngot  %s\nwant %s", c.archive, strings.Join(got, "\n     "), c.want)
		}
		if r.Document == nil {
			t.Errorf("%q has no document", c.archive)
		}
	}
}

// TestTaggedValues: the document has all requests, except one with a value that is not what
// its tag says: Postman's runner leaves it out.
func TestTaggedValues(t *testing.T) {
	for value, want := range map[string]int{
		"!!bool 'TRUE'": 2, "!!int 0x1F": 2, "!!float 1": 2, "!!float -.inf": 2, "!!str null": 2, "!!timestamp 2026-01-01": 2, "!!binary YQ==": 2,
		"!!bool yes": 1, "!!bool": 1, "!!int abc": 1, "!!null x": 1, "!!timestamp x": 1, "!!binary x": 1,
	} {
		text := "$kind: http-request\nurl: https://example.com\nsettings:\n  a: " + value + "\n  " + value + " : b\n"
		r := v3.Read("C", []v3.File{{Path: "a.request.yaml", Text: text}, {Path: "b.request.yaml", Text: "$kind: http-request\nurl: https://example.com\n"}})
		if n := r.Document.Root().Get("item").Len(); n != want {
			t.Errorf("%s: the document has %d requests, want %d:\n%s", value, n, want, r.Document.Text())
		}
		if rejected := len(r.Findings) > 0 && r.Findings[0].Rule == v3.RuleSyntax; rejected != (want == 1) {
			t.Errorf("%s: %v", value, r.Findings)
		}
	}
}
