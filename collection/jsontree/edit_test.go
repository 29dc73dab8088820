package jsontree_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

func apply(t *testing.T, d *jsontree.Document, edits ...jsontree.Edit) string {
	t.Helper()
	text, err := d.Apply(edits...)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEdits(t *testing.T) {
	const object = "{\n  \"a\": 1,\n  \"b\" : 2,\n  \"c\": 3\n}"
	d := testkit.Parse(t, object)
	root := d.Root()
	empty := testkit.Parse(t, `{"x": {}, "y": [ ], "z": [1, 2,3]}`)
	cases := []struct {
		name  string
		doc   *jsontree.Document
		edits []jsontree.Edit
		want  string
	}{
		{"none", d, nil, object},
		{"replace", d, []jsontree.Edit{root.Get("b").Replace(`"two"`)}, strings.Replace(object, "2", `"two"`, 1)},
		{"remove the first", d, []jsontree.Edit{root.Get("a").Remove()}, "{\n  \"b\" : 2,\n  \"c\": 3\n}"},
		{"remove by key", d, []jsontree.Edit{root.Get("b").Key().Remove()}, "{\n  \"a\": 1,\n  \"c\": 3\n}"},
		{"remove the last", d, []jsontree.Edit{root.Get("c").Remove()}, "{\n  \"a\": 1,\n  \"b\" : 2\n}"},
		{"append", d, []jsontree.Edit{root.Append(jsontree.Member{"d", "4"}, jsontree.Member{"e", "5"})},
			"{\n  \"a\": 1,\n  \"b\" : 2,\n  \"c\": 3,\n  \"d\": 4,\n  \"e\": 5\n}"},
		{"append twice", d, []jsontree.Edit{root.Append(jsontree.Member{"d", "4"}), root.Append(jsontree.Member{"e", "5"})},
			"{\n  \"a\": 1,\n  \"b\" : 2,\n  \"c\": 3,\n  \"d\": 4,\n  \"e\": 5\n}"},
		{"append to an empty object", empty, []jsontree.Edit{empty.Root().Get("x").Append(jsontree.Member{`k"`, "1"})},
			`{"x": {"k\"": 1}, "y": [ ], "z": [1, 2,3]}`},
		{"remove elements", empty, []jsontree.Edit{empty.Lookup("/z/0").Remove(), empty.Lookup("/z/1").Remove()},
			`{"x": {}, "y": [ ], "z": [3]}`},
		{"insert before a replacement", d, []jsontree.Edit{{End: 1, Text: "["}, {Text: "x"}, {Text: "y"}}, "xy[" + object[1:]},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := apply(t, c.doc, c.edits...); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
	single := testkit.Parse(t, `[ {"only": 1} ]`)
	if got := apply(t, single, single.Lookup("/0/only").Remove()); got != `[ {} ]` {
		t.Errorf("removing the only member: %s", got)
	}
	if got := apply(t, single, single.Lookup("/0").Remove()); got != `[]` {
		t.Errorf("removing the only element: %s", got)
	}
}

func TestEditsRefused(t *testing.T) {
	d := testkit.Parse(t, `[1, 2, 3]`)
	for name, edits := range map[string][]jsontree.Edit{
		"overlap":                 {{Start: 1, End: 5}, {Start: 4, End: 6}},
		"same range":              {{Start: 1, End: 2, Text: "a"}, {Start: 1, End: 2, Text: "b"}},
		"insert into replacement": {{Start: 1, End: 5}, {Start: 3, End: 3, Text: "x"}},
	} {
		var overlap *jsontree.OverlapError
		if text, err := d.Apply(edits...); !errors.As(err, &overlap) || text != "" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	for _, e := range []jsontree.Edit{{Start: -1, End: 0}, {Start: 3, End: 2}, {End: 10}} {
		if _, err := d.Apply(e); err == nil {
			t.Errorf("edit %v is accepted", e)
		}
	}
}

// TestEditsTogether compares Apply with splicing one edit after the other from
// the back, on random texts.
func TestEditsTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		text := `"` + strings.Repeat("abcdefgh", 1+random.IntN(4)) + `"`
		d := testkit.Parse(t, text)
		var edits []jsontree.Edit
		want, at := "", 0
		for at < len(text) {
			keep := random.IntN(5)
			end := min(at+keep, len(text))
			want += text[at:end]
			drop := min(end+random.IntN(3), len(text))
			insert := strings.Repeat("+", random.IntN(3))
			edits = append(edits, jsontree.Edit{Start: end, End: drop, Text: insert})
			want += insert
			at = max(drop, end)
			if keep == 0 && drop == end {
				want += text[at : at+1]
				at++
			}
		}
		random.Shuffle(len(edits), func(i, j int) {
			if edits[i].Start != edits[j].Start {
				edits[i], edits[j] = edits[j], edits[i]
			}
		})
		if got := apply(t, d, edits...); got != want {
			t.Fatalf("%s with %v\ngot  %s\nwant %s", text, edits, got, want)
		}
	}
}

func FuzzEdits(f *testing.F) {
	f.Add(`{"a":[1,2,{"b":null}],"c":{}}`, uint(3), uint(1))
	for _, seed := range smallCorpus(f) {
		f.Add(seed, uint(7), uint(31))
	}
	f.Fuzz(func(t *testing.T, text string, a, b uint) {
		d, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		var nodes []jsontree.Node
		for n := range d.Root().Descendants() {
			nodes = append(nodes, n)
		}
		first, second := nodes[a%uint(len(nodes))], nodes[b%uint(len(nodes))]
		edits := []jsontree.Edit{first.Remove(), second.Append(jsontree.Member{Key: "new", JSON: "[]"})}
		if second.Kind() != jsontree.Object {
			edits[1] = second.Replace(`"new"`)
		}
		for _, set := range [][]jsontree.Edit{edits[:1], edits[1:], edits} {
			out, err := d.Apply(set...)
			if err != nil {
				continue // the two overlap
			}
			if _, err := jsontree.Parse(out); err != nil {
				t.Fatalf("%q with %v becomes %q: %v", text, set, out, err)
			}
		}
	})
}
