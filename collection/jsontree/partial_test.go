package jsontree_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestParsePartial: what a person meant is in the tree, whatever is missing.
func TestParsePartial(t *testing.T) {
	for _, c := range []struct{ text, mended, errors string }{
		{`{"a": 1}`, `{"a": 1}`, ""},
		{``, `null`, "1:1"},
		{`{`, `{}`, "1:2"},
		{`{"a"`, `{"a": null}`, "1:5"},
		{`{"a": `, `{"a": null}`, "1:6"},
		{`{"a": "x`, `{"a": "x"}`, "1:9"},
		{`{"a": [1, {"b": [`, `{"a": [1, {"b": []}]}`, "1:18"},
		{"{\"a\": \"x,\n\"b\": 1}", "{\"a\": \"x\",\n\"b\": 1}", "1:10"},
		{"{\"a\n\"b\": 1}", "{\"a\": null,\n\"b\": 1}", "1:4"},
		{"{\"a\": 1\n\"b\": 2}", "{\"a\": 1,\n\"b\": 2}", "2:1"},
		{`{"a": 1,}`, `{"a": 1}`, "1:9"},
		{`[1, 2,]`, `[1, 2]`, "1:7"},
		{`[1,, 2]`, `[1,null, 2]`, "1:4"},
		{`{"a": , "b": 2}`, `{"a": null, "b": 2}`, "1:7"},
		{`{"a": {{base}}/x, "b": 2}`, `{"a": "{{base}}/x", "b": 2}`, "1:8"},
		{`{a: 1, 'b': 'x'}`, `{"a": 1, "b": "x"}`, "1:2"},
		{"{ // c\n\"a\": 1 /* d\n */ }", "{ \n\"a\": 1 \n }", "1:3 2:8"},
		{`{"a": [1, 2}, "b": 3}`, `{"a": [1, 2]}`, "1:12"},
		{`{"a": {"b": 1], "c": 2}`, `{"a": {"b": 1, "c": 2}}`, "1:14"},
		{`[{"a": 1], 2`, `[{"a": 1}]`, "1:9"},
		{`{"a": undefined, "b": TRUE}`, `{"a": null, "b": null}`, "1:7"},
		{`{"a": "\q", "b": "\u12"}`, `{"a": "\\q", "b": "\\u12"}`, "1:8"},
		{`{"a": -, "b": 1.}`, `{"a": -0, "b": 1.0}`, "1:8"},
		{`{"a" = 1}`, `{"a" : 1}`, "1:6"},
		{`{"a": 1} {"b": 2}`, `{"a": 1} `, "1:10"},
		{"{\"a\": \"x\ty\"}", `{"a": "x y"}`, "1:9"},
		{"{\"a\": \"\xff\"}", `{"a": "?"}`, "1:8"},
	} {
		p, err := jsontree.ParsePartial(c.text)
		if err != nil {
			t.Fatal(err)
		}
		var errors []string
		for _, e := range p.Errors {
			errors = append(errors, fmt.Sprintf("%d:%d", e.Position.Line, e.Position.Column))
		}
		if got := strings.Join(errors, " "); p.Document.Text() != c.mended || got != c.errors {
			t.Errorf("%s\nis read as %s with errors at %s,\nwant       %s with errors at %s", c.text, p.Document.Text(), got, c.mended, c.errors)
		}
	}
}

// checkPartial checks what holds for every text.
func checkPartial(t *testing.T, text string) {
	t.Helper()
	p, err := jsontree.ParsePartial(text)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid([]byte(p.Document.Body())) {
		t.Fatalf("%q is mended to %q", text, p.Document.Text())
	}
	var want *jsontree.SyntaxError
	if _, err := jsontree.Parse(text); errors.As(err, &want) != (len(p.Errors) > 0) || want != nil && *want != *p.Errors[0] {
		t.Fatalf("%q: got the errors %v, want %v first", text, p.Errors, want)
	}
	for _, e := range p.Errors {
		if e.Offset < 0 || e.End < e.Offset || e.End > len(text) {
			t.Fatalf("%q: an error at %d to %d", text, e.Offset, e.End)
		}
	}
	before := 0
	for i := range len(p.Document.Text()) + 1 {
		at := p.Source(i)
		if at < before || at > len(text) {
			t.Fatalf("%q mended to %q: %d is at %d, after %d", text, p.Document.Text(), i, at, before)
		}
		before = at
	}
	before = 0
	for i := range len(text) + 1 {
		at := p.Offset(i)
		if at < before || at > len(p.Document.Text()) {
			t.Fatalf("%q mended to %q: %d becomes %d, after %d", text, p.Document.Text(), i, at, before)
		}
		if before = at; at < len(p.Document.Text()) && p.Source(at) == i && i < len(text) {
			p.Document.NodeAt(at)
		}
	}
	if again, err := jsontree.ParsePartial(p.Document.Text()); err != nil || len(again.Errors) > 0 {
		t.Fatalf("%q is mended to %q, which has errors", text, p.Document.Text())
	}
}

// TestPartialPrefixes: a real collection cut off anywhere is read up to there: each
// value before the cut is in the tree, at its place.
func TestPartialPrefixes(t *testing.T) {
	const text = `{"info": {"name": "A \"b\" \u00e9", "n": -1.5e3, "t": true}, "item": [{"name": "x", "request": {"url": "{{base}}/x", "header": []}}, null, false]}`
	whole := testkit.Parse(t, text)
	for cut := range len(text) {
		checkPartial(t, text[:cut])
		p, _ := jsontree.ParsePartial(text[:cut])
		for n := range whole.Root().Descendants() {
			if n.End() >= cut || n.IsKey() || n.Kind() == jsontree.Number && n.End() == cut {
				continue
			}
			if got := p.Document.Lookup(n.Pointer()); got.Raw() != n.Raw() || p.Source(got.Start()) != n.Start() {
				t.Fatalf("%s: %s is %s at %d", text[:cut], n.Pointer(), got.Raw(), p.Source(got.Start()))
			}
		}
	}
}

// TestPartialDamage: texts with random damage.
func TestPartialDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"", "", "{", "}", "[", "]", ",", ":", `"`, "'", "\n", "\\", "//", "/*", "tru", "1.", "\x00", "é", "\xff", "{{x}}", "null"}
	text := `{"info": {"name": "A", "schema": "https://x"}, "item": [{"name": "x", "request": {"url": "{{base}}/x", "header": [{"key": "A", "value": "b"}]}}, 1, 2.5]}`
	for range 20_000 {
		damaged := text
		for range 1 + r.IntN(3) {
			at := r.IntN(len(damaged))
			damaged = damaged[:at] + pieces[r.IntN(len(pieces))] + damaged[min(len(damaged), at+r.IntN(4)):]
		}
		checkPartial(t, damaged)
	}
}

// TestManyFaults: a text of faults is given up, not tried for ever.
func TestManyFaults(t *testing.T) {
	for _, text := range []string{strings.Repeat("]", 1000), strings.Repeat(":", 1000), "[" + strings.Repeat("x ", 1000), strings.Repeat("[", 20_000), strings.Repeat(`{"a":`, 5000), strings.Repeat("'", 1000)} {
		checkPartial(t, text)
	}
	for faults := 60; faults < 70; faults++ { // what stands where the text is given up
		for _, rest := range []string{`"\u1`, `"\`, `"a`, `"\x`, "\"\x01", "-", "1.", "1e", "tru", "-01", `{"a`, `{"a"`, `{"a":`, `{"a":1,`, `{`, "[1,", "[", "[1 ", "'a", "/*", "//"} {
			checkPartial(t, strings.Repeat(":", faults)+rest)
			checkPartial(t, "["+strings.Repeat("1 ", faults)+rest)
			checkPartial(t, `{"a":[`+strings.Repeat("}", faults)+rest)
		}
	}
}

func TestNodeAt(t *testing.T) {
	d := testkit.Parse(t, ` {"a": ["x", 12], "b": {}} `)
	for offset, want := range map[int]string{0: "", 1: "", 2: "/a", 4: "/a", 5: "/a", 6: "", 7: "/a", 8: "/a/0", 10: "/a/0", 11: "/a/0", 12: "/a", 13: "/a/1", 15: "/a/1", 23: "/b", 24: "/b", 25: ""} {
		if n := d.NodeAt(offset); n.Exists() && n.Pointer() != want || !n.Exists() && want != "" {
			t.Errorf("at %d is %q, want %q", offset, n.Pointer(), want)
		}
	}
	if d.NodeAt(0).Exists() || d.NodeAt(27).Exists() || d.NodeAt(1).Kind() != jsontree.Object {
		t.Error("outside the value there is a node")
	}
}

func FuzzParsePartial(f *testing.F) {
	for _, seed := range []string{`{"a": [1, {"b": "c`, `{a: {{b}}, 'c': //d` + "\n", "\xff{\"a\"", `]}`, `{"a" "b": c}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 10_000 {
			checkPartial(t, text)
		}
	})
}
