package v3_test

import (
	"math/rand/v2"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// private is a collection with secrets and personal data in each kind of file.
const private = `-- .resources/definition.yaml --
name: Clinic
description: Ask rosalind.okonkwo@gmail.com
variables:
  - key: client_secret
    value: k9Qv2LmX7pRt4Zs8
-- List.request.yaml --
$kind: http-request
url: "https://a.example/x?token=k9Qv2LmX7pRt4Zs8"
headers:
  - key: Authorization
    value: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJr
  - key: X-User
    value: rosalind.okonkwo@gmail.com
body:
  type: json
  content: |-
    {
      "name": "Rosalind Okonkwo", "birthDate": "1984-07-23",
      "password": "Kr0kodil!2024#x"
    }
auth:
  type: basic
  credentials:
    username: admin
    password: Kr0kodil!2024#x
-- .resources/List.resources/examples/OK.example.yaml --
$kind: http-example
response:
  statusCode: 200
  body:
    type: json
    content: '{"ssn": "219-09-9999", "token": "k9Qv2LmX7pRt4Zs8"}'
`

// TestMask: what is hidden of the document is hidden in its files, and of a part that is
// shown the same as if all of the file were shown.
func TestMask(t *testing.T) {
	collections := [][]v3.File{files(private)}
	for _, folder := range testkit.V3Folders(t) {
		var all []v3.File
		for _, f := range testkit.Below(t, folder) {
			all = append(all, v3.File{Path: f.Name, Text: f.Text})
		}
		collections = append(collections, all)
	}
	random := rand.New(rand.NewPCG(1, 2))
	hidden := 0
	for _, all := range collections {
		r := v3.Read("C", all)
		masked := map[string]string{}
		for _, s := range r.Files {
			masked[s.Path] = r.Masked(s)
			for range 5 {
				start := random.IntN(len(s.Text()) + 1)
				end := start + random.IntN(min(200, len(s.Text())-start)+1)
				part := r.Mask(s, func(from, to int) bool { return from < end && to > start })
				if got, want := part[start:end], masked[s.Path][start:end]; got != want {
					t.Errorf("%s: bytes %d to %d are\n%s\nwant\n%s", s.Path, start, end, got, want)
				}
			}
		}
		var places []diagnostic.Diagnostic
		text, shown := r.Document.Text(), redact.Document(r.Document)
		for i := range len(text) {
			if text[i] != shown[i] {
				places = append(places, diagnostic.Diagnostic{Start: i, End: i + 1})
			}
		}
		hidden += len(places)
		for _, at := range r.Locate(places) {
			for i := at.Start; i < at.End; i++ {
				if c := masked[at.Path][i]; c != '*' && c != '\n' && c != '\r' {
					t.Fatalf("%s:%d:%d: %q is not hidden", at.Path, at.Line, at.Column, c)
				}
			}
		}
	}
	if hidden < 200 {
		t.Errorf("only %d bytes were hidden", hidden)
	}
}

// TestLocateTogether: findings that are located together are where each is alone.
func TestLocateTogether(t *testing.T) {
	for _, folder := range testkit.V3Folders(t) {
		var all []v3.File
		for _, f := range testkit.Below(t, folder) {
			all = append(all, v3.File{Path: f.Name, Text: f.Text})
		}
		r := v3.Read("C", all)
		var found []diagnostic.Diagnostic
		for n := range r.Document.Root().Descendants() {
			found = append(found, diagnostic.On(n, "", diagnostic.Info, ""))
		}
		for i, d := range r.Locate(found) {
			alone := r.Locate(found[i : i+1])[0]
			if d.Path != alone.Path || d.Start != alone.Start || d.End != alone.End || d.Pointer != alone.Pointer || d.Line != alone.Line {
				t.Fatalf("%s: %+v, alone %+v", folder, d, alone)
			}
		}
	}
}
