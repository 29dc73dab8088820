package yamltree

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestRewrite: what changes is on its line, and all else keeps its bytes.
func TestRewrite(t *testing.T) {
	str := Text
	list := func(items ...*Node) *Node {
		return &Node{Kind: Sequence, Items: items}
	}
	pairs := func(kv ...string) *Node {
		n := &Node{Kind: Mapping}
		for i := 0; i < len(kv); i += 2 {
			n.Set(kv[i], str(kv[i+1]))
		}
		return n
	}
	for _, c := range []struct {
		name, before, after string
		change              func(n *Node)
	}{
		{"a plain string", "# top\nname: Ping # why\nurl: x\n", "# top\nname: Pong # why\nurl: x\n",
			func(n *Node) { n.Set("name", str("Pong")) }},
		{"quotes are kept", "a: 'it''s'\nb: \"x\"\n", "a: \"they're\"\nb: \"y: z\"\n",
			func(n *Node) { n.Set("a", str("they're")); n.Set("b", str("y: z")) }},
		{"a string that needs quotes", "a: x\n", "a: \"true\"\n", func(n *Node) { n.Set("a", str("true")) }},
		{"the quotes of the file", "a: 'x'\nb: 'y'\n", "a: 'x'\nb: 'y'\nc: 'z'\n", func(n *Node) { n.Set("c", str("z")) }},
		{"one line becomes many", "code: ok() # run\nz: 1\n", "code: |- # run\n  a()\n\n  b()\nz: 1\n",
			func(n *Node) { n.Set("code", str("a()\n\nb()")) }},
		{"a folded text becomes literal", "code: >-\n  a\n\n  b\n# about z\nz: 1\n", "code: |\n  a\n  c\n# about z\nz: 1\n",
			func(n *Node) { n.Set("code", str("a\nc\n")) }},
		{"a pair between", "a: 1\n\n# about c\nc: 3\n", "a: 1\nb: new\n\n# about c\nc: 3\n",
			func(n *Node) {
				n.Pairs = []Pair{n.Pairs[0], {Key: str("b"), Value: str("new")}, n.Pairs[1]}
			}},
		{"a pair that goes", "a: 1\n# about b\nb: 2 # two\nc: 3\n", "a: 1\n# about b\nc: 3\n", func(n *Node) { n.Delete("b") }},
		{"the last pair goes", "a: 1\n# about b\nb: 2\n", "a: 1\n# about b\n", func(n *Node) { n.Delete("b") }},
		{"all of an inner map go", "a:\n  b: 1\nc: 2\n", "a: {}\nc: 2\n", func(n *Node) { n.Get("a").Delete("b") }},
		{"an item of a list", "h:\n- key: A # first\n  value: '1'\n  # about B\n- key: B\n  value: '2'\n", "h:\n- key: A # first\n  value: '3'\n  # about B\n- key: B\n  value: '2'\n",
			func(n *Node) { n.Get("h").Items[0].Set("value", str("3")) }},
		{"a list grows", "h:\n  - key: A\n    value: \"1\"\nz: 1\n", "h:\n  - key: N\n    value: \"0\"\n  - key: A\n    value: \"1\"\nz: 1\n",
			func(n *Node) {
				n.Set("h", list(pairs("key", "N", "value", "0"), n.Get("h").Items[0]))
			}},
		{"a map becomes a list", "h:\n  A: \"1\" # a\n# end\nz: 1\n", "h:\n  - key: A\n    value: \"1\"\n# end\nz: 1\n",
			func(n *Node) { n.Set("h", list(pairs("key", "A", "value", "1"))) }},
		{"the first key of an item goes", "- a: x\n  b: y\n", "- b: y\n", func(n *Node) { n.Items[0].Delete("a") }},
		{"CRLF", "a: 1\r\nb: x\r\n", "a: 1\r\nb: |-\r\n  x\r\n  y\r\nc: z\r\n",
			func(n *Node) { n.Set("b", str("x\ny")); n.Set("c", str("z")) }},
		{"no line end at the end", "a: 1\nb: x", "a: 1\nb: y", func(n *Node) { n.Set("b", str("y")) }},
		{"flow", "a: {b: 1, c: \"x\"} # flow\nd: [1, 2]\n", "a: {b: 1, c: \"y\"} # flow\nd: [ 1 ]\n",
			func(n *Node) {
				n.Get("a").Set("c", str("y"))
				n.Get("d").Items = n.Get("d").Items[:1]
			}},
		{"an anchor's other place keeps its value", "a: &x\n  k: v\nb: *x\n", "a: &x\n  k: v\nb: { k: w }\n",
			func(n *Node) { n.Get("b").Set("k", str("w")) }},
		{"an empty value", "a:\nb: 1\n", "a: x\nb: 1\n", func(n *Node) { n.Set("a", str("x")) }},
		{"only comments", "# nothing yet\n", "# nothing yet\na: b\n", nil},
		{"order changes", "a: 1 # one\n# two\nb: 2\n", "# two\nb: 2\na: 1 # one\n",
			func(n *Node) { n.Pairs[0], n.Pairs[1] = n.Pairs[1], n.Pairs[0] }},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, failed := Parse(c.before)
			if failed != nil {
				t.Fatal(failed)
			}
			want := pairs("a", "b")
			if c.change != nil {
				want = tree.Root.Clone()
				c.change(want)
			}
			got, err := Rewrite(tree, want)
			if err != nil || got != c.after {
				t.Errorf("got %v\n%s\nwant\n%s", err, got, c.after)
			}
		})
	}
}

// TestPrint: the style of Postman, with literal blocks.
func TestPrint(t *testing.T) {
	tree, failed := Parse(`{name: "a: b", on: yes, n: "1", neg: -5, k: "- x", m: "-x", e: "", list: [{a: 1}, [], {}, [x]], code: "  a\n\nb\t\n", keep: "a\n\n", nl: "\n", tab: "a\tb", cr: "a\r\nb", "q: k": null, h: "#x", u: "\L"}`)
	if failed != nil {
		t.Fatal(failed)
	}
	want := `name: "a: b"
on: yes
n: "1"
neg: -5
k: "- x"
m: -x
e: ""
list:
  - a: 1
  - []
  - {}
  - - x
code: |2
    a

  b	
keep: |+
  a

nl: "\n"
tab: "a\tb"
cr: "a\r\n\
  b"
"q: k": null
h: "#x"
u: "\L"
`
	if got := Print(tree.Root); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// writer prints random values in random styles, with comments.
type writer struct {
	*rand.Rand
	comments int
	b        strings.Builder
}

func (w *writer) comment(prefix string) {
	if w.IntN(4) == 0 {
		w.comments++
		fmt.Fprintf(&w.b, "%s# comment %d.", prefix, w.comments)
	}
}

func (w *writer) scalar(n *Node, indent int) {
	lines := strings.TrimRight(Print(&Node{Kind: Sequence, Items: []*Node{n}}), "\n")[2:]
	switch {
	case strings.HasPrefix(lines, "|"):
		w.b.WriteString(strings.ReplaceAll(lines, "\n  ", "\n"+strings.Repeat(" ", indent+2)))
		return
	case n.Kind == String && w.IntN(3) == 0 && !strings.ContainsAny(n.Text, "\n\t\\\"\r\u2028"):
		w.b.WriteString(`"` + n.Text + `"`)
	case n.Kind == String && w.IntN(3) == 0 && !strings.ContainsAny(n.Text, "\n\t\r\u2028"):
		w.b.WriteString("'" + strings.ReplaceAll(n.Text, "'", "''") + "'")
	default:
		w.b.WriteString(strings.ReplaceAll(lines, "\n  ", "\n"+strings.Repeat(" ", indent+2)))
	}
	w.comment(" ")
}

func (w *writer) entry(first bool, indent int) {
	if !first {
		w.b.WriteString("\n")
		if w.IntN(8) == 0 {
			w.b.WriteString("\n")
		}
		before := w.comments
		if w.comment(strings.Repeat(" ", indent)); w.comments > before {
			w.b.WriteString("\n")
		}
		w.b.WriteString(strings.Repeat(" ", indent))
	}
}

func (w *writer) value(n *Node, indent, below int) {
	if len(n.Pairs)+len(n.Items) == 0 {
		w.b.WriteString(" ")
		switch n.Kind {
		case Mapping:
			w.b.WriteString("{}")
		case Sequence:
			w.b.WriteString("[]")
		default:
			w.scalar(n, indent)
		}
		return
	}
	if below > 0 {
		w.comment(" ")
		w.b.WriteString("\n" + strings.Repeat(" ", indent+below))
	} else {
		w.b.WriteString(" ")
		below = 2
	}
	w.collection(n, indent+below)
}

func (w *writer) collection(n *Node, indent int) {
	for i, p := range n.Pairs {
		w.entry(i == 0, indent)
		w.b.WriteString(p.Key.Text + ":")
		below := 2
		if p.Value.Kind == Sequence && w.IntN(3) == 0 {
			w.b.WriteString("\n" + strings.Repeat(" ", indent))
			if len(p.Value.Items) > 0 {
				w.collection(p.Value, indent)
				continue
			}
			w.b.WriteString("  []")
			continue
		}
		w.value(p.Value, indent, below+2*w.IntN(2))
	}
	for i, item := range n.Items {
		w.entry(i == 0, indent)
		w.b.WriteString("-")
		w.value(item, indent, 0)
	}
}

func randomValue(r *rand.Rand, depth int) *Node {
	switch k := r.IntN(8); {
	case k < 2 && depth > 0:
		n := &Node{Kind: Mapping}
		for range r.IntN(4) {
			n.Set(string(rune('a'+r.IntN(8))), randomValue(r, depth-1))
		}
		return n
	case k < 4 && depth > 0:
		n := &Node{Kind: Sequence}
		for range r.IntN(4) {
			n.Items = append(n.Items, randomValue(r, depth-1))
		}
		return n
	case k == 4:
		return &Node{Kind: Number, Text: fmt.Sprint(r.IntN(100))}
	case k == 5:
		return &Node{Kind: Null, Text: "null"}
	}
	return Text(randomText(r))
}

func randomRoot(r *rand.Rand) *Node {
	n := &Node{Kind: Mapping}
	for range 1 + r.IntN(5) {
		n.Set(string(rune('a'+r.IntN(8))), randomValue(r, 3))
	}
	return n
}

// change changes one or more values anywhere, and reports whether only scalars.
func change(r *rand.Rand, n *Node) {
	switch {
	case n.Kind == Mapping && len(n.Pairs) > 0 && r.IntN(3) > 0:
		p := &n.Pairs[r.IntN(len(n.Pairs))]
		if p.Value.Kind == Mapping || p.Value.Kind == Sequence {
			change(r, p.Value)
		} else {
			p.Value = randomValue(r, 1)
		}
	case n.Kind == Mapping:
		if r.IntN(2) == 0 && len(n.Pairs) > 1 {
			n.Delete(n.Pairs[r.IntN(len(n.Pairs))].Key.Text)
		} else {
			n.Set(string(rune('a'+r.IntN(10))), randomValue(r, 2))
		}
		if r.IntN(4) == 0 {
			r.Shuffle(len(n.Pairs), func(i, j int) { n.Pairs[i], n.Pairs[j] = n.Pairs[j], n.Pairs[i] })
		}
	case n.Kind == Sequence && len(n.Items) > 0:
		i := r.IntN(len(n.Items))
		switch r.IntN(4) {
		case 0:
			n.Items = append(n.Items[:i:i], n.Items[i+1:]...)
		case 1:
			n.Items = append(n.Items[:i:i], append([]*Node{randomValue(r, 2)}, n.Items[i:]...)...)
		default:
			if n.Items[i].Kind == Mapping || n.Items[i].Kind == Sequence {
				change(r, n.Items[i])
			} else {
				n.Items[i] = randomValue(r, 1)
			}
		}
	}
}

// TestRewriteRandom: a file of any style becomes any other value, and changing it
// back changes no line that was not changed.
func TestRewriteRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	rounds := 20_000
	if testing.Short() {
		rounds = 5_000
	}
	for range rounds {
		value := randomRoot(r)
		w := writer{Rand: r}
		w.collection(value, 0)
		text := w.b.String() + "\n"
		if r.IntN(4) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		tree, failed := Parse(text)
		if failed != nil {
			t.Fatalf("%v in\n%s", failed, text)
		}
		if !Equal(tree.Root, value) {
			continue // trailing line ends at the end of the file
		}
		want := tree.Root.Clone()
		for range 1 + r.IntN(3) {
			change(r, want)
		}
		got, err := Rewrite(tree, want)
		if err != nil {
			t.Fatalf("%v:\n%s\nto\n%s", err, text, Print(want))
		}
		if lines := strings.Count(got, "\n"); strings.Contains(text, "\r\n") && strings.Count(got, "\r\n") != lines {
			t.Fatalf("mixed line ends: %q of %q", got, text)
		}
	}
}

// TestRewriteOne: a change of one scalar leaves every other line as it was, and every
// comment.
func TestRewriteOne(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 5_000 {
		value := randomRoot(r)
		w := writer{Rand: r}
		w.collection(value, 0)
		tree, failed := Parse(w.b.String() + "\n")
		if failed != nil || !Equal(tree.Root, value) {
			continue
		}
		want := tree.Root.Clone()
		scalars := slices.DeleteFunc(strs(want), func(s **Node) bool { return strings.Contains((*s).Text, "\n") })
		if len(scalars) == 0 {
			continue
		}
		*scalars[r.IntN(len(scalars))] = Text("changed here")
		got, err := Rewrite(tree, want)
		if err != nil {
			t.Fatal(err)
		}
		before, after := strings.Split(tree.Source(), "\n"), strings.Split(got, "\n")
		differ := 0
		for i := range before {
			if i < len(after) && before[i] != after[i] {
				differ++
			}
		}
		if len(before) != len(after) || differ > 1 {
			t.Fatalf("%d lines differ:\n%s\nand\n%s", differ, tree.Source(), got)
		}
		if strings.Count(got, "# comment") < strings.Count(tree.Source(), "# comment") {
			t.Fatalf("a comment is lost:\n%s\nand\n%s", tree.Source(), got)
		}
	}
}
