package script_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/script"
)

// events returns the events of a collection with so many scripts.
func events(t *testing.T, sources ...string) []collection.Event {
	t.Helper()
	var list []string
	for _, source := range sources {
		list = append(list, `{"listen": "test", "script": {"exec": `+jsontree.Quote(source)+`}}`)
	}
	d, err := jsontree.Parse(`{"event": [` + strings.Join(list, ",") + `]}`)
	if err != nil {
		t.Fatal(err)
	}
	var all []collection.Event
	for e := range collection.Of(d).Events() {
		all = append(all, e)
	}
	return all
}

// TestShapes: that a script parses says nothing of one that differs in more than texts
// and numbers.
func TestShapes(t *testing.T) {
	for _, sources := range [][]string{ // those after the first have faults
		{"f(\"a\", 1)", "f(\"a\", 1", "f(\"b\" 1)", "f(\"b\", 1))"},
		{"a = 1\nb = 2", "a = 1 b = 2"},
		{"a = \"x\"", "a = \"x", "a = \"x\ny\""},
		{"a = 1", "a = 1 /", "a = 1 / (", "a = /1"},
		{"let a = 1", "let 1 = a", "let a == 1"},
		{"f(`a`)", "f(`a${)", "f(`a`"},
		{"x = {\"a\": 1}", "x = {\"a\": }", "x = {\"a\" 1}"},
		{"return 1", "return 1 )"},
		{"\"use sloppy\"; with (a) b()", "\"use sloppy\"; with (a b()"},
	} {
		var r script.Reader
		for i, e := range events(t, sources...) {
			s := r.Parse(e)
			if alone := read(t, s.Source).Err(); (s.Err() == nil) != (i == 0) || (alone == nil) != (i == 0) {
				t.Errorf("%q: %v, alone %v", s.Source, s.Err(), alone)
			}
		}
	}
	var r script.Reader
	for _, e := range events(t, `f("a", 1); // x`, `f('b "', 2.5); /* y */`, `f("", 10)`) {
		if err := r.Parse(e).Err(); err != nil {
			t.Errorf("%q: %v", r.Parse(e).Source, err)
		}
	}
}

// TestReaderKeeps: scripts that repeat are known, and of many the first are given up.
func TestReaderKeeps(t *testing.T) {
	const common = `pm.test("fine", () => pm.response.to.have.status(200));`
	long := strings.Repeat("f(1);\n", 200)
	sources := []string{"first();"}
	for i := range 500 {
		sources = append(sources, common, fmt.Sprintf("%sf(%d);", long, i))
	}
	all := events(t, sources...)
	var r script.Reader
	first := r.Parse(all[0])
	if r.Parse(all[0]) != first {
		t.Error("a script is read again at once")
	}
	shared := r.Parse(all[1]).Text
	for i, e := range all {
		s := r.Parse(e)
		if s.Source != sources[i] || len(s.Calls()) == 0 {
			t.Fatalf("script %d is %q", i, s.Source)
		}
		if i > 0 && i%2 == 1 && s.Text != shared {
			t.Fatalf("script %d, which is in every request, was given up", i)
		}
	}
	if again := r.Parse(all[0]); again == first || again.Source != first.Source {
		t.Error("the first script is still kept")
	}
}
