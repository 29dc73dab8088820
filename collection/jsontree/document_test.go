package jsontree_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestAccepts checks what a Document keeps that other readers drop or refuse.
func TestAccepts(t *testing.T) {
	for name, text := range map[string]string{
		"byte order mark":  "\uFEFF{}",
		"duplicate keys":   `{"a":1,"a":2}`,
		"number spelling":  `[1.0, 1e+02, -0, 0.10, 123456789012345678901234567890]`,
		"lone surrogate":   `"\ud800 \udc00x"`,
		"surrogate pair":   `"\ud83d\ude00"`,
		"any whitespace":   " \r\n\t[ \n1\t,\r\n2 ]  \n",
		"empty containers": `{"a":{},"b":[],"":[[],{}]}`,
		"scalar root":      `null`,
		"escapes":          `"\"\\\/\b\f\n\r\t\u0041"`,
		"delete character": "\"\x7f\"",
	} {
		t.Run(name, func(t *testing.T) {
			d := testkit.Parse(t, text)
			if d.Text() != text {
				t.Errorf("Text() = %q, want the input", d.Text())
			}
			if got := render(d.Root()); got != compact(t, text) {
				t.Errorf("the tree spells %s, want %s", got, compact(t, text))
			}
		})
	}
}

// render prints a tree from its nodes alone, without whitespace.
func render(n jsontree.Node) string {
	var b strings.Builder
	switch n.Kind() {
	case jsontree.Object:
		b.WriteByte('{')
		for key, value := range n.Members() {
			if b.Len() > 1 {
				b.WriteByte(',')
			}
			b.WriteString(key.Raw() + ":" + render(value))
		}
		b.WriteByte('}')
	case jsontree.Array:
		b.WriteByte('[')
		for e := range n.Elements() {
			if b.Len() > 1 {
				b.WriteByte(',')
			}
			b.WriteString(render(e))
		}
		b.WriteByte(']')
	default:
		b.WriteString(n.Raw())
	}
	return b.String()
}

func compact(t testing.TB, text string) string {
	t.Helper()
	var b strings.Builder
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		t.Fatalf("encoding/json: %v", err)
	}
	inString := false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case inString && c == '\\':
			b.WriteByte(c)
			i++
			c = raw[i]
		case c == '"':
			inString = !inString
		case !inString && strings.IndexByte(" \t\r\n", c) >= 0:
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func TestNavigation(t *testing.T) {
	d := testkit.Parse(t, `{"info": {"name": "x", "a/b~": [10, {"k": null}]}, "n": true, "n": false}`)
	root := d.Root()
	if got := root.Get("info", "name").Text(); got != "x" {
		t.Errorf("info.name = %q", got)
	}
	if got := root.Get("n").Raw(); got != "false" {
		t.Errorf("of duplicate keys the last counts, got %s", got)
	}
	if root.Get("info", "nothing", "further").Exists() {
		t.Error("a missing key leads somewhere")
	}
	deep := d.Lookup("/info/a~1b~0/1/k")
	if deep.Kind() != jsontree.Null || deep.Pointer() != "/info/a~1b~0/1/k" {
		t.Errorf("Lookup: %v at %q", deep.Kind(), deep.Pointer())
	}
	if deep.Key().Raw() != `"k"` || !deep.Key().IsKey() || deep.IsKey() {
		t.Errorf("key %s", deep.Key().Raw())
	}
	object := deep.Parent()
	if object.Kind() != jsontree.Object || object.Index() != 1 || object.Parent().Len() != 2 {
		t.Errorf("parent %s, index %d", object.Raw(), object.Index())
	}
	for _, pointer := range []string{"x", "/info/a~1b~0/2", "/info/a~1b~0/01", "/info/a~1b~0/-", "/n/x", "/info/name/0"} {
		if n := d.Lookup(pointer); n.Exists() {
			t.Errorf("Lookup(%q) = %s, want nothing", pointer, n.Raw())
		}
	}
	var zero jsontree.Node
	if zero.Kind() != jsontree.Absent || zero.Get("a").Exists() || zero.Raw() != "" || zero.Len() != 0 ||
		zero.Parent().Exists() || zero.Key().Exists() || zero.Pointer() != "" || zero.Index() != -1 {
		t.Error("the zero Node is not empty")
	}
}

func TestText(t *testing.T) {
	for raw, want := range map[string]string{
		`"plain"`:                    "plain",
		`"a\"\\\/\b\f\n\r\tz"`:       "a\"\\/\b\f\n\r\tz",
		`"\u00e9\u00C9"`:             "éÉ",
		`"\ud83d\ude00!"`:            "😀!",
		`"\ud83dx"`:                  "\uFFFDx",
		`"\ud83d\u0041"`:             "\uFFFDA",
		`"\ude00\ud83d\ud83d\ude00"`: "\uFFFD\uFFFD😀",
	} {
		n := testkit.Parse(t, raw).Root()
		if got := n.Text(); got != want {
			t.Errorf("Text of %s = %q, want %q", raw, got, want)
		}
		if !n.Is(want) {
			t.Errorf("%s is not %q", raw, want)
		}
	}
}

// TestLookupInAnyOrder: what was looked up before does not change what is found.
func TestLookupInAnyOrder(t *testing.T) {
	const count = 100
	d := testkit.Parse(t, "["+strings.Repeat("[0, [1]],", count-1)+"[0, [1]]]")
	want := slices.Collect(d.Root().Elements())
	for _, step := range []int{1, 7, count - 1, 37} {
		for i := range count {
			at := i * step % count
			pointer := "/" + strconv.Itoa(at)
			if n := d.Lookup(pointer); n != want[at] {
				t.Fatalf("%s is %s at %d, want it at %d", pointer, n.Raw(), n.Start(), want[at].Start())
			}
			if n := d.Lookup(pointer + "/1/0"); n.Raw() != "1" || n.Parent().Parent() != want[at] {
				t.Fatalf("%s/1/0 is %q", pointer, n.Raw())
			}
			if n := d.Lookup("/" + strconv.Itoa(count+at)); n.Exists() {
				t.Fatalf("/%d exists", count+at)
			}
		}
	}
}

func TestPositions(t *testing.T) {
	d := testkit.Parse(t, "\uFEFF{\r\n  \"é😀\": \"x\",\n\t\"b\": [\n1]}")
	for pointer, want := range map[string]jsontree.Position{
		"":     {1, 1},
		"/é😀":  {2, 9},
		"/b":   {3, 7},
		"/b/0": {4, 1},
	} {
		n := d.Lookup(pointer)
		if got := d.Position(n.Start()); got != want {
			t.Errorf("%q is at %v, want %v", pointer, got, want)
		}
		offset, ok := d.Offset(want)
		if !ok || offset != n.Start() {
			t.Errorf("%v is offset %d (%v), want %d", want, offset, ok, n.Start())
		}
	}
	if line, _ := d.Line(1); line != "{" {
		t.Errorf("line 1 is %q", line)
	}
	for _, p := range []jsontree.Position{{0, 1}, {5, 1}, {1, 0}, {1, 3}, {4, 6}} {
		if offset, ok := d.Offset(p); ok {
			t.Errorf("Offset(%v) = %d, want none", p, offset)
		}
	}
}

// checkTree checks what is true of every document, whatever its text.
func checkTree(t *testing.T, d *jsontree.Document) {
	t.Helper()
	count := 0
	for n := range d.Root().Descendants() {
		count++
		if n.Start() >= n.End() || n.Raw() != d.Text()[n.Start():n.End()] {
			t.Fatalf("node %d has the range %d to %d", count, n.Start(), n.End())
		}
		if p := n.Parent(); p.Exists() && (p.Start() >= n.Start() || p.End() <= n.End()) {
			t.Fatalf("%s is not inside its parent", n.Pointer())
		}
	}
	if count != d.NodeCount() {
		t.Fatalf("walked %d of %d nodes", count, d.NodeCount())
	}
}

// checkAddresses checks that pointers and positions lead back to their node.
func checkAddresses(t *testing.T, d *jsontree.Document, every int) {
	t.Helper()
	i := 0
	for n := range d.Root().Descendants() {
		if i++; i%every != 0 {
			continue
		}
		offset, ok := d.Offset(d.Position(n.Start()))
		if !ok || offset != n.Start() {
			t.Fatalf("position %v of %s leads elsewhere", d.Position(n.Start()), n.Pointer())
		}
		if n.IsKey() || shadowed(n) {
			continue
		}
		if got := d.Lookup(n.Pointer()); got != n {
			t.Fatalf("pointer %q leads to %q", n.Pointer(), got.Pointer())
		}
	}
}

// shadowed reports whether a later duplicate of a key hides the value or one that
// holds it; its pointer then names the later one.
func shadowed(n jsontree.Node) bool {
	for ; n.Exists(); n = n.Parent() {
		if key := n.Key(); key.Exists() && n.Parent().Get(key.Text()) != n {
			return true
		}
	}
	return false
}

func FuzzParse(f *testing.F) {
	for _, seed := range smallCorpus(f) {
		f.Add(seed)
	}
	for _, seed := range []string{`{"a":[1,{"b":"\u00e9"}],"a":2}`, "\uFEFF[]", `[1.5e+3,-0]`, `{"a"`, `["\ud800"]`, "\xff", `{"k":01}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := jsontree.Parse(text)
		if valid := jsontree.Valid(text); valid != (err == nil) {
			t.Fatalf("Parse says %v, Valid says %v", err, valid)
		}
		if valid := json.Valid([]byte(strings.TrimPrefix(text, "\uFEFF"))) && strings.ToValidUTF8(text, "") == text; valid != (err == nil) {
			t.Fatalf("Parse says %v, encoding/json says valid: %v", err, valid)
		}
		if err != nil {
			var syntax *jsontree.SyntaxError
			if !asSyntaxError(err, &syntax) || syntax.Message == "" || syntax.Offset > len(text) || syntax.End < syntax.Offset || syntax.End > len(text) {
				t.Fatalf("a poor error: %#v", err)
			}
			return
		}
		if d.Text() != text {
			t.Fatal("the text does not come back")
		}
		checkTree(t, d)
		checkAddresses(t, d, 1)
		var want any
		if json.Unmarshal([]byte(d.Body()), &want) != nil {
			return // a number that no float64 holds
		}
		got := d.Root().Value()
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("the tree means %#v, want %#v", got, want)
		}
	})
}

// TestMarks: pointers and positions are right in whatever order they are asked
// for, although they start from a mark in an array or a line.
func TestMarks(t *testing.T) {
	text := "[" + strings.Repeat("[1, {\"é\": [2, 3]}], ", 2000) + "0]"
	used := testkit.Parse(t, text)
	var nodes []jsontree.Node
	for n := range used.Root().Descendants() {
		nodes = append(nodes, n)
	}
	index := map[int]int{} // in their arrays, by where they start
	for _, n := range nodes {
		at := 0
		for e := range n.Elements() {
			index[e.Start()] = at
			at++
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n := nodes[random.IntN(len(nodes))]
		if n.Parent().Kind() == jsontree.Array && n.Index() != index[n.Start()] {
			t.Fatalf("%s has the index %d, want %d", n.Pointer(), n.Index(), index[n.Start()])
		}
		if found := used.Lookup(n.Pointer()); !n.IsKey() && found != n {
			t.Fatalf("%s leads to %s", n.Pointer(), found.Pointer())
		}
		if want := (jsontree.Position{Line: 1, Column: utf8.RuneCountInString(text[:n.Start()]) + 1}); used.Position(n.Start()) != want {
			t.Fatalf("%d is at %v, want %v", n.Start(), used.Position(n.Start()), want)
		}
	}
}
