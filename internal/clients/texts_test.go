package clients

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// TestTexts compares what Postman's SDK reads from header blocks, queries in one
// string, events and references with what we read.
func TestTexts(t *testing.T) {
	requireNode(t)
	random := rand.New(rand.NewPCG(5, 6))
	made := func(pieces []string, most int) string {
		var b strings.Builder
		for range random.IntN(most) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		return b.String()
	}
	in := struct {
		Headers []string          `json:"headers"`
		Queries []string          `json:"queries"`
		Events  []json.RawMessage `json:"events"`
		Texts   []string          `json:"texts"`
		Values  map[string]string `json:"values"`
	}{Values: map[string]string{"a": "1", "b": "{{a}}", "c": "a", "a b": "x", "loop": "{{loop}}", "x1": "y"}}
	for i := range 30 {
		in.Values[fmt.Sprint("deep", i)] = fmt.Sprintf("{{deep%d}}", i+1)
	}
	for range 4000 {
		in.Headers = append(in.Headers, made([]string{"A", "B: 1", ":", " ", "\n", "\r\n", "\r\n ", "\t", "//", "é", "\U0001F600", "\u2028", "\uFEFF", "\u0085", "{{a b}}", "C:D"}, 14))
		in.Queries = append(in.Queries, made([]string{"a", "b", "=", "&", "#", "?", "%20", "{{", "}}", "{{a b}}", "+", "é"}, 10))
		in.Texts = append(in.Texts, made([]string{"{{", "}}", "{{a}}", "{{b}}", "a", "b", "c", " ", "{{a b}}", "{{loop}}", "{{x{{a}}}}", "{{deep9}}", "{{deep20}}", "{", "}"}, 8))
	}
	for _, event := range []string{
		`{"script": "a\nb"}`, `{"script": ["a", "b"]}`, `{"script": {"exec": "a"}}`, `{"script": {"exec": ["a", "b"]}}`, `{"exec": ["x"]}`,
		`{"script": {"exec": ["a"]}, "exec": ["z"], "type": "t"}`, `{"script": null, "exec": "z"}`, `{"script": {"type": "t"}}`, `{}`,
	} {
		in.Events = append(in.Events, json.RawMessage(event))
	}
	file := filepath.Join(t.TempDir(), "texts.json")
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	var theirs struct {
		Headers                [][][2]string
		Queries, Events, Texts []string
	}
	convert(t, "texts", file, &theirs)
	for i, block := range in.Headers {
		ours := [][2]string{}
		for _, h := range collection.HeaderLines(block) {
			if h.Sent {
				ours = append(ours, [2]string{h.Key, h.Value})
			}
		}
		if !slices.Equal(ours, theirs.Headers[i]) {
			t.Errorf("the block %q has %q, and for Postman %q", block, ours, theirs.Headers[i])
		}
	}
	for i, query := range in.Queries {
		d, err := jsontree.Parse(`{"host": ["h"], "path": ["p"], "query": ` + jsontree.Quote(query) + `}`)
		if err != nil {
			t.Fatal(err)
		}
		if ours := (collection.URL{Node: d.Root()}).Sent(); ours != theirs.Queries[i] {
			t.Errorf("the query %q is sent as %q, and by Postman as %q", query, ours, theirs.Queries[i])
		}
	}
	for i, event := range in.Events {
		d, err := jsontree.Parse(string(event))
		if err != nil {
			t.Fatal(err)
		}
		if ours := (collection.Event{Node: d.Root()}).Source(); ours != theirs.Events[i] {
			t.Errorf("the event %s has the script %q, and for Postman %q", event, ours, theirs.Events[i])
		}
	}
	for i, text := range in.Texts {
		ours := collection.Resolve(text, func(name string) (string, bool) {
			value, ok := in.Values[name]
			return value, ok
		})
		if ours != theirs.Texts[i] {
			t.Errorf("%q is resolved to %q, and by Postman to %q", text, ours, theirs.Texts[i])
		}
	}
	proven(t, fmt.Sprintf("Postman's SDK reads the same from %d header blocks, queries and texts with references", 3*len(in.Headers)))
}
