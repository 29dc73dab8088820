package baseline_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/baseline"
	"github.com/postwright/postwright/internal/testkit"
)

func TestBaseline(t *testing.T) {
	d := testkit.Parse(t, `{"item": [{"name": "One"}, {"name": "Two"}]}`)
	one, two := d.Lookup("/item/0"), d.Lookup("/item/1")
	found := []diagnostic.Diagnostic{
		{Rule: "a", Around: one, Message: "m", Line: 1},
		{Rule: "a", Around: one, Message: "m", Line: 2},
		{Rule: "b", Message: "n", Line: 3},
	}
	sources := []string{`"x"`, `"x"`, ""}
	b := baseline.New()
	b.Set("f.json", found, sources)
	b, err := baseline.Parse(b.Text())
	if err != nil {
		t.Fatal(err)
	}
	moved := []diagnostic.Diagnostic{found[2], found[0], found[1], found[1], {Rule: "a", Around: two, Message: "m"}}
	for i := range moved {
		moved[i].Line += 100
	}
	left, gone := b.Unknown("f.json", moved, []string{"", `"x"`, `"x"`, `"x"`, `"x"`})
	if len(left) != 2 || left[0].Around != one || left[1].Around != two || gone != 0 {
		t.Errorf("%v, %d gone", left, gone)
	}
	if left, gone := b.Unknown("f.json", found[:1], []string{`"y"`}); len(left) != 1 || gone != 3 {
		t.Errorf("another content: %v, %d gone", left, gone)
	}
	if left, gone := b.Unknown("g.json", found, sources); len(left) != 3 || gone != 0 {
		t.Errorf("another file: %v, %d gone", left, gone)
	}
	b.Set("f.json", nil, nil)
	if strings.Contains(b.Text(), "f.json") {
		t.Error("a file without findings is kept")
	}
}

func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		`{"version": 2, "files": {`:                                 "ends inside",
		`{"version": 1, "files": {}}`:                               "1:13: the version is 1, and not 2",
		`{"version": 2, "fils": {}}`:                                `unknown field "fils"`,
		`{"version": 2, "files": {"a": [{"rule": "x"}]}}`:           "lacks its rule, content or count",
		`{"info": {"name": "A"}, "item": []}`:                       "it is not a baseline",
		`{"version": 2, "files": {"a": [{"rule": 1, "count": 1}]}}`: "it is not a baseline",
	} {
		if _, err := baseline.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
