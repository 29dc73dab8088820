package v3

import (
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestNewUnsent: a request that v2.1 has no place for gets a file of its own, in a new
// collection and in one that is there; the others stay.
func TestNewUnsent(t *testing.T) {
	const text = `{"info": {"name": "C", "schema": "` + schemaURL + `"}, "item": [{"name": "F", "item": [], "x-v3-requests": [
		{"$kind": "websocket-request", "url": "wss://example.com"}]}, {"name": "Call", "request": {"url": "https://example.com"}}],
		"x-v3-requests": [{"$kind": "grpc-request", "name": "Call", "url": "grpc.example.com", "order": 5}, {"$kind": "grpc-request", "name": "a/b", "url": "x"}, {"url": "none"}]}`
	d := testkit.Parse(t, text)
	want := map[string]string{
		"Call 1.request.yaml":        "$kind: grpc-request\nname: Call\nurl: grpc.example.com\norder: 5\n",
		"a-b.request.yaml":           "$kind: grpc-request\nname: a/b\nurl: x\n",
		"F/New Request.request.yaml": "$kind: websocket-request\nurl: wss://example.com\n",
	}
	has := func(files []File) {
		t.Helper()
		for path, text := range want {
			if !slices.Contains(files, File{path, text}) {
				t.Errorf("no %s with %q in %q", path, text, files)
			}
		}
	}
	made := Lay(d)
	has(made.Files)
	if again := Read("C", made.Files); len(again.Kept) != len(want) {
		t.Errorf("%+v", again.Kept)
	}
	was := Lay(testkit.Parse(t, strings.Replace(text, `,
		"x-v3-requests": [`, `, "x": [`, 1))).Files
	kept := File{"Old.request.yaml", "$kind: mqtt-request # ours\nurl: old\n"}
	r := Read("C", append(was, kept))
	d = testkit.Parse(t, strings.Replace(text, `"x-v3-requests": [{"$kind": "grpc`, `"x-v3-requests": [{"$kind": "mqtt-request", "url": "old"}, {"$kind": "grpc`, 1))
	w, err := Write(r, d)
	if err != nil || len(w.Changes) != 2 {
		t.Fatalf("%v, %v", w, err)
	}
	files := r.FilesAfter(w.Changes)
	has(files)
	if !slices.Contains(files, kept) {
		t.Errorf("%q is gone", kept.Path)
	}
}
