package merge_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/testkit"
)

// odd are collections in spellings that few use.
var odd = []string{
	`{"info": {"name": "C"}, "item": [{"name": "R", "request": "https://a/b?c=d"}], "auth": null}`,
	`{"info": {"name": "C"}, "item": [{"name": "R", "request": {"url": {"raw": "https://a/b?c=d"}, "header": "A: 1\nB: 2", "description": {"content": "d", "type": "text/plain"}}}], "auth": {"type": "basic", "basic": {"username": "u", "password": "p"}}}`,
	`{"info": {"name": "C", "name": "D"}, "item": [{"name": "R", "request": {"url": {"host": "a", "path": "b", "port": 1}, "body": null, "header": null}, "event": [{"listen": "test", "script": "a"}], "response": [{"originalRequest": "https://a", "header": "A: 1"}]}]}`,
	`{"item": [null, 1, "x", [], {}, {"item": {}}, {"item": [{"item": []}]}], "variable": [null, {"id": "v"}]}`,
	`{"info": 1, "item": [{"name": "R", "request": {"auth": {"type": "oauth2", "oauth2": [{"key": "scope", "value": "a b"}, {"key": "scope", "value": "c"}]}, "url": {"host": ["a"], "path": [], "query": [{"key": "a"}, {"key": "a", "value": ""}], "raw": "a?a&a="}}}]}`,
	`{"name": "E", "values": [{"key": "a", "value": "1", "enabled": false}, {"key": "a"}]}`,
}

// FuzzDocuments: any three documents can be merged or are refused, the result is
// JSON, and sides that are the same stay as they are.
func FuzzDocuments(f *testing.F) {
	for i, text := range odd {
		f.Add(text, odd[(i+1)%len(odd)], odd[(i+2)%len(odd)])
		f.Add(text, text, odd[(i+1)%len(odd)])
		f.Add(odd[(i+1)%len(odd)], text, text)
	}
	for _, file := range testkit.CollectionsIfPresent() {
		if len(file.Text) < 2_000 {
			f.Add(file.Text, odd[0], file.Text)
			f.Add(odd[1], file.Text, file.Text)
		}
	}
	f.Fuzz(func(t *testing.T, base, ours, theirs string) {
		var documents []*jsontree.Document
		for _, text := range []string{base, ours, theirs} {
			d, err := jsontree.Parse(text)
			if err != nil {
				return
			}
			documents = append(documents, d)
		}
		for _, prefer := range []merge.Prefer{merge.Ours, merge.Theirs} {
			r, err := merge.Documents(documents[0], documents[1], documents[2], prefer)
			switch {
			case err != nil && strings.Contains(err.Error(), "fault"):
				t.Fatalf("%q, %q, %q: %v", base, ours, theirs, err)
			case err != nil:
				return
			case ours == theirs && (r.Text != ours || len(r.Conflicts) > 0):
				t.Errorf("%q, twice %q: %q, %d conflicts", base, ours, r.Text, len(r.Conflicts))
			case base == theirs && (r.Text != ours || len(r.Conflicts) > 0):
				t.Errorf("twice %q, %q: %q, %d conflicts", base, ours, r.Text, len(r.Conflicts))
			}
			hashed, err := merge.WithSnapshot(merge.SnapshotOf(documents[0]), documents[1], documents[2], prefer)
			if err != nil {
				t.Fatalf("%q, %q, %q: %v", base, ours, theirs, err)
			}
			if len(hashed.Conflicts) == 0 && len(r.Conflicts) > 0 {
				t.Errorf("%q, %q, %q: conflicts only with the base", base, ours, theirs)
			}
			if _, err := merge.WithSnapshot(nil, documents[1], documents[2], prefer); err != nil {
				t.Fatalf("%q, %q: %v", ours, theirs, err)
			}
		}
	})
}
