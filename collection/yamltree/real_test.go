package yamltree

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestRewriteReal: each of the first strings of real files, changed by itself,
// changes its own lines and no other; and what is printed anew says the same.
func TestRewriteReal(t *testing.T) {
	files, changed := 0, 0
	for _, folder := range testkit.V3Folders(t) {
		for _, f := range testkit.Below(t, folder) {
			tree, failed := Parse(f.Text)
			if failed != nil || tree.Root == nil {
				continue
			}
			files++
			again, failed := Parse(Print(tree.Root))
			if failed != nil || !Equal(again.Root, tree.Root) {
				t.Fatalf("%s: printed anew it says something else: %v", f.Name, failed)
			}
			want := tree.Root.Clone()
			for i, s := range strs(want) {
				if i == 40 {
					break
				}
				before := *s
				*s = Text("https://changed.example.com/a b")
				got, err := Rewrite(tree, want)
				if err != nil {
					t.Fatalf("%s: %q: %v", f.Name, before.Text, err)
				}
				all, own := strings.Count(tree.Source(), "\n"), 1+strings.Count(tree.Source()[before.Start():before.End()], "\n")
				if same := sameLines(tree.Source(), got); same < all-own {
					t.Fatalf("%s: a change of %q in %d lines changes %d", f.Name, before.Text, own, all-same)
				}
				*s = before
				changed++
			}
		}
	}
	t.Logf("%d files, %d strings changed", files, changed)
	if files < 100 || changed < 1000 {
		t.Errorf("only %d files and %d strings", files, changed)
	}
}

// strs returns the places of the strings of a value that is nobody else's.
func strs(n *Node) []**Node {
	var all []**Node
	add := func(v **Node) {
		if (*v).Kind == String {
			all = append(all, v)
		}
		all = append(all, strs(*v)...)
	}
	for i := range n.Pairs {
		add(&n.Pairs[i].Value)
	}
	for i := range n.Items {
		add(&n.Items[i])
	}
	return all
}

// sameLines returns how many lines two texts share at their starts and ends.
func sameLines(a, b string) int {
	x, y := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	same := 0
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
		same++
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
		same++
	}
	return same
}

// FuzzRewrite: any file becomes any other value, or says that it cannot.
func FuzzRewrite(f *testing.F) {
	f.Add("a: 1 # one\nb:\n- x\n", "a: 2\nb: [x, y]\n")
	f.Add("a: &x {k: v}\nb: *x\n", "a: {k: w}\nb: |\n  text\n\n")
	f.Add("? a\n: b\n", "a: c\n")
	f.Add("- - - a\n  - b\n- c: d\n  e: |+\n    f\n\n\n# g\n", "- - b\n- c: d\n")
	f.Add("\uFEFFa: 'b\n\n  c'\r\nd: \"e\\\n  f\"\r\n", "d: x\na: y\n")
	f.Fuzz(func(t *testing.T, from, to string) {
		old, failed := Parse(from)
		if failed != nil {
			return
		}
		want, failed := Parse(to)
		if failed != nil || want.Root == nil {
			return
		}
		text, err := Rewrite(old, want.Root)
		if err != nil {
			return
		}
		again, failed := Parse(text)
		if failed != nil || !Equal(again.Root, want.Root) {
			t.Fatalf("%q to %q gives %q", from, to, text)
		}
		if second, err := Rewrite(again, want.Root); err != nil || second != text {
			t.Fatalf("%q changes again to %q", text, second)
		}
	})
}
